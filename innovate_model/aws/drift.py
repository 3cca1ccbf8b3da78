"""A design against a snapshot: the whole comparison in one call."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from innovate_model.analyses.difference import Difference, NotChecked, difference
from innovate_model.aws.designed import known_in
from innovate_model.aws.observe import Observed, observe
from innovate_model.aws.services import terms
from innovate_model.aws.snapshot import Snapshot
from innovate_model.model import Model


@dataclass(frozen=True, slots=True)
class Drift:
    """What differs, and what the snapshot showed."""

    difference: Difference
    observed: Observed


def drift(designed: Model, snapshot: Snapshot, not_checked: Iterable[NotChecked] = ()) -> Drift:
    """Compare. Pure.

    `not_checked` is what the caller knows to be missing from the snapshot besides what it says itself.
    """
    observed = observe(snapshot, known_in(designed))
    gaps = (*observed.not_checked, *_accounts_not_asked(designed, snapshot), *not_checked)
    return Drift(difference(designed, observed.model, gaps, terms()), observed)


def _accounts_not_asked(designed: Model, snapshot: Snapshot) -> Iterable[NotChecked]:
    for account_id, name in known_in(designed).accounts.items():
        if account_id not in snapshot.accounts:
            yield NotChecked(f"the account {name} was not asked", account_id=account_id)
    for region in sorted({str(getattr(each, "region", None) or "") for each in designed} - {"", *snapshot.regions}):
        yield NotChecked(f"the region {region} was not asked", region=region)

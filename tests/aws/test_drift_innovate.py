"""The whole journey on the reference model: provision, collect, compare, disturb, compare again."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from innovate_model.aws.disturbance import disturb
from innovate_model.aws.drift import drift
from innovate_model.aws.services import aws_types, not_asked
from innovate_model.aws.snapshot import read, write

from .conftest import Provisioned

pytestmark = [pytest.mark.moto, pytest.mark.slow]

HELD_IN_PART = {
    "account",
    "transit_gateway_attachment",
    "elasticache_replication_group",
    "delegated_administrator",
    "ram_resource_share",
    "codeartifact_repository",
}
"""Kinds of which the emulator holds nothing, or nothing that it tells again, though it knows the service or what
holds them is not there."""
UNKNOWN_TO_IT = ("not implemented there", "does not know this service")


def test_no_drift_right_after_seeding(innovate: Provisioned) -> None:
    """What was provisioned from the design and read back agrees with it in everything that could be compared."""
    found = drift(innovate.model, innovate.undisturbed).difference
    assert (found.missing, found.unmanaged, found.changed) == ((), (), ())
    assert not found.has_drift
    assert not found.is_complete, "pods are designed, and AWS knows of none"


def test_nothing_is_passed_over(innovate: Provisioned) -> None:
    """Every designed resource was found in the emulator, or the comparison says why not."""
    found = drift(innovate.model, innovate.undisturbed)
    said = {entry.address for entry in found.difference.not_checked if not entry.attribute}
    quiet = {
        resource.address
        for resource in innovate.model
        if resource.kind != "availability_zone"
        and resource.address not in found.observed.model
        and resource.address not in said
    }
    assert quiet == set()


def test_the_emulator_holds_most_kinds(innovate: Provisioned) -> None:
    """Of each kind that meets AWS at least one was provisioned whole, but for those that the emulator cannot hold: it
    answers that it does not know them."""
    whole = {entry.address: entry.reason for entry in innovate.seeded.unsupported if not entry.attribute}
    unknown = {
        innovate.model[address].kind for address, why in whole.items() if any(each in why for each in UNKNOWN_TO_IT)
    }
    counts = Counter(resource.kind for resource in innovate.model if resource.address not in whole)
    designed = {resource.kind for resource in innovate.model} & aws_types().keys()
    assert designed - counts.keys() <= HELD_IN_PART | unknown
    assert not designed & not_asked().keys()


def test_a_snapshot_read_from_disk_says_the_same(innovate: Provisioned, tmp_path: Path) -> None:
    """Writing a snapshot and reading it again loses nothing: the comparison is equal."""
    snapshot = innovate.undisturbed
    write(snapshot, tmp_path / "snapshot")
    assert read(tmp_path / "snapshot") == snapshot
    assert drift(innovate.model, read(tmp_path / "snapshot")).difference == drift(innovate.model, snapshot).difference


def test_three_disturbances_and_no_other_difference(innovate: Provisioned) -> None:
    """One resource deleted, one changed, one added by hand: the comparison finds these three and nothing else."""
    done = {each.what: each.address for each in disturb(innovate.model, innovate.seeded, innovate.endpoint_url)}
    assert done.keys() == {"deleted", "changed", "added"}
    found = drift(innovate.model, innovate.snapshot()).difference
    assert found.missing == (done["deleted"],)
    assert found.unmanaged == (done["added"],)
    assert [change.address for change in found.changed] == [done["changed"]]
    assert found.changed[0].designed is None
    assert "0.0.0.0/0" in found.changed[0].observed

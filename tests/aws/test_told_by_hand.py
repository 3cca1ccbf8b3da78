"""What AWS tells of things that no emulator holds whole: read from answers in its own shapes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import botocore.session
import pytest

from innovate_model.analyses.difference import Difference
from innovate_model.aws.drift import drift
from innovate_model.aws.services import root_calls
from innovate_model.loader import load_text
from innovate_model.resources import types

from . import told_by_hand, told_of_organizations
from .snapshots import ACCOUNT, snapshot_with
from .told_by_hand import Case

_SESSION = botocore.session.Session()
CASES = (*told_by_hand.CASES, *told_of_organizations.CASES)
BY_KIND = pytest.mark.parametrize("case", CASES, ids=[case.kind for case in CASES])


def _found(case: Case, answers: Mapping[str, Any]) -> Difference:
    lines = ["innovate: 1", "organization:", "  title: T", "  region: us-east-1", f"  {case.organization}"]
    lines += ["accounts:", "  team:", f"    account_id: '{ACCOUNT}'", f"    {case.account}"]
    loaded = load_text("\n".join(lines))
    assert not loaded.findings, loaded.findings
    return drift(loaded.model, snapshot_with(answers)).difference


def _is_of(kind: str, address: str) -> bool:
    return address.split(".")[-2:-1] == [types().by_kind[kind].section]


def _calls() -> dict[str, Any]:
    waiting, found = list(root_calls().values()), {}
    while waiting:
        call = waiting.pop()
        found[call.key] = call
        waiting += call.then
    return found


def _strangers(shape: Any, value: Any) -> list[str]:
    """The keys of an answer that AWS's own description of it does not have."""
    if shape.type_name == "list":
        return [each for item in value for each in _strangers(shape.member, item)]
    if shape.type_name == "map":
        return []
    if shape.type_name != "structure":
        return [] if not isinstance(value, (dict, list)) else [f"{value!r} is no {shape.type_name}"]
    unknown = [key for key in value if key not in shape.members]
    return unknown + [
        each for key in value if key in shape.members for each in _strangers(shape.members[key], value[key])
    ]


@BY_KIND
def test_an_answer_that_agrees_is_no_drift(case: Case) -> None:
    """Read from an answer in AWS's shape, the kind agrees with its design, and all of it was compared."""
    found = _found(case, case.answers)
    assert case.kind in found.compared
    told = [*found.missing, *found.unmanaged, *(change.address for change in found.changed)]
    assert [address for address in told if _is_of(case.kind, address)] == []
    assert [gap for gap in found.not_checked if gap.kind == case.kind and gap.address] == []


@BY_KIND
def test_a_change_by_hand_is_seen(case: Case) -> None:
    """One answer is other than designed: the comparison names that attribute, and no other of the kind; where the
    answer is what makes it that very one, the designed one is missing and another there."""
    found = _found(case, {**case.answers, **case.other})
    changed = {str(change.attribute[0]) for change in found.changed if _is_of(case.kind, change.address)}
    assert changed == ({case.changes} if case.changes else set())
    exchanged = [any(_is_of(case.kind, each) for each in side) for side in (found.missing, found.unmanaged)]
    assert exchanged == [not case.changes] * 2


@BY_KIND
def test_the_answers_are_in_the_shape_of_aws(case: Case) -> None:
    """What is written by hand has no key that botocore's description of the service lacks."""
    calls = _calls()
    for key, told in {**case.answers, **case.other}.items():
        call = calls[key]
        service = _SESSION.get_service_model(call.service)
        wanted = call.operation.replace("_", "").lower()
        shape = service.operation_model(next(name for name in service.operation_names if name.lower() == wanted))
        inner = shape.output_shape
        for step in call.result.split(".") if call.result else ():
            inner = inner.members[step]
        items = told({"repository": "all", "ParentId": "r-1"}) if callable(told) else told
        for item in items:
            assert _strangers(inner.member if inner.type_name == "list" else inner, item) == [], key

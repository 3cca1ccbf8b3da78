"""What is suggested for a selector that means nothing: what may stand there."""

import pytest

from innovate_model.finding import Finding

from .networks import NETWORK
from .support import architecture


def fault(promise: str) -> Finding:
    made = architecture(f"{NETWORK}properties: {{it: {{{promise}, because: A test}}}}\n")
    (only,) = made.prove().faults
    return only


@pytest.mark.parametrize(
    ("promise", "text", "hint"),
    [
        ("never: {from: internt, to: lbs.api}", "internt", "did you mean `internet`?"),
        ("never: {from: lbs.api, to: Internet}", "Internet", "did you mean `internet`?"),
        ("always: {from: internett, to: lbs.api, ports: tcp/443}", "internett", "did you mean `internet`?"),
        ("never: {from: lbs.apj, to: internet}", "lbs.apj", "did you mean `lbs.api`?"),
        ("survives: {loss_of: any zone, keeps: lbs.api}", "any zone", "did you mean `any availability_zone`?"),
        ("survives: {loss_of: zone, keeps: lbs.api}", "zone", "did you mean `any availability_zone`?"),
        (
            "survives: {loss_of: any 2 of availability_zones, keeps: lbs.api}",
            "any 2 of availability_zones",
            "did you mean `any 2 of availability_zone`?",
        ),
        ("survives: {loss_of: any lbs.apj, keeps: lbs.api}", "lbs.apj", "did you mean `lbs.api`?"),
    ],
)
def test_what_may_have_been_meant(promise: str, text: str, hint: str) -> None:
    """`internet` where sessions begin or end, `any KIND` where something is lost."""
    found = fault(promise)
    assert found.message == f"`{text}` means nothing in this model"
    assert found.suggestion == hint


def test_internet_is_no_resource() -> None:
    """Where resources are asked for it is not suggested."""
    assert "internet`" not in fault("contains: {compromise: internt, within: accounts.a}").suggestion

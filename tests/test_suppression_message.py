"""Suppressions and what is said at their address: a second finding there, and the message that one of them has."""

import pytest

from innovate_model import api
from innovate_model.finding import Finding, Severity

from .test_suppression import DAY, HEAD, entry

ROLE = """\
accounts:
  dev:
    account_id: "111111111111"
    iam_roles:
      admin:
        trust: {services: [ec2.amazonaws.com]}
        permissions:
          one: {effect: Allow, actions: ['*'], resources: ['*']}
"""
SECOND = "          two: {effect: Allow, actions: ['iam:*'], resources: ['*']}\n"
ADMIN = "accounts.dev.iam_roles.admin"
WILDCARDS = "iam-without-wildcards"


def role(accepted: str, more: str = SECOND) -> tuple[list[str], list[str], list[Finding]]:
    """What is told by the check, what is accepted, and what is said of the suppressions: of a role with a second
    statement."""
    architecture = api.load_text(f"{HEAD}suppressions:\n{accepted}\n{ROLE}{more}")
    findings = architecture.check(DAY)
    told = [finding.message for finding in findings if finding.check == WILDCARDS]
    of_suppressions = [finding for finding in findings if finding.check.startswith("suppression")]
    return told, [each.finding.message for each in findings.accepted], of_suppressions


ALL, IAM = "`*` on all resources is no limit", "`iam:*` on all resources is no limit"


def test_a_second_finding_at_the_address_is_not_swallowed_in_silence() -> None:
    """A suppression of one finding is right; of two it is a warning at the entry, with both and the mend."""
    wide = f"  admin: {entry(ADMIN, check=WILDCARDS)}"
    assert role(wide, "") == ([], [ALL], [])
    told_by_check, accepted, (warning,) = role(wide)
    assert (told_by_check, accepted) == ([], [ALL, IAM])
    assert (warning.check, warning.severity) == ("suppression-too-wide", Severity.WARNING)
    assert warning.message == f'the suppression `admin` accepts 2 findings: "{ALL}"; "{IAM}"'
    assert "`message: ...`" in warning.suggestion
    assert (warning.span and warning.span.line) == 4


def test_the_same_words_at_another_place_are_another_finding() -> None:
    """The warning names the places, as the words are no help."""
    _, _, (warning,) = role(f"  admin: {entry(ADMIN, check=WILDCARDS)}", SECOND.replace("iam:*", "*"))
    assert warning.message == (
        f"the suppression `admin` accepts 2 findings: {ADMIN}.permissions.one.actions; {ADMIN}.permissions.two.actions"
    )
    assert "its own `at`" in warning.suggestion


@pytest.mark.parametrize(
    ("message", "accepted"),
    [
        ("'iam:'", [IAM]),
        ("'`iam:*` on all resources is no limit'", [IAM]),
        ("iam*no limit", [IAM]),
        ("'`iam:'", [IAM]),
        ("'limit*iam'", []),
        ("no limit", [ALL, IAM]),
        ("'*'", [ALL, IAM]),
    ],
)
def test_a_message_narrows_it(message: str, accepted: list[str]) -> None:
    """To the findings that say so; who writes what all of them say means all of them."""
    narrow = f"  admin: {entry(ADMIN, f', message: {message}', WILDCARDS)}"
    left, held, warnings_ = role(narrow)
    assert sorted(held) == accepted
    assert sorted([*held, *left]) == [ALL, IAM]
    assert [warning.check for warning in warnings_] == ([] if accepted else ["suppression-unused"])


def test_a_message_that_nobody_says_is_shown_what_is_said() -> None:
    """The finding is told, and the suppression is unused."""
    left, held, (unused,) = role(f"  admin: {entry(ADMIN, ', message: s3', WILDCARDS)}", "")
    assert (left, held) == ([ALL], [])
    assert unused.message.endswith(f'has no complaint at {ADMIN} that says "s3"')
    assert unused.suggestion.startswith(f'it says "{ALL}": write a part of that')

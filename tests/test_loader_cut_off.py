"""What follows from a syntax error is not told beside it."""

from __future__ import annotations

import pytest

from innovate_model.finding import Severity
from innovate_model.loader import load_text

from .support import HEADER, load_marked

CUT_OFF = {
    "colon missing in the first line of an account": (
        "accounts:\n  dev:\n    account_id 012345670123\n    vpcs«:»\n      x: {}\n"
    ),
    "colon missing in a later line": "accounts:\n  dev:\n    account_id: 012345670123\n    purpose x\n    «v»pcs: {}\n",
    "colon missing behind a name": "accounts:\n  dev\n    account_id«:» 012345670123\n",
    "brace missing": "accounts:\n  dev: {account_id: 12, tags: {}\n«b»: {}\n",
    "brace missing at the end": "accounts: {dev: {account_id: 012345670123, tags: {a: b}, enviro«»\n",
}


@pytest.mark.parametrize("text", CUT_OFF.values(), ids=CUT_OFF)
def test_what_a_syntax_error_cuts_off_is_not_judged(text: str) -> None:
    """The syntax error comes alone: half a mapping, or a text that runs on into the next key, is
    no fault of its own."""
    loaded, (place,) = load_marked(HEADER + text)
    found = [(finding.check, finding.span) for finding in loaded.findings if finding.severity is not Severity.NOTE]
    assert found == [("yaml-syntax", place)]


def test_what_stands_well_before_a_syntax_error_is_judged() -> None:
    """One run tells what it can."""
    text = HEADER + "accounts:\n  a: {account_id: 12}\n  dev:\n    account_id 012345670123\n    vpcs: {}\n"
    assert [finding.check for finding in load_text(text).findings] == ["bad-account-id", "yaml-syntax"]

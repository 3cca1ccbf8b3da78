"""Findings that a model accepts: what is held back, what is not, and what is wrong with a suppression."""

import warnings
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innovate_model import api
from innovate_model.finding import Finding, Severity
from innovate_model.span import path_text

from .support import told, underlined, unmark

DAY = date(2026, 12, 31)
HEAD = "innovate: 1\norganization: {title: Test, region: us-east-1}\n"
ACCOUNTS = """\
blueprints:
  site: {vpcs: {main: {cidr_block: 10.0.0.0/16}}}
accounts:
  dev: {extends: blueprints.site, account_id: "111111111111"}
  staging:
    extends: blueprints.site
    account_id: "222222222222"
    s3_buckets: {plain: {block_public_access: no}}
"""
CHECK = "flow-logs-to-log-archive"
DEV, STAGING = "accounts.dev.vpcs.main", "accounts.staging.vpcs.main"


def model(suppressions: str) -> api.Architecture:
    """The two accounts, with what stands under `suppressions`."""
    return api.load_text(f"{HEAD}suppressions:\n{suppressions}\n{ACCOUNTS}")


def ids(findings: list[Finding]) -> list[str]:
    return [finding.check for finding in findings]


def entry(at: str, more: str = "", check: str = CHECK) -> str:
    return f"{{check: {check}, at: {at}, reason: It holds nothing{more}}}"


BUCKET = ["encrypted-with-customer-key", "bucket-blocks-public-access"]


def test_what_nobody_accepts_is_told() -> None:
    """Without suppressions the blueprint's fault is one finding for both accounts."""
    findings = api.load_text(HEAD + ACCOUNTS).check(DAY)
    assert (ids(findings), findings.accepted) == ([CHECK, *BUCKET], ())
    assert len(findings[0].related) == 2


def test_one_finding_at_one_address_is_accepted() -> None:
    """The other account, which has it from the same blueprint, is told as before; the accepted one is not lost."""
    findings = model(f"  dev: {entry(DEV)}").check(DAY)
    assert (ids(findings), path_text(findings[0].path)) == ([CHECK, *BUCKET], f"{STAGING}.flow_logs")
    (accepted,) = findings.accepted
    assert path_text(accepted.finding.path) == f"{DEV}.flow_logs"
    assert (accepted.by, accepted.name, accepted.reason, accepted.expires) == (
        "suppression",
        "dev",
        "It holds nothing",
        "",
    )
    assert (accepted.span and accepted.span.line) == 4


def test_what_suppressions_share_may_stand_in_a_blueprint() -> None:
    """One entry for each account, the check and the reason once."""
    text = (
        f"  dev: {{extends: blueprints.small, at: {DEV}}}\n  staging: {{extends: blueprints.small, at: {STAGING}}}\n"
        f"{ACCOUNTS}"
    ).replace("blueprints:\n", f"blueprints:\n  small: {{check: {CHECK}, reason: Small}}\n")
    findings = api.load_text(f"{HEAD}suppressions:\n{text}").check(DAY)
    assert ids(findings) == BUCKET
    assert [accepted.name for accepted in findings.accepted] == ["dev", "staging"]


@pytest.mark.parametrize(
    ("at", "is_covered"),
    [
        (DEV, True),
        (f"{DEV}.flow_logs", True),
        (f"{DEV}.cidr_block", False),
        ("accounts.dev", False),  # a resource does not speak for what stands in it
        (STAGING, False),
    ],
)
def test_an_address_is_a_resource_or_an_attribute_of_it(at: str, is_covered: bool) -> None:
    """Nothing wider, nothing else."""
    findings = model(f"  one: {entry(at)}").check(DAY)
    assert any(path_text(each.finding.path) == f"{DEV}.flow_logs" for each in findings.accepted) is is_covered


@pytest.mark.parametrize(
    ("day", "state"),
    [(DAY, []), (date(2027, 1, 1), ["suppression-expired"])],
    ids=["on the last day", "after it"],
)
def test_an_expired_suppression_is_a_finding_and_its_own_is_back(day: date, state: list[str]) -> None:
    """The last day counts; which day it is the caller says."""
    architecture = model(f"  dev: {entry(DEV, ', expires: 2026-12-31')}")
    findings = architecture.check(day)
    assert [check for check in ids(findings) if check.startswith("suppression")] == state
    assert len(findings.accepted) == (0 if state else 1)
    expired = [finding for finding in findings if finding.check == "suppression-expired"]
    assert [finding.severity for finding in expired] == [Severity.WARNING] * len(state)
    assert [underlined(f.span, architecture.model.texts["model.yaml"]) for f in expired if f.span] == [
        "2026-12-31"
    ] * len(state)
    users = next(finding for finding in findings if finding.check == CHECK).related
    assert len(users) == (2 if state else 0)


def test_expired_with_nothing_left_says_so() -> None:
    """One finding for it, not two."""
    findings = model(f"  dev: {entry(f'{DEV}.cidr_block', ', expires: 2020-01-01')}").check(DAY)
    (expired,) = [finding for finding in findings if finding.check.startswith("suppression")]
    assert expired.message.endswith("expired on 2020-01-01: there is nothing left to suppress")


def test_an_unused_suppression_is_a_warning() -> None:
    """With the place where the check does complain, if it is the same resource; a second one for the same is unused."""
    findings = model(
        f"  a: {entry(f'{DEV}.cidr_block')}\n  b: {entry(STAGING)}\n  c: {entry(f'{STAGING}.flow_logs')}\n"
        f"  d: {entry('accounts.staging')}"
    ).check(DAY)
    unused = [finding for finding in findings if finding.check == "suppression-unused"]
    assert {finding.severity for finding in unused} == {Severity.WARNING}
    assert [(finding.path[1], finding.suggestion) for finding in unused] == [
        ("a", f"{CHECK} complains at {DEV}.flow_logs: write that, or remove the suppression"),
        ("c", "remove it"),
        ("d", "remove it"),
    ]
    assert "another one does it already" in unused[1].message


def test_what_cannot_be_seen_is_not_said_to_be_unused() -> None:
    """A resource with faults is not judged, so nobody knows."""
    architecture = model(f"  dev: {entry(DEV)}")
    faulty = architecture.model.texts["model.yaml"].replace("10.0.0.0/16", "10.0.0.0/99")
    with pytest.warns(api.FaultyModel):
        findings = api.load_text(faulty).check(DAY)
    assert "suppression-unused" not in ids(findings)
    assert "not-judged" in ids(findings)


def test_an_overlay_adds_changes_and_removes() -> None:
    """Suppressions are data like all else: a scenario has its own."""
    architecture = model(f"  dev: {entry(DEV, ', expires: 2026-01-01')}")
    assert "suppression-expired" in ids(architecture.check(DAY))
    later = architecture.what_if({"suppressions": {"dev": {"expires": None}}})
    assert len(later.check(DAY).accepted) == 1
    assert ids(architecture.what_if({"suppressions": {"dev": None}}).check(DAY)) == [CHECK, *BUCKET]
    more = architecture.what_if(f"suppressions: {{staging: {entry(STAGING)}}}")
    assert [accepted.name for accepted in more.check(DAY).accepted] == ["staging"]


FAULTS = [
    (f"  dev: {{check: {CHECK}, «at»: [a], reason: x}}", "wrong-type", "`at` must be a text, not a list"),
    (f"  «dev»: {{check: {CHECK}, at: {DEV}}}", "missing-key", "suppression `dev` needs `reason`"),
    (f'  dev: {{check: {CHECK}, at: {DEV}, reason: «""»}}', "wrong-type", '`reason` must be a text, not `""`'),
    (f'  dev: {{check: {CHECK}, at: {DEV}, reason: "«  »"}}', "wrong-type", "`reason` must be a text"),
    (f"  dev: {{check: {CHECK}, at: {DEV}, reason: x, «until»: y}}", "unknown-key", "`until` is not part of"),
    (f"  dev: {{check: {CHECK}, at: {DEV}, reason: x, «message»: [a]}}", "wrong-type", "`message` must be a text"),
    (f"  dev: {{check: {CHECK}, at: {DEV}, reason: x, expires: «soon»}}", "bad-date", "`soon` is not a day"),
    (f"  dev: {{check: {CHECK}, at: {DEV}, reason: x, expires: «2027-02-30»}}", "bad-date", "is not a day"),
    (f"  dev: {{check: {CHECK}, at: {DEV}, reason: x, expires: «20270230»}}", "bad-date", "is not a day"),
    (f"  dev: {{check: {CHECK}, at: «accounts.dev.vpcs.mian», reason: x}}", "dangling-reference", "did you mean"),
    (f"  dev: {{check: {CHECK}, at: «{DEV}.colour», reason: x}}", "dangling-reference", "there is nothing at"),
    (f"  dev: {{check: {CHECK}, at: «vpcs.main», reason: x}}", "dangling-reference", f"did you mean `{DEV}`"),
    (f"  dev: {{check: {CHECK}, at: «a..b», reason: x}}", "dangling-reference", "there is nothing at"),
    (f"  dev: {{check: «flow-logs-to-archive», at: {DEV}, reason: x}}", "unknown-check", f"did you mean `{CHECK}`?"),
    (f"  dev: {{check: «suppression-unused», at: {DEV}, reason: x}}", "unknown-check", "there is no check"),
    ("  «dev»: no", "wrong-type", "`dev` must be a mapping, not `no`"),
    ("  «dev»:", "wrong-type", "`dev` must be a mapping, not nothing"),
]


@pytest.mark.parametrize(("text", "check", "words"), FAULTS)
def test_what_is_wrong_with_a_suppression_is_told_at_its_place(text: str, check: str, words: str) -> None:
    """One finding, where it is wrong; nothing is suppressed by it. It is an error, but for an address that is not
    there: a scenario may have taken it away."""
    clean, (span,) = unmark(f"{HEAD}suppressions:\n{text}\n{ACCOUNTS}")
    if '"«' in text:  # the place of a quoted text is its quote
        span = type(span)(span.file, span.line, span.column - 1, span.length)
    architecture = api.load_text(clean) if check in ("unknown-check", "dangling-reference") else _faulty(clean)
    (finding,) = [item for item in architecture.check(DAY) if item.path[:2] == ("suppressions", "dev")]
    assert (finding.check, finding.span) == (check, span)
    assert finding.severity is (Severity.WARNING if check == "dangling-reference" else Severity.ERROR)
    assert words in f"{finding.message} {finding.suggestion}"
    assert architecture.check(DAY).accepted == ()


def _faulty(text: str) -> api.Architecture:
    with pytest.warns(api.FaultyModel):
        return api.load_text(text)


@pytest.mark.parametrize("text", ["suppressions: none\n", "suppressions: [a]\n", "suppressions:\n"])
def test_suppressions_are_a_mapping(text: str) -> None:
    """Anything else is one finding."""
    findings = _faulty(f"{HEAD}{text}{ACCOUNTS}").findings
    assert told(findings) == ["wrong-type model.yaml:3:1"]


def test_a_fault_of_the_text_cannot_be_suppressed() -> None:
    """It stays, and the suppression is told to be none."""
    text = f"suppressions:\n  dev: {entry(DEV, check='unknown-key')}\n{ACCOUNTS}".replace(
        "cidr_block", "colour: red, cidr_block"
    )
    findings = _faulty(HEAD + text).check(DAY)
    assert {"unknown-key", "unknown-check"} <= set(ids(findings))
    assert "`unknown-key` cannot be suppressed: it is a fault of the text, no judgement" in [
        finding.message for finding in findings
    ]


some_text = st.text(st.characters(), max_size=12) | st.sampled_from([CHECK, DEV, "2026-12-31", "accounts.dev..x"])
some_value = st.recursive(
    some_text | st.none(),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(some_text, inner, max_size=2),
    max_leaves=4,
)
some_entry = st.dictionaries(
    st.sampled_from(["check", "at", "message", "reason", "expires", "extends", "per", "x"]), some_value
)


@given(st.dictionaries(some_text, some_entry | some_value, max_size=3) | some_value)
def test_whatever_stands_there_nothing_is_raised(suppressions: Any) -> None:
    """It becomes a finding, or a suppression."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", api.FaultyModel)
        varied = MODEL.what_if({"suppressions": suppressions})
        assert varied.check(DAY)


MODEL = api.load_text(HEAD + ACCOUNTS)

"""The policy language, as far as guardrails need it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innovate_model.analyses.guardrails import allows, by_a_role
from innovate_model.analyses.policy_conditions import Answer, met
from innovate_model.analyses.policy_evaluation import Outcome, Request, Verdict, evaluate
from innovate_model.graph import build
from innovate_model.loader import load_text
from innovate_model.resources.account import Account
from innovate_model.resources.service_control_policy import Statement

ROLE = "arn:aws:iam::111111111111:role/team/dev"


def holds(operator: str, wanted: str, *values: str) -> bool | None:
    """Whether a condition on one key is met by its values."""
    return met({operator: {"some:Key": wanted}}, {"some:key": values}).holds


@pytest.mark.parametrize(
    ("operator", "wanted", "value", "expected"),
    [
        ("StringEquals", "a", "a", True),
        ("StringEquals", "a", "A", False),
        ("StringEquals", "a*", "ab", False),
        ("StringEquals", "a,b", "b", True),
        ("StringEqualsIgnoreCase", "a", "A", True),
        ("StringNotEquals", "a,b", "b", False),
        ("StringNotEquals", "a,b", "c", True),
        ("StringNotEqualsIgnoreCase", "a", "A", False),
        ("StringLike", "a?c*", "abcd", True),
        ("StringNotLike", "a*", "abc", False),
        ("ArnLike", "arn:aws:iam::*:role/team/*", ROLE, True),
        ("ArnEquals", "arn:aws:iam::*:role/*", ROLE, True),
        ("ArnLike", "arn:aws:iam:*", ROLE, False),  # a `*` is one part
        ("ArnNotLike", "arn:aws:iam::*:role/team/*", ROLE, False),
        ("ArnNotEquals", "arn:aws:iam::*:user/*", ROLE, True),
        ("Bool", "true", "True", True),
        ("Bool", "true", "false", False),
        ("Null", "true", "a", False),
        ("Null", "false", "a", True),
        ("NumericLessThan", "3", "2", None),
        ("StringLike", "${aws:username}", "a", None),
    ],
)
def test_operators(operator: str, wanted: str, value: str, expected: bool | None) -> None:
    """Text in its letters, ARNs part by part; what is not read is not known."""
    assert holds(operator, wanted, value) is expected


@pytest.mark.parametrize(
    ("operator", "expected"),
    [
        ("StringEquals", False),
        ("StringNotEquals", True),
        ("StringEqualsIfExists", True),
        ("ArnNotLike", True),
        ("Bool", False),
        ("BoolIfExists", True),
        ("ForAllValues:StringEquals", True),
        ("ForAnyValue:StringEquals", False),
    ],
)
def test_a_key_that_the_request_does_not_have(operator: str, expected: bool) -> None:
    """It matches nothing; negated operators hold, and so do those with IfExists."""
    assert holds(operator, "a") is expected
    assert holds("Null", "true") is True


def test_several_values() -> None:
    """Set operators look at all of them or at any; without one it is not known which counts."""
    assert holds("ForAnyValue:StringEquals", "a", "a", "b") is True
    assert holds("ForAllValues:StringEquals", "a,b", "a", "b") is True
    assert holds("ForAllValues:StringEquals", "a", "a", "b") is False
    assert holds("ForAnyValue:StringNotEquals", "a", "a", "b") is True
    assert holds("StringEquals", "a", "a", "b") is None


def test_a_key_that_nothing_is_known_of() -> None:
    """The answer says which; another key that does not match settles it all the same."""
    condition = {"StringEquals": {"aws:SourceVpc": "vpc-1", "aws:RequestedRegion": "us-east-1"}}
    assert met(condition, {"aws:requestedregion": ("us-east-1",)}) == Answer(
        None, ("aws:SourceVpc, which the context does not name",)
    )
    assert met(condition, {"aws:requestedregion": ("eu-west-1",)}) == Answer(False)


ALLOW = ("all", Statement(effect="Allow", actions=("*",)))


@pytest.mark.parametrize(
    ("statement", "outcome"),
    [
        (Statement(effect="Deny", actions=("s3:Put*",)), Outcome.DENIED),
        (Statement(effect="Deny", actions=("S3:PUTOBJECT",)), Outcome.DENIED),
        (Statement(effect="Deny", actions=("s3:Get*",)), Outcome.ALLOWED),
        (Statement(effect="Deny", not_actions=("iam:*",)), Outcome.DENIED),
        (Statement(effect="Deny", not_actions=("s3:*",)), Outcome.ALLOWED),
        (Statement(effect="Deny", actions=("*",), resources=("arn:aws:s3:::a/*",)), Outcome.DENIED),
        (Statement(effect="Deny", actions=("*",), resources=("arn:aws:s3:::A/*",)), Outcome.ALLOWED),
        (Statement(effect="Deny", actions=("*",), resources=("arn:aws:s3:::${aws:username}/*",)), Outcome.UNKNOWN),
        (
            Statement(effect="Deny", actions=("*",), condition={"Bool": {"aws:SecureTransport": "false"}}),
            Outcome.UNKNOWN,
        ),
    ],
)
def test_a_denial(statement: Statement, outcome: Outcome) -> None:
    """Of an object in a bucket, by somebody of whom nothing is known."""
    request = Request("s3:PutObject", "arn:aws:s3:::a/b")
    verdict = evaluate([ALLOW, ("no", statement)], request)
    assert verdict.outcome is outcome
    assert verdict.by == {Outcome.DENIED: ("no",), Outcome.ALLOWED: ("all",)}.get(outcome, ())
    assert bool(verdict.unknown) == (outcome is Outcome.UNKNOWN)


def test_what_nothing_allows_is_denied() -> None:
    """By no statement; even a denial of which it is not known whether it applies changes nothing."""
    request = Request("s3:PutObject", "arn:aws:s3:::a/b")
    maybe = Statement(effect="Deny", actions=("*",), condition={"Bool": {"aws:SecureTransport": "false"}})
    assert evaluate([], request) == Verdict(Outcome.DENIED)
    assert evaluate([("no", maybe)], request) == Verdict(Outcome.DENIED)


MODEL = """
innovate: 1
organization:
  title: Example
  region: us-east-1
  management_account: payer
  organizational_units: {workloads: {}, production: {parent_unit: workloads}}
  service_control_policies:
    few: {targets: organizational_units.workloads, statements: {list: {effect: Allow, actions: ["s3:*", "ec2:*"]}}}
    fewer: {targets: organizational_units.production, statements: {list: {effect: Allow, actions: ["s3:*", "iam:*"]}}}
    no-delete:
      targets: organization
      statements:
        objects:
          effect: Deny
          actions: ["s3:Delete*"]
          condition: {ArnNotLike: {aws:PrincipalArn: "arn:aws:iam::*:role/admin"}}
accounts:
  payer: {account_id: "111111111111"}
  shop: {account_id: "222222222222", organizational_unit: production}
"""
GRAPH = build(load_text(MODEL).model)


@pytest.mark.parametrize(
    ("name", "action", "role", "expected"),
    [
        ("shop", "s3:GetObject", "dev", Outcome.ALLOWED),
        ("shop", "ec2:RunInstances", "dev", Outcome.DENIED),  # the unit below does not allow it
        ("shop", "iam:PassRole", "dev", Outcome.DENIED),  # the unit above does not
        ("shop", "s3:DeleteObject", "dev", Outcome.DENIED),
        ("shop", "s3:DeleteObject", "admin", Outcome.ALLOWED),
        ("shop", "s3:DeleteObject", "aws-service-role/a.amazonaws.com/A", Outcome.ALLOWED),
        ("payer", "s3:DeleteObject", "dev", Outcome.ALLOWED),
    ],
)
def test_levels(name: str, action: str, role: str, expected: Outcome) -> None:
    """Every level has to allow; the management account and service-linked roles are not bound."""
    account = GRAPH.model.get(f"accounts.{name}", Account)
    assert account is not None
    assert allows(GRAPH, account, by_a_role(account, action, "arn:aws:s3:::a/b", role)).outcome is expected


PATTERNS = st.sampled_from(["*", "s3:*", "s3:Get*", "iam:PassRole", "ec2:Run?nstances"])
KEYS = st.sampled_from(["aws:PrincipalArn", "aws:RequestedRegion", "some:Tags", "some:Flag"])
VALUES = st.sampled_from(["us-east-1", "true", "false", ROLE, "a"])
OPERATORS = st.sampled_from(
    [
        "StringEquals",
        "StringNotLike",
        "StringEqualsIfExists",
        "ArnLike",
        "ArnNotEquals",
        "Bool",
        "Null",
        "ForAnyValue:StringLike",
        "ForAllValues:StringEquals",
        "DateLessThan",
    ]
)
CONDITIONS = st.dictionaries(OPERATORS, st.dictionaries(KEYS, VALUES, min_size=1, max_size=2), max_size=2)


def statements(effects: str = "") -> st.SearchStrategy[Statement]:
    """Statements of one effect or of both."""
    return st.builds(
        Statement,
        effect=st.just(effects) if effects else st.sampled_from(["Allow", "Deny"]),
        actions=st.lists(PATTERNS, min_size=1, max_size=2).map(tuple),
        resources=st.sampled_from([("*",), ("arn:aws:s3:::a/*",), ("arn:aws:iam::*:role/*",)]),
        condition=CONDITIONS,
    )


def named(found: list[Statement]) -> list[tuple[str, Statement]]:
    """With a name for each."""
    return [(f"s{index}", statement) for index, statement in enumerate(found)]


CONTEXTS = st.dictionaries(KEYS, st.lists(VALUES, max_size=2).map(tuple))
REQUESTS = st.builds(
    Request,
    action=st.sampled_from(["s3:GetObject", "iam:PassRole", "ec2:RunInstances"]),
    resource=st.sampled_from(["arn:aws:s3:::a/b", ROLE]),
    context=CONTEXTS,
)
STATEMENTS = st.lists(statements(), max_size=6)
OPENNESS = [Outcome.DENIED, Outcome.UNKNOWN, Outcome.ALLOWED]


@given(STATEMENTS, statements("Deny"), REQUESTS)
def test_one_more_denial_never_allows_more(found: list[Statement], more: Statement, request: Request) -> None:
    """From allowed to not known to denied, never back."""
    before, after = evaluate(named(found), request), evaluate(named([*found, more]), request)
    assert OPENNESS.index(after.outcome) <= OPENNESS.index(before.outcome)


@given(STATEMENTS, statements("Allow"), REQUESTS)
def test_one_more_permission_never_denies_more(found: list[Statement], more: Statement, request: Request) -> None:
    """From denied to not known to allowed, never back."""
    before, after = evaluate(named(found), request), evaluate(named([*found, more]), request)
    assert OPENNESS.index(after.outcome) >= OPENNESS.index(before.outcome)


@given(STATEMENTS.flatmap(lambda found: st.tuples(st.just(named(found)), st.permutations(named(found)))), REQUESTS)
def test_the_order_does_not_matter(
    both: tuple[list[tuple[str, Statement]], list[tuple[str, Statement]]], request: Request
) -> None:
    """Statements are a set."""
    assert evaluate(both[0], request) == evaluate(both[1], request)


@given(STATEMENTS, REQUESTS, CONTEXTS)
def test_who_knows_more_does_not_unlearn(
    found: list[Statement], request: Request, more: dict[str, tuple[str, ...]]
) -> None:
    """What is known of a request stays so when further keys of its context become known."""
    fuller = Request(request.action, request.resource, {**more, **request.context})
    before, after = evaluate(named(found), request), evaluate(named(found), fuller)
    assert before.outcome in (Outcome.UNKNOWN, after.outcome)

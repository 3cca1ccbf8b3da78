"""Statements of policies over a request: allowed, denied by which of them, or not known and why.

An explicit denial wins over whatever allows, and what nothing allows is denied:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from innovate_model.analyses.policy_conditions import NO, YES, Answer, both, like, met
from innovate_model.resources.iam_actions import fits


class PolicyStatement(Protocol):
    """What a statement of any policy has."""

    @property
    def effect(self) -> str: ...
    @property
    def actions(self) -> tuple[str, ...]: ...
    @property
    def not_actions(self) -> tuple[str, ...]: ...
    @property
    def resources(self) -> tuple[str, ...]: ...
    @property
    def condition(self) -> Mapping[str, Mapping[str, str]]: ...


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody asks of AWS: an action on a resource (an ARN), and what is known of the context.

    `context` maps condition keys to their values, none for a key that the request does not have; of a key that is not
    in it nothing is known.
    """

    action: str
    resource: str
    context: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def keys(self) -> Mapping[str, tuple[str, ...]]:
        """The context by keys in lower case: their case does not matter."""
        return {key.lower(): values for key, values in self.context.items()}


class Outcome(StrEnum):
    """What becomes of a request."""

    ALLOWED = "allowed"
    DENIED = "denied"
    UNKNOWN = "not known"


@dataclass(frozen=True, slots=True)
class Verdict:
    """An outcome, with the names of the statements `by` which it is so (none for what nothing allows), or what is
    `unknown`. Both in alphabetical order."""

    outcome: Outcome
    by: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def evaluate(statements: Iterable[tuple[str, PolicyStatement]], request: Request) -> Verdict:
    """What named statements together say of a request. Their order does not matter."""
    keys = request.keys
    found: dict[tuple[str, bool | None], list[str]] = {}
    reasons: dict[str, set[str]] = {"Allow": set(), "Deny": set()}
    for name, statement in statements:
        answer = _applies(statement, request, keys)
        found.setdefault((statement.effect, answer.holds), []).append(name)
        reasons[statement.effect].update(answer.unknown)
    if ("Deny", True) in found:
        return Verdict(Outcome.DENIED, tuple(sorted(found["Deny", True])))
    if ("Allow", True) not in found and ("Allow", None) not in found:
        return Verdict(Outcome.DENIED)
    if ("Deny", None) in found or ("Allow", True) not in found:
        open_questions = reasons["Deny"] | (reasons["Allow"] if ("Allow", True) not in found else set())
        return Verdict(Outcome.UNKNOWN, (), tuple(sorted(open_questions)))
    return Verdict(Outcome.ALLOWED, tuple(sorted(found["Allow", True])))


def intersect(verdicts: Iterable[Verdict]) -> Verdict:
    """What several layers say together: each of them has to allow."""
    layers = list(verdicts)
    for outcome in (Outcome.DENIED, Outcome.UNKNOWN, Outcome.ALLOWED):
        having = [layer for layer in layers if layer.outcome is outcome]
        if having:
            by = sorted({name for layer in having for name in layer.by})
            unknown = sorted({reason for layer in having for reason in layer.unknown})
            return Verdict(outcome, tuple(by), tuple(unknown))
    return Verdict(Outcome.ALLOWED)


def _applies(statement: PolicyStatement, request: Request, keys: Mapping[str, tuple[str, ...]]) -> Answer:
    """Whether a statement is about a request: its action, its resource, its condition.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html
    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
    """
    is_named = fits(statement.actions, request.action)
    if statement.not_actions:
        is_named = not fits(statement.not_actions, request.action)
    if not is_named:
        return NO
    return both((_is_on(statement.resources, request.resource), met(statement.condition, keys)))


def _is_on(patterns: tuple[str, ...], resource: str) -> Answer:
    if any(like(pattern, resource) for pattern in patterns):
        return YES
    variables = [pattern for pattern in patterns if "${" in pattern]
    return Answer(None, (f"what the policy variable in {variables[0]} stands for",)) if variables else NO

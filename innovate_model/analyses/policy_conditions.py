"""AWS's conditions over what is known of a request: met, not met, or not known and why.

Several values of one key are written with commas; any of them will do. A key that the context does not name is not
known; one that it names without a value is absent from the request, which AWS takes as no match.
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

Context = Mapping[str, tuple[str, ...]]
"""Condition key in lower case -> its values; none for a key that the request does not have."""
Test = Callable[[str, str], bool]
"""Whether a value of the policy fits a value of the request."""


class Answer(NamedTuple):
    """Whether something holds; None when it is not known, with the reasons."""

    holds: bool | None
    unknown: tuple[str, ...] = ()


YES, NO = Answer(True), Answer(False)


def both(answers: Iterable[Answer]) -> Answer:
    """Whether all hold: one that does not settles it, whatever is not known of the others."""
    reasons: dict[str, None] = {}
    for answer in answers:
        if answer.holds is False:
            return NO
        reasons.update(dict.fromkeys(answer.unknown))
    return Answer(None, tuple(sorted(reasons))) if reasons else YES


def met(condition: Mapping[str, Mapping[str, str]], context: Context) -> Answer:
    """Whether a request meets a condition: every key of every operator."""
    return both(
        _holds(operator, key, text.split(","), context)
        for operator, keys in condition.items()
        for key, text in keys.items()
    )


def like(pattern: str, text: str) -> bool:
    """`*` and `?`, in the letters as they are."""
    return bool(_regex(pattern).fullmatch(text))


@lru_cache(maxsize=4096)
def _regex(pattern: str) -> re.Pattern[str]:
    parts = (".*" if char == "*" else "." if char == "?" else re.escape(char) for char in pattern)
    return re.compile("".join(parts), re.DOTALL)


def _arn_like(pattern: str, text: str) -> bool:
    """Each of the six parts by itself, the last with its colons: a `*` does not reach over to the next part."""
    patterns, parts = pattern.split(":", 5), text.split(":", 5)
    return len(patterns) == len(parts) == 6 and all(map(like, patterns, parts))


_TESTS: Mapping[str, Test] = {
    "StringEquals": str.__eq__,
    "StringEqualsIgnoreCase": lambda wanted, value: wanted.lower() == value.lower(),
    "StringLike": like,
    "ArnEquals": _arn_like,  # AWS: ArnEquals and ArnLike behave alike
    "ArnLike": _arn_like,
    "Bool": lambda wanted, value: wanted.lower() == value.lower(),
}
_OPERATOR = re.compile(r"(?:(ForAnyValue|ForAllValues):)?([A-Za-z]+?)(IfExists)?")


def _holds(operator: str, key: str, wanted: list[str], context: Context) -> Answer:
    name = _OPERATOR.fullmatch(operator)
    values = context.get(key.lower())
    if name is None or (name[2] != "Null" and name[2].replace("Not", "") not in _TESTS):
        return Answer(None, (f"what {operator} of {key} says",))
    if any("${" in each for each in wanted):
        return Answer(None, (f"what the policy variable in {key} stands for",))
    if values is None:
        return Answer(None, (f"{key}, which the context does not name",))
    if name[2] == "Null":
        return Answer(wanted[0].lower() == str(not values).lower())
    if not values:
        return _of_absent(name[1], is_negated="Not" in name[2], if_exists=bool(name[3]))
    fits = [any(_TESTS[name[2].replace("Not", "")](each, value) for each in wanted) for value in values]
    results = [not fit for fit in fits] if "Not" in name[2] else fits
    if name[1] is None and len(values) > 1:
        return Answer(None, (f"which of its values {operator} takes of {key}",))
    return Answer(any(results) if name[1] == "ForAnyValue" else all(results))


def _of_absent(quantifier: str | None, is_negated: bool, if_exists: bool) -> Answer:
    """A key that the request does not have matches nothing, so that the negated operators hold.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
    """
    if if_exists or quantifier == "ForAllValues":
        return YES
    return NO if quantifier == "ForAnyValue" else Answer(is_negated)

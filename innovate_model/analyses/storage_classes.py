"""In which storage classes the objects of a bucket lie as they age."""

from __future__ import annotations

from typing import NamedTuple

from innovate_model.resources.s3_bucket import S3Bucket

STANDARD = "STANDARD"
CLASSES = (STANDARD, "STANDARD_IA", "ONEZONE_IA", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE")
"""Those of which a rule says when objects lie in them."""


class Period(NamedTuple):
    """Objects lie in a class from one day of their life until another; for ever where that is None."""

    storage_class: str
    start: int
    end: int | None


def periods(bucket: S3Bucket) -> tuple[Period, ...]:
    """What the rules for all objects make of each, the first class first. What Intelligent-Tiering takes stays in
    Standard here, whose price its frequent tier has: how long nobody reads an object is not written.

    https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html
    """
    rules = [rule for rule in bucket.lifecycle_rules.values() if not rule.prefix]
    ends = [rule.expiration_days for rule in rules if rule.expiration_days is not None]
    end = min(ends, default=None)
    moves = sorted(
        (rule.transition_days, rule.transition_to)
        for rule in rules
        if rule.transition_to is not None and rule.transition_to != "INTELLIGENT_TIERING"
    )
    starts = [(0, STANDARD), *((day, to) for day, to in moves if end is None or day < end)]
    until = [*(day for day, _ in starts[1:]), end]
    found = (Period(to, day, stop) for (day, to), stop in zip(starts, until, strict=True))
    return tuple(each for each in found if each.end is None or each.end > each.start)


def gb_in(storage_class: str) -> str:
    """The measure of what lies in a class."""
    return "gb_stored" if storage_class == STANDARD else f"gb_stored_{storage_class.lower()}"

"""What is asked of AWS, said as data: one Call is one read-only operation with what follows from each of its items."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Item = Any
"""One answer item, plain JSON: usually a mapping with AWS's own keys, a string where AWS lists names."""
Ask = Callable[[Item, Mapping[str, Any]], Mapping[str, Any] | None]
"""(item, the request that gave it) -> the arguments of a follow-up; None where there is nothing to ask."""

HOME_REGION = "us-east-1"
"""Where global services are asked (https://docs.aws.amazon.com/general/latest/gr/rande.html#global-endpoints)."""

_READ_ONLY = re.compile(r"(describe|get|list|search)_\w+|batch_get_account_status")
_SECRET = re.compile(r"get_(secret_value|random_password|parameters?\w*|object|session_token|federation_token)\b")


class Scope(StrEnum):
    """Where a call is made."""

    REGION = "region"
    """In every region of every account."""
    ACCOUNT = "account"
    """Once for each account, in the home region of global services."""
    ORGANIZATION = "organization"
    """Once, in the management account."""


@dataclass(frozen=True, slots=True)
class Call:
    """One operation: boto3's names for `service` and `operation`, `result` the key (dots allowed) of the list in the
    answer, "" for the whole answer as one item.

    `then` are the calls for each item; `ask` gives their arguments. `continuation` is the key of the token by which
    an operation goes on that has no paginator. `absent` are error codes that mean "nothing is set here" rather than
    "no". ValueError for an operation that is not a plain read.
    """

    service: str
    operation: str
    result: str = ""
    arguments: tuple[tuple[str, Any], ...] = ()
    scope: Scope = Scope.REGION
    ask: Ask | None = None
    then: tuple[Call, ...] = ()
    continuation: str = ""
    absent: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if not _READ_ONLY.fullmatch(self.operation) or _SECRET.match(self.operation):
            raise ValueError(f"{self.service}.{self.operation} is not a read-only call that shows no secret")

    @property
    def key(self) -> str:
        """What the answer is filed under: `ec2.describe_vpcs`, `wafv2.list_web_acls.CLOUDFRONT`."""
        values = [value for _, value in self.arguments if isinstance(value, str)]
        return ".".join((self.service, self.operation, *values))


def by(argument: str, key: str = "") -> Ask:
    """Follow-up arguments for the common case: `argument` is the item's `key`, or the item itself."""

    def ask(item: Item, request: Mapping[str, Any]) -> Mapping[str, Any] | None:
        value = item.get(key) if key else item
        return {argument: value} if value else None

    return ask


def tags_of(item: Mapping[str, Any]) -> dict[str, str]:
    """AWS writes tags in four ways.

    This reads them all: a list of Key/Value (or TagKey/TagValue, key/value), or a mapping.
    """
    for name in ("Tags", "TagSet", "TagList", "tags", "TagsList", "tagSet", "ResourceTags"):
        tags = item.get(name)
        if isinstance(tags, Mapping):
            return {str(key): str(value) for key, value in tags.items()}
        if tags:
            return dict(_pair(tag) for tag in tags)
    return {}


def _pair(tag: Mapping[str, Any]) -> tuple[str, str]:
    lowered = {key.lower().removeprefix("tag"): str(value) for key, value in tag.items()}
    return lowered.get("key", ""), lowered.get("value", "")

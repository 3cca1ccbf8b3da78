"""How each resource type meets AWS: what is asked, what the answers mean, how an emulator is given one.

A type is one class in one file here (small relatives share one); it is found by being there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from innovate_model.analyses.difference import Terms
from innovate_model.aws.calls import Call
from innovate_model.aws.services.base import AwsType
from innovate_model.registry import modules
from innovate_model.resources import types


@cache
def aws_types() -> Mapping[str, AwsType[Any]]:
    """Every type that meets AWS, by kind. Two for one kind are a programming error."""
    found: dict[str, AwsType[Any]] = {}
    for cls in _classes():
        kind = cls.resource.kind
        if kind in found:
            raise TypeError(f"{cls.__name__} and {type(found[kind]).__name__} both speak for {kind}")
        found[kind] = cls()
    return dict(sorted(found.items()))


NOT_YET = "AWS is not asked about this type yet"


@cache
def not_asked() -> Mapping[str, str]:
    """The kinds that AWS is not asked about, each with the reason: the NOT_IN_AWS of every file here for what AWS
    cannot know, NOT_YET for the rest."""
    said = {
        kind: reason
        for module in modules(__name__)
        for kind, reason in sorted(getattr(module, "NOT_IN_AWS", {}).items())
    }
    return {kind: NOT_YET for kind in sorted(types().by_kind) if kind not in aws_types()} | said


@cache
def root_calls() -> Mapping[str, Call]:
    """Every call that is made by itself, by key; the others follow from the items of these."""
    calls = (call for type_ in aws_types().values() for call in (*type_.calls, *type_.also_asks) if call.ask is None)
    return dict(sorted({call.key: call for call in calls}.items()))


@cache
def terms() -> Terms:
    """What a comparison has to know, from every type."""
    types = aws_types()
    return Terms(
        {kind: type_.model_only for kind, type_ in types.items() if type_.model_only},
        {kind: type_.filled_by_aws for kind, type_ in types.items() if type_.filled_by_aws},
    )


def _classes() -> Iterator[type[AwsType[Any]]]:
    for module in modules(__name__):
        for item in vars(module).values():
            is_type = isinstance(item, type) and issubclass(item, AwsType) and "resource" in vars(item)
            if is_type and item.__module__ == module.__name__:
                yield item

"""What is asked of AWS, held against botocore's own description of its services."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import botocore.session
import pytest

from innovate_model.aws.calls import Call, by, tags_of
from innovate_model.aws.services import aws_types, root_calls

_SESSION = botocore.session.Session()


def _all_calls() -> dict[str, Call]:
    def below(call: Call) -> Iterator[Call]:
        yield call
        for following in call.then:
            yield from below(following)

    return {each.key: each for call in root_calls().values() for each in below(call)}


@cache
def _service(name: str) -> Any:
    return _SESSION.get_service_model(name)


@cache
def _client(service: str) -> Any:
    return _SESSION.create_client(service, "us-east-1", aws_access_key_id="x", aws_secret_access_key="y")


def _operation(call: Call) -> Any:
    wanted = call.operation.replace("_", "").lower()
    service = _service(call.service)
    return service.operation_model(next(name for name in service.operation_names if name.lower() == wanted))


@pytest.mark.parametrize("call", _all_calls().values(), ids=_all_calls().keys())
def test_every_call_is_one_that_aws_has(call: Call) -> None:
    """The operation exists, takes the arguments that it is given, and its answer has the key that is read."""
    operation = _operation(call)
    taken = set(operation.input_shape.members) if operation.input_shape else set()
    given = {name for name, _ in call.arguments}
    assert given <= taken
    shape = operation.output_shape
    for key in call.result.split(".") if call.result else ():
        assert key in shape.members
        shape = shape.members[key]


@pytest.mark.parametrize("call", _all_calls().values(), ids=_all_calls().keys())
def test_no_call_reads_only_the_first_page(call: Call) -> None:
    """An operation whose answer goes on has a paginator, or the call names the token by which it goes on."""
    asked = _operation(call).input_shape
    tokens = {"NextToken", "nextToken", "Marker", "NextMarker", "nextPageToken"}
    goes_on = tokens & set(_operation(call).output_shape.members)
    goes_on &= set(asked.members) if asked else set()
    assert not goes_on or _client(call.service).can_paginate(call.operation) or call.continuation in goes_on


@pytest.mark.parametrize(
    "operation",
    ["delete_vpc", "create_vpc", "put_object", "get_secret_value", "assume_role", "batch_get_secret_value", "get"],
)
def test_a_call_that_writes_or_shows_a_secret_is_refused(operation: str) -> None:
    """No Call can be made of an operation that changes something or hands out what is secret."""
    with pytest.raises(ValueError, match="read-only"):
        Call("any", operation)


def test_every_type_knows_where_its_items_come_from() -> None:
    """Each type's first call is made by itself, and every follow-up that it names is reached from one that is."""
    reached = _all_calls().keys()
    for kind, type_ in aws_types().items():
        assert type_.calls, kind
        assert type_.calls[0].ask is None, kind
        assert {call.key for call in (*type_.calls, *type_.also_asks)} <= reached, kind


@pytest.mark.parametrize(
    "item",
    [
        {"Tags": [{"Key": "Name", "Value": "x"}]},
        {"TagSet": [{"Key": "Name", "Value": "x"}]},
        {"Tags": [{"TagKey": "Name", "TagValue": "x"}]},
        {"tags": [{"key": "Name", "value": "x"}]},
        {"tags": {"Name": "x"}},
        {"TagList": [{"Key": "Name", "Value": "x"}]},
    ],
)
def test_tags_in_every_spelling(item: dict[str, Any]) -> None:
    """The four ways in which services write tags mean the same."""
    assert tags_of(item) == {"Name": "x"}


def test_nothing_to_ask() -> None:
    """A follow-up of an item without the key asks nothing."""
    assert by("Bucket", "Name")({}, {}) is None
    assert by("name")("main", {}) == {"name": "main"}

"""JSON read piece by piece says what JSON read whole says."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innovate_model.prices.streaming import NotWhole, Place, entries

SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=4)
)


def reader(text: str, size: int) -> Callable[[int], str]:
    """A file that gives `size` characters at a time, whatever is asked."""
    parts = iter([text[start : start + size] for start in range(0, len(text), size)])
    return lambda _: next(parts, "")


def containers(value: Any, place: Place = ()) -> Iterator[Place]:
    """The places of all objects and arrays that hold something."""
    if value and isinstance(value, dict | list):
        yield place
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from containers(inner, (*place, str(key)))


def told(value: Any, into: Collection[Place], place: Place = ()) -> Iterator[tuple[Place, Any]]:
    """What the reader should tell of a value that was read whole."""
    if place in into and isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from told(inner, into, (*place, str(key)))
    else:
        yield place, value


@given(st.data(), VALUES, st.integers(1, 40), st.sampled_from([None, 1]))
def test_streamed_is_whole(data: st.DataObject, value: Any, size: int, indent: int | None) -> None:
    """Whatever is walked into, and however the text is cut, the entries are those of the whole."""
    places = list(containers(value))
    into = data.draw(st.sets(st.sampled_from(places))) if places else set()
    text = json.dumps(value, indent=indent)
    assert list(entries(reader(text, size), into)) == list(told(json.loads(text), into))


@given(st.data(), st.dictionaries(st.text(max_size=3), VALUES, min_size=1, max_size=4))
def test_a_text_that_was_cut_off_is_refused(data: st.DataObject, value: dict[str, Any]) -> None:
    """No object that lacks its end is taken for a whole one, and what is missing is the end."""
    text = json.dumps(value)
    cut = data.draw(st.integers(0, len(text) - 1))
    with pytest.raises(NotWhole):
        list(entries(reader(text[:cut], 7), {(), *containers(value)}))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"a": [1, 2', "ends too early, behind 11 characters"),
        ("", "ends too early, behind 0 characters"),
        ('{"a": 1} x', "something follows the end at character 9"),
        ('{"a" 1}', "expected : at character 5"),
        ("{a: 1}", "expected a key at character 1"),
        ('{"a": 1;', "expected , or } at character 7"),
        ('{"a": <html>', "no whole JSON value in what is left of 12 characters, at character 6"),
    ],
)
def test_a_fault_has_a_place(text: str, message: str) -> None:
    """The message names the place, counted in characters."""
    with pytest.raises(NotWhole, match=message.replace("}", r"\}")):
        list(entries(reader(text, 3), {(), ("a",)}))


def test_memory_is_that_of_one_entry() -> None:
    """Of a text of 4 MB no more than some entries are asked for before the first of them is told."""
    asked: list[int] = []
    line = '"key-%07d": {"attributes": {"usagetype": "EU-BoxUsage:m6i.large"}},'

    def parts() -> Iterator[str]:
        yield '{"products": {'
        for start in range(0, 60_000, 1_000):
            yield "".join(line % number for number in range(start, start + 1_000))
        yield '"last": {}}}'

    text = parts()

    def read(size: int) -> str:
        asked.append(size)
        return next(text, "")

    found = entries(read, {(), ("products",)})
    assert next(found)[0] == ("products", "key-0000000")
    assert len(asked) <= 3
    assert sum(1 for _ in found) == 60_000
    assert max(asked) == 1 << 20

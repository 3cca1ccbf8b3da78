"""The one composition mechanism: the laws of merging, what `extends` means, and what stays the same object."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innovate_model.finding import Finding
from innovate_model.hints import nearest
from innovate_model.inclusion import join_sources
from innovate_model.overlay import Composer, as_block
from innovate_model.reading import parse
from innovate_model.source import Block, find_span, key_span

from .support import told, unmark

SCALARS = st.sampled_from(["1", "x", "no", ""])
LISTS = st.lists(SCALARS, max_size=2)


def _blocks(
    leaves: st.SearchStrategy[Any], holes: st.SearchStrategy[Any] | None = None
) -> st.SearchStrategy[dict[str, Any]]:
    """Mappings in which a name always holds the same kind of thing, as an attribute of a model does: `m...` mappings,
    the others scalars or lists. `holes`: what may stand in the place of a mapping."""
    names = st.sampled_from(["a", "b", "c"])
    maps = st.sampled_from(["ma", "mb"])
    level = st.dictionaries(names, leaves, max_size=3)
    for _ in range(3):
        inner = level if holes is None else level | holes
        level = st.tuples(st.dictionaries(names, leaves, max_size=3), st.dictionaries(maps, inner, max_size=2)).map(
            lambda pair: {**pair[0], **pair[1]}
        )
    return level


TREES = _blocks(SCALARS | LISTS)
OVERLAYS = _blocks(SCALARS | LISTS | st.none())
REMOVALS = _blocks(SCALARS | LISTS | st.none(), st.none())


def merge(*layers: dict[str, Any]) -> Block:
    """The layers from the lowest to the highest, merged from the left."""
    composer = Composer()
    merged = as_block(layers[0])
    for layer in layers[1:]:
        merged = composer.merge(merged, as_block(layer))
    return merged


@given(OVERLAYS)
def test_nothing_on_top_changes_nothing(tree: dict[str, Any]) -> None:
    """The empty overlay is the right identity."""
    assert merge(tree, {}) == as_block(tree)


@given(TREES)
def test_on_top_of_nothing_is_itself(tree: dict[str, Any]) -> None:
    """The empty base is the left identity."""
    assert merge({}, tree) == as_block(tree)


@given(TREES, TREES, TREES)
def test_merging_is_associative_without_nulls(a: dict[str, Any], b: dict[str, Any], c: dict[str, Any]) -> None:
    """It does not matter which two of three layers are merged first."""
    composer = Composer()
    one, two, three = as_block(a), as_block(b), as_block(c)
    assert composer.merge(composer.merge(one, two), three) == composer.merge(one, composer.merge(two, three))


@given(TREES)
def test_merging_is_idempotent(tree: dict[str, Any]) -> None:
    """The same layer twice is the layer."""
    assert merge(tree, tree) == as_block(tree)


@given(TREES, OVERLAYS)
def test_what_an_overlay_does_not_touch_is_the_same_object(base: dict[str, Any], over: dict[str, Any]) -> None:
    """Composition copies the spine only; everything beside it is shared with the base."""
    below, above = as_block(base), as_block(over)

    def shared(old: Block, new: Block, by: Block) -> None:
        for key, value in old.items():
            if key not in by:
                assert new[key] is value
            elif isinstance(value, Block) and isinstance(by[key], Block):
                shared(value, new[key], by[key])

    shared(below, Composer().merge(below, above), above)


@given(TREES, OVERLAYS)
def test_an_overlay_has_the_last_word(base: dict[str, Any], over: dict[str, Any]) -> None:
    """Every scalar and list of the overlay stands in the result, and every null of it is gone."""

    def holds(merged: Block, by: Block, old: Any) -> None:
        for key, value in by.items():
            was = old.get(key) if isinstance(old, Block) else None
            if value is None and isinstance(old, Block) and key in old:
                assert key not in merged
            elif isinstance(value, Block):
                holds(merged[key], value, was)
            else:
                assert merged[key] == value

    below, above = as_block(base), as_block(over)
    holds(Composer().merge(below, above), above, below)


def test_merging_the_same_twice_gives_the_same_object() -> None:
    """The composer remembers, which is what makes the second what-if cheap."""
    composer, base, over = Composer(), as_block({"m": {"a": "1"}}), as_block({"m": {"b": "2"}})
    assert composer.merge(base, over) is composer.merge(base, over)


@pytest.mark.parametrize(
    ("base", "over", "merged"),
    [
        ({"a": {"b": "1", "c": "2"}}, {"a": {"b": "3"}}, {"a": {"b": "3", "c": "2"}}),
        ({"a": ["1", "2"]}, {"a": ["3"]}, {"a": ["3"]}),
        ({"a": {"b": "1"}}, {"a": "x"}, {"a": "x"}),
        ({"a": "x"}, {"a": {"b": "1"}}, {"a": {"b": "1"}}),
        ({"a": {"b": "1"}}, {"a": None}, {}),
        ({"a": {"b": "1", "c": "2"}}, {"a": {"b": None}}, {"a": {"c": "2"}}),
        ({}, {"a": None}, {"a": None}),
    ],
)
def test_maps_merge_others_replace_null_removes(base: Any, over: Any, merged: Any) -> None:
    """A null with nothing to remove stays, so that it can be told."""
    assert merge(base, over) == merged


def test_a_merged_value_stands_where_the_winning_text_is() -> None:
    """An attribute of the overlay points into the overlay, one of the base into the base."""
    base, (kept,) = unmark("m:\n  a: «x»\n  b: y\n", "base.yaml")
    over, (set_,) = unmark("m: {b: «z»}\n", "over.yaml")
    merged = Composer().merge(parse(base, "base.yaml").data, parse(over, "over.yaml").data)
    assert find_span(merged, ("m", "a")) == kept
    assert find_span(merged, ("m", "b")) == set_


def test_python_values_become_the_text_a_person_would_write() -> None:
    """What a notebook passes is what a file would say."""
    given_ = {"a": True, "b": False, "c": 3, "d": 1.5, "e": None, 100: ["x", 2, {"f": (1,)}]}
    block = as_block(given_)
    assert block == {
        "a": "true",
        "b": "false",
        "c": "3",
        "d": "1.5",
        "e": None,
        "100": ["x", "2", {"f": ["1"]}],
    }
    assert key_span(block, "a") is None


# --- extends -----------------------------------------------------------------------------------------------------


def resolve(text: str) -> tuple[Block, list[Finding]]:
    """The tree of a text after `extends`."""
    findings: list[Finding] = []
    return Composer().resolve(parse(text, "model.yaml").data, findings), findings


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("blueprints: {x: {a: 1, b: 1}}\nu: {extends: x, b: 2}", {"u": {"a": "1", "b": "2"}}),
        ("blueprints: {x: {a: 1}}\nu: {extends: blueprints.x}", {"u": {"a": "1"}}),
        ("blueprints: {x: {a: 1, b: 1}}\nu: {extends: x, b: null}", {"u": {"a": "1"}}),
        ("blueprints: {x: {a: 1}, y: {a: 2, b: 2}}\nu: {extends: [x, y]}", {"u": {"a": "2", "b": "2"}}),
        ("blueprints: {x: {a: 1}, y: {a: 2}}\nu: {extends: [x, y], a: null}", {"u": {}}),
        ("blueprints: {x: {a: 1, c: 1}, y: {a: null}}\nu: {extends: [x, y]}", {"u": {"c": "1"}}),
        (
            "blueprints: {x: {extends: y, a: 1}, y: {a: 2, b: 2, c: 2}}\nu: {extends: x, b: 3}",
            {"u": {"a": "1", "b": "3", "c": "2"}},
        ),
        (
            "blueprints: {x: {m: {extends: y}}, y: {a: 1}}\nu: {extends: x, m: {b: 2}}",
            {"u": {"m": {"a": "1", "b": "2"}}},
        ),
        ("blueprints: {x: {a: 1}}\nu: {m: {n: {extends: x}}}", {"u": {"m": {"n": {"a": "1"}}}}),
        ("blueprints: {x: {a: 1}}", {}),
        ("blueprints: {x: {m: {n: {a: 1}}}}\nu: {extends: x.m.n, b: 2}", {"u": {"a": "1", "b": "2"}}),
        (
            "blueprints: {x: {extends: y, m: {a: 1}}, y: {m: {c: 3}}}\nu: {extends: blueprints.x.m}",
            {"u": {"a": "1", "c": "3"}},
        ),
    ],
)
def test_extends_puts_blueprints_under_a_mapping(text: str, result: Any) -> None:
    """Later blueprints lie above earlier ones, the mapping itself above all; a null removes from every layer below."""
    assert resolve(text) == (result, [])


@pytest.mark.parametrize(
    ("text", "overlays", "result"),
    [
        ("x: {a: 1}}\nu: {extends: x, a: 2}", ["a: null"], {}),
        ("x: {m: {a: 1, b: 1}}}\nu: {extends: x, m: {a: 2}}", ["m: null"], {}),
        ("x: {m: {a: 1, b: 1}}}\nu: {extends: x, m: {a: 2}}", ["m: {a: null}"], {"m": {"b": "1"}}),
        ("x: {m: {a: 1, b: 1}}}\nu: {extends: x, m: {a: 2}}", ["m: null", "m: {c: 3}"], {"m": {"c": "3"}}),
        ("x: {m: {a: 1}}}\nu: {extends: x}", ["m: null", "m: {c: 3}"], {"m": {"c": "3"}}),
        ("x: {a: 1, b: 1}}\nu: {extends: x}", ["a: null", "a: null"], {"b": "1"}),
        ("x: {a: 1}, y: {extends: x, a: 2}}\nu: {extends: y, a: 3}", ["a: null"], {}),
        ("x: {m: {a: 1, b: 1}}, y: {a: 2}}\nu: {extends: x, m: {extends: y, a: null}}", [], {"m": {"b": "1"}}),
        ("x: {m: {a: 1}}}\nu: {extends: x, m: 2}", ["m: {b: 3}"], {"m": {"b": "3"}}),
    ],
)
def test_a_null_in_an_overlay_removes_from_blueprints_too(text: str, overlays: list[str], result: Any) -> None:
    """Whatever lies below, one layer or several, and what is set again after it starts from nothing."""
    composer = Composer()
    data = parse(f"blueprints: {{{text}", "model.yaml").data
    for overlay in overlays:
        data = composer.merge(data, parse(f"u: {{{overlay}}}", "scenario.yaml").data)
    assert composer.resolve(data, []) == {"u": result}


@given(TREES, TREES, TREES, REMOVALS)
def test_an_overlay_lies_over_blueprints_as_well(
    low: dict[str, Any], inner: dict[str, Any], own: dict[str, Any], over: dict[str, Any]
) -> None:
    """To lay it over the text is to lay it over what the text means."""
    own = {**own, "ma": {**own.get("ma", {}), "extends": "inner"}}
    written = as_block({"blueprints": {"low": low, "inner": inner}, "u": {**own, "extends": "low"}})
    above = as_block({"u": over})
    meant = Composer().resolve(written, [])
    assert Composer().resolve(Composer().merge(written, above), []) == Composer().merge(meant, above)


@pytest.mark.parametrize(
    ("name", "message", "hint"),
    [
        ("x.k", "there is no mapping `k` in blueprint x", "known: m"),
        ("x.m.a", "there is no mapping `a` in blueprint x.m", ""),
        ("y.m", "there is no blueprint y", "known: x"),
    ],
)
def test_a_part_of_a_blueprint_that_is_not_there(name: str, message: str, hint: str) -> None:
    """One finding at the name, with the nearest mapping."""
    text, (place,) = unmark(f"blueprints: {{x: {{m: {{a: 1}}}}}}\nu: {{extends: «{name}»}}\n")
    _, findings = resolve(text)
    assert [(finding.span, finding.message, finding.suggestion) for finding in findings] == [(place, message, hint)]


def test_two_users_of_a_blueprint_share_it() -> None:
    """What neither of them changes is one object, however often the blueprint is used."""
    data, _ = resolve("blueprints: {x: {m: {a: 1}}}\nu: {extends: x, b: 1}\nv: {extends: x, b: 2}\n")
    assert data["u"]["m"] is data["v"]["m"]


def test_what_has_no_extends_is_the_same_object() -> None:
    """Resolving copies only on the way to an `extends`."""
    source = parse("blueprints: {x: {}}\na: {b: {c: 1}}\nd: {e: {extends: x}, f: {g: 1}}\n", "model.yaml").data
    data = Composer().resolve(source, [])
    assert data["a"] is source["a"]
    assert data["d"]["f"] is source["d"]["f"]


def test_a_circle_is_told_once_from_wherever_it_is_entered() -> None:
    """Three users enter one circle at three places: one finding, at the `extends` that closes it."""
    text, (place,) = unmark(
        "blueprints:\n  a: {extends: b}\n  b: {extends: c}\n  c: {extends: «a»}\n"
        "u: {extends: c}\nv: {extends: b}\nw: {extends: a}\n"
    )
    _, findings = resolve(text)
    assert set(told(findings)) == {f"extends-cycle {place}"}
    assert {finding.message for finding in findings} == {"blueprints extend one another in a circle: a -> b -> c -> a"}


# --- files side by side ------------------------------------------------------------------------------------------


@given(TREES, TREES)
def test_files_without_a_conflict_join_in_any_order(a: dict[str, Any], b: dict[str, Any]) -> None:
    """Side by side there is no above and below: either order says the same, or both see a conflict."""

    def join(first: dict[str, Any], second: dict[str, Any]) -> tuple[Block, list[str]]:
        sources = [_source("1.yaml", first), _source("2.yaml", second)]
        texts = join_sources(sources)
        return texts.data, [finding.check for finding in texts.findings]

    (left, left_told), (right, right_told) = join(a, b), join(b, a)
    assert left_told == right_told
    assert set(left_told) <= {"include-conflict"}
    if not left_told:
        assert left == right


def _source(name: str, data: dict[str, Any]) -> Any:
    import json

    return parse(json.dumps(data) if data else "{}", name)


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("subnet", "did you mean `subnets`?"),
        ("egres", "did you mean `egress`?"),
        ("gress", "did you mean `egress` or `ingress`?"),
        ("zzz", ""),
        ("tables", "did you mean `route_tables`?"),
        ("", ""),
    ],
)
def test_the_nearest_words_are_offered(word: str, hint: str) -> None:
    """One or two that are about equally near, or none."""
    assert nearest(word, ["egress", "ingress", "subnets", "route_tables"]) == hint

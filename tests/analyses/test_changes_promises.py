"""What became of the text of promises between two models: what may be allowed now, and what holds only for that."""

import json
from dataclasses import replace

import pytest

from innovate_model.analyses.changes import Changes, Effect, PromiseChange
from innovate_model.analyses.terms import Term
from innovate_model.api import load_text
from innovate_model.properties import kinds
from innovate_model.rendering._changes.json import as_json
from innovate_model.rendering._changes.markdown import markdown
from innovate_model.rendering._changes.report import report
from innovate_model.rendering._changes.text import text_lines

from .shops import CHANGES, HOME, SHOP


def compared(old: str, new: str, old_shop: str = SHOP, new_shop: str = SHOP) -> Changes:
    """The shop with one promise, and with another one of the same name; "" for none."""
    sides = []
    for text, promise in ((old_shop, old), (new_shop, new)):
        section = f"properties: {{it: {{{promise}, because: A test}}}}\n" if promise else ""
        sides.append(load_text(text + section, "shop.yaml"))
    assert not any(side.findings for side in sides)
    return sides[0].diff(sides[1])


def the_change(old: str, new: str) -> PromiseChange:
    (only,) = compared(old, new).promises
    return only


def told(found: Changes) -> str:
    return "\n".join(text for _, text in text_lines(report(found), 0))


NEVER = "never: {from: instances.batch, to: [instances.api, instances.front]}"
SURVIVES = "survives: {loss_of: subnets.data, keeps: [instances.api, instances.front]}"


@pytest.mark.parametrize(
    ("old", "new", "key", "effect"),
    [
        (NEVER, "never: {from: instances.batch, to: instances.front}", "to", Effect.WEAKER),
        ("never: {from: instances.batch, to: instances.front}", NEVER, "to", Effect.STRICTER),
        (NEVER, NEVER.replace("[instances.api, instances.front]", "[instances.front, instances.api]"), "to", None),
        (NEVER, NEVER.replace("instances.api", f"{HOME}.instances.api"), "to", Effect.SAME),
        (NEVER, NEVER.replace("}", ", except_via: internet_gateways.*}"), "except_via", Effect.WEAKER),
        (NEVER.replace("}", ", except_via: internet_gateways.*}"), NEVER, "except_via", Effect.STRICTER),
        (NEVER, NEVER.replace("}", ", ports: tcp/22}"), "ports", Effect.WEAKER),
        (NEVER.replace("}", ", ports: tcp/22}"), NEVER, "ports", Effect.STRICTER),
        (
            NEVER.replace("}", ", ports: tcp/22}"),
            NEVER.replace("}", ", ports: [tcp/20-30]}"),
            "ports",
            Effect.STRICTER,
        ),
        (NEVER, NEVER.replace("instances.front", "instances.db"), "to", Effect.WEAKER),  # the front is not asked of now
        (
            "never: {from: instances.batch, to: vpcs.main.subnets.web}",
            "never: {from: instances.batch, to: accounts.shop.vpcs.main}",
            "to",
            Effect.STRICTER,  # the VPC means all that stands in it
        ),
        (
            "at_most: {addresses_used: 50%, of: vpcs.main}",
            "at_most: {addresses_used: 99%, of: vpcs.main}",
            "addresses_used",
            Effect.WEAKER,
        ),
        (
            "at_most: {addresses_used: 50%, of: vpcs.main}",
            "at_most: {addresses_used: 20%, of: vpcs.main}",
            "addresses_used",
            Effect.STRICTER,
        ),
        (
            "at_most: {addresses_used: 50%, of: vpcs.main}",
            "at_most: {addresses_used: 2000, of: vpcs.main}",
            "addresses_used",
            Effect.WEAKER,
        ),
        (SURVIVES, "survives: {loss_of: subnets.data, keeps: instances.api}", "keeps", Effect.WEAKER),
        (SURVIVES, SURVIVES.replace("}", ", degraded: no}"), "degraded", Effect.STRICTER),
        (SURVIVES.replace("}", ", degraded: no}"), SURVIVES, "degraded", Effect.WEAKER),
        (
            "always: {from: instances.*, to: instances.db, ports: tcp/5432, pairs: any}",
            "always: {from: instances.*, to: instances.db, ports: tcp/5432}",
            "pairs",
            Effect.STRICTER,
        ),
        (
            "contains: {compromise: instances.db, spares: instances.api, within: accounts.shop}",
            "contains: {compromise: instances.db, spares: instances.api}",
            "within",
            Effect.WEAKER,
        ),
    ],
)
def test_each_key_that_says_something_else(old: str, new: str, key: str, effect: Effect | None) -> None:
    """With what that does; `None`: two ways to write the same."""
    if effect is None:
        assert not compared(old, new).promises
        return
    (one,) = the_change(old, new).rewordings
    assert (one.key, one.effect) == (key, effect)
    assert one.old != one.new


def test_a_comparison_of_promises_alone_is_a_difference() -> None:
    """The verdict is the same, and the text is not."""
    found = compared("at_most: {addresses_used: 50%, of: vpcs.main}", "at_most: {addresses_used: 99%, of: vpcs.main}")
    assert found.differs
    (change,) = found.promises
    assert change.is_weaker
    assert not change.is_worse
    assert "addresses_used: 50% -> 99%: may now allow more" in told(found)
    (row,) = json.loads(as_json(found))["promises"]
    assert row["is_weaker"]
    (one,) = row["text"]
    assert (one["key"], one["old"], one["new"], one["effect"]) == ("addresses_used", "50%", "99%", "may now allow more")
    assert one["new_place"].startswith("shop.yaml:")
    assert "1 reworded" in markdown(report(found))
    head, *_ = markdown(report(found)).split("<details>")
    assert "may now allow more" in head


def test_what_holds_only_because_it_was_weakened() -> None:
    """As it was written before, it would be broken: that is worse, and is said first."""
    opened = SHOP.replace(*CHANGES["open the database to batch"][0])
    narrow = "never: {from: instances.batch, to: instances.front}"
    wide = "never: {from: instances.batch, to: [instances.front, instances.db]}"
    found = compared(wide, narrow, new_shop=opened)
    (change,) = found.promises
    assert change.before is not None
    assert change.after is not None
    assert change.as_before is not None
    assert [each.verdict for each in (change.before, change.after, change.as_before)] == ["holds", "holds", "broken"]
    assert change.is_worse
    assert "holds, but only as it is written now: as it was before, it is broken" in told(found)
    (row,) = json.loads(as_json(found))["promises"]
    assert row["as_before"]["verdict"] == "broken"


@pytest.mark.parametrize("is_opened", [False, True])
def test_a_removed_promise_is_prominent(is_opened: bool) -> None:
    """Whether it would hold is asked, too."""
    opened = SHOP.replace(*CHANGES["open the database to batch"][0]) if is_opened else SHOP
    found = compared("never: {from: instances.batch, to: instances.db}", "", new_shop=opened)
    (change,) = found.promises
    assert (change.is_weaker, change.is_worse) == (True, is_opened)
    first = next(each for each in told(found).splitlines() if "it: " in each)
    assert "it: removed; it held" in first
    assert ("it would be broken now" in first) is is_opened
    assert "1 removed" in markdown(report(found))
    (row,) = json.loads(as_json(found))["promises"]
    assert (row["after"], row["as_before"]["verdict"]) == (None, "broken" if is_opened else "holds")


def test_another_kind_of_promise_is_told_whole() -> None:
    """Under the same name."""
    (one,) = the_change(NEVER, SURVIVES).rewordings
    assert one.key == ""
    assert one.old.startswith("never: {")
    assert one.new.startswith("survives: {")
    assert one.effect is Effect.WEAKER


def test_another_reason_is_told() -> None:
    """It asks for the same."""
    sides = [
        load_text(f"{SHOP}properties: {{it: {{{NEVER}, because: {why}}}}}\n", "shop.yaml") for why in ("One", "Two")
    ]
    (change,) = sides[0].diff(sides[1]).promises
    (one,) = change.rewordings
    assert (one.key, one.old, one.new, one.effect) == ("because", "One", "Two", Effect.SAME)
    assert not change.is_weaker


@pytest.mark.parametrize(
    "promise",
    ["never: {from: instances.batch, to: instances.nobody}", "never: {form: instances.batch, to: instances.api}"],
)
def test_a_promise_with_a_fault_makes_the_comparison_less_than_whole(promise: str) -> None:
    """It neither holds nor was it removed: nothing can be said of it."""
    old = load_text(f"{SHOP}properties: {{it: {{{NEVER}, because: A test}}}}\n", "shop.yaml")
    new = load_text(f"{SHOP}properties: {{it: {{{promise}, because: A test}}}}\n", "shop.yaml")
    found = old.diff(new)
    assert not found.is_whole
    (change,) = found.promises
    assert change.after is not None
    assert change.after.verdict == "not known"
    assert change.is_worse


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.name)
def test_every_key_says_what_more_of_it_does(kind) -> None:  # type: ignore[no-untyped-def]
    """Else a change of it could not be judged."""
    for name, info in kind.body.model_fields.items():
        assert any(isinstance(each, Term) for each in info.metadata), f"{kind.name}.{name}"


def test_the_verdict_is_said_once() -> None:
    """`it: holds -> broken: ...`, and no second time that it is broken."""
    opened = SHOP.replace(*CHANGES["open the database to batch"][0])
    promise = "never: {from: instances.batch, to: instances.db}"
    found = compared(promise, promise, new_shop=opened)
    line = next(each for each in told(found).splitlines() if "it: " in each)
    assert line.count("broken") == 1
    assert line.strip().startswith("x  it: holds -> broken: ")
    assert replace(found, promises=()).promises == ()

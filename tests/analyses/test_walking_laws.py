"""Laws of the walker and of the engine, over random organisations. Each flow is blocked, not known or open, in this
order."""

import random
from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innovate_model.analyses.endpoints import Endpoint, Kind
from innovate_model.analyses.survey import survey
from innovate_model.graph import Graph, build
from innovate_model.loader import vary
from innovate_model.testing.changes import Change, Effect, changes_of
from innovate_model.testing.flows import Attempt, attempts, destinations_in
from innovate_model.testing.random_models import Dice, Extent, as_text, organization
from innovate_model.testing.random_models.ground import Data
from innovate_model.testing.strategies import flows, organizations
from tests.support import examples

from .deciding import Decide, Rank, by_engine, by_walking, sound, trace_of
from .variations import halved, moved, new_name, permuted, renamed

FLOWS = 10
"""How many flows of each organisation are tried."""


DECIDERS = [pytest.param(by_walking, id="walker"), pytest.param(by_engine, id="engine")]


def drawn(data: st.DataObject, some: st.SearchStrategy[Attempt]) -> list[Attempt]:
    """Some flows."""
    return data.draw(st.lists(some, min_size=FLOWS, max_size=FLOWS))


def counterpart(old: Graph, new: Graph, attempt: Attempt, name: Callable[[str], str] = str) -> Attempt:
    """The same flow in another graph, where resources may have other names. A host on the internet stays itself."""

    def other(end: Endpoint) -> Endpoint:
        if end.kind in (Kind.INTERNET, Kind.EDGE):
            return end
        mine = [one for one in destinations_in(old) if one.address == end.address and one.subnet == end.subnet]
        seat = [one for one in mine if one.place.version == end.place.version].index(end)
        theirs = [one for one in destinations_in(new) if one.address == name(end.address)]
        found = [one for one in theirs if one.subnet == name(end.subnet) and one.place.version == end.place.version]
        return found[seat]

    return attempt._replace(source=other(attempt.source), destination=other(attempt.destination))


def filtered_by(graph: Graph, change: Change) -> Callable[[Endpoint], bool]:
    """Is an end behind the security group or the network ACL that a change is about?"""
    known = survey(graph)

    def is_behind(end: Endpoint) -> bool:
        acl = known.network_acl_of(known.subnet(end.subnet)) if end.subnet else None
        return change.resource in end.place.groups or (acl is not None and acl.address == change.resource)

    return is_behind


def same(decide: Decide, before: Data, after: Data, data: st.DataObject, name: Callable[[str], str] = str) -> None:
    """Asserts that both organisations say the same of some flows."""
    old, new = build(sound(as_text(before)).model), build(sound(as_text(after)).model)
    tried = drawn(data, flows(old))
    others = [counterpart(old, new, attempt, name) for attempt in tried]
    assert [decide(old, one) for one in tried] == [decide(new, one) for one in others]


@pytest.mark.parametrize("decide", DECIDERS)
@examples(40, 1_500)
@given(organizations(), st.data())
def test_a_filter_narrowed_opens_nothing_and_one_widened_closes_nothing(
    decide: Decide, written: Data, data: st.DataObject
):
    """An allow rule less or a denial more, of a security group or a network ACL, makes no flow work that did not; an
    allow rule more or a denial less stops none.

    Of what works for certain. A denial can make a blocked flow "not known": at one of two doors of a transit gateway,
    when it matters from then on which of them AWS takes, and nothing beyond the doors is asked.
    """
    before = sound(as_text(written))
    old = build(before.model)
    found = [change for change in changes_of(before) if change.effect is not Effect.EITHER]
    for change in data.draw(st.lists(st.sampled_from(found), min_size=4, max_size=4)):
        after = vary(before, change.overlay)
        assert not after.findings
        new = build(after.model)
        near = filtered_by(old, change)
        is_felt = any(map(near, destinations_in(old)))
        tried = drawn(data, flows(old, near) if is_felt else flows(old))
        was = [decide(old, one) for one in tried]
        now = [decide(new, counterpart(old, new, one)) for one in tried]
        less, more = (now, was) if change.effect is Effect.CLOSES else (was, now)
        assert all(other is Rank.OPEN for one, other in zip(less, more, strict=True) if one is Rank.OPEN), str(change)


@pytest.mark.parametrize("decide", DECIDERS)
@examples(30, 1_500)
@given(organizations(), st.data())
def test_names_mean_nothing(decide: Decide, written: Data, data: st.DataObject):
    """Under other names, which sort the other way round, every flow ends as before."""
    same(decide, written, renamed(written), data, new_name)


@pytest.mark.parametrize("decide", DECIDERS)
@examples(30, 1_500)
@given(organizations(), st.integers(0, 2**16), st.data())
def test_order_means_nothing(decide: Decide, written: Data, seed: int, data: st.DataObject):
    """Resources, rules, routes and lists in another order make the same network."""
    choice = random.Random(seed)
    same(decide, written, permuted(written, lambda items: choice.sample(items, len(items))), data)


@pytest.mark.parametrize("decide", DECIDERS)
@examples(30, 1_500)
@given(organizations(), st.data())
def test_two_halves_are_the_whole(decide: Decide, written: Data, data: st.DataObject):
    """Blocks of rules, prefix lists and routes, each written as its two halves, mean what they meant."""
    same(decide, written, halved(written), data)


@pytest.mark.parametrize("decide", DECIDERS)
@examples(30, 1_500)
@given(organizations(), st.data())
def test_other_addresses_make_the_same_network(decide: Decide, written: Data, data: st.DataObject):
    """With all private addresses and all of IPv6 moved, block for block, every flow ends as before."""
    same(decide, written, moved(written), data)


@examples(20, 1_500)
@given(organizations(), st.data())
def test_walking_is_deterministic(written: Data, data: st.DataObject):
    """Walking twice over two graphs of one text gives equal traces, hop by hop."""
    text = as_text(written)
    old, new = build(sound(text).model), build(sound(text).model)
    tried = drawn(data, flows(old))
    assert [trace_of(old, one) for one in tried] == [trace_of(new, counterpart(old, new, one)) for one in tried]


@examples(20, 1_500)
@given(organizations(), st.data())
def test_open_flow_has_no_stop(written: Data, data: st.DataObject):
    """A trace is open exactly when no hop of it stops, and every stop says what would mend it."""
    graph = build(sound(as_text(written)).model)
    for attempt in drawn(data, flows(graph)):
        trace = trace_of(graph, attempt)
        stops = [hop for hop in (*trace.hops, *trace.return_hops) if hop.stops]
        assert trace.is_open == (not stops)
        assert all(hop.remedy for hop in stops)


def test_variations_vary():
    """What the laws compare are different texts, and their flows end in every way."""
    ranks: Counter[Rank] = Counter()
    for seed in range(20):
        choice = random.Random(seed)
        drawn_one = organization(Dice(choice.randint), Extent())
        for vary_it in (renamed, moved, halved):
            assert as_text(vary_it(drawn_one)) != as_text(drawn_one)
        graph = build(sound(as_text(drawn_one)).model)
        ranks.update(by_walking(graph, one) for one in choice.sample(list(attempts(graph)), FLOWS))
    assert ranks[Rank.OPEN] > ranks.total() / 10
    assert ranks[Rank.NOT_KNOWN]

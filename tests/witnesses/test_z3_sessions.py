"""The engine's sets of sessions, proven equal to those of the z3 encoding."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from innovate_model.analyses import sessions
from innovate_model.analyses.reachability import resolved
from innovate_model.analyses.survey import survey
from innovate_model.graph import Graph
from innovate_model.testing.strategies import flows, graphs

from ..analyses.networks import network
from .agreement import is_a_choice, pairs_of
from .test_z3_scenarios import SCENARIOS, VAGUE
from .z3_encoding.encoding import Claim, encode
from .z3_encoding.world import World

TOO_CAUTIOUS = ("possible: too much", "certain: too little")
"""What an engine says that stops at the first missing fact, and does not follow it to where it turns out not to
matter."""

some = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def faults(graph: Graph, world: World, pair: tuple[object, object]) -> list[str]:
    """What the encoding finds wrong with what the engine says of a pair, by the private and by the public address."""
    source, destination = pair
    found = list(sessions.between(graph, [source], [destination]))
    wrong = []
    for is_public in (False, True) if is_a_choice(source, destination) else (False,):
        own = [one for one in found if one.to_public_address == is_public or not is_a_choice(source, destination)]
        certain = [_claim(one) for one in own if one.is_certain]
        encoded = encode(world, source, destination, to_public_address=is_public)
        wrong += encoded.faults(certain, [_claim(one) for one in own])
    return wrong


def _claim(opening: object) -> Claim:
    return opening.ports, opening.source_addresses, opening.destination_addresses


def is_itself(graph: Graph, pair: tuple[object, object]) -> bool:
    """Is the destination what it says? The name of an AWS service may lead to an interface endpoint: the engine then
    speaks of that one."""
    return resolved(survey(graph), *pair) == (pair[1],)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_engine_is_proven_right(scenario: str):
    """Of every pair of ends the engine's set of sessions is exactly the encoding's."""
    graph = network(SCENARIOS[scenario])
    world = World(graph.model)
    for pair in pairs_of(graph):
        if is_itself(graph, pair):
            wrong = faults(graph, world, pair)
            assert not [one for one in wrong if scenario not in VAGUE or not one.startswith(TOO_CAUTIOUS)], (
                pair,
                wrong,
            )


@some
@given(st.data())
def test_engine_is_proven_right_on_random_organisations(data: st.DataObject):
    """The same over random organisations, but that it may be too cautious: it never says that something works for
    certain that may not, and leaves nothing out that may."""
    graph = data.draw(graphs())
    world = World(graph.model)
    for attempt in data.draw(st.lists(flows(graph), max_size=3)):
        pair = attempt.source, attempt.destination
        if is_itself(graph, pair):
            wrong = faults(graph, world, pair)
            event("too cautious" if wrong else "exact")
            assert not [one for one in wrong if not one.startswith(TOO_CAUTIOUS)], (pair, wrong)

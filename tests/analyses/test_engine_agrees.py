"""The engine, which answers for all flows at once, against the walker, which walks one: on every flow the same.

Flows are between single addresses, at the edges of the blocks of rules, and to ports at the edges of their ranges.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from innovate_model.analyses.endpoints import Endpoint
from innovate_model.analyses.reachability import resolved
from innovate_model.analyses.sessions import Opening, openings
from innovate_model.analyses.survey import survey
from innovate_model.graph import Graph, build
from innovate_model.testing.flows import destinations_in, sources_in
from innovate_model.testing.pinned import Pinned, pinned
from innovate_model.testing.random_models import as_text
from innovate_model.testing.random_models.ground import Data
from innovate_model.testing.strategies import flows, organizations
from innovate_model.values import Ports
from tests.support import examples

from .deciding import Rank, sound, told, walked

FLOWS = 30
"""How many flows of each organisation are compared."""

Engine = Callable[[Graph, Iterable[str], Iterable[str]], Iterable[Opening]]


def names(ends: Iterable[Endpoint]) -> list[str]:
    """Each name once, as `parties` takes them."""
    return list(dict.fromkeys(end.address for end in ends))


def draw_pins(graph: Graph, data: st.DataObject) -> list[Pinned]:
    """Some flows of a graph, at addresses where something may change. The name of a service leads to an interface
    endpoint, where there is one; flows there are drawn by its own name."""

    def choose(candidates: list[object]) -> object:
        return data.draw(st.sampled_from(candidates))

    tried = data.draw(st.lists(flows(graph), min_size=FLOWS, max_size=FLOWS))
    direct = [one for one in tried if one.destination in resolved(survey(graph), one.source, one.destination)]
    return [pin for attempt in direct for pin in pinned(graph, attempt, choose)]  # type: ignore[arg-type]


def compare(engine: Engine, graph: Graph, pins: list[Pinned], tally: Counter[Rank]) -> list[str]:
    """The flows of which the two say different things, in words; what the walker says is counted."""
    found = list(engine(graph, names(sources_in(graph)), names(destinations_in(graph))))
    wrong = []
    for pin in pins:
        right = walked(graph, pin)
        tally[right] += 1
        if (said := told(found, pin)) is not right:
            wrong.append(f"{pin}: the walker says {right.name}, the engine {said.name}")
    return wrong


def test_engine_and_walker_agree_on_every_flow(record_property: Callable[[str, object], None]):
    """Open, not known or blocked: from every port that the client may open the session from."""
    tally: Counter[Rank] = Counter()

    @examples(50, 2_000)
    @given(organizations(), st.data())
    def agree(organization: Data, data: st.DataObject) -> None:
        graph = build(sound(as_text(organization)).model)
        assert compare(openings, graph, draw_pins(graph, data), tally) == []

    agree()
    record_property("flows compared", tally.total())
    print(f"{tally.total()} flows compared: {dict(tally)}")
    assert tally.total() > 1_000
    assert all(tally[one] for one in Rank)


def by_walking(pins: list[Pinned], graph: Graph) -> list[Opening]:
    """Openings for some flows that are told one by one: what a right engine would say of them."""
    found = []
    for pin in pins:
        said = walked(graph, pin)
        if said is not Rank.BLOCKED:
            protocol, port = pin.attempt.protocol, pin.attempt.port
            ports = Ports(protocol, port, port)
            addresses = pin.source.place.possible, pin.called.possible
            certain = said is Rank.OPEN
            found.append(Opening(pin.source, pin.destination, ports, *addresses, certain, pin.to_public_address))
    return found


@examples(10, 200)
@given(organizations(), st.data())
def test_comparison_accepts_the_truth_and_finds_every_lie(organization: Data, data: st.DataObject):
    """An opening left out, one made up, a doubt dropped or added: each is a disagreement."""
    graph = build(sound(as_text(organization)).model)
    pins = draw_pins(graph, data)[:8]
    truth = by_walking(pins, graph)
    assert compare(lambda *_: truth, graph, pins, Counter()) == []
    for number, one in enumerate(truth):
        rest = [*truth[:number], *truth[number + 1 :]]
        assert compare(lambda *_, rest=rest: [other for other in rest if other != one], graph, pins, Counter())  # noqa: B023
        doubted = replace(one, is_certain=not one.is_certain)
        without = [other for other in rest if other != one]
        assert compare(lambda *_, without=without, doubted=doubted: [*without, doubted], graph, pins, Counter())
    for pin in pins:
        if walked(graph, pin) is Rank.BLOCKED:
            protocol, port = pin.attempt.protocol, pin.attempt.port
            addresses = pin.source.place.possible, pin.called.possible
            lie = Opening(
                pin.source, pin.destination, Ports(protocol, port, port), *addresses, True, pin.to_public_address
            )
            assert compare(lambda *_, lie=lie: [*truth, lie], graph, pins, Counter())

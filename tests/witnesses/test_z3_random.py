"""The walker and the z3 encoding over small random organisations."""

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from innovate_model.testing.strategies import flows, graphs

from .agreement import answers, contradicts, is_a_choice
from .z3_encoding.world import World

some = settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@some
@given(st.data())
def test_walker_and_encoding_do_not_contradict(data: st.DataObject):
    """What the walker says works does so whatever the missing facts are; what it says is blocked never does."""
    graph = data.draw(graphs())
    world = World(graph.model)
    attempts = data.draw(st.lists(flows(graph), max_size=3))
    for attempt in attempts:
        pair = attempt.source, attempt.destination
        is_public = is_a_choice(*pair) and data.draw(st.booleans())
        port = data.draw(st.sampled_from([*attempt.source.client_ports, 40000]))
        asked = [(attempt.protocol, attempt.port)]
        ((walked, proven),) = answers(graph, world, pair, asked, to_public_address=is_public, source_port=port)
        event(f"{walked} / {proven}")
        assert not contradicts(walked, proven), (pair, asked, is_public, port, walked, proven)

"""Plans as data: no name of a model in what the kernel reads, the same plan for the same model, JSON and back."""

import json
from dataclasses import replace

import pytest

from innovate_model.analyses.endpoints import Endpoint
from innovate_model.analyses.parties import parties
from innovate_model.analyses.survey import survey
from innovate_model.emulation.plan import Plan, as_data, from_data
from innovate_model.emulation.planning import planned
from innovate_model.graph import Graph, build
from innovate_model.loader import load_text

from .random_models import graph_of

RENAMED = {
    "red": "drop",
    "green": "flush-ruleset",
    "blue": "accept",
    "grey": "dev",
    "app": "return",
    "db": "jump",
    "first": "b1",
    "second": "via",
    "loose": "table",
    "tight": "map",
    "site": "lo",
}
"""Names of the random models, and words that would mean something to nftables or iproute2."""
seeds = pytest.mark.parametrize("seed", range(25))


def plan_of(graph: Graph) -> Plan:
    known = survey(graph)
    ends: list[Endpoint] = [end for group in known.endpoints.by_owner.values() for end in group]
    return planned(graph, [*ends, *parties(known, "internet"), *parties(known, "customer_gateways.east")]).plan


@seeds
def test_names_mean_nothing_to_the_kernel(seed: int) -> None:
    """A model with other names makes the same plan, but for titles and reasons, which nobody but people reads."""
    text, graph = graph_of(seed)
    for old, new in RENAMED.items():
        for before in '".-':
            for after in '".-':
                text = text.replace(f"{before}{old}{after}", f"{before}{new}{after}")
    loaded = load_text(text)
    assert not loaded.findings
    before, renamed = plan_of(graph), plan_of(build(loaded.model))
    assert [space.title for space in renamed.spaces] != [space.title for space in before.spaces]
    assert nameless(renamed) == nameless(before)


def nameless(plan: Plan) -> Plan:
    return replace(plan, spaces=tuple(replace(space, title="") for space in plan.spaces), reasons=())


@seeds
def test_a_plan_goes_through_json_unchanged(seed: int) -> None:
    """As it does on its way to the worker."""
    plan = plan_of(graph_of(seed)[1])
    assert from_data(json.loads(json.dumps(as_data(plan)))) == plan


def test_the_same_model_makes_the_same_plan() -> None:
    """Whatever was planned before."""
    for seed in range(10):
        assert plan_of(graph_of(seed)[1]) == plan_of(graph_of(seed)[1])

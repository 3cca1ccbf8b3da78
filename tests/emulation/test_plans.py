"""Plans as data: no name of a model in what the kernel reads, the same plan for the same model, JSON and back."""

import json
import re
from dataclasses import replace

import pytest

from innovate_model.analyses.endpoints import Kind
from innovate_model.emulation.plan import Plan, as_data, from_data
from innovate_model.emulation.planning import planned
from innovate_model.graph import Graph, build
from innovate_model.loader import load_text
from innovate_model.testing.flows import destinations_in
from innovate_model.testing.random_models import random_organization

RENAMED = {
    "red": "drop",
    "green": "flush-ruleset",
    "blue": "accept",
    "balancer": "b1",
    "outer": "return",
    "web": "jump",
    "one": "via",
    "hub-eu-west-1": "lo",
}
"""Names of the random models, and words that would mean something to nftables or iproute2."""
seeds = pytest.mark.parametrize("seed", range(25))


def graph_of(text: str) -> Graph:
    loaded = load_text(text)
    assert not loaded.findings, [(finding.message, finding.span) for finding in loaded.findings]
    return build(loaded.model)


def plan_of(graph: Graph) -> Plan:
    return planned(graph, [end for end in destinations_in(graph) if end.kind is not Kind.SERVICE]).plan


@seeds
def test_names_mean_nothing_to_the_kernel(seed: int) -> None:
    """A model with other names makes the same plan, but for titles and reasons, which nobody but people reads."""
    text = random_organization(seed)
    renamed = re.sub(r"(?<![\w-])[a-z][\w-]*", lambda word: RENAMED.get(word[0], word[0]), text)
    before, after = plan_of(graph_of(text)), plan_of(graph_of(renamed))
    assert [space.title for space in after.spaces] != [space.title for space in before.spaces]
    assert nameless(after) == nameless(before)


def nameless(plan: Plan) -> Plan:
    return replace(plan, spaces=tuple(replace(space, title="") for space in plan.spaces), reasons=())


@seeds
def test_a_plan_goes_through_json_unchanged(seed: int) -> None:
    """As it does on its way to the worker."""
    plan = plan_of(graph_of(random_organization(seed)))
    assert from_data(json.loads(json.dumps(as_data(plan)))) == plan


def test_the_same_model_makes_the_same_plan() -> None:
    """Whatever was planned before."""
    for seed in range(10):
        text = random_organization(seed)
        assert plan_of(graph_of(text)) == plan_of(graph_of(text))

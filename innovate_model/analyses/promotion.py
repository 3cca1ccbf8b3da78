"""How a change gets to production: what each step of a pipeline changes, in which environment, and what came before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from innovate_model.analyses.environments import environment_of
from innovate_model.edge import Relation
from innovate_model.graph import Graph
from innovate_model.resources.account import Account
from innovate_model.resources.delivery_pipeline import DeliveryPipeline, Stage, Step
from innovate_model.resources.deployment import Deployment
from innovate_model.span import Path, at


@dataclass(frozen=True, slots=True)
class Position:
    """A step, and where it stands in its pipeline."""

    pipeline: DeliveryPipeline
    stage_name: str
    stage: Stage
    step_name: str
    step: Step

    @property
    def stage_path(self) -> Path:
        """The place of its stage."""
        return at(self.pipeline.address, "stages", self.stage_name)

    @property
    def path(self) -> Path:
        """Its own place."""
        return (*self.stage_path, "steps", self.step_name)

    @property
    def changed(self) -> tuple[str, ...]:
        """What it puts into an environment: programs, content, schemas. Nothing that it only stores."""
        return (*self.step.migrates, *self.step.deploys)


def positions(pipeline: DeliveryPipeline) -> Iterator[Position]:
    """The steps of a pipeline in the order in which they run."""
    for stage_name, stage in pipeline.stages.items():
        for step_name, step in stage.steps.items():
            yield Position(pipeline, stage_name, stage, step_name, step)


def environments_of(graph: Graph, position: Position) -> set[str]:
    """The environments that a step is about: that of its stage's account, and those of what it changes."""
    found = {environment_of(graph, graph.model[address]) for address in position.changed if address in graph.model}
    account = graph.model.get(position.stage.account, Account)
    if account is not None:
        found.add(account.environment or "")
    return found - {""}


def changes(graph: Graph, pipeline: DeliveryPipeline, environment: str) -> list[Position]:
    """The steps that change something in an environment, in order."""
    return [each for each in positions(pipeline) if each.changed and environment in environments_of(graph, each)]


def delivered_to(graph: Graph, environment: str) -> Iterator[tuple[DeliveryPipeline, list[Position]]]:
    """The pipelines that change something in an environment, each with the steps that do."""
    for pipeline in graph.model.of(DeliveryPipeline):
        found = changes(graph, pipeline, environment)
        if found:
            yield pipeline, found


def before_any_change(pipeline: DeliveryPipeline) -> list[Position]:
    """The steps that run before anything is changed in any environment."""
    found: list[Position] = []
    for position in positions(pipeline):
        if position.changed:
            break
        found.append(position)
    return found


def programs(graph: Graph, addresses: Iterable[str]) -> Iterator[Deployment]:
    """The deployments that come into being when something is deployed: itself, those of a namespace, and what an
    application set deploys in turn. Each once."""
    seen: dict[str, None] = {}
    ahead = list(addresses)
    while ahead:
        address = ahead.pop(0)
        if address in seen:
            continue
        seen[address] = None
        deployment = graph.model.get(address, Deployment)
        if deployment is not None:
            yield deployment
        elif address in graph.model and graph.model[address].kind == "namespace":
            ahead += graph.targets(address, Relation.CONTAINS)
        ahead += graph.targets(address, Relation.DEPLOYS)


def in_its_account(address: str) -> str:
    """What an address is called within its account, so that the same thing of two environments compares equal."""
    return address.split(".", 2)[-1]

"""One pipeline: from the repository through its stages to registries, and to what runs in each environment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from urllib.parse import quote

from innovate_model.edge import Relation
from innovate_model.graph import Graph
from innovate_model.resources.base import Resource
from innovate_model.resources.delivery_pipeline import DeliveryPipeline, Stage, Step
from innovate_model.resources.source_repository import SourceRepository
from innovate_model.views.cards import card, counted, framed, grouped, heading, merged, short_names
from innovate_model.views.facts import fact
from innovate_model.views.view import Arrow, Box, Lane, Layout, Tone, View

_LANES = {"steps": "Steps", "stores": "Registries and stores", "deployed": "Puts in place", "running": "Runs there"}
_FOLDERS_IN_A_ROW = 4
_ONWARD = (
    (Relation.COPIES_TO, "", "replication"),
    (Relation.DEPLOYS, "keeps in step", "deployment"),
)
"""What is copied or deployed further: relation, label, family."""


def subjects(graph: Graph) -> tuple[str, ...]:
    """The pipelines."""
    return tuple(pipeline.address for pipeline in graph.model.of(DeliveryPipeline))


def build(graph: Graph, subject: str) -> View:
    """The picture of one pipeline."""
    pipeline = graph.model.get(subject, DeliveryPipeline)
    assert pipeline is not None
    top = grouped(f"{subject}:top", [*_source(graph, pipeline), *_runners(graph, pipeline)], Layout.COLUMNS)
    page = _Page(graph, pipeline)
    root = Box("page", "", tone=Tone.GROUP, children=(*top, page.frame()))
    words = {
        one.address: (one.name, "-".join(one.address.split(".")[1::2])) for one in graph.model.of(DeliveryPipeline)
    }
    return View(
        name=short_names("delivery", tuple(words), words)[subject],
        title=f"{heading(graph, pipeline)}: pipeline {pipeline.name}",
        subtitle=f"{_service(pipeline)} · {len(pipeline.stages)} stages, one after the other, from left to right",
        root=root,
        arrows=merged(page.arrows(), root),
        notes=("Steps run from top to bottom; a column is headed by the account that its stage acts in.",),
    )


def _service(pipeline: DeliveryPipeline) -> str:
    return pipeline.service.replace("_", " ").capitalize().replace("Github", "GitHub").replace("actions", "Actions")


def _source(graph: Graph, pipeline: DeliveryPipeline) -> Iterator[Box]:
    """The repository, with what its folders hold."""
    source = graph.model.get(pipeline.source_repository, SourceRepository)
    if source is not None:
        folders = tuple(
            Box(f"{source.address}:folder:{path}", path, content.replace("_", " "))
            for path, content in source.folders.items()
        )
        layout = Layout.GRID if folders else Layout.ROWS
        yield Box(
            source.address,
            source.name,
            fact(source),
            source.kind,
            layout=layout,
            children=folders,
            columns=_FOLDERS_IN_A_ROW,
        )


def _runners(graph: Graph, pipeline: DeliveryPipeline) -> list[Box]:
    runners = [graph.model[one] for one in graph.targets(pipeline.address, Relation.RUNS_ON)]
    boxes = [counted(f"{pipeline.address}:runner", runners)] if runners else []
    return framed(f"{pipeline.address}:runners", "Runs on", boxes)


@dataclass(frozen=True)
class _Page:
    """What one pipeline's picture is made of: the cells of its matrix, and which box shows what."""

    graph: Graph
    pipeline: DeliveryPipeline

    def frame(self) -> Box:
        """The pipeline: a column for each stage, a row for each thing that stages do."""
        cells = self._cells()
        used = dict.fromkeys(lane for _, lane in cells)
        lanes = tuple(
            Lane(self._id("lane", lane), label, Tone.STAGE)
            for lane, label in _LANES.items()
            if lane == "steps" or lane in used
        )
        columns = tuple(
            Box(
                self._id("column", name),
                self._place(stage),
                tone=Tone.STAGE,
                children=(self._steps(name, stage), *self._others(name, cells)),
            )
            for name, stage in self.pipeline.stages.items()
        )
        pipeline = self.pipeline
        role = f" · acts as {pipeline.iam_role.rpartition('.')[2]}" if pipeline.iam_role else ""
        text = f"{_service(pipeline)}{role}"
        return Box(pipeline.address, pipeline.name, text, pipeline.kind, Tone.PLAIN, Layout.MATRIX, columns, lanes)

    def _id(self, *parts: str) -> str:
        """An id below the pipeline's; stages and steps may be called anything, also with a colon."""
        return ":".join((self.pipeline.address, *(quote(part, safe="") for part in parts)))

    def _place(self, stage: Stage) -> str:
        return (stage.account or self.pipeline.parent).rpartition(".")[2]

    def _steps(self, name: str, stage: Stage) -> Box:
        boxes = [
            Box(self._id("step", name, key), key, " · ".join(part for part in (_type(step), step.tool) if part))
            for key, step in stage.steps.items()
        ]
        if stage.approval == "manual":
            gate = Box(self._id("gate", name), "Manual approval", "before anything else", "approval", Tone.GATE)
            boxes.insert(0, gate)
        lane = self._id("lane", "steps")
        return Box(
            self._id("stage", name),
            name,
            f"{len(stage.steps)} step{'s' if len(stage.steps) > 1 else ''}",
            children=tuple(boxes),
            lane=lane,
        )

    def _others(self, name: str, cells: dict[tuple[str, str], list[Resource]]) -> Iterator[Box]:
        """What stands below the steps of a stage: one box for all of a kind."""
        for lane in _LANES:
            by_kind: dict[str, list[Resource]] = {}
            for resource in cells.get((name, lane), ()):
                by_kind.setdefault(resource.kind, []).append(resource)
            for kind, found in by_kind.items():
                box = card(found[0]) if len(found) == 1 else counted(self._id("cell", name, lane, kind), found)
                yield replace(box, lane=self._id("lane", lane))

    def _cells(self) -> dict[tuple[str, str], list[Resource]]:
        """(stage, lane) -> what stands there. Everything stands once: where the first stage that is about it does."""
        placed: dict[str, tuple[str, str]] = {}
        for name, stage in self.pipeline.stages.items():
            for step in stage.steps.values():
                for address in step.publishes:
                    placed.setdefault(address, (name, "stores"))
                for address in (*step.migrates, *step.deploys):
                    placed.setdefault(address, (name, "deployed"))
        for address, (name, lane) in tuple(placed.items()):
            for copy in self.graph.targets(address, Relation.COPIES_TO) if lane == "stores" else ():
                placed.setdefault(copy, (self._stage_in(copy, name), "stores"))
            for target in self.graph.targets(address, Relation.DEPLOYS) if lane == "deployed" else ():
                placed.setdefault(target, (name, "running"))
        cells: dict[tuple[str, str], list[Resource]] = {}
        for address, cell in placed.items():
            if address in self.graph.model:
                cells.setdefault(cell, []).append(self.graph.model[address])
        return cells

    def _stage_in(self, address: str, otherwise: str) -> str:
        """The stage that acts in the account of a resource."""
        account = self.graph.model[address].within("accounts")
        stages = self.pipeline.stages.items()
        return next((name for name, stage in stages if account and stage.account == account), otherwise)

    def arrows(self) -> Iterator[Arrow]:
        """Every arrow, not yet merged."""
        stages = list(self.pipeline.stages)
        first = self._id("stage", stages[0])
        yield Arrow(self.pipeline.source_repository, first, "each commit", "promotion")
        for before, after in pairwise(stages):
            yield Arrow(self._id("stage", before), self._id("stage", after), "", "promotion")
        shown = self._shown()
        for name, stage in self.pipeline.stages.items():
            for label, targets in _effects(stage):
                for target in dict.fromkeys(shown[one] for one in targets if one in shown):
                    yield Arrow(self._id("stage", name), target, label, "deployment")
        for address, box in shown.items():
            for relation, label, family in _ONWARD:
                for target in self.graph.targets(address, relation):
                    if target in shown:
                        yield Arrow(box, shown[target], label, family)

    def _shown(self) -> dict[str, str]:
        """Address -> the box that shows it below the steps."""
        cells = self._cells()
        boxes = (box for name in self.pipeline.stages for box in self._others(name, cells))
        return {address: box.id for box in boxes for address in (box.members or (box.id,))}


def _type(step: Step) -> str:
    return step.type_.replace("_", " ")


def _effects(stage: Stage) -> Iterator[tuple[str, list[str]]]:
    """What a stage does to what stands below it."""
    steps = stage.steps.values()
    yield "publishes", [address for step in steps for address in step.publishes]
    yield "migrates", [address for step in steps for address in step.migrates]
    yield "deploys", [address for step in steps for address in step.deploys]

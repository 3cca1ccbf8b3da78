"""What deployments and daemon sets have in common: probes, autoscalers, the way a new version is rolled out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from innovate_model.edge import Edge, Relation
from innovate_model.resources.base import Part
from innovate_model.values import Name

Metric = Literal["cpu", "memory"]


class Probe(Part):
    """How the kubelet asks a container whether it works: an HTTP GET of `path`, or a connection where there is none, at
    one of the deployment's `ports`.

    https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/
    """

    port: Name
    path: str = ""


class Autoscaling(Part):
    """What the horizontal autoscaler holds: the use of the requested processor time or memory in percent, or a metric
    from elsewhere (a queue's length) by its name.

    https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/
    """

    cpu_percent: int | None = Field(default=None, ge=1, le=1000)
    memory_percent: int | None = Field(default=None, ge=1, le=1000)
    external_metric: Name | None = None

    @property
    def metrics(self) -> tuple[Metric, ...]:
        """The resource metrics that it holds."""
        cpu: tuple[Metric, ...] = ("cpu",) if self.cpu_percent is not None else ()
        memory: tuple[Metric, ...] = ("memory",) if self.memory_percent is not None else ()
        return cpu + memory

    @model_validator(mode="after")
    def _holds_something(self) -> Any:
        if not self.metrics and self.external_metric is None:
            message = "an autoscaler holds `cpu_percent`, `memory_percent` or an `external_metric`"
            raise PydanticCustomError("missing_key", "{message}", {"message": message})
        return self


class VerticalAutoscaling(Part):
    """The vertical autoscaler: `Off` recommends only, `Initial` sets the requests of new pods, the others also those of
    pods that run, by replacing them (`Recreate`), in place, or in place where that can be. `Auto` is the old word for
    `Recreate`. `controls`: the resources it sets.

    https://github.com/kubernetes/autoscaler/blob/master/vertical-pod-autoscaler/docs/quickstart.md
    """

    mode: Literal["Off", "Initial", "Recreate", "InPlaceOrRecreate", "InPlace", "Auto"]
    controls: tuple[Metric, ...] = ("cpu", "memory")


class Rollout(Part):
    """How a new version replaces the old one.

    `rolling` is the deployment's own way; `canary` gives it `steps` percent of the requests one after the other,
    `blue_green` all of them at once when it is ready. `traffic_router` divides the requests; without one the number of
    pods does. `automatic_rollback`: a failed health probe or analysis brings the old version back.
    https://argo-rollouts.readthedocs.io/en/stable/concepts/
    """

    strategy: Literal["rolling", "canary", "blue_green"]
    steps: tuple[int, ...] = ()
    traffic_router: Literal["istio", "alb"] | None = None
    automatic_rollback: bool = False

    @model_validator(mode="after")
    def _steps_up(self) -> Any:
        problem = ""
        if self.strategy == "canary" and not self.steps:
            problem = "a canary has `steps`: the percentages of requests, such as [10, 50]"
        elif self.strategy != "canary" and self.steps:
            problem = f"`steps` are for a canary, and this is {self.strategy}"
        elif any(not 1 <= step <= 100 for step in self.steps) or list(self.steps) != sorted(set(self.steps)):
            problem = "`steps` are percentages that rise, 1 to 100"
        if problem:
            raise PydanticCustomError("bad_rollout", "{message}", {"message": problem})
        return self


def from_the_installer(edges: Iterable[Edge]) -> Iterator[Edge]:
    """The edges with DEPLOYS turned round: the workload names what installs it, and that is the one who deploys."""
    for edge in edges:
        is_turned = edge.relation is Relation.DEPLOYS
        yield Edge(edge.target, Relation.DEPLOYS, edge.source) if is_turned else edge

"""How resilient the services of a model are: what alone takes each down, what does so together, how available it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from innovate_model.analyses.availability import ASSUMPTION, Availability, availability
from innovate_model.analyses.cut_sets import CutSet, cut_sets
from innovate_model.analyses.environments import in_environment
from innovate_model.analyses.losses import Loss
from innovate_model.analyses.tabular import Table, Tabular
from innovate_model.analyses.workloads import target_groups_of
from innovate_model.graph import Graph
from innovate_model.resources.application import Application
from innovate_model.resources.cloudfront_distribution import CloudfrontDistribution
from innovate_model.resources.deployment import Deployment
from innovate_model.resources.lb import Lb


@dataclass(frozen=True, slots=True)
class ServiceResilience:
    """One service: every minimal cut set of up to `most` losses, and the availability that agreements add up to."""

    service: str
    kind: str
    cuts: tuple[CutSet, ...]
    most: int
    availability: Availability

    @property
    def single_points(self) -> tuple[str, ...]:
        """What takes the service down alone, itself left out: addresses, and regions as `region us-east-1`."""
        return tuple(cut.losses[0] for cut in self.cuts if len(cut) == 1 and cut.losses != (self.service,))

    @property
    def together(self) -> tuple[CutSet, ...]:
        """What takes it down only together."""
        return tuple(cut for cut in self.cuts if len(cut) > 1)


@dataclass(frozen=True, slots=True)
class Resilience(Tabular):
    """Some services, in the order asked for."""

    services: tuple[ServiceResilience, ...]

    def table(self) -> Table:
        """One row for each service."""
        rows = tuple(
            (
                each.kind,
                each.service,
                len(each.single_points),
                len(each.together),
                str(each.availability),
                f"{each.availability.minutes_down:.1f}" if each.availability.is_known else "not known",
            )
            for each in self.services
        )
        columns = ("kind", "service", "single points", "larger cut sets", "availability", "minutes down a month")
        return Table(columns, rows, f"assumed: {ASSUMPTION}")

    def __len__(self) -> int:
        return len(self.services)


def resilience(
    graph: Graph, services: Iterable[str] = (), losses: Iterable[Loss] | None = None, most: int = 2
) -> Resilience:
    """The resilience of some services, or of all that people use (`used_services`): what `losses` can do to them
    (everything that they need, and the regions, where none are given), up to `most` at once. KeyError for an address
    that is not in the model."""
    chosen = tuple(services) or tuple(used_services(graph))
    lost = None if losses is None else tuple(losses)
    return Resilience(
        tuple(
            ServiceResilience(
                service,
                graph.model[service].kind,
                cut_sets(graph, service, lost, most),
                most,
                availability(graph, service),
            )
            for service in chosen
        )
    )


def main_services(graph: Graph) -> Iterator[str]:
    """What an architecture is there for: the applications of production; all applications, where none stands there;
    what people use (`used_services`), where there are none at all."""
    in_production = [each.address for each in in_environment(graph, Application, "production")]
    every = [each.address for each in graph.model.of(Application)]
    yield from in_production or every or used_services(graph)


def used_services(graph: Graph) -> Iterator[str]:
    """What people use, in the model's order: applications, distributions, load balancers that face the internet, and
    deployments to which load balancers hand requests."""
    for resource in graph.model:
        if (
            isinstance(resource, (Application, CloudfrontDistribution))
            or (isinstance(resource, Lb) and not resource.internal)
            or (isinstance(resource, Deployment) and target_groups_of(graph, resource))
        ):
            yield resource.address

"""The arrows of a cluster picture: requests that come in, what programs connect to, where telemetry goes."""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.edge import Edge, Relation
from innovate_model.graph import Graph
from innovate_model.resources.base import Resource
from innovate_model.resources.ingress import Ingress
from innovate_model.resources.target_group import TargetGroup
from innovate_model.views.view import Arrow

_LOGS = ("cloudwatch_log_group", "kinesis_firehose_delivery_stream", "kinesis_stream", "opensearch_domain", "s3_bucket")


def neighbours(graph: Graph, cluster: str) -> list[Resource]:
    """What stands outside of a cluster and has an arrow to or from it, in the order of the arrows."""
    ends = {end: None for arrow in arrows(graph, cluster) for end in (arrow.source, arrow.target)}
    return [graph.model[end] for end in ends if end in graph.model and not f"{end}.".startswith(f"{cluster}.")]


def arrows(graph: Graph, cluster: str) -> Iterator[Arrow]:
    """Every arrow, not yet merged."""
    yield from _requests(graph, cluster)
    for edge in graph.edges(Relation.CONNECTS_TO):
        if edge.source.startswith(f"{cluster}."):
            port = getattr(graph.model[edge.target], "port", None)
            yield Arrow(edge.source, edge.target, f"tcp/{port}" if port else "")
    for edge in graph.edges(Relation.SENDS_TO):
        if edge.source.startswith(f"{cluster}."):
            yield Arrow(edge.source, edge.target, signal(edge), family(graph, edge))


def signal(edge: Edge) -> str:
    """What a workload sends, by the name that it has for it (`metrics`), "" where it has none."""
    return str(edge.path[-1]) if len(edge.path) > 1 else ""


def family(graph: Graph, edge: Edge) -> str:
    """What the legend calls telemetry: logs by where they go, all else together."""
    return "logs" if graph.model[edge.target].kind in _LOGS else "metrics and traces"


def _requests(graph: Graph, cluster: str) -> Iterator[Arrow]:
    """From load balancers to programs, by the ingress that says so where there is one."""
    groups = [one for one in graph.model.of(TargetGroup) if any(t.startswith(f"{cluster}.") for t in one.targets)]
    ways = {path: one for one in graph.model.of(Ingress) for path in one.paths.values()}
    for group in groups:
        way = ways.get(group.address)
        start = way.address if way is not None and way.address.startswith(f"{cluster}.") else group.parent
        if way is not None and start == way.address:
            yield Arrow(way.lb, start, f"{' '.join(way.paths)} tcp/{group.port}")
        for target in group.targets:
            if target.startswith(f"{cluster}."):
                yield Arrow(start, target, "" if start != group.parent else f"tcp/{group.port}")

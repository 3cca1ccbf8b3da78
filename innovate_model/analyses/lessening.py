"""A model less a resource, or less a line of it: what would be if somebody took that out.

Resources are taken out as they are in the model, so that nothing is read anew. What else named them names nothing then;
a route whose target was deleted stays, as a black hole:
https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from innovate_model.graph import Graph, build
from innovate_model.model import Model
from innovate_model.resources.base import Part, Resource
from innovate_model.resources.route_table import BLACKHOLE, RouteTable
from innovate_model.resources.transit_gateway_route_table import TransitGatewayRouteTable
from innovate_model.span import Path, Span, addresses_along, at
from innovate_model.values import FrozenDict


def without(graph: Graph, addresses: Collection[str]) -> Graph:
    """The graph without some resources and all that stands in them. A route to one of them is a black hole then."""
    named = set(addresses)
    model = graph.model
    gone = {
        address for address in model.resources if any(holder in named for holder, _ in addresses_along(at(address)))
    }
    kept = {address: _routing_past(one, gone) for address, one in model.resources.items() if address not in gone}
    return build(_with(model, kept))


def less(graph: Graph, paths: Iterable[Path]) -> Graph | None:
    """The graph without what stands at some paths below its resources: a rule, a route, an item of a list, an
    attribute that need not be said. None where a path leads to nothing that could be taken out."""
    resources = dict(graph.model.resources)
    for path in paths:
        address, rest = _resource_at(graph.model, path)
        lessened = _less(resources[address], rest) if address else None
        if not isinstance(lessened, Resource):
            return None
        resources[address] = lessened
    return build(_with(graph.model, resources))


def entry_at(model: Model, path: Path) -> Path:
    """The path of what is taken out with what stands at a path: the rule for its ports, the permission for its
    actions; the path itself for what goes alone."""
    address, rest = _resource_at(model, path)
    value: Any = model.resources.get(address)
    for number, key in enumerate(rest):
        if not isinstance(value, Part):
            return (*at(address), *rest[: number + 1])
        name = next((name for name, info in type(value).model_fields.items() if key in (name, info.alias)), "")
        value = getattr(value, name, None)
    return path


def written_together(model: Model, path: Path) -> tuple[Path, ...]:
    """The paths that one line makes, `path` first: what a blueprint says stands in each of its users."""
    address, rest = _resource_at(model, path)
    span = model.span_of(path)
    if not address or span is None:
        return (path,)
    alike = (resource.address for resource in model.of(type(model[address])))
    others = ((*at(other), *rest) for other in alike if other != address)
    return (path, *(same for same in others if _stands_at(model, same, rest, span)))


def _stands_at(model: Model, path: Path, rest: Path, span: Span) -> bool:
    address = ".".join(map(str, path[: len(path) - len(rest)]))
    return model.span_of(path) == span and _less(model[address], rest) is not None


def _routing_past(resource: Resource, gone: AbstractSet[str]) -> Resource:
    if not isinstance(resource, (RouteTable, TransitGatewayRouteTable)) or gone.isdisjoint(resource.routes.values()):
        return resource
    routes = {block: BLACKHOLE if target in gone else target for block, target in resource.routes.items()}
    return resource.model_copy(update={"routes": FrozenDict(routes)})


def _with(model: Model, resources: Mapping[str, Resource]) -> Model:
    return Model(resources, model.data, model.texts, model.implied, suppressions=model.suppressions)


def _resource_at(model: Model, path: Path) -> tuple[str, Path]:
    """The innermost resource that a path leads to or through, with the rest of the path; ("", ()) for none."""
    return next(((address, rest) for address, rest in addresses_along(path) if address in model), ("", ()))


def _less(part: Part, path: Path) -> Part | None:
    """A resource, or a part of one, without the attribute at a path or the entry of it; None where it cannot be
    without. What is said inside an entry (the ports of a rule) goes with the entry."""
    fields = {info.alias or name: (name, info) for name, info in type(part).model_fields.items()}
    if not path or path[0] not in fields:
        return None
    name, info = fields[str(path[0])]
    value, rest = getattr(part, name), path[1:]
    new: Any = None
    if rest and isinstance(value, Part):
        new = _less(value, rest)
    elif rest and isinstance(value, Mapping) and rest[0] in list(map(str, value)):  # the numbers of a network ACL, too
        new = FrozenDict({key: item for key, item in value.items() if str(key) != rest[0]})
    elif rest and isinstance(value, tuple) and isinstance(rest[0], int) and rest[0] < len(value):
        new = (*value[: rest[0]], *value[rest[0] + 1 :])
    elif not rest and not info.is_required():
        new = info.get_default(call_default_factory=True)
        return part.model_copy(update={name: new}) if value != new else None
    return part.model_copy(update={name: new}) if new is not None else None

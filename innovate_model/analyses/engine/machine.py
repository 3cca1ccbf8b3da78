"""A model compiled for questions about all its flows, and the answers to pairs of ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from innovate_model.analyses.endpoints import Endpoint
from innovate_model.analyses.engine.columns import Cloud, Columns, columns_of
from innovate_model.analyses.engine.compiling import Compiler
from innovate_model.analyses.engine.fabric import Fabric, Index, index_of
from innovate_model.analyses.engine.filters import Filters, RowsOnce
from innovate_model.analyses.engine.places import End, Numbers, Places, cloud_of
from innovate_model.analyses.engine.port_atoms import PortAtoms, port_atoms
from innovate_model.analyses.engine.states import States, Verdict
from innovate_model.analyses.filtering import Direction
from innovate_model.analyses.places import public_blocks
from innovate_model.analyses.plain_rules import rule_ports
from innovate_model.analyses.stands import ANY_PORTS, LINUX_PORTS
from innovate_model.analyses.survey import Survey
from innovate_model.analyses.survey import survey as survey_of
from innovate_model.graph import Graph
from innovate_model.resources.daemon_set import DaemonSet
from innovate_model.resources.deployment import Deployment
from innovate_model.resources.eks_cluster import EksCluster
from innovate_model.resources.eks_node_group import EksNodeGroup
from innovate_model.resources.network_policy import NetworkPolicy
from innovate_model.values import Ports

_TOLD_APART = (Deployment, DaemonSet, EksNodeGroup, EksCluster)
_UNKNOWN = Cloud(public_blocks(4), frozenset())
"""The public address that AWS gives an interface, where nobody knows it."""


class Seat(NamedTuple):
    """A column that an endpoint may be in, the number of its end there, and the place that is called."""

    column: int
    end: int
    place: int


@dataclass(frozen=True, slots=True, eq=False)
class Machine:
    """Everything compiled but the ends that are asked about."""

    graph: Graph
    survey: Survey
    columns: Columns
    atoms: PortAtoms
    filters: Filters
    index: Index
    fabric: Fabric
    states: tuple[States, States]
    """Of first packets and of answers."""
    places: Places
    ends: dict[End, int] = field(default_factory=dict)
    end_places: list[int] = field(default_factory=list)
    """The place of each end."""
    has_policies: bool = False
    _called: dict[tuple[Endpoint, bool], tuple[Seat, ...]] = field(default_factory=dict)

    def seats(self, endpoint: Endpoint, by_public_address: bool = False) -> tuple[Seat, ...]:
        """Where an endpoint may be found by those who call it, by its public address or as itself."""
        known = self._called.get((endpoint, by_public_address))
        if known is None:
            registered = self.register_called(endpoint) if by_public_address else self.register(endpoint)
            places = ((column, end, self.end_places[end]) for column, end in registered)
            face = self.places.face_of if by_public_address else int
            known = tuple(Seat(column, end, face(place)) for column, end, place in places)
            self._called[endpoint, by_public_address] = known
        return known

    def register(self, endpoint: Endpoint) -> tuple[tuple[int, int], ...]:
        """(column, number of the end) for each column that an endpoint may be in."""
        who = self._workload(endpoint.address)
        return tuple(
            (column, self._number(End(place, endpoint.place.groups, endpoint.guard, who)))
            for column, place in self.places.of(endpoint)
        )

    def register_called(self, endpoint: Endpoint) -> Iterator[tuple[int, int]]:
        """(column, number of the end) for each column of the public address by which an endpoint is called. One that
        AWS chooses may be in any."""
        public, who = endpoint.public, self._workload(endpoint.address)
        cloud = cloud_of(public) if public is not None else None
        for column, place in self.places.of(endpoint):
            if public is None or public is endpoint.place:
                yield column, self._number(End(place, endpoint.place.groups, endpoint.guard, who))
            elif cloud is None:
                face = self.columns.of_place(public)[0]
                yield face, self._number(End(place, endpoint.place.groups, endpoint.guard, who))
            else:
                for face in self.columns.of_clouds[self.columns.clouds.index(cloud)].tolist():
                    known = self.places.known_as(endpoint, column, face)
                    yield face, self._number(End(known, endpoint.place.groups, endpoint.guard, who))

    def verdicts(self, once: RowsOnce, direction: Direction) -> Numbers:
        """Rows of filters at the ends, as verdicts on first packets: numbers of pairs of masks are turned into
        those of `states`."""
        rows = np.array(once.rows, dtype=np.int32)
        met = np.zeros(len(self.filters.pairs), dtype=np.bool_)
        met[rows] = True
        found = np.zeros(len(met), dtype=np.int32)
        for number in np.flatnonzero(met).tolist():
            found[number] = self.verdict(*self.filters.pairs[number], direction)
        verdicts: Numbers = found[rows]
        return verdicts

    def verdict(self, certain: int, possible: int, direction: Direction) -> int:
        """The verdict of a filter at an end. What gets lost on the way meets that of the first end only."""
        return self.states[0].verdict(Verdict(certain, possible, 0, possible if direction == "egress" else -1))

    def _workload(self, address: str) -> str:
        """Who stands there, if network policies may tell: pods, nodes and the API of a cluster."""
        if not self.has_policies or not isinstance(self.survey.model.resources.get(address), _TOLD_APART):
            return ""
        return address

    def _number(self, end: End) -> int:
        known = self.ends.get(end)
        if known is None:
            known = self.ends[end] = len(self.ends)
            self.end_places.append(end.place)
        return known


def machine(graph: Graph, endpoints: Iterable[Endpoint]) -> Machine:
    """A machine for questions about some endpoints, of which no end is registered yet; what they have in common with
    others is compiled once for a graph."""
    return _without_ends(_compiled_for(graph, endpoints))


def shared_machine(graph: Graph, endpoints: Iterable[Endpoint]) -> Machine:
    """The same, with the ends of earlier questions unless they have become many: most questions about a graph are about
    ends of which somebody asked before."""
    known = _compiled_for(graph, endpoints)
    return known if len(known.ends) < _MOST_SHARED else _without_ends(known)


_MOST_SHARED = 2_000
"""Ends beyond which a question that adds one would cost more than a machine of its own."""


def _without_ends(known: Machine) -> Machine:
    return replace(known, ends={}, end_places=[], _called={})


def _compiled_for(graph: Graph, endpoints: Iterable[Endpoint]) -> Machine:
    clouds = {_UNKNOWN: None}
    ranges = dict.fromkeys((LINUX_PORTS, ANY_PORTS))
    for end in endpoints:
        ranges[end.client_ports] = None
        for place in (end.place, end.public):
            if place is not None and not place.ip and (cloud := cloud_of(place)) is not None:
                clouds[cloud] = None
    return _compiled(graph, tuple(clouds), tuple(sorted(ranges)))


@lru_cache(maxsize=4)
def _compiled(graph: Graph, clouds: tuple[Cloud, ...], ranges: tuple[tuple[int, int], ...]) -> Machine:
    survey = survey_of(graph)
    columns = columns_of(survey, clouds)
    atoms = port_atoms(_ranges_of_rules(survey), ranges)
    filters = Filters(survey, columns, atoms)
    index = index_of(survey)
    fabric = Compiler(survey, columns, filters, index, [], []).fabric()
    states = filters.states()
    places = Places(columns, index.subnets, index.nats, index.customers, index.middleboxes, ranges)
    for nat, number in index.nats.items():
        own = (end for end in survey.endpoints.by_owner.get(nat, ()) if end.place.version == 4)
        fabric.nat_place[number] = next((place for end in own for _, place in places.of(end)), -1)
    has_policies = next(survey.model.of(NetworkPolicy), None) is not None
    return Machine(graph, survey, columns, atoms, filters, index, fabric, states, places, has_policies=has_policies)


def _ranges_of_rules(survey: Survey) -> Iterator[Ports]:
    yield from rule_ports(survey.model)
    for policy in survey.model.of(NetworkPolicy):
        yield from (ports for rule in policy.ingress.values() for ports in rule.ports)
        yield from (ports for rule in policy.egress.values() for ports in rule.ports)

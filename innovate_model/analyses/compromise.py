"""Blast radius by compromise: what an intruder in a resource can act as, read, or connect to. With the reason for
each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from heapq import heappop, heappush

from innovate_model.analyses.blast_radius import BlastRadius, Member, State
from innovate_model.analyses.connecting import connections
from innovate_model.analyses.reading_rights import readable
from innovate_model.analyses.survey import survey
from innovate_model.edge import Edge, Relation
from innovate_model.graph import Graph

_CONTENT = (
    "secret",
    "kms_key",
    "s3_bucket",
    "ecr_repository",
    "backup_vault",
    "aurora_cluster",
    "elasticache_replication_group",
)
"""Kinds that hold content: to get at one is to read it, not to act as it."""


def compromise(graph: Graph, entered: Iterable[str]) -> BlastRadius:
    """What follows from an intruder's control of some resources.

    Control passes on to what a resource contains, to what runs on it, to the identity that it acts as, and to roles
    that let this identity in. From there, everything that the identities may read is exposed, and everything that
    the resources can open a session to (`reachability`). A session exposes its target, it does not take it over:
    nothing is followed from there. The answer depends on no order. KeyError for an address that is not in the model.
    """
    intruder = _Intruder(graph)
    for address in entered:
        intruder.enter(graph.model[address].address, 0, "entered")
    intruder.run()
    found = intruder.entered | {
        address: m for address, m in intruder.exposed.items() if address not in intruder.entered
    }
    return BlastRadius(tuple(sorted(found.values(), key=_by_distance)))


def _by_distance(member: Member) -> tuple[int, bool, str]:
    return member.distance, member.state is State.EXPOSED, member.address


class _Intruder:
    """One propagation, nearest first: what is entered, what is exposed."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.endpoints = survey(graph).endpoints.by_owner
        self.entered: dict[str, Member] = {}
        self.exposed: dict[str, Member] = {}
        self.ahead: list[tuple[int, str]] = []

    def enter(self, address: str, distance: int, reason: str, because: Edge | None = None) -> None:
        if address not in self.entered:
            kind = self.graph.model[address].kind
            self.entered[address] = Member(address, kind, State.ENTERED, distance, reason, because)
            heappush(self.ahead, (distance, address))

    def expose(self, address: str, distance: int, reason: str, because: Edge | None = None) -> None:
        kind = self.graph.model[address].kind
        self.exposed.setdefault(address, Member(address, kind, State.EXPOSED, distance, reason, because))

    def run(self) -> None:
        while self.ahead:
            distance, address = heappop(self.ahead)
            for edge, target, reason in self._next(address):
                to = self.expose if self.graph.model[target].kind in _CONTENT else self.enter
                to(target, distance + 1, reason, edge)
            for target, edge in readable(self.graph, address).items():
                verb = "decrypt with" if self.graph.model[target].kind == "kms_key" else "read"
                self.expose(target, distance + 1, f"{address} may {verb} it ({edge.detail})", edge)
            if address in self.endpoints:
                self._connect(address, distance + 1)

    def _next(self, address: str) -> Iterator[tuple[Edge, str, str]]:
        """What control of a resource gives control of."""
        for edge in self.graph.out(address, Relation.CONTAINS):
            yield edge, edge.target, f"is part of {address}"
        for edge in self.graph.into(address, Relation.RUNS_ON):
            yield edge, edge.source, f"runs on {address}"
        for edge in self.graph.out(address, Relation.RUNS_AS):
            yield edge, edge.target, f"{address} acts as it"
        for edge in self.graph.into(address, Relation.TRUSTS):
            if self._is_let_in(address, edge.source):
                yield edge, edge.source, f"trusts {address}"
        for edge in self.graph.out(address, Relation.ASSUMES):
            account = self.graph.model[address].within("accounts")
            if account in self.graph.targets(edge.target, Relation.TRUSTS):
                yield edge, edge.target, f"trusts {account}, and {address} may assume it"

    def _is_let_in(self, address: str, role: str) -> bool:
        """Whether a role's trust is enough, or the identity needs a permission as well.

        A role of another account needs both
        (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html);
        whoever controls an account can give it any permission.
        """
        identity = self.graph.model[address]
        if identity.kind != "iam_role" or identity.parent == self.graph.model[role].parent:
            return True
        return role in self.graph.targets(address, Relation.ASSUMES)

    def _connect(self, address: str, distance: int) -> None:
        unknown = [a for a in self.endpoints if a not in self.exposed and a not in self.entered]
        for found in connections(self.graph, address, unknown):
            self.expose(found.destination, distance, f"{address} can connect on {found.ports}")

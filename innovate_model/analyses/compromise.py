"""Blast radius by compromise: what an intruder in a resource can act as, read, or connect to. With the reason for
each."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator

from innovate_model.analyses.blast_radius import BlastRadius, Member, State
from innovate_model.analyses.reachability import Verdict, reach
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
    nothing is followed from there. KeyError for an address that is not in the model.
    """
    spread = _Intruder(graph)
    for address in entered:
        spread.enter(address, Member(address, graph.model[address].kind, State.ENTERED, 0, "entered"))
    spread.run()
    members = [*spread.entered.values(), *(m for a, m in spread.exposed.items() if a not in spread.entered)]
    return BlastRadius(tuple(sorted(members, key=lambda member: (member.distance, member.state == State.EXPOSED))))


class _Intruder:
    """One propagation: what is entered, what is exposed."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.endpoints = survey(graph).endpoints.by_owner
        self.entered: dict[str, Member] = {}
        self.exposed: dict[str, Member] = {}
        self.queue: deque[str] = deque()

    def enter(self, address: str, member: Member) -> None:
        if address not in self.entered:
            self.entered[address] = member
            self.queue.append(address)

    def run(self) -> None:
        while self.queue:
            address = self.queue.popleft()
            distance = self.entered[address].distance + 1
            for edge, target, reason in self._next(address):
                kind = self.graph.model[target].kind
                if kind in _CONTENT:
                    self.exposed.setdefault(target, Member(target, kind, State.EXPOSED, distance, reason, edge))
                else:
                    self.enter(target, Member(target, kind, State.ENTERED, distance, reason, edge))
            self._read(address, distance)
            self._connect(address, distance)

    def _next(self, address: str) -> Iterator[tuple[Edge, str, str]]:
        """What control of a resource gives control of."""
        for edge in self.graph.out(address, Relation.CONTAINS):
            yield edge, edge.target, f"is part of {address}"
        for edge in self.graph.into(address, Relation.RUNS_ON):
            yield edge, edge.source, f"runs on {address}"
        for edge in self.graph.out(address, Relation.RUNS_AS):
            yield edge, edge.target, f"{address} acts as it"
        for edge in self.graph.into(address, Relation.TRUSTS):
            if self._is_let_in(address, edge):
                yield edge, edge.source, f"trusts {address}"

    def _is_let_in(self, address: str, trust: Edge) -> bool:
        """Whether a role's trust is enough, or the identity needs a permission as well.

        A principal of another account needs both; so does one that is trusted only through its account
        (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html).
        """
        identity, role = self.graph.model[address], self.graph.model[trust.source]
        if identity.kind == "service_account":
            return True
        if identity.kind == "iam_role" and identity.parent == role.parent:
            return True
        return any(edge.target == role.address for edge in self.graph.out(address, Relation.ASSUMES))

    def _read(self, address: str, distance: int) -> None:
        readable = {edge.target: edge for edge in self.graph.out(address, Relation.READS)}
        for target, edge in readable.items():
            keys = self.graph.targets(target, Relation.ENCRYPTED_BY)
            if all(key in readable for key in keys):
                reason = f"{address} may read it" + (f" ({edge.detail})" if edge.detail else "")
                member = Member(target, self.graph.model[target].kind, State.EXPOSED, distance, reason, edge)
                self.exposed.setdefault(target, member)

    def _connect(self, address: str, distance: int) -> None:
        if address not in self.endpoints:
            return
        for target in self.endpoints:
            if target in self.exposed or target in self.entered or target == address:
                continue
            answer = reach(self.graph, address, target)
            if answer.verdict is Verdict.REACHABLE:
                reason = f"{address} can connect on {answer.witness_port}"
                member = Member(target, self.graph.model[target].kind, State.EXPOSED, distance, reason)
                self.exposed.setdefault(target, member)

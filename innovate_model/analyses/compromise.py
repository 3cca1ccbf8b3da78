"""Blast radius by compromise: what an intruder in a resource can act as, read, or connect to. With the reason for
each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from heapq import heappop, heappush

from innovate_model.analyses.blast_radius import BlastRadius, Member, State
from innovate_model.analyses.boundaries import is_followed, left
from innovate_model.analyses.connecting import Connection, connections, starts_of
from innovate_model.analyses.reading_rights import readable
from innovate_model.analyses.survey import survey
from innovate_model.edge import Edge, Relation
from innovate_model.graph import Graph
from innovate_model.resources.iam_actions import ASSUMING_ACTIONS
from innovate_model.resources.iam_role import IamRole

_CONTENT = (
    "secret",
    "kms_key",
    "s3_bucket",
    "ecr_repository",
    "backup_vault",
    "aurora_cluster",
    "elasticache_replication_group",
    "cloudwatch_log_group",
    "efs_file_system",
    "kinesis_stream",
    "opensearch_domain",
    "prometheus_workspace",
    "xray_group",
)
"""Kinds that hold content: to get at one is to read it, not to act as it."""
_WITHOUT_PLACE = (
    "organization",
    "organizational_unit",
    "account",
    "vpc",
    "namespace",
    "service_account",
    "iam_role",
    "iam_policy",
    "identity_center",
    "permission_set",
    "account_assignment",
    "delegated_administrator",
    "service_control_policy",
    "ram_resource_share",
    "budget",
    "cost_anomaly_monitor",
    "savings_plan",
    "reservation",
    "guardduty_detector",
    "securityhub_account",
    "accessanalyzer_analyzer",
    "config_recorder",
    "config_aggregator",
    "inspector2_enabler",
    "route53_resolver_query_log_config",
    "ebs_encryption_by_default",
    "cloudwatch_metric_alarm",
    "rds_cluster_parameter_group",
    "rds_global_cluster",
    "runbook",
    "sns_topic",
)
"""Kinds that open no sessions of their own: identities, rules, detectors, settings, and what is only its parts, which
are entered one by one."""
_NAMED = 3


def compromise(graph: Graph, entered: Iterable[str]) -> BlastRadius:
    """What follows from an intruder's control of some resources.

    Control passes on to what a resource contains, to what runs on it, to the identity that it acts as, and to roles
    that let this identity in. From there, everything that the identities may read is exposed, and everything that
    the resources can open a session to (`reachability`). A session exposes its target, it does not take it over:
    nothing is followed from there. The answer depends on no order. KeyError for an address that is not in the model.

    `not_known` names what of the entered may lead further and is not followed: policies of roles
    (`IamRole.unfollowed`), content that may open other doors, what control of a gateway or a table changes in the
    network; and pods that declare no ports, of which the network alone is known. What an identity could give itself
    by changing IAM, or could write instead of read, is never looked into.
    """
    intruder = _Intruder(graph)
    for address in entered:
        intruder.enter(graph.model[address].address, 0, "entered")
    intruder.run()
    found = intruder.entered | {
        address: m for address, m in intruder.exposed.items() if address not in intruder.entered
    }
    return BlastRadius(tuple(sorted(found.values(), key=_by_distance)), intruder.not_known())


def _by_distance(member: Member) -> tuple[int, bool, str]:
    return member.distance, member.state is State.EXPOSED, member.address


class _Intruder:
    """One propagation, nearest first: what is entered, what is exposed."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.known = survey(graph)
        self.endpoints = self.known.endpoints.by_owner
        self.unheard: dict[str, Connection] = {}
        self.unwalked: list[str] = []
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
        account = self.graph.model[address].within("accounts")
        for edge in self.graph.out(address, Relation.ASSUMES):
            for role in self._assumed(edge):
                if account in self.graph.targets(role, Relation.TRUSTS):
                    yield edge, role, f"trusts {account}, and {address} may assume it"

    def _assumed(self, edge: Edge, *roles: str) -> tuple[str, ...]:
        """The roles that a permission to assume speaks of: one, or of `roles` and all that trust the account those
        which no Deny forbids."""
        identity = self.graph.model.get(edge.source, IamRole)
        if self.graph.model[edge.target].kind == "iam_role":
            return (edge.target,) if left(self.graph, identity, ASSUMING_ACTIONS, edge.target) else ()
        return tuple(
            role
            for role in (*roles, *self.graph.sources(edge.target, Relation.TRUSTS))
            if identity is not None
            and left(self.graph, identity, (a for a in ASSUMING_ACTIONS if not identity.denies(a, role)), role)
        )

    def _is_let_in(self, address: str, role: str) -> bool:
        """Whether a role's trust is enough, or the identity needs a permission as well.

        A role of another account needs both
        (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html);
        whoever controls an account can give it any permission.
        """
        identity = self.graph.model[address]
        if identity.kind != "iam_role" or identity.parent == self.graph.model[role].parent:
            return True
        return any(role in self._assumed(edge, role) for edge in self.graph.out(address, Relation.ASSUMES))

    def _connect(self, address: str, distance: int) -> None:
        """Expose what answers; remember what may, and where no session can be followed from."""
        if self.graph.model[address].kind in _WITHOUT_PLACE:
            return
        if not starts_of(self.known, address):
            self.unwalked.append(address)
            return
        unknown = [a for a in self.endpoints if a not in self.exposed and a not in self.entered]
        for found in connections(self.graph, address, unknown):
            if found.is_listened_on:
                self.expose(found.destination, distance, f"{address} can connect on {found.ports}")
            else:
                self.unheard.setdefault(found.destination, found)

    def not_known(self) -> tuple[str, ...]:
        """What may follow as well, in sentences: roles, then places, then pods."""
        return (*self._about_roles(), *self._about_places(), *self._about_pods())

    def _about_roles(self) -> Iterator[str]:
        for address in sorted(self.entered):
            role = self.graph.model.get(address, IamRole)
            for clause in role.unfollowed(is_followed(self.graph, role)) if role is not None else ():
                yield f"{address}: {clause}"

    def _about_places(self) -> Iterator[str]:
        """Parts of what opens sessions (the listeners of a load balancer) have said all by their whole."""
        lonely = sorted(each for each in self.unwalked if self.graph.model[each].parent not in self.endpoints)
        content = [each for each in lonely if self.graph.model[each].kind in _CONTENT]
        rest = [each for each in lonely if each not in content]
        subnets = sorted(each for each in self.entered if self.graph.model[each].kind == "subnet")
        if subnets:
            yield f"what hosts in {_listed(subnets)} could connect to as members of security groups"
        if content:
            yield f"what the content of {_listed(content)} gives access to"
        if rest:
            yield f"what control of {_listed(rest)} opens in the network"

    def _about_pods(self) -> Iterator[str]:
        open_doors = [each for each in sorted(self.unheard) if each not in self.entered and each not in self.exposed]
        if open_doors:
            yield f"whether pods of {_listed(open_doors)} listen: they declare no `ports`, and the network lets through"


def _listed(addresses: list[str]) -> str:
    """A few by name, many by number."""
    more = len(addresses) - _NAMED
    return ", ".join(addresses[:_NAMED]) + (f" and {more} more" if more > 0 else "")

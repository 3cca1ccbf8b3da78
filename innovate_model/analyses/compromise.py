"""Blast radius by compromise: what an intruder in a resource can act as, read, change, or connect to. With the reason
for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from heapq import heappop, heappush

from innovate_model.analyses.blast_radius import BlastRadius, Member, State
from innovate_model.analyses.boundaries import is_followed
from innovate_model.analyses.connecting import Connection, connections
from innovate_model.analyses.footholds import Foothold, footholds
from innovate_model.analyses.intruding import CONTENT, COSTS, Move, Step, control_steps
from innovate_model.analyses.survey import survey
from innovate_model.analyses.unfollowed import listed, not_followed
from innovate_model.graph import Graph
from innovate_model.resources.iam_role import IamRole

WITHOUT_PLACE = (
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


def compromise(graph: Graph, entered: Iterable[str]) -> BlastRadius:
    """What follows from an intruder's control of some resources.

    Control passes on to what a resource contains, to what runs on it, to the identity that it acts as, and to roles
    that let this identity in, or may be made to; whoever may change all roles of an account has the account. From
    there, everything that the identities may read or change is exposed, and everything that the resources can open a
    session to (`reachability`). From a node it passes on to the pods there, not to those of the same
    workload elsewhere (`footholds`). A session exposes its target, it does not take it over:
    nothing is followed from there. Each member comes by the cheapest way (`intruding.COSTS`), and `chain` tells
    its steps. The answer depends on no order. KeyError for an address that is not in the model.

    `not_known` names what of the entered may lead further and is not followed: policies of roles
    (`IamRole.unfollowed`), content that may open other doors, what control of a gateway or a table changes in the
    network; and pods that declare no ports, of which the network alone is known. `not_followed` names what of the
    members this never looks into (`unfollowed`).
    """
    intruder = _Intruder(graph)
    for address in sorted(set(entered)):
        intruder.enter(Member(graph.model[address].address, graph.model[address].kind, State.ENTERED, 0, "entered"))
    intruder.run()
    found = intruder.entered | {
        address: m for address, m in intruder.exposed.items() if address not in intruder.entered
    }
    unseen = not_followed(graph, intruder.entered, intruder.exposed, intruder.changed)
    return BlastRadius(tuple(sorted(found.values(), key=_by_distance)), intruder.not_known(), tuple(unseen))


def _is_better(member: Member, known: Member | None) -> bool:
    return known is None or (member.cost, member.distance) < (known.cost, known.distance)


def session_step(stand: Foothold, found: Connection) -> Step:
    """A session as a step."""
    where = f" on {stand.host}" if stand.host else ""
    reason = f"{stand.address}{where} can connect on {found.ports}"
    return Step(stand.address, found.destination, Move.SESSION, reason, None, False)


def _by_distance(member: Member) -> tuple[int, bool, str]:
    return member.distance, member.state is State.EXPOSED, member.address


class _Intruder:
    """One propagation, cheapest first (Dijkstra's algorithm): what is entered, what is exposed."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.known = survey(graph)
        self.endpoints = self.known.endpoints.by_owner
        self.unheard: dict[str, Connection] = {}
        self.unwalked: list[str] = []
        self.changed: set[str] = set()
        self.entered: dict[str, Member] = {}
        self.exposed: dict[str, Member] = {}
        self.ahead: list[tuple[int, int, str]] = []

    def enter(self, member: Member) -> None:
        if _is_better(member, self.entered.get(member.address)):
            self.entered[member.address] = member
            heappush(self.ahead, (member.cost, member.distance, member.address))

    def expose(self, member: Member) -> None:
        if _is_better(member, self.exposed.get(member.address)):
            self.exposed[member.address] = member

    def run(self) -> None:
        done: dict[str, None] = {}
        while self.ahead:
            *_, address = heappop(self.ahead)
            if address in done:
                continue
            done[address] = None
            for step in control_steps(self.graph, address):
                to = self.enter if step.is_entry else self.expose
                to(self._member(step))
                if step.move is Move.CHANGE:
                    self.changed.add(step.target)
        for address in done:  # cheapest first: a session is the last step, and costs the same from everywhere
            self._connect(address)

    def _member(self, step: Step) -> Member:
        """What a step adds, from one that is entered."""
        before = self.entered[step.source]
        return Member(
            step.target,
            self.graph.model[step.target].kind,
            State.ENTERED if step.is_entry else State.EXPOSED,
            before.distance + 1,
            step.reason,
            step.because,
            (step.source,),
            before.cost + COSTS[step.move],
        )

    def _connect(self, address: str) -> None:
        """Expose what answers; remember what may, and where no session can be followed from.

        What is known already is not asked for again: no later session is cheaper.
        """
        if self.graph.model[address].kind in WITHOUT_PLACE:
            return
        stands = list(footholds(self.graph, self.known, self.entered, address))
        if not stands:
            self.unwalked.append(address)
        for stand in stands:
            unknown = [a for a in self.endpoints if a not in self.exposed and a not in self.entered]
            for found in connections(self.graph, address, unknown, stand.starts):
                if found.is_listened_on:
                    self.expose(self._member(session_step(stand, found)))
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
        content = [each for each in lonely if self.graph.model[each].kind in CONTENT]
        rest = [each for each in lonely if each not in content]
        subnets = sorted(each for each in self.entered if self.graph.model[each].kind == "subnet")
        if subnets:
            yield f"what hosts in {listed(subnets)} could connect to as members of security groups"
        if content:
            yield f"what the content of {listed(content)} gives access to"
        if rest:
            yield f"what control of {listed(rest)} opens in the network"

    def _about_pods(self) -> Iterator[str]:
        open_doors = [each for each in sorted(self.unheard) if each not in self.entered and each not in self.exposed]
        if open_doors:
            yield f"whether pods of {listed(open_doors)} listen: they declare no `ports`, and the network lets through"

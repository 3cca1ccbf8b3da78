"""What may be lost, by the names that people have for it: a resource, zone, account or region, any K of several."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb

from innovate_model.analyses.blast_radius import BlastRadius, Member, State, failure
from innovate_model.analyses.naming import UnknownName, find
from innovate_model.analyses.tabular import Table, Tabular
from innovate_model.graph import Graph
from innovate_model.hints import did_you_mean, near
from innovate_model.model import Model
from innovate_model.resources.account import Account
from innovate_model.resources.availability_zone import AvailabilityZone
from innovate_model.resources.base import Resource
from innovate_model.resources.wafv2_web_acl import Wafv2WebAcl

GLOBAL = frozenset(
    (
        "account",
        "account_assignment",
        "application",
        "budget",
        "cloudfront_distribution",
        "cost_anomaly_monitor",
        "customer_gateway",
        "delegated_administrator",
        "dx_gateway",
        "iam_policy",
        "iam_role",
        "organization",
        "organizational_unit",
        "practice",
        "rds_global_cluster",
        "reservation",
        "route53_zone",
        "runbook",
        "savings_plan",
        "service_control_policy",
        "source_repository",
    )
)
"""Kinds that stand in no single region: what answers for them is spread over the world, or is no machine.
https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/global-services.html"""
_WORDS = ("account", "region", "zone")
MOST_CHOICES = 5_000
"""So many choices of K are looked at, not more."""


@dataclass(frozen=True, slots=True)
class Loss:
    """A name, and the outermost resources that go with it: one itself, or all of a region."""

    name: str
    addresses: tuple[str, ...]


def loss(graph: Graph, name: str) -> Loss:
    """What a name means: an address or the end of one, `us-east-1a`, `us-east-1`; `zone`, `region` or `account` in
    front of it say which is meant. UnknownName where nothing goes by it."""
    word, _, rest = name.strip().partition(" ")
    model, meant = graph.model, rest.strip()
    if word == "region" and meant:
        return _region(model, meant)
    if word == "zone" and meant:
        return Loss(name, (find(model, AvailabilityZone.address_of(meant)),))
    if word == "account" and meant:
        return Loss(name, (find(model, f"{Account.section}.{meant}"),))
    if name not in model and name in regions(model):
        return _region(model, name)
    misspelt = near(word, _WORDS) if meant and name not in model.names else ()
    if misspelt:
        raise UnknownName(f"`{word}` names no sort of loss; {did_you_mean(f'{each} {meant}' for each in misspelt)}")
    address = find(model, name)
    return Loss(address, (address,))


def regions(model: Model) -> tuple[str, ...]:
    """The regions in which something stands, in name order."""
    return tuple(sorted({region for resource in model if (region := home_of(model, resource))}))


def home_of(model: Model, resource: Resource) -> str:
    """The region with which a resource is lost; "" for what stands in none."""
    if isinstance(resource, AvailabilityZone):
        return resource.name[:-1]
    is_at_the_edge = isinstance(resource, Wafv2WebAcl) and resource.scope == "CLOUDFRONT"
    return "" if resource.kind in GLOBAL or is_at_the_edge else model.region_of(resource)


def _region(model: Model, region: str) -> Loss:
    inside = {resource.address: resource.parent for resource in model if home_of(model, resource) == region}
    if not inside:
        raise UnknownName(f"nothing stands in a region `{region}`; there are {', '.join(regions(model)) or 'none'}")
    return Loss(f"region {region}", tuple(address for address, parent in inside.items() if parent not in inside))


@dataclass(frozen=True, slots=True)
class Choice:
    """Some of the losses at once, by name, and what they do."""

    lost: tuple[str, ...]
    radius: BlastRadius


@dataclass(frozen=True, slots=True)
class Choices(Tabular):
    """Every choice of `k` of several losses."""

    k: int
    choices: tuple[Choice, ...]

    @property
    def members(self) -> tuple[tuple[Member, Choice], ...]:
        """Each resource that any choice hits, by its worst state, with the first choice that brings it there; in the
        order of the states, then of the addresses."""
        worst: dict[str, tuple[Member, Choice]] = {}
        for choice in self.choices:
            for member in choice.radius.members:
                known = worst.get(member.address)
                if known is None or _rank(member) < _rank(known[0]):
                    worst[member.address] = member, choice
        return tuple(sorted(worst.values(), key=lambda pair: (_rank(pair[0]), pair[0].address)))

    def always(self, state: State) -> tuple[str, ...]:
        """The addresses that are in a state under every choice."""
        sets = [{member.address for member in choice.radius.of(state)} for choice in self.choices]
        return tuple(sorted(set.intersection(*sets))) if sets else ()

    def table(self) -> Table:
        """One row for each member in its worst state, and the first choice that brings it there."""
        rows = tuple(
            (str(member.state), member.kind, member.address, " + ".join(choice.lost), member.reason)
            for member, choice in self.members
        )
        return Table(("worst state", "kind", "address", "when lost", "reason"), rows, self.sentence)

    @property
    def sentence(self) -> str:
        """What was looked at."""
        names = {name for choice in self.choices for name in choice.lost}
        return f"any {self.k} of {len(names)}: {len(self.choices)} choices"

    def __len__(self) -> int:
        return len(self.choices)


def any_of(graph: Graph, losses: Sequence[Loss], k: int) -> Choices:
    """What every choice of `k` of some losses does, each counted once, however often and by whatever names it is given.
    ValueError for a `k` that cannot be chosen, or for more than MOST_CHOICES choices."""
    losses = tuple({each.addresses: each for each in reversed(losses)}.values())[::-1]
    if not 1 <= k <= len(losses):
        raise ValueError(f"{k} of {len(losses)} cannot be lost")
    if comb(len(losses), k) > MOST_CHOICES:
        raise ValueError(f"{comb(len(losses), k):,} choices are too many: {MOST_CHOICES:,} at most")
    return Choices(
        k, tuple(Choice(tuple(each.name for each in some), lose(graph, some)) for some in combinations(losses, k))
    )


def lose(graph: Graph, losses: Iterable[Loss]) -> BlastRadius:
    """What some losses at once do."""
    return failure(graph, (address for each in losses for address in each.addresses))


def _rank(member: Member) -> int:
    """The worst first. What is lost under one choice may be down under another: that says more."""
    return (State.DOWN, State.LOST, State.DEGRADED).index(member.state)

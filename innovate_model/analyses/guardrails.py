"""Which service control policies bind an account: those on itself, on the units above it, on the organisation."""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.edge import Relation
from innovate_model.graph import Graph
from innovate_model.resources.account import Account
from innovate_model.resources.organization import Organization
from innovate_model.resources.organizational_unit import OrganizationalUnit
from innovate_model.resources.service_control_policy import ServiceControlPolicy


def chain_above(graph: Graph, account: Account) -> Iterator[str]:
    """The account, its unit, that unit's unit and so on, the organisation last. A unit within itself ends the chain."""
    yield account.address
    seen: set[str] = set()
    unit = graph.model.get(account.organizational_unit, OrganizationalUnit)
    while unit is not None and unit.address not in seen:
        seen.add(unit.address)
        yield unit.address
        unit = graph.model.get(unit.parent_unit, OrganizationalUnit)
    yield Organization.section


def policies_over(graph: Graph, account: Account) -> tuple[ServiceControlPolicy, ...]:
    """The policies that bind an account, nearest first, each once.

    https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
    """
    found: dict[str, ServiceControlPolicy] = {}
    for holder in chain_above(graph, account):
        for source in graph.sources(holder, Relation.APPLIES_TO):
            policy = graph.model.get(source, ServiceControlPolicy)
            if policy is not None:
                found[source] = policy
    return tuple(found.values())


def is_limiting(policy: ServiceControlPolicy) -> bool:
    """Does a policy forbid anything? AWS's own `FullAWSAccess`, which allows everything, does not."""
    statements = policy.statements.values()
    if any(statement.effect == "Deny" for statement in statements):
        return True
    return not any("*" in statement.actions for statement in statements)

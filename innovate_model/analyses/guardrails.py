"""Which service control policies bind an account, and what they say of a request: those on itself, on the units above
it, on the organisation."""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.policy_evaluation import Outcome, Request, Verdict, evaluate, intersect
from innovate_model.edge import Relation
from innovate_model.graph import Graph
from innovate_model.resources.account import Account
from innovate_model.resources.organization import Organization
from innovate_model.resources.organizational_unit import OrganizationalUnit
from innovate_model.resources.service_control_policy import ServiceControlPolicy, Statement


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


_FULL_ACCESS = ("FullAWSAccess", Statement(effect="Allow", actions=("*",)))
"""What AWS attaches to the root, every unit and every account."""
_SERVICE_LINKED = "role/aws-service-role/"


def allows(graph: Graph, account: Account, request: Request) -> Verdict:
    """What the service control policies over an account leave of a request: every level above it, and the account
    itself, has to allow it. They grant nothing: that something is allowed here means that it is not forbidden.

    A level keeps AWS's FullAWSAccess unless one of its policies allows something itself: then that is the list of
    what is allowed. The management account and service-linked roles are not bound.
    https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
    https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
    """
    organization = graph.model.get(Organization.section, Organization)
    principal = next(iter(request.keys.get("aws:principalarn", ())), "")
    if (organization and organization.management_account == account.address) or _SERVICE_LINKED in principal:
        return Verdict(Outcome.ALLOWED)
    return intersect(evaluate(_of_level(graph, holder), request) for holder in chain_above(graph, account))


def _of_level(graph: Graph, holder: str) -> list[tuple[str, Statement]]:
    statements = [
        (f"{policy.name}.{name}", statement)
        for policy in (
            graph.model.get(source, ServiceControlPolicy) for source in graph.sources(holder, Relation.APPLIES_TO)
        )
        if policy is not None
        for name, statement in policy.statements.items()
    ]
    has_a_list = any(statement.effect == "Allow" for _, statement in statements)
    return statements if has_a_list else [*statements, _FULL_ACCESS]


def by_a_role(account: Account, action: str, resource: str, name: str = "some-role", **others: str) -> Request:
    """A request of an ordinary role of an account, in the region of the account. `others` are further condition keys,
    with two underscores for the colon (`iam__PolicyARN`)."""
    known = {
        "aws:PrincipalArn": f"arn:aws:iam::{account.account_id}:role/{name}",
        "aws:PrincipalAccount": account.account_id,
        "aws:PrincipalType": "AssumedRole",
        "aws:PrincipalIsAWSService": "false",
        "aws:ViaAWSService": "false",
        "aws:RequestedRegion": account.region,
        **{key.replace("__", ":"): value for key, value in others.items()},
    }
    return Request(action, resource, {key: (value,) if value else () for key, value in known.items()})

"""Who watches over which accounts, and of which models an organisation-wide demand makes sense."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from innovate_model.edge import Relation
from innovate_model.graph import Graph
from innovate_model.resources.account import Account
from innovate_model.resources.base import Resource
from innovate_model.resources.organization import Organization

R = TypeVar("R", bound=Resource)


def whole_organization(graph: Graph) -> Organization | None:
    """The organisation, where the model shows it as a whole: it names its management account, and an account serves
    an environment. A model of some accounts of a larger organisation cannot show what watches over them."""
    organization = graph.model.get(Organization.section, Organization)
    if organization is None or organization.management_account is None:
        return None
    return organization if any(workload_accounts(graph)) else None


def workload_accounts(graph: Graph) -> Iterator[Account]:
    """The accounts that serve an environment, in the model's order."""
    return (account for account in graph.model.of(Account) if account.environment is not None)


def watched(graph: Graph, watchers: list[R]) -> frozenset[str]:
    """The addresses of the accounts that some resources watch, all of them where one watches the organisation."""
    targets = {target for each in watchers for target in graph.targets(each.address, Relation.WATCHES)}
    if Organization.section in targets:
        return frozenset(account.address for account in graph.model.of(Account))
    return frozenset(targets)


def unwatched(graph: Graph, cls: type[R], counts: Callable[[R], bool] = lambda each: True) -> Iterator[Account]:
    """The accounts that no resource of a type watches, of those that count."""
    seen = watched(graph, [each for each in graph.model.of(cls) if counts(each)])
    return (account for account in graph.model.of(Account) if account.address not in seen)

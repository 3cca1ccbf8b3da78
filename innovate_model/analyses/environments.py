"""Which stage a resource serves: what its account says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from innovate_model.graph import Graph
from innovate_model.resources.account import Account
from innovate_model.resources.base import Resource

R = TypeVar("R", bound=Resource)


def account_of(graph: Graph, resource: Resource) -> Account | None:
    """The account that a resource stands in; None outside of accounts."""
    return graph.model.get(resource.within(Account.section), Account)


def environment_of(graph: Graph, resource: Resource) -> str:
    """`dev`, `staging` or `production`; "" where the account does not say."""
    account = account_of(graph, resource)
    return account.environment or "" if account is not None else ""


def in_environment(graph: Graph, cls: type[R], *environments: str) -> Iterator[R]:
    """The resources of a type in the accounts of some environments, in the model's order."""
    return (resource for resource in graph.model.of(cls) if environment_of(graph, resource) in environments)

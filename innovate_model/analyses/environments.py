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


def kept_by_an_environment(graph: Graph, source: Resource, bucket: str, records: str) -> str:
    """What is wrong with a bucket as the archive of records from an environment's account: it stands in the same
    account, or in that of another environment. "" where nothing is."""
    own, keeper = account_of(graph, source), graph.model.resources.get(bucket)
    if own is None or own.environment is None or keeper is None:
        return ""
    holder = account_of(graph, keeper)
    if holder is own:
        return f"{records} stay in the account that they are about"
    if holder is not None and holder.environment is not None:
        return f"{records} go to an account that serves {holder.environment}, which is no archive"
    return ""

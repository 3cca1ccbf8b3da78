"""What the pods of a deployment may read: through their service account, and the roles that trust it."""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.edge import Edge, Relation
from innovate_model.graph import Graph
from innovate_model.resources.daemon_set import DaemonSet
from innovate_model.resources.deployment import Deployment


def roles_of(graph: Graph, workload: Deployment | DaemonSet) -> tuple[str, ...]:
    """The IAM roles that the workload's pods may take by their own service account (IRSA).

    https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html
    """
    if workload.service_account is None:
        return ()
    return graph.sources(workload.service_account, Relation.TRUSTS)


def readings(graph: Graph, deployment: Deployment) -> Iterator[Edge]:
    """What those roles may read: edges from the role, with the actions in `detail`."""
    for role in roles_of(graph, deployment):
        yield from graph.out(role, Relation.READS)

"""What pods may read through their service account."""

from pathlib import Path

from innovate_model.analyses.pod_identity import readings, roles_of
from innovate_model.graph import build
from innovate_model.loader import load
from innovate_model.resources.deployment import Deployment

GRAPH = build(load(Path(__file__).parents[2] / "models" / "innovate").model)
SPACES = "accounts.production.vpcs.main.eks_clusters.main.namespaces"


def deployment(name: str) -> Deployment:
    """A deployment of production."""
    found = GRAPH.model.get(f"{SPACES}.{name}", Deployment)
    assert found is not None
    return found


def test_by_service_account() -> None:
    """The roles that trust the deployment's service account, and what those read."""
    api = deployment("api.deployments.flask-api")
    assert roles_of(GRAPH, api) == ("accounts.production.iam_roles.api",)
    targets = {edge.target for edge in readings(GRAPH, api)}
    secrets = {"accounts.production.secrets.aurora-app", "accounts.production.secrets.cache-token"}
    assert targets == secrets | {"accounts.production.kms_keys.aurora"}


def test_without() -> None:
    """A deployment without a service account has no role and reads nothing."""
    dns = deployment("system.deployments.coredns")
    assert roles_of(GRAPH, dns) == ()
    assert list(readings(GRAPH, dns)) == []

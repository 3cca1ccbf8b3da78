"""The models that ship with the project."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from innovate_model import api
from innovate_model.checks import run
from innovate_model.finding import Severity
from innovate_model.graph import build
from innovate_model.loader import Loaded, load, vary
from innovate_model.model import Model
from innovate_model.resources import types
from innovate_model.resources.aurora_cluster import AuroraCluster
from innovate_model.resources.deployment import Deployment
from innovate_model.resources.subnet import Subnet

ROOT = Path(__file__).parent.parent
MODELS = sorted(path.parent.name for path in (ROOT / "models").glob("*/model.yaml"))
SCENARIOS = sorted((ROOT / "models" / "innovate" / "scenarios").glob("*.yaml"))
ENVIRONMENTS = ("dev", "staging", "production")
FINGERPRINT = """
import sys
from innovate_model.graph import build
from innovate_model import api
from innovate_model.loader import load
loaded = load(sys.argv[1])
for resource in loaded.model: print(repr(resource), loaded.model.span_of_address(resource.address))
for edge in build(loaded.model).edges(): print(edge)
"""


def innovate() -> Model:
    return reference().model


@cache
def reference() -> Loaded:
    """The reference model, with what it takes to vary it."""
    return load(ROOT / "models" / "innovate")


@pytest.mark.parametrize("file", SCENARIOS, ids=lambda file: file.stem)
def test_a_scenario_is_an_overlay_over_the_reference_model(file: Path) -> None:
    """Each file of `scenarios` loads over models/innovate, adds to it, and is as sound."""
    varied = vary(reference(), file)
    assert varied.findings == ()
    assert len(varied.model) > len(innovate())
    found = [finding for finding in run(build(varied.model)) if finding.severity is not Severity.NOTE]
    assert found == []


@pytest.mark.parametrize("name", MODELS)
def test_a_model_loads_without_findings(name: str) -> None:
    """Nothing is wrong with a model that the project shows."""
    loaded = load(ROOT / "models" / name)
    assert loaded.findings == ()
    assert len(loaded.model) > 50


def test_every_resource_type_is_used() -> None:
    """A type that no model needs has not shown that it can be written. Scenarios of the reference model count."""
    used = {resource.kind for name in MODELS for resource in load(ROOT / "models" / name).model}
    used |= {resource.kind for file in SCENARIOS for resource in vary(reference(), file).model}
    assert used == set(types().by_kind)


@pytest.mark.parametrize("name", MODELS)
def test_the_hash_seed_does_not_matter(name: str) -> None:
    """Resources, their places and their edges come out equal, and in the same order, under two seeds."""
    first, second = (
        subprocess.run(
            [sys.executable, "-c", FINGERPRINT, str(ROOT / "models" / name)],
            env={"PYTHONHASHSEED": seed},
            cwd=ROOT,
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    )
    assert first == second
    assert first


def test_the_environments_differ_in_their_addresses_only_where_they_say_so() -> None:
    """The three tiers stand at the same place in each environment's own block, in three zones."""
    model = innovate()
    blocks = {
        name: {
            subnet.name: subnet.cidr_block.split(".", 2)[2]
            for subnet in model.of(Subnet)
            if subnet.cidr_block and subnet.within("accounts") == f"accounts.{name}"
        }
        for name in ENVIRONMENTS
    }
    assert blocks["dev"] == blocks["staging"] == blocks["production"]
    assert sorted(blocks["production"]) == sorted(
        f"{tier}-{zone}" for tier in ("public", "app", "data") for zone in "abc"
    )


def test_an_overlay_adds_to_what_the_blueprint_connects() -> None:
    """Production's API also has a cache, the other environments' have the database and their secrets only."""
    api = "accounts.{}.vpcs.main.eks_clusters.main.namespaces.api.deployments.flask-api"
    model = innovate()
    names = {name: set(model[api.format(name)].connects_to) for name in ENVIRONMENTS}  # type: ignore[attr-defined]
    assert names == {"dev": {"db", "secrets"}, "staging": {"db", "secrets"}, "production": {"db", "secrets", "cache"}}
    assert sum(1 for deployment in model.of(Deployment) if deployment.name == "worker") == 3


def test_the_databases_are_as_the_design_says() -> None:
    """§6: serverless in dev only, 7 to 35 days of point-in-time recovery, copies in the backup account."""
    clusters = {
        (cluster.within("accounts") or "").removeprefix("accounts."): cluster
        for cluster in innovate().of(AuroraCluster)
    }
    assert {name: cluster.backup_retention_days for name, cluster in clusters.items()} == {
        "dev": 7,
        "staging": 14,
        "production": 35,
    }
    assert {cluster.copies_to for cluster in clusters.values()} == {"accounts.backup.backup_vaults.aurora"}
    assert [name for name, cluster in clusters.items() if cluster.serverlessv2_scaling_configuration] == ["dev"]


PRODUCTION = "accounts.production.vpcs.main"
NODES = f"{PRODUCTION}.eks_clusters.main.node_groups"
PODS = f"{PRODUCTION}.eks_clusters.main.namespaces"
DATABASE = f"{PRODUCTION}.aurora_clusters.main"
FILES = f"{PRODUCTION}.efs_file_systems.reports"
SEARCH = f"{PRODUCTION}.opensearch_domains.logs"
HANSE = "accounts.operations.vpcs"


@pytest.mark.parametrize(
    ("name", "source", "destination", "ports", "is_meant"),
    [
        ("innovate", f"{PRODUCTION}.lbs.api", f"{PODS}.api.deployments.flask-api", None, True),
        ("innovate", f"{PODS}.api.deployments.flask-api", DATABASE, None, True),
        (
            "innovate",
            f"{PODS}.api.deployments.flask-api",
            f"{PRODUCTION}.elasticache_replication_groups.cache",
            None,
            True,
        ),
        ("innovate", f"{PODS}.api.deployments.flask-api", f"{PRODUCTION}.vpc_endpoints.secretsmanager", None, True),
        ("innovate", f"{PODS}.reports.deployments.reports", DATABASE, None, True),
        ("innovate", f"{NODES}.general", "internet", "tcp/443", True),  # images, by the NAT gateways
        ("innovate", f"{PODS}.api.deployments.flask-api", "internet", "tcp/443", False),  # no network policy lets it
        ("innovate", f"{PODS}.jobs.deployments.worker", f"{PODS}.system.deployments.coredns", "udp/53", True),
        (
            "innovate",
            "accounts.shared-services.vpcs.tools.instances.runner-a",
            f"{PRODUCTION}.eks_clusters.main",
            None,
            True,
        ),
        ("innovate", f"{NODES}.general", FILES, None, True),  # it is the node that mounts a file system for its pods
        (
            "innovate",
            f"{PODS}.api.deployments.flask-api",
            f"{PODS}.observability.deployments.adot-collector",
            None,
            True,
        ),
        ("innovate", f"{PODS}.jobs.deployments.worker", f"{PODS}.observability.deployments.adot-collector", None, True),
        ("innovate", "accounts.production.kinesis_firehose_delivery_streams.logs", SEARCH, None, True),
        ("innovate", f"{PODS}.jobs.deployments.worker", FILES, None, False),
        ("innovate", f"{PODS}.reports.deployments.reports", FILES, "tcp/443", False),
        ("innovate", f"{PODS}.api.deployments.flask-api", SEARCH, None, False),
        ("innovate", "internet", FILES, None, False),
        ("innovate", FILES, "internet", "tcp/443", False),
        ("innovate", "accounts.staging.vpcs.main.eks_clusters.main.node_groups.general", FILES, None, False),
        ("innovate", "internet", DATABASE, None, False),
        ("innovate", DATABASE, "internet", "tcp/443", False),
        ("innovate", f"{PODS}.jobs.deployments.worker", DATABASE, None, False),
        ("innovate", f"{PRODUCTION}.lbs.api", DATABASE, None, False),
        ("innovate", "accounts.dev.vpcs.main.eks_clusters.main.node_groups.general", DATABASE, None, False),
        (
            "innovate",
            "accounts.dev.vpcs.main.eks_clusters.main.node_groups.general",
            f"{PRODUCTION}.eks_clusters.main",
            None,
            False,
        ),
        ("innovate", "internet", f"{PRODUCTION}.eks_clusters.main", None, False),
        ("hybrid", "internet", f"{HANSE}.tracking.lbs.tracking", None, True),
        ("hybrid", f"{HANSE}.tracking.lbs.tracking", f"{HANSE}.tracking.instances.api-b", "tcp/8443", True),
        ("hybrid", f"{HANSE}.tracking.instances.api-a", f"{HANSE}.warehouse.instances.stock", None, True),
        ("hybrid", f"{HANSE}.tracking.instances.api-a", f"{HANSE}.standby.instances.stock", None, True),
        ("hybrid", "accounts.network.customer_gateways.hamburg", f"{HANSE}.tracking.instances.gate", None, True),
        ("hybrid", "accounts.operations.customer_gateways.rotterdam", f"{HANSE}.warehouse.instances.stock", None, True),
        ("hybrid", f"{HANSE}.tracking.instances.notify", "2600::1", "tcp/443", True),
        ("hybrid", "2600::1", f"{HANSE}.tracking.instances.notify", "tcp/443", False),
        ("hybrid", "internet", f"{HANSE}.tracking.instances.gate", None, False),
        ("hybrid", "accounts.operations.customer_gateways.rotterdam", f"{HANSE}.tracking.instances.api-a", None, False),
    ],
)
def test_what_is_meant_to_flow_flows_and_nothing_else(
    name: str, source: str, destination: str, ports: str | None, is_meant: bool
) -> None:
    """Routes, network ACLs with their return ports and security groups let the intended sessions through, both ways,
    and stop the ones that the design forbids."""
    assert api.load(ROOT / "models" / name).reach(source, destination, ports).is_reachable is is_meant

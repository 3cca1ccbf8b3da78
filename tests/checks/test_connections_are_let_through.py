"""Connections that somebody wrote down and the network blocks."""

from __future__ import annotations

import pytest

from innovate_model.checks import run
from innovate_model.finding import Finding
from innovate_model.graph import build

from .support import CHECKS, Planted, examples, findings
from .test_innovate import planted

CHECK = "connections-are-let-through"
API = "accounts.production.vpcs.main.eks_clusters.main.namespaces.api.deployments.flask-api"
PLANTED = Planted(
    "accounts.production.vpcs.main.security_groups.aurora.ingress",
    "null",
    found_at=f"{API}.connects_to.db",
)
TEXT = next(examples(CHECKS[CHECK].manual, "PASS"))


def found(*changes: tuple[str, str]) -> list[Finding]:
    """What the check finds in its passing example after some changes of the text."""
    text = TEXT
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return findings(CHECKS[CHECK], text)


@pytest.mark.parametrize(
    ("change", "note"),
    [
        (("nodes: {ports: tcp/5432", "nodes: {ports: tcp/5431"), "security_groups.db security group ingress"),
        (("db: {ports: tcp/5432, to", "db: {ports: tcp/5431, to"), "security_groups.nodes security group egress"),
        (("ingress: {100: {allow", "ingress: {100: {deny"), "network_acls.data NACL ingress rule 100 denies"),
        (("tcp/1024-65535, to", "tcp/1024-40000, to"), "network_acls.data NACL egress"),
    ],
)
def test_what_blocks_is_named(change: tuple[str, str], note: str) -> None:
    """At the line of the connection, with what would open it; the way back counts."""
    (finding,) = found(change)
    assert finding.message == "the network blocks this connection on tcp/5432"
    assert finding.span is not None
    assert TEXT.splitlines()[finding.span.line - 1].strip() == "connects_to: {db: aurora_clusters.main}"
    assert any(note in related.note for related in finding.related)
    assert all(related.span is not None for related in finding.related)
    assert finding.suggestion


def test_all_that_blocks_is_named() -> None:
    """Not the first thing alone: else mending it would show the next."""
    (finding,) = found(
        ("nodes: {ports: tcp/5432", "nodes: {ports: tcp/1"), ("db: {ports: tcp/5432, to", "db: {ports: tcp/1, to")
    )
    assert [related.note.partition(" ")[0] for related in finding.related] == [
        "security_groups.nodes",
        "security_groups.db",
    ]


def test_one_zone_is_enough_to_complain() -> None:
    """Half of the pods that reach nothing are half of the requests that fail."""
    (finding,) = found(("from: subnets.app}", "from: subnets.app-a}"))
    assert finding.message == "the network blocks this connection on tcp/5432 between 2 of 4 pairs of interfaces"


@pytest.mark.parametrize(
    "changes",
    [
        (
            ("from: security_groups.nodes", "from: subnets.app"),
            ("db: {ports: tcp/5432, to", "db: {ports: tcp/1, to"),
            ("security_groups: nodes\n", "security_groups: []\n"),
        ),
        (
            ("db: {ports: tcp/5432, to: security_groups.db}", "db: {ports: tcp/5432, to: vpc}"),
            ("nodes: {ports: tcp/5432", "nodes: {ports: tcp/1"),
            ("security_groups: db\n", "security_groups: []\n"),
        ),
    ],
)
def test_what_is_not_known_is_no_finding(changes: tuple[tuple[str, str], ...]) -> None:
    """Without a group of its own an interface has one that the model does not contain, and that may allow anything."""
    assert found(*changes[:-1])
    assert found(*changes) == []


def test_buckets_are_reached_by_their_service() -> None:
    """There is no way out of the subnets, until a gateway endpoint makes one."""
    bucket = (
        ("connects_to: {db: aurora_clusters.main}", "connects_to: {files: s3_buckets.files}"),
        ("    vpcs:", "    s3_buckets: {files: {}}\n    vpcs:"),
        ("db: {ports: tcp/5432, to: security_groups.db}", "s3: {ports: tcp/443, to: 0.0.0.0/0}"),
    )
    (finding,) = found(*bucket)
    assert finding.message == "the network blocks this connection on tcp/443"
    endpoint = (
        "        route_tables: {main: {main: yes, routes: {}}}\n"
        "        vpc_endpoints: {s3: {service: s3, type: Gateway, route_tables: main}}\n        subnets:\n"
    )
    assert found(*bucket, ("        subnets:\n", endpoint)) == []


def test_a_network_policy_blocks() -> None:
    """As much as a security group."""
    policy = "accounts.production.vpcs.main.eks_clusters.main.namespaces.api.network_policies.application"
    model = planted(Planted(f"{policy}.egress.aurora.ports", "[tcp/3306]")).model
    (finding,) = run(build(model), [CHECKS[CHECK]])
    assert ".".join(map(str, finding.path)) == f"{API}.connects_to.db"
    assert [related.note for related in finding.related] == [
        "network_policies.default-deny no network policy that selects deployments.flask-api has an egress rule for it"
    ]


def test_file_systems_are_mounted_by_nodes() -> None:
    """The reference model lets its pods send nothing to port 2049, and its nodes do the mounting; they are blocked by
    their own security group."""
    model = planted(Planted("accounts.production.vpcs.main.security_groups.nodes.egress.nfs", "null")).model
    (finding,) = run(build(model), [CHECKS[CHECK]])
    assert finding.path[-2:] == ("connects_to", "files")
    assert [related.note.partition(" ")[0] for related in finding.related] == ["security_groups.nodes"]

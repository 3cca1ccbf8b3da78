"""Load balancers that nobody gets to, or that get to nobody."""

import pytest

from innovate_model.checks import run
from innovate_model.finding import Finding
from innovate_model.graph import build

from .support import CHECKS, Planted, examples, findings
from .test_innovate import planted

CHECK = "requests-are-let-through"
VPC = "accounts.production.vpcs.main"
TARGETS = f"{VPC}.lbs.api.target_groups.api.targets"
PLANTED = Planted(f"{VPC}.lbs.api.target_groups.api.port", "9999", found_at=TARGETS)
TEXT = next(examples(CHECKS[CHECK].manual, "PASS"))
TO_TARGET = "the network blocks requests and health checks to this target on tcp/8080"


def found(*changes: tuple[str, str]) -> list[Finding]:
    """What the check finds in its passing example after some changes of the text."""
    text = TEXT
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return findings(CHECKS[CHECK], text)


@pytest.mark.parametrize(
    ("change", "said", "note"),
    [
        (
            ("api: {ports: tcp/8080, to", "api: {ports: tcp/80, to"),
            TO_TARGET,
            "security_groups.alb security group egress",
        ),
        (("alb: {ports: tcp/8080", "alb: {ports: tcp/80"), TO_TARGET, "security_groups.api security group ingress"),
        (("110: {allow: tcp/1024-65535, from: subnets.app}", ""), TO_TARGET, "network_acls.public NACL ingress"),
        (
            ("100: {allow: tcp/443, from: 0.0.0.0/0}", "100: {allow: tcp/80, from: 0.0.0.0/0}"),
            "the network blocks requests of the internet to this listener on tcp/443",
            "network_acls.public NACL ingress",
        ),
        (
            ("110: {allow: tcp/1024-65535, to", "110: {allow: tcp/32768-60999, to"),
            "the network blocks requests of the internet to this listener on tcp/443",
            "network_acls.public NACL egress",
        ),
    ],
)
def test_what_blocks_is_named(change: tuple[str, str], said: str, note: str) -> None:
    """Each thing on the way, there and back, at the target or the listener."""
    (finding,) = found(change)
    assert finding.message == said
    assert [related.note.partition(" has")[0] for related in finding.related] == [note]
    assert finding.suggestion


@pytest.mark.parametrize(
    ("fault", "place", "note"),
    [
        (
            Planted(f"{VPC}.security_groups.alb.ingress.https", "null"),
            "accounts.production.cloudfront_distributions.spa.origins.api.lb",
            "security_groups.alb security group ingress has no rule for it",
        ),
        (
            Planted(f"{VPC}.network_acls.public.ingress.110", "null"),
            TARGETS,
            "network_acls.public NACL ingress has no rule for it",
        ),
        (
            Planted(
                "accounts.production.vpcs.main.eks_clusters.main.namespaces.api.network_policies.application.ingress",
                "null",
            ),
            TARGETS,
            "network_policies.default-deny no network policy that selects deployments.flask-api "
            "has an ingress rule for it",
        ),
    ],
)
def test_faults_of_the_reference_model(fault: Planted, place: str, note: str) -> None:
    """Each kills the API and was no finding."""
    findings = run(build(planted(fault).model), [CHECKS[CHECK]])
    told = {".".join(map(str, one.path)): [related.note for related in one.related] for one in findings}
    assert told == {place: [note]}


def test_offices_are_viewers() -> None:
    """That some of the internet is let in is enough; that AWS's lists are is not known to be too little."""
    assert found(("https: {ports: tcp/443, from: 0.0.0.0/0}", "https: {ports: tcp/443, from: 198.51.100.0/24}")) == []
    lists = "    prefix_lists: {checks: {aws_managed: com.amazonaws.us-east-1.route53-healthchecks}}\n    vpcs:"
    listed = ("https: {ports: tcp/443, from: 0.0.0.0/0}", "https: {ports: tcp/443, from: prefix_lists.checks}")
    assert found(("    vpcs:", lists), listed) == []


def test_internal_load_balancers_have_no_viewers() -> None:
    """Whoever they are for is in the network, and says so."""
    shut = ("https: {ports: tcp/443, from: 0.0.0.0/0}", "https: {ports: tcp/443, from: 10.9.0.0/16}")
    assert found(shut)
    assert found(shut, ("type: application", "type: application\n            internal: yes")) == []


def test_network_load_balancers_stay_in_their_zone() -> None:
    """From the zone without a target nothing is handed on, so nothing is blocked; health is checked under the load
    balancer's own address where connections have that of their clients."""
    network = (
        ("type: application", "type: network"),
        ("protocol: HTTPS", "protocol: TLS"),
        ("protocol: HTTP,", "protocol: TCP,"),
    )
    one_zone = ("alb: {ports: tcp/8080, from: security_groups.alb}", "alb: {ports: tcp/8080, from: subnets.public-a}")
    assert [one.message for one in found(one_zone)] == [f"{TO_TARGET} between 1 of 2 pairs of interfaces"]
    assert found(one_zone, *network) == []
    clients = ("alb: {ports: tcp/8080, from: security_groups.alb}", "alb: {ports: tcp/8080, from: 198.51.100.0/24}")
    assert [one.message for one in found(clients, *network)] == [TO_TARGET]
    assert found(clients, *network, ("protocol: TCP,", "protocol: UDP,")) == []


def test_groups_that_no_listener_forwards_to() -> None:
    """Nothing is handed to them."""
    assert (
        found(
            (
                "targets: instances.api}",
                "targets: instances.api}, old: {port: 1, protocol: HTTP, targets: instances.api}",
            )
        )
        == []
    )

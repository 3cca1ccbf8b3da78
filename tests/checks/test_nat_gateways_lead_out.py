"""NAT gateways that nothing comes back to."""

import pytest

from innovate_model.finding import Finding

from .support import CHECKS, Planted, examples, findings

CHECK = "nat-gateways-lead-out"
PLANTED = Planted(
    "accounts.production.vpcs.main.network_acls.public.ingress.110",
    "null",
    found_at="accounts.production.vpcs.main.nat_gateways.egress-a",
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
        (("110: {allow: tcp/1024-65535, from: 0.0.0.0/0}", "110: {allow: icmp, from: 0.0.0.0/0}"), "NACL ingress"),
        (("110: {allow: tcp/1024-65535, from", "110: {allow: tcp/1024-60000, from"), "NACL ingress"),
        (("{allow: tcp/443, to: 0.0.0.0/0}", "{allow: tcp/443, to: 10.0.0.0/8}"), "NACL egress"),
        (("public: {routes: {0.0.0.0/0: internet_gateways.main}}", "public: {routes: {}}"), "no route"),
    ],
)
def test_what_stops_everybody(change: tuple[str, str], note: str) -> None:
    """Named at the gateway, with the rule that is not there; ICMP alone is no internet."""
    (finding,) = found(change)
    assert finding.path[-1] == "egress"
    assert any(note in related.note for related in finding.related), finding.related


def test_one_port_is_enough() -> None:
    """Which ports are let out is a choice, and any of them makes the gateway useful."""
    assert found(("100: {allow: tcp/443, to", "100: {allow: tcp/25, to"), ("tcp/443, from", "tcp/25, from")) == []


def test_one_subnet_is_enough() -> None:
    """A subnet that keeps itself in is not the gateway's fault."""
    closed = "app: {cidr_block: 10.0.1.0/24, availability_zone: a, route_table: app"
    shut = "old: {cidr_block: 10.0.2.0/24, availability_zone: a, route_table: app, network_acl: none}"
    change = (f"          {closed}}}", f"          {closed}}}\n          {shut}")
    text = (
        "          public:\n            ingress",
        "          none: {ingress: {}, egress: {}}\n          public:\n            ingress",
    )
    assert found(change, text) == []
    assert found((closed, f"{closed}, network_acl: none"), text)


def test_gateways_that_nobody_uses() -> None:
    """Nothing is sent there: that is no fault of the network."""
    assert (
        found(
            ("app: {routes: {0.0.0.0/0: nat_gateways.egress}}", "app: {routes: {}}"),
            ("tcp/1024-65535, from", "tcp/1, from"),
        )
        == []
    )

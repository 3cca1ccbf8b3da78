"""Blocks of addresses as ends of a promise: a witness stands in the block, and so does what is advised."""

from __future__ import annotations

import re
from ipaddress import ip_address, ip_network

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from innovate_model.properties import Proof, Verdict, proofs

from .networks import VPC
from .support import architecture, proof, proven

HOLDS, BROKEN, NOT_KNOWN = Verdict.HOLDS, Verdict.BROKEN, Verdict.NOT_KNOWN

PARTNERS = """\
accounts:
  a:
    account_id: "111111111111"
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a]
        internet_gateways: {main: {}}
        route_tables: {main: {main: yes, routes: {0.0.0.0/0: internet_gateways.main}}}
        subnets: {web: {cidr_block: 10.0.0.0/24, availability_zone: a, map_public_ip_on_launch: yes}}
        security_groups:
          web:
            ingress:
              ours: {ports: tcp/22, from: 198.51.100.0/24}
              former-partner: {ports: tcp/22, from: 203.0.113.0/24}
            egress: {updates: {ports: tcp/443, to: 192.0.2.0/24}, mirror: {ports: tcp/443, to: 198.18.0.0/24}}
        instances: {web: {instance_type: t3.micro, subnet: web, security_groups: web}}
"""
GET_IN = "we-get-in: {always: {from: 198.51.100.7, to: instances.web, ports: tcp/22}, because: A test}"

SITE = """\
accounts:
  a:
    account_id: "111111111111"
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a]
        route_tables: {main: {main: yes, routes: {192.168.0.0/16: transit_gateway_attachments.main}}}
        subnets: {web: {cidr_block: 10.0.0.0/24, availability_zone: a}}
        security_groups:
          web:
            ingress:
              admins: {ports: tcp/22, from: 192.168.0.0/24}
              guests: {ports: tcp/22, from: 192.168.200.0/24}
            egress: {}
        instances: {web: {instance_type: t3.micro, subnet: web, security_groups: web}}
        transit_gateway_attachments:
          main: {transit_gateway: hub, subnets: web, association: main, propagations: main}
    transit_gateways: {hub: {route_tables: {main: {}}}}
    customer_gateways:
      office: {ip_address: 203.0.113.1, bgp_asn: 65000, cidr_blocks: [192.168.0.0/16]}
    vpn_connections:
      site: {customer_gateway: office, transit_gateway: hub, association: main, propagations: main}
"""


def change_of(found: Proof) -> list[str]:
    assert found.change is not None
    return [".".join(map(str, line[0])).removeprefix(f"{VPC}.") for line in found.change.lines]


@pytest.mark.parametrize(
    ("text", "block", "rule", "others"),
    [
        (PARTNERS, "203.0.113.0/24", "former-partner", [GET_IN]),
        (PARTNERS, "203.0.113.128/25", "former-partner", [GET_IN]),
        (SITE, "192.168.200.0/24", "guests", []),
    ],
)
def test_a_witness_starts_in_the_block(text: str, block: str, rule: str, others: list[str]) -> None:
    """And what is advised is the rule that lets that block in, without harm to whom other rules let in."""
    gone = f"gone: {{never: {{from: {block}, to: instances.web, ports: tcp/22}}, because: A test}}"
    first, *rest = proven(f"{text}properties:\n" + "".join(f"  {one}\n" for one in [gone, *others]))
    assert [one.verdict for one in rest] == [HOLDS] * len(others)
    assert first.verdict is BROKEN
    assert f"(tcp {block.split('/')[0].rpartition('.')[0]}." in first.outcome.says
    assert change_of(first) == [f"security_groups.web.ingress.{rule}"]
    assert "breaks" not in str(first.change)


BALANCED = """\
accounts:
  a:
    account_id: "111111111111"
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]
        internet_gateways: {main: {}}
        route_tables: {main: {main: yes, routes: {0.0.0.0/0: internet_gateways.main}}}
        subnets: {web: {per: availability_zone, newbits: 8, netnum: 0, network_acl: web}}
        network_acls:
          web: {ingress: {100: {allow: all, from: 0.0.0.0/0}}, egress: {100: {allow: all, to: 0.0.0.0/0}}}
        security_groups:
          lb:
            ingress:
              first: {ports: tcp/443, from: 198.51.100.0/24}
              second: {ports: tcp/443, from: 203.0.113.0/25}
              third: {ports: tcp/1-1024, from: 203.0.113.128/25}
            egress: {app: {ports: tcp/8080, to: security_groups.app}}
          app: {ingress: {lb: {ports: tcp/8080, from: security_groups.lb}}, egress: {}}
        lbs:
          api:
            type: TYPE
            subnets: web
            security_groups: lb
            listeners: {https: {port: 443, protocol: PROTOCOL, forward_to: app}}
            target_groups: {app: {port: 8080, protocol: TARGET, target_type: instance, targets: instances.app}}
        instances: {app: {instance_type: t3.micro, subnet: web-a, security_groups: app}}
"""
"""Partners' blocks at the door of a load balancer, each with a rule of its own."""
APPLICATION = BALANCED.replace("TYPE", "application").replace("PROTOCOL", "HTTP").replace("TARGET", "HTTP")
NETWORK = BALANCED.replace("TYPE", "network").replace("PROTOCOL", "TCP").replace("TARGET", "TCP")


@pytest.mark.parametrize("text", [APPLICATION, NETWORK])
@pytest.mark.parametrize("to", ["lbs.api", "instances.app"])
@pytest.mark.parametrize(
    ("block", "rule"), [("198.51.100.0/24", "first"), ("203.0.113.0/25", "second"), ("203.0.113.192/26", "third")]
)
def test_a_partner_is_kept_out_at_the_door(text: str, to: str, block: str, rule: str) -> None:
    """Each has a rule of its own, and the change is that rule, wherever the requests end."""
    found = proof(text, f"never: {{from: {block}, to: {to}}}")
    assert found.verdict is BROKEN
    assert change_of(found) == [f"security_groups.lb.ingress.{rule}"]


@pytest.mark.parametrize("to", ["lbs.api", "instances.app"])
def test_what_no_rule_lets_in_stays_out(to: str) -> None:
    """Though others get there by the same door, which a search may find first."""
    assert proof(APPLICATION, f"never: {{from: 192.0.2.0/24, to: {to}}}").verdict is HOLDS


@pytest.mark.parametrize(
    ("to", "rule"), [("198.18.0.0/25", "mirror"), ("192.0.2.0/24", "updates"), ("192.0.0.0/16", "updates")]
)
def test_a_witness_ends_in_the_block(to: str, rule: str) -> None:
    """Of what is called by what rule."""
    found = proof(PARTNERS, f"never: {{from: instances.web, to: {to}}}")
    assert found.verdict is BROKEN
    assert change_of(found) == [f"security_groups.web.egress.{rule}"]
    assert proof(PARTNERS, "never: {from: instances.web, to: 203.0.113.0/24}").verdict is HOLDS


RULES = {"198.51.100.0/24": "ours", "203.0.113.0/24": "former-partner"}
NEAR = [network.split("/")[0] for network in RULES] + ["198.51.101.0", "203.0.112.0", "203.0.113.200", "192.0.2.0"]


@settings(max_examples=25, deadline=None)
@given(near=st.sampled_from(NEAR), length=st.integers(8, 32))
def test_a_block_is_let_in_where_a_rule_speaks_of_a_part_of_it(near: str, length: int) -> None:
    """Whatever the block: the witness is in it, and in a rule."""
    block = ip_network(f"{near}/{length}", strict=False)
    found = proof(PARTNERS, f"never: {{from: {block}, to: instances.web, ports: tcp/22}}")
    rules = [ip_network(rule) for rule in RULES if ip_network(rule).overlaps(block)]
    assert found.verdict is (BROKEN if rules else HOLDS)
    if rules:
        shown = re.search(r"\(tcp ([0-9.]+):", found.outcome.says)
        assert shown is not None
        source = ip_address(shown[1])
        assert source in block
        assert any(source in rule for rule in rules)


def test_an_elastic_ip_is_in_the_block_that_it_is_of() -> None:
    """Who calls addresses of the block calls whatever has one of them, under that address."""
    named = f"{PARTNERS}    elastic_ips: {{web: {{public_ip: 192.0.2.5, to: vpcs.main.instances.web}}}}\n"
    found = proof(named, "never: {from: internet, to: 192.0.2.0/24, ports: tcp/22}")
    assert found.verdict is BROKEN
    assert "-> 192.0.2.5:22)" in found.outcome.says
    beside = "properties: {it: {never: {from: internet, to: 192.0.3.0/24, ports: tcp/22}, because: A test}}\n"
    (fault,) = proofs(architecture(named + beside).graph).faults
    assert "outside the model" in fault.message


@pytest.mark.parametrize(
    ("text", "promise", "verdict"),
    [
        (PARTNERS, "{from: 198.51.100.0/24, to: instances.web, ports: tcp/22}", HOLDS),
        (PARTNERS, "{from: [198.51.100.0/24, 203.0.113.0/24], to: instances.web, ports: tcp/22}", HOLDS),
        (PARTNERS, "{from: 198.51.100.0/23, to: instances.web, ports: tcp/22}", BROKEN),  # a rule speaks of one half
        (PARTNERS, "{from: 198.51.100.0/23, to: instances.web, ports: tcp/22, pairs: any}", BROKEN),
        (PARTNERS, "{from: instances.web, to: 198.18.0.0/25, ports: tcp/443}", HOLDS),
        (PARTNERS, "{from: instances.web, to: 198.18.0.0/23, ports: tcp/443}", BROKEN),
        (SITE, "{from: 192.168.0.0/24, to: instances.web, ports: tcp/22}", HOLDS),
        (SITE, "{from: 192.168.5.0/24, to: instances.web, ports: tcp/22}", BROKEN),
        (SITE, "{from: 192.168.0.0/23, to: instances.web, ports: tcp/22}", BROKEN),
        (SITE, "{from: instances.web, to: 192.168.0.0/24, ports: tcp/22}", BROKEN),
        (SITE, "{from: 10.0.0.0/24, to: 192.168.0.0/24, ports: tcp/22}", HOLDS),  # any host of the subnet
        (SITE, "{from: 10.0.0.0/16, to: 192.168.0.0/24, ports: tcp/22}", HOLDS),  # the rest of the VPC is nobody's
        (SITE, "{from: 10.0.0.0/15, to: 192.168.0.0/24, ports: tcp/22}", NOT_KNOWN),  # 10.1.0.0/16 is not in the model
        (SITE, "{from: 192.168.200.7/32, to: instances.web, ports: tcp/22}", HOLDS),
    ],
)
def test_every_session_of_a_block(text: str, promise: str, verdict: Verdict) -> None:
    """All addresses of it count."""
    found = proof(text, f"always: {promise}")
    assert found.verdict is verdict, str(found)
    if verdict is NOT_KNOWN:
        assert "10.1.0.0/16" in str(found)


@pytest.mark.parametrize("end", ["from: 10.99.0.0/16, to: instances.web", "from: instances.web, to: 10.99.0.0/16"])
def test_a_block_of_nobody_is_told(end: str) -> None:
    """It is a fault of the promise, whatever the kind."""
    for kind in ("always", "never"):
        text = f"{SITE}properties: {{it: {{{kind}: {{{end}, ports: tcp/22}}, because: A test}}}}\n"
        (fault,) = proofs(architecture(text).graph).faults
        assert (fault.check, "10.99.0.0/16" in fault.message) == ("empty-selector", True)


@settings(max_examples=25, deadline=None)
@given(near=st.sampled_from(NEAR), length=st.integers(20, 32))
def test_no_block_always_gets_in_and_never_does(near: str, length: int) -> None:
    """Of what the model says all, one of both promises is broken at least."""
    ends = f"from: {ip_network(f'{near}/{length}', strict=False)}, to: instances.web, ports: tcp/22"
    always, never = proven(
        f"{PARTNERS}properties:\n"
        f"  one: {{always: {{{ends}}}, because: A test}}\n"
        f"  other: {{never: {{{ends}}}, because: A test}}\n"
    )
    assert BROKEN in (always.verdict, never.verdict)
    assert {always.verdict, never.verdict} <= {HOLDS, BROKEN}

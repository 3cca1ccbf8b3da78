"""Whom the targets of a network load balancer see, and whether their filters let that through."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from string import Template

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from innovate_model.analyses.places import Place, inside
from innovate_model.analyses.preserving import Client, handed_on
from innovate_model.analyses.reachability import from_every_port
from innovate_model.analyses.relaying import Request, requests
from innovate_model.analyses.sessions import Opening, openings, witness
from innovate_model.analyses.stands import ANY_PORTS
from innovate_model.analyses.survey import survey
from innovate_model.graph import Graph, build
from innovate_model.loader import load_text
from innovate_model.resources.lb import Lb
from innovate_model.values import Ports, network

TEXT = """\
innovate: 1
organization: {title: Test, region: us-east-1}
accounts:
  a:
    account_id: "111111111111"
    elastic_ips: {nat: {to: vpcs.main.nat_gateways.out, public_ip: 203.0.113.9}}
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a]
        internet_gateways: {main: {}}
        nat_gateways: {out: {subnet: public}}
        network_acls: {public: {$acl_of_lb}, app: {$acl_of_app}}
        route_tables:
          public: {routes: {0.0.0.0/0: internet_gateways.main}}
          app: {routes: {0.0.0.0/0: nat_gateways.out}}
        subnets:
          public: {cidr_block: 10.0.1.0/24, availability_zone: a, route_table: public, network_acl: public}
          app: {cidr_block: 10.0.2.0/24, availability_zone: a, route_table: app, network_acl: app}
          clients: {cidr_block: 10.0.3.0/24, availability_zone: a, route_table: app}
        security_groups:
          lb: {ingress: {all: {ports: all, from: 0.0.0.0/0}}, egress: {all: {ports: all, to: $lets_out}}}
          client: {ingress: {}, egress: {all: {ports: all, to: 0.0.0.0/0}}}
          app: {ingress: {it: {ports: all, from: $admits}}, egress: {}}
        instances:
          app: {instance_type: t3.micro, subnet: app, security_groups: app, private_ip: 10.0.2.20}
          client: {instance_type: t3.micro, subnet: clients, security_groups: client, private_ip: 10.0.3.30}
        network_interfaces: {app: {subnet: app, security_groups: app, private_ips: [10.0.2.21]}}
$balancers
          edge:
            type: network
            internal: $internal
            subnets: public
            security_groups: $groups
            listeners: {main: {port: 443, protocol: $protocol, forward_to: app}}
            target_groups: {app: {port: 8443, protocol: $protocol, $group}}
"""
OPEN = "ingress: {100: {allow: all, from: 0.0.0.0/0}}, egress: {100: {allow: all, to: 0.0.0.0/0}}"
INSTANCE = "targets: instances.app"
IP = "target_type: ip, targets: network_interfaces.app"
PORT = Ports("tcp", 8443, 8443)
PARTS = ("198.51.100.1", "198.51.100.65", "203.0.113.7", "192.0.2.1")
PEERING = "vpc_peering_connections: {main: {vpc: vpcs.main, peer_vpc: vpcs.other}}"
VPC = "accounts.a.vpcs.main"
APP, INTERFACE, CLIENT, EDGE = (
    f"{VPC}.{name}" for name in ("instances.app", "network_interfaces.app", "instances.client", "lbs.edge")
)


def graph(admits: str, group: str = INSTANCE, **more: str) -> Graph:
    """The network, its targets letting in `admits` alone. `more`: other words for the placeholders of the text."""
    usual = {
        "acl_of_lb": OPEN,
        "acl_of_app": OPEN,
        "groups": "lb",
        "internal": "no",
        "protocol": "TCP",
        "balancers": "        lbs:",
    }
    words = {**usual, "lets_out": "10.0.0.0/16", "admits": admits, "group": group, **more}
    loaded = load_text(Template(TEXT).substitute(words))
    assert loaded.findings == ()
    return build(loaded.model)


def ways(made: Graph, source: str = "internet", target: str = APP) -> tuple[Request, ...]:
    """Those by the load balancer, not the client's own sessions with the target."""
    return tuple(way for way in requests(made, dict.fromkeys([source]), dict.fromkeys([target])) if len(way) > 1)


def clients(found: Iterable[Request]) -> set[str]:
    """The addresses of clients from which requests get through for certain, as the first session has them."""
    return {
        str(block)
        for way in found
        if all(step.is_certain for step in way) and way[0].opening is not None
        for block in way[0].opening.source_addresses
    }


@pytest.mark.parametrize("protocol", ["TCP", "UDP", "TCP_UDP"])
def test_instances_see_the_client(protocol: str) -> None:
    """What their group admits gets through, and nothing else: a rule for the load balancer's subnet lets nobody in.
    (Answers go back by the load balancer: the route of the targets' subnet leads to a NAT gateway.)"""
    assert clients(ways(graph("198.51.100.0/24", protocol=protocol))) == {"198.51.100.0/24"}
    assert ways(graph("10.0.1.0/24", protocol=protocol)) == ()


def test_both_sessions_show_the_same_client() -> None:
    """From one address that gets through, and the second session's rule is named."""
    made = graph("198.51.100.0/24")
    way = ways(made)[0]
    assert way[0].opening is not None
    assert way[1].opening is not None
    first, second = witness(made, way[0].opening), witness(made, way[1].opening)
    assert first.flow.source_ip == second.flow.source_ip == "198.51.100.1"
    assert str(second.flow).startswith("tcp 198.51.100.1:1024 -> 10.0.2.20:8443")
    assert second.is_open
    assert "lbs.edge keeps the address of its client" in [f"{hop.component[-8:]} {hop.action}" for hop in second.hops]


@pytest.mark.parametrize(
    ("group", "protocol", "is_kept"),
    [
        (INSTANCE, "TCP", True),
        (f"{INSTANCE}, preserve_client_ip: yes", "TCP", True),
        (f"{INSTANCE}, preserve_client_ip: no", "TCP", False),
        (IP, "TCP", False),
        (f"{IP}, preserve_client_ip: no", "TCP", False),
        (f"{IP}, preserve_client_ip: yes", "TCP", True),
        (IP, "UDP", True),
        (IP, "TCP_UDP", True),
    ],
)
def test_who_is_seen(group: str, protocol: str, is_kept: bool) -> None:
    """The defaults of AWS, and what the attribute makes of them."""
    target = INTERFACE if "interfaces" in group else APP
    assert bool(ways(graph("198.51.100.0/24", group, protocol=protocol), target=target)) is is_kept
    assert bool(ways(graph("10.0.1.0/24", group, protocol=protocol), target=target)) is not is_kept


def test_both_protocols_of_one_listener() -> None:
    """A listener of TCP_UDP takes both and hands on both."""
    found = ways(graph("0.0.0.0/0", protocol="TCP_UDP"))
    assert {way[-1].opening.ports.protocol for way in found if way[-1].opening} == {"tcp", "udp"}


def test_the_group_of_the_load_balancer_may_be_named() -> None:
    """Although the client's address is what targets see."""
    assert ways(graph("security_groups.lb"))
    assert ways(graph("security_groups.lb", groups="[]")) == ()


def test_the_group_of_the_client_may_not() -> None:
    """AWS sees the membership of the load balancer, not the client's; the client's address it sees."""
    assert ways(graph("security_groups.client", internal="yes"), CLIENT) == ()
    assert clients(ways(graph("10.0.3.0/24", internal="yes"), CLIENT)) == {"10.0.3.30/32"}


def test_without_groups_of_its_own() -> None:
    """Then the targets' rules alone keep clients out."""
    assert clients(ways(graph("198.51.100.0/24", groups="[]"))) == {"198.51.100.0/24"}


@pytest.mark.parametrize(
    ("acl", "expected"),
    [
        ("ingress: {1: {allow: all, from: 10.0.0.0/16}}, egress: {1: {allow: all, to: 0.0.0.0/0}}", set()),
        ("ingress: {1: {allow: all, from: 0.0.0.0/0}}, egress: {1: {allow: all, to: 10.0.0.0/16}}", set()),
        ("ingress: {1: {allow: all, from: 0.0.0.0/0}}, egress: {1: {allow: tcp/32768-60999, to: 0.0.0.0/0}}", set()),
        (
            "ingress: {1: {deny: all, from: 198.51.100.0/25}, 2: {allow: all, from: 0.0.0.0/0}}, "
            "egress: {1: {allow: tcp/1024-65535, to: 0.0.0.0/0}}",
            {"198.51.100.128/25"},
        ),
    ],
)
def test_the_network_acl_of_the_targets_sees_the_client(acl: str, expected: set[str]) -> None:
    """In and, for the answer, out: to every port that the client may have."""
    assert clients(ways(graph("198.51.100.0/24", acl_of_app=acl))) == expected


def test_answers_go_to_the_ports_of_the_client() -> None:
    """Those of a Linux host, fewer than a load balancer has of its own."""
    acl = "ingress: {1: {allow: all, from: 0.0.0.0/0}}, egress: {1: {allow: tcp/32768-60999, to: 0.0.0.0/0}}"
    assert clients(ways(graph("10.0.3.0/24", internal="yes", acl_of_app=acl), CLIENT)) == {"10.0.3.30/32"}


def test_the_network_acl_of_the_load_balancer_sees_the_target() -> None:
    """What it hands on goes to the target's address, and the answer comes from there."""
    closed = (
        "ingress: {1: {deny: all, from: 10.0.2.0/24}, 2: {allow: all, from: 0.0.0.0/0}}, egress: {1: {allow: all, "
        "to: 0.0.0.0/0}}"
    )
    assert ways(graph("198.51.100.0/24", acl_of_lb=closed)) == ()


def test_what_the_load_balancer_lets_out() -> None:
    """Its own groups judge what it hands on, by the target."""
    assert ways(graph("0.0.0.0/0", lets_out="10.0.2.0/24"))
    assert ways(graph("0.0.0.0/0", lets_out="10.0.9.0/24")) == ()


def test_a_nat_gateway_is_the_client() -> None:
    """A public load balancer, and its targets, take whoever comes through one for the gateway."""
    outward = {
        admits: any(way[0].opening and way[0].opening.to_public_address for way in ways(graph(admits), CLIENT))
        for admits in ("203.0.113.9/32", "10.0.3.30/32")
    }
    assert outward == {"203.0.113.9/32": True, "10.0.3.30/32": False}


def test_nothing_comes_back_to_where_it_comes_from() -> None:
    """A target that is its own client gets no answer; another one does."""
    made = graph("0.0.0.0/0", internal="yes")
    balancer = made.model.get(EDGE, Lb)
    assert balancer is not None
    for name, is_there in ((APP, False), (INTERFACE, True)):
        end = survey(made).endpoints.by_owner[name][0]
        found = handed_on(made, balancer, Client(end.place, end.client_ports), APP, PORT)
        assert bool(found) is is_there


def test_by_private_link_the_load_balancer_is_seen() -> None:
    """Whatever the target group says."""
    service = """\
        vpc_endpoint_services: {it: {network_load_balancers: edge, allowed_principals: accounts.a}}
        vpc_endpoints: {it: {endpoint_service: vpc_endpoint_services.it, type: Interface, subnets: clients}}
        lbs:"""
    by_endpoint = {}
    for admits in ("10.0.1.0/24", "10.0.3.0/24"):
        found = ways(graph(admits, internal="yes", balancers=service), CLIENT)
        by_endpoint[admits] = any(way[0].target.endswith("vpc_endpoints.it") for way in found)
    assert by_endpoint == {"10.0.1.0/24": True, "10.0.3.0/24": False}


PEERED = """\
      other:
        cidr_block: 10.9.0.0/16
        availability_zones: [a]
        route_tables: {main: {main: yes, routes: {10.0.0.0/16: vpc_peering_connections.main}}}
        subnets: {far: {cidr_block: 10.9.1.0/24, availability_zone: a}}
        security_groups: {far: {ingress: {it: {ports: all, from: 198.51.100.0/24}}, egress: {}}}
        network_interfaces: {far: {subnet: far, security_groups: far, private_ips: [10.9.1.5]}}
"""


def test_into_another_vpc_nobody_knows() -> None:
    """AWS keeps addresses where the target is in the load balancer's VPC."""
    text = (
        Template(TEXT)
        .substitute(
            acl_of_lb=OPEN,
            acl_of_app=OPEN,
            groups="lb",
            internal="no",
            protocol="UDP",
            lets_out="10.0.0.0/8",
            admits="0.0.0.0/0",
            balancers="        lbs:",
            group="target_type: ip, targets: vpcs.other.network_interfaces.far",
        )
        .replace("{0.0.0.0/0: internet_gateways.main}", "{0.0.0.0/0: internet_gateways.main, 10.9.0.0/16: PEER}")
    )
    text = text.replace("PEER", "vpc_peering_connections.main") + PEERED
    loaded = load_text(text.replace("    vpcs:\n", f"    {PEERING}\n    vpcs:\n"))
    assert loaded.findings == ()
    made = build(loaded.model)
    (way,) = ways(made, target="accounts.a.vpcs.other.network_interfaces.far")
    assert way[1].opening is not None
    assert not way[1].is_certain
    (hop,) = witness(made, way[1].opening).missing
    assert "keeps the addresses of its clients on the way into another VPC" in hop.remedy


BLOCKS = ("198.51.100.0/24", "198.51.100.64/26", "203.0.113.0/24", "10.0.3.0/24", "10.0.1.0/24")


@st.composite
def rules(draw: st.DrawFn) -> str:
    """Rules of one direction of a network ACL."""
    of = draw(st.lists(st.tuples(st.sampled_from(["allow", "deny"]), st.sampled_from(BLOCKS)), max_size=3))
    last = draw(st.sampled_from(["allow", "deny"]))
    return ", ".join(
        f"{number}: {{{verb}: all, SIDE: {block}}}"
        for number, (verb, block) in enumerate([*of, (last, "0.0.0.0/0")], 1)
    )


@settings(max_examples=25, deadline=None)
@given(rules(), rules(), st.lists(st.sampled_from(BLOCKS), min_size=1, max_size=2, unique=True), st.sampled_from(PARTS))
def test_what_is_told_of_all_clients_holds_for_each(inward: str, outward: str, admits: list[str], ip: str) -> None:
    """An address gets through by the sessions of the whole internet if a walk from it alone does."""
    acl = f"ingress: {{{inward.replace('SIDE', 'from')}}}, egress: {{{outward.replace('SIDE', 'to')}}}"
    made = graph(f"[{', '.join(admits)}]", acl_of_app=acl)
    known = survey(made)
    balancer = known.endpoints.by_owner[EDGE][0]
    host = Place(ip, (network(ip),), owner="internet", groups=balancer.place.groups)
    sender = replace(balancer, place=replace(balancer.place, kept=host), client_ports=ANY_PORTS)
    target = known.endpoints.by_owner[APP][0]
    is_open = from_every_port(made, known, (sender, target, "tcp", 8443, False)).is_open
    kept = [way[-1].opening for way in ways(made) if way[-1].opening is not None and way[-1].is_certain]
    assert any(inside((network(ip),), one.source_addresses) for one in kept) is is_open


@pytest.mark.parametrize("admits", ["10.0.1.0/24", "security_groups.lb", "10.0.1.0/25", "198.51.100.0/24"])
def test_for_itself_a_load_balancer_is_like_any_client(admits: str) -> None:
    """A load balancer that keeps its own address opens what the engine says that it opens from there."""
    made = graph(admits)
    balancer = made.model.get(EDGE, Lb)
    (end,) = survey(made).endpoints.by_owner[EDGE]
    assert balancer is not None
    kept = handed_on(made, balancer, Client(end.place, end.client_ports), APP, PORT)
    own = openings(made, [EDGE], [APP], [PORT])
    assert addresses(kept) == addresses(own)


def addresses(found: Iterable[Opening]) -> set[tuple[bool, int]]:
    """Every address from which some sessions work, with whether that is certain."""
    return {(one.is_certain, int(ip)) for one in found for block in one.source_addresses for ip in block}

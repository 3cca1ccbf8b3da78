"""What can route to what, and where addresses may therefore exist only once: against brute force."""

import json
from ipaddress import ip_network
from itertools import combinations
from typing import Any

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from innovate_model.analyses.addressing import overlaps_between_networks, overlaps_between_subnets
from innovate_model.analyses.routing_domain import routing_domains
from innovate_model.graph import Graph, build
from innovate_model.loader import load_text

Data = dict[str, Any]
Joints = list[tuple[str, int, int]]

BLOCKS = ("10.0.0.0/16", "10.0.0.0/20", "10.0.16.0/20", "10.1.0.0/16", "10.1.128.0/24", "192.168.0.0/24")
VPCS = tuple(f"v{number}" for number in range(4))
HUBS = ("t0", "t1", "t2")
OFFICES = ("o0", "o1")
KINDS = {
    "peering": (VPCS, VPCS),
    "attachment": (VPCS, HUBS),
    "hub peering": (HUBS, HUBS),
    "vpn to a VPC": (VPCS, OFFICES),
    "vpn to a hub": (HUBS, OFFICES),
}
joints = st.lists(
    st.tuples(st.sampled_from(tuple(KINDS)), st.integers(0, 5), st.integers(0, 5)), max_size=6, unique=True
)


def ends(joint: tuple[str, int, int]) -> tuple[str, str]:
    """The names that a joint joins."""
    kind, first, second = joint
    left, right = KINDS[kind]
    return left[first % len(left)], right[second % len(right)]


def graph_of(blocks: dict[str, str], joined: Joints) -> Graph:
    """A model of one account with VPCs and customer gateways of these blocks, joined like this."""
    vpcs: dict[str, Data] = {
        name: {
            "cidr_block": blocks[name],
            "vpn_gateways": {"site": {}},
            "subnets": {"all": {"cidr_block": blocks[name], "availability_zone": "a"}},
        }
        for name in VPCS
    }
    hubs: dict[str, Data] = {name: {"route_tables": {"main": {}}} for name in HUBS}
    account: Data = {
        "account_id": "012345670123",
        "vpcs": vpcs,
        "transit_gateways": hubs,
        "customer_gateways": {name: {"ip_address": "203.0.113.1", "cidr_blocks": [blocks[name]]} for name in OFFICES},
        "vpc_peering_connections": {},
        "vpn_connections": {},
    }
    for number, joint in enumerate(joined):
        left, right = ends(joint)
        name = f"j{number}"
        match joint[0]:
            case "peering" if left != right:
                account["vpc_peering_connections"][name] = {"vpc": left, "peer_vpc": right}
            case "attachment":
                vpcs[left].setdefault("transit_gateway_attachments", {})[name] = {
                    "transit_gateway": f"accounts.dev.transit_gateways.{right}",
                    "subnets": "all",
                }
            case "hub peering" if left != right:
                hubs[left].setdefault("peering_attachments", {})[name] = {
                    "peer_transit_gateway": f"accounts.dev.transit_gateways.{right}"
                }
            case "vpn to a VPC":
                account["vpn_connections"][name] = {
                    "customer_gateway": right,
                    "vpn_gateway": f"vpcs.{left}.vpn_gateways.site",
                }
            case "vpn to a hub":
                account["vpn_connections"][name] = {"customer_gateway": right, "transit_gateway": left}
    loaded = load_text(
        json.dumps(
            {
                "innovate": "1",
                "organization": {"title": "Test", "region": "us-east-1"},
                "accounts": {"dev": account},
            }
        )
    )
    assert not loaded.findings, [finding.message for finding in loaded.findings]
    return build(loaded.model)


def by_hand(joined: Joints) -> set[frozenset[str]]:
    """The connected parts of the plain graph of names, hubs left out."""
    plain: networkx.Graph[str] = networkx.Graph()
    plain.add_nodes_from((*VPCS, *HUBS, *OFFICES))
    plain.add_edges_from(ends(joint) for joint in joined)
    parts = (frozenset(part) - frozenset(HUBS) for part in networkx.connected_components(plain))
    return {part for part in parts if part}


def names(addresses: tuple[str, ...]) -> frozenset[str]:
    return frozenset(address.rpartition(".")[2] for address in addresses)


@settings(max_examples=40)
@given(
    st.fixed_dictionaries({name: st.sampled_from(BLOCKS) for name in (*VPCS, *OFFICES)}),
    joints,
)
def test_overlaps_are_those_of_all_pairs_that_something_joins(blocks: dict[str, str], joined: Joints) -> None:
    """Domains are the connected parts; within each, and only there, two networks with an address in common are named
    once."""
    graph = graph_of(blocks, joined)
    domains = by_hand(joined)
    assert {names(domain) for domain in routing_domains(graph)} == domains
    expected = {
        frozenset(pair)
        for domain in domains
        for pair in combinations(sorted(domain), 2)
        if ip_network(blocks[pair[0]]).overlaps(ip_network(blocks[pair[1]]))
    }
    found = [names((overlap.first, overlap.second)) for overlap in overlaps_between_networks(graph)]
    assert set(found) == expected
    assert len(found) == len(expected)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_joint_joins(kind: str) -> None:
    """Two networks with the same block are an overlap as soon as one chain of this joint leads from one to the
    other, and none before."""
    blocks = dict.fromkeys((*VPCS, *OFFICES), "10.0.0.0/16")
    chains: dict[str, Joints] = {
        "peering": [("peering", 0, 1)],
        "attachment": [("attachment", 0, 0), ("attachment", 1, 0)],
        "hub peering": [("attachment", 0, 0), ("hub peering", 0, 1), ("attachment", 1, 1)],
        "vpn to a VPC": [("vpn to a VPC", 0, 0)],
        "vpn to a hub": [("attachment", 0, 0), ("vpn to a hub", 0, 0)],
    }
    chain = chains[kind]
    assert overlaps_between_networks(graph_of(blocks, chain[1:])) == ()
    (overlap,) = overlaps_between_networks(graph_of(blocks, chain))
    assert overlap.shared == "10.0.0.0/16"


def test_a_subnet_lent_to_another_account_stays_where_it_is() -> None:
    """Sharing through RAM joins nothing and makes no overlap, though the borrower has a VPC of the same block."""
    text = """
innovate: 1
organization: {title: Test, region: us-east-1}
accounts:
  hub:
    account_id: 012345670123
    vpcs:
      shared:
        cidr_block: 10.0.0.0/16
        subnets: {lent: {cidr_block: 10.0.0.0/24, availability_zone: a, shared_with: accounts.guest}}
  guest:
    account_id: 012345670124
    vpcs:
      own:
        cidr_block: 10.0.0.0/16
        subnets: {mine: {cidr_block: 10.0.0.0/24, availability_zone: a}}
"""
    loaded = load_text(text)
    assert not loaded.findings
    graph = build(loaded.model)
    assert [len(domain) for domain in routing_domains(graph)] == [1, 1]
    assert overlaps_between_networks(graph) == ()
    assert overlaps_between_subnets(graph) == ()


def test_an_office_that_two_vpcs_reach_by_vpn_joins_them() -> None:
    """Each VPC has its own tunnel to the same network: two equal blocks there are one too many."""
    blocks = {**dict.fromkeys(VPCS, "10.0.0.0/16"), "o0": "192.168.0.0/24", "o1": "192.168.0.0/24"}
    graph = graph_of(blocks, [("vpn to a VPC", 0, 0), ("vpn to a VPC", 1, 0)])
    assert [names((one.first, one.second)) for one in overlaps_between_networks(graph)] == [{"v0", "v1"}]

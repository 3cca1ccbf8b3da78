"""Random organisations: they load, they are the same for the same seed, they hold what they promise, and flows work."""

import os
import random
import subprocess
import sys
from collections import Counter
from functools import cache

import pytest
import yaml

from innovate_model.analyses.flow import Disposition, Trace
from innovate_model.analyses.walking import walk
from innovate_model.graph import Graph, build
from innovate_model.loader import load_text
from innovate_model.resources.lb import Lb
from innovate_model.resources.network_acl import NetworkAcl
from innovate_model.resources.route_table import RouteTable
from innovate_model.resources.subnet import Subnet
from innovate_model.resources.transit_gateway_attachment import TransitGatewayAttachment
from innovate_model.resources.vpn_connection import VpnConnection
from innovate_model.testing.flows import attempts
from innovate_model.testing.random_models import Extent, random_organization

SEEDS = range(120)
KINDS = {
    *("account", "vpc", "subnet", "route_table", "internet_gateway", "egress_only_internet_gateway", "nat_gateway"),
    *("vpc_peering_connection", "transit_gateway", "transit_gateway_route_table", "transit_gateway_attachment"),
    *("transit_gateway_peering_attachment", "vpn_gateway", "vpn_connection", "customer_gateway", "vpc_endpoint"),
    *("security_group", "network_acl", "prefix_list", "instance", "network_interface", "elastic_ip", "lb", "listener"),
    *("target_group", "s3_bucket", "secret"),
}
PLAIN = Extent(
    vpcs=1,
    zones=1,
    regions=1,
    ipv6=False,
    sites=False,
    endpoints=False,
    load_balancers=False,
    middleboxes=False,
    unknowns=False,
    unstated_addresses=False,
)


@cache
def graph_of(seed: int) -> Graph:
    """The graph of a seed's organisation; every finding, a warning too, fails the test."""
    loaded = load_text(random_organization(seed))
    assert not loaded.findings, [(finding.message, finding.span) for finding in loaded.findings]
    return build(loaded.model)


@cache
def sampled_traces() -> tuple[Trace, ...]:
    """Some flows of each of the first seeds, walked."""
    choice = random.Random(0)
    found = []
    for seed in range(50):
        graph = graph_of(seed)
        tried = list(attempts(graph))
        for one in choice.sample(tried, min(40, len(tried))):
            found.append(walk(graph, one.source, one.destination, one.protocol, one.port))
    return tuple(found)


def test_every_seed_loads_without_a_finding():
    """Whatever the dice say, the text has no fault."""
    for seed in SEEDS:
        assert len(graph_of(seed).model) > 10


def test_every_kind_occurs():
    """Each kind of resource that decides about flows is in some organisation."""
    found = {resource.kind for seed in SEEDS for resource in graph_of(seed).model}
    assert found >= KINDS


def test_every_trap_occurs():
    """What the walker has a rule for is in some organisation."""
    models = [graph_of(seed).model for seed in SEEDS]
    tables = [table for model in models for table in model.of(RouteTable)]
    subnets = [subnet for model in models for subnet in model.of(Subnet)]
    attachments = [one for model in models for one in model.of(TransitGatewayAttachment)]
    acls = [acl for model in models for acl in model.of(NetworkAcl)]
    vpns = [vpn for model in models for vpn in model.of(VpnConnection)]
    traps = {
        "blackhole": any("blackhole" in table.routes.values() for table in tables),
        "main table": any(table.main for table in tables),
        "learnt routes": any(table.propagating_vpn_gateways for table in tables),
        "prefix list route": any("prefix_lists" in key for table in tables for key in table.routes),
        "IPv6 only": any(subnet.cidr_block is None for subnet in subnets),
        "no table named": any(subnet.route_table is None for subnet in subnets),
        "attachment without a table": any(one.association is None for one in attachments),
        "attachment that teaches nobody": any(not one.propagations for one in attachments),
        "deny before allow": any(next(iter(acl.ingress.values())).deny for acl in acls if len(acl.ingress) > 1),
        "static VPN": any(vpn.static_routes for vpn in vpns),
        "BGP": any(not vpn.static_routes for vpn in vpns),
        "two sites": any(len(list(model.of(VpnConnection))) > 1 for model in models),
        "internal balancer": any(lb.internal for model in models for lb in model.of(Lb)),
        "open balancer": any(not lb.internal for model in models for lb in model.of(Lb)),
    }
    assert not [name for name, occurs in traps.items() if not occurs]


def test_a_good_part_of_all_flows_works():
    """A fifth to a half of the flows that are tried: where nothing works, nothing is proven."""
    ends = Counter(trace.is_open for trace in sampled_traces())
    assert 0.2 <= ends[True] / ends.total() <= 0.5


def test_flows_end_in_every_way():
    """No way in which a flow can end is left out."""
    assert {trace.disposition for trace in sampled_traces()} == set(Disposition)


def test_an_extent_is_kept():
    """What is switched off does not occur."""
    for seed in range(40):
        model = build(load_text(random_organization(seed, PLAIN)).model).model
        kinds = Counter(resource.kind for resource in model)
        assert kinds["vpc"] == 1
        assert not kinds.keys() & {
            "transit_gateway",
            "vpc_peering_connection",
            "customer_gateway",
            "lb",
            "vpc_endpoint",
        }
        assert all(subnet.ipv6_cidr_block is None for subnet in model.of(Subnet))
        assert "edges" not in str(yaml.safe_load(random_organization(seed, PLAIN)))


@pytest.mark.parametrize("extent", [Extent(), Extent(ipv6=False, unknowns=False), PLAIN], ids=["all", "some", "plain"])
def test_any_extent_loads(extent: Extent):
    """Leaving things out leaves nothing dangling."""
    for seed in range(25):
        assert not load_text(random_organization(seed, extent)).findings


def test_the_same_seed_gives_the_same_bytes():
    """In every process, whatever its hashes."""
    program = (
        "from innovate_model.testing.random_models import random_organization as r; print([r(n) for n in range(8)])"
    )
    found = set()
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        result = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, check=True)
        found.add(result.stdout)
    assert len(found) == 1
    assert random_organization(1) != random_organization(2)

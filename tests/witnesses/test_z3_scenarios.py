"""The walker and the z3 encoding over the scenarios of the walker's own tests: every pair of ends, some flows each."""

import pytest

from innovate_model.analyses.parties import parties
from innovate_model.analyses.survey import survey

from ..analyses import test_walking_endpoints as services
from ..analyses import test_walking_filters as filters
from ..analyses import test_walking_internet as internet
from ..analyses import test_walking_peering as peering
from ..analyses import test_walking_routes as routes
from ..analyses import test_walking_transit as transit
from ..analyses import test_walking_vpn as vpn
from ..analyses.networks import network
from .agreement import answers, contradicts, is_a_choice, pairs_of
from .z3_encoding.world import World

FLOWS = {4: [("tcp", 443), ("tcp", 5432), ("icmp", 0)], 6: [("tcp", 443), ("icmpv6", 0)]}
SCENARIOS = {
    "two tiers": filters.TWO_TIERS,
    "an address that is not stated": filters.ONE_OF_A_SUBNET,
    "prefix lists": filters.LISTS,
    "public subnet": internet.PUBLIC_SUBNET,
    "NAT gateway": internet.NAT,
    "IPv6": internet.IPV6,
    "peering": peering.CHAIN,
    "a VPN's static routes": vpn.SITE,
    "BGP": vpn.BGP,
    "services": services.SERVICES,
    "hub": transit.HUB,
    "doors in other zones": transit.THREE_DOORS,
    "a door that denies": transit.THREE_DOORS.but("egress: {100: {allow: all, to: 0.0.0.0/0}}", "egress: {}"),
    "two VPCs with one block": transit.ONE_BLOCK,
    "references over a hub": transit.REFERENCE,
    "central egress": transit.CENTRAL_EGRESS,
    "two regions": transit.TWO_REGIONS,
    "behind a spoke": transit.BEHIND_A_SPOKE,
    "nothing but local routes": routes.office(""),
    "a longer route to a peer": routes.office("192.168.4.0/22: vpc_peering_connections.other"),
    "a blackhole": routes.office("192.0.0.0/8: blackhole"),
    "a VPN gateway inside the VPC": routes.office("10.0.2.0/24: vpn_gateways.office"),
    "a NAT gateway inside the VPC": routes.office("10.0.2.0/24: nat_gateways.nat"),
    "an appliance": routes.office("10.0.2.0/24: instances.appliance"),
    "an appliance in place of the local route": routes.office("10.0.0.0/16: instances.appliance"),
    "an interface that forwards nothing": routes.office("10.0.3.0/24: instances.checked"),
}

VAGUE = ("two VPCs with one block",)
"""Where AWS chooses between two ways, the program does not follow the choice to where it turns out not to matter: "not
known" is then more than the truth and never against it."""


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_walker_and_encoding_agree(scenario: str):
    """Of every flow they say the same: that it works, that it is blocked, or that a fact is missing."""
    graph = network(SCENARIOS[scenario])
    world = World(graph.model)
    for pair in pairs_of(graph):
        for is_public in (False, True) if is_a_choice(*pair) else (False,):
            said = answers(graph, world, pair, FLOWS[pair[0].place.version], to_public_address=is_public)
            assert not any(contradicts(*one) for one in said), (pair, is_public, said)
            assert scenario in VAGUE or all(walked == proven for walked, proven in said), (pair, said)


UNDECIDED = {
    "every case is blocked": ("a blackhole", "main.instances.app", "52.216.237.77", ("blocked", "blocked")),
    "every case works": ("services", "main.instances.public", "52.216.237.77", ("not known", "works")),
    "a bare address": ("services", "main.instances.private", "10.0.0.91", ("blocked", "blocked")),
    "a list": ("services", "main.instances.private", "52.216.237.77", ("not known", "not known")),
}


@pytest.mark.parametrize("case", UNDECIDED)
def test_missing_fact_that_decides_nothing(case: str):
    """A fact may be missing and not matter. The encoding follows each case; the walker says "not known", never the
    opposite."""
    scenario, source, destination, expected = UNDECIDED[case]
    graph = network(SCENARIOS[scenario])
    known = survey(graph)
    pair = parties(known, source)[0], parties(known, destination)[0]
    said = answers(graph, World(graph.model), pair, [("udp", 53) if case == "a bare address" else ("tcp", 443)])
    assert said == [expected]
    assert not contradicts(*said[0])

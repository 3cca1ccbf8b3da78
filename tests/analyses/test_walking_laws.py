"""Laws of the walker, over small random networks."""

import copy
import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from innovate_model.analyses.flow import Trace
from innovate_model.analyses.parties import parties
from innovate_model.analyses.survey import survey
from innovate_model.analyses.walking import walk
from innovate_model.graph import build
from innovate_model.loader import load_text

Data = dict[str, Any]

NAMES = ("one", "two", "three")
SUBNETS = {"one": "10.0.1.0/24", "two": "10.0.2.0/24", "three": "10.0.3.0/24"}
BLOCKS = ("0.0.0.0/0", "10.0.0.0/16", "10.0.1.0/24", "10.0.2.0/25", "10.1.0.0/16", "203.0.113.0/24")
PORTS = ("all", "tcp/443", "tcp/400-500", "tcp/1024-65535", "udp/53")
ENDS = ("instances.one", "instances.two", "instances.three", "instances.far", "internet")

# wide rules come up more often than they would by themselves: a network in which nothing works proves little
blocks = st.one_of(st.just("0.0.0.0/0"), st.sampled_from(BLOCKS))
ports = st.one_of(st.just("all"), st.sampled_from(PORTS))
peers = st.one_of(blocks, st.sampled_from([f"security_groups.{name}" for name in NAMES]))


def group_rules(key: str) -> st.SearchStrategy[Data]:
    rule = st.fixed_dictionaries({"ports": ports, key: st.lists(peers, min_size=1, max_size=2)})
    return st.dictionaries(st.sampled_from(("r1", "r2", "r3")), rule, min_size=1, max_size=3)


def acl_rules(key: str) -> st.SearchStrategy[Data]:
    def rule(verb: str) -> st.SearchStrategy[Data]:
        return st.fixed_dictionaries({verb: ports, key: blocks})

    any_rule = st.one_of(rule("allow"), rule("allow"), rule("allow"), rule("deny"))
    return st.dictionaries(st.sampled_from(("100", "200", "300")), any_rule, min_size=1, max_size=3)


groups = st.fixed_dictionaries({"ingress": group_rules("from"), "egress": group_rules("to")})
acls = st.fixed_dictionaries({"ingress": acl_rules("from"), "egress": acl_rules("to")})
targets = st.sampled_from(
    ("internet_gateways.main", "nat_gateways.nat", "vpc_peering_connections.far", "vpn_gateways.site", "blackhole")
)
any_table = st.dictionaries(st.sampled_from(("0.0.0.0/0", "10.1.0.0/16", "192.168.0.0/16", "10.0.2.0/24")), targets)
good_table = st.just({"0.0.0.0/0": "internet_gateways.main", "10.1.0.0/16": "vpc_peering_connections.far"})
tables = st.one_of(any_table, good_table)


@st.composite
def accounts(draw: st.DrawFn) -> Data:
    """One account: a VPC with three subnets, a VPN gateway, a NAT gateway, and a peer."""
    acl_names = st.sampled_from((None, None, "first", "second"))
    subnets = {}
    for name in NAMES:
        subnets[name] = {"availability_zone": "a", "cidr_block": SUBNETS[name], "route_table": name}
        acl = draw(acl_names)
        if acl:
            subnets[name]["network_acl"] = acl
    instances = {
        name: {
            "instance_type": "t3.small",
            "subnet": name,
            "security_groups": draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=2, unique=True)),
            "associate_public_ip_address": draw(st.sampled_from(("yes", "no"))),
        }
        for name in NAMES
    }
    main = {
        "cidr_block": "10.0.0.0/16",
        "internet_gateways": {"main": {}},
        "vpn_gateways": {"site": {}},
        "nat_gateways": {"nat": {"subnet": "three"}},
        "subnets": subnets,
        "route_tables": {name: {"routes": draw(tables)} for name in NAMES},
        "security_groups": {name: draw(groups) for name in NAMES},
        "network_acls": {"first": draw(acls), "second": draw(acls)},
        "instances": instances,
    }
    everything = {"all": {"ports": "all", "from": "0.0.0.0/0"}}
    far = {
        "cidr_block": "10.1.0.0/16",
        "subnets": {"far": {"availability_zone": "a", "cidr_block": "10.1.1.0/24", "route_table": "far"}},
        "route_tables": {"far": {"routes": draw(st.just({"10.0.0.0/16": "vpc_peering_connections.far"}))}},
        "security_groups": {"far": {"ingress": everything, "egress": {"all": {"ports": "all", "to": "0.0.0.0/0"}}}},
        "instances": {"far": {"instance_type": "t3.small", "subnet": "far", "security_groups": "far"}},
    }
    return {
        "vpc_peering_connections": {"far": {"vpc": "main", "peer_vpc": "far"}},
        "vpcs": {"main": main, "far": far},
    }


def model(account: Data) -> Data:
    """A model of one account."""
    return {
        "innovate": "1",
        "organization": {"title": "Test", "region": "us-east-1"},
        "accounts": {"dev": {"account_id": "012345670123", **account}},
    }


def traces(text: str, protocol: str = "tcp", port: int = 443) -> list[Trace]:
    """The trace of one flow between every two of the ends."""
    loaded = load_text(text)
    assert not loaded.findings, loaded.findings
    graph = build(loaded.model)
    ends = [parties(survey(graph), name)[0] for name in ENDS]
    return [
        walk(graph, source, destination, protocol, port)
        for source in ends
        for destination in ends
        if source is not destination
    ]


flows = st.sampled_from((("tcp", 443), ("tcp", 2000), ("udp", 53), ("icmp", 0)))
few = settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def is_open(found: list[Trace]) -> list[bool]:
    return [trace.is_open for trace in found]


@few
@given(accounts(), flows, st.data())
def test_removing_an_allow_rule_opens_nothing(account: Data, flow: tuple[str, int], data: st.DataObject):
    """Without one of its security group rules a network lets through no flow that it did not let through before."""
    rules = [
        (name, direction, rule)
        for name, group in account["vpcs"]["main"]["security_groups"].items()
        for direction in ("ingress", "egress")
        for rule in group[direction]
    ]
    less = copy.deepcopy(account)
    if rules:
        name, direction, rule = data.draw(st.sampled_from(rules))
        del less["vpcs"]["main"]["security_groups"][name][direction][rule]
    before, after = traces(json.dumps(model(account)), *flow), traces(json.dumps(model(less)), *flow)
    assert all(was or not now for was, now in zip(is_open(before), is_open(after), strict=True))


@few
@given(accounts(), flows, st.sampled_from(("ingress", "egress")), blocks, ports)
def test_adding_a_deny_rule_opens_nothing(account: Data, flow: tuple[str, int], direction: str, block: str, which: str):
    """A deny rule before all others of a network ACL lets through nothing that was not let through before."""
    more = copy.deepcopy(account)
    key = "from" if direction == "ingress" else "to"
    more["vpcs"]["main"]["network_acls"]["first"][direction]["1"] = {"deny": which, key: block}
    before, after = traces(json.dumps(model(account)), *flow), traces(json.dumps(model(more)), *flow)
    assert all(was or not now for was, now in zip(is_open(before), is_open(after), strict=True))


@few
@given(accounts(), flows)
def test_names_mean_nothing(account: Data, flow: tuple[str, int]):
    """The same network under other names for its subnets, tables, groups and lists answers the same."""
    text = json.dumps(model(account))
    renamed = text
    for old, new in (("first", "acl-x"), ("second", "acl-a"), ("main", "zzz"), ("r1", "z1"), ("site", "aaa")):
        renamed = renamed.replace(f'"{old}"', f'"{new}"').replace(f".{old}", f".{new}")
    before, after = traces(text, *flow), traces(renamed, *flow)
    assert [trace.disposition for trace in before] == [trace.disposition for trace in after]


@few
@given(accounts(), flows)
def test_two_halves_are_the_whole(account: Data, flow: tuple[str, int]):
    """Splitting every block of the security groups' rules into its two halves changes nothing."""
    halves = copy.deepcopy(account)
    split = {"10.0.1.0/24": ["10.0.1.0/25", "10.0.1.128/25"], "0.0.0.0/0": ["0.0.0.0/1", "128.0.0.0/1"]}
    for group in halves["vpcs"]["main"]["security_groups"].values():
        for direction, key in (("ingress", "from"), ("egress", "to")):
            for rule in group[direction].values():
                rule[key] = [part for peer in rule[key] for part in split.get(peer, [peer])]
    before, after = traces(json.dumps(model(account)), *flow), traces(json.dumps(model(halves)), *flow)
    assert [trace.disposition for trace in before] == [trace.disposition for trace in after]


@few
@given(accounts(), flows)
def test_another_block_is_the_same_network(account: Data, flow: tuple[str, int]):
    """With all its addresses moved from 10.0.0.0/15 to 172.20.0.0/15 the network answers the same."""
    text = json.dumps(model(account))
    moved = text.replace('"10.0.', '"172.20.').replace('"10.1.', '"172.21.')
    before, after = traces(text, *flow), traces(moved, *flow)
    assert [trace.disposition for trace in before] == [trace.disposition for trace in after]


@few
@given(accounts(), flows)
def test_walking_is_deterministic(account: Data, flow: tuple[str, int]):
    """Walking twice over two graphs of one text gives equal traces, hop by hop."""
    text = json.dumps(model(account))
    assert traces(text, *flow) == traces(text, *flow)


@few
@given(accounts(), flows)
def test_open_flow_has_no_stop(account: Data, flow: tuple[str, int]):
    """A trace is open exactly when no hop of it stops, and every stop says what would mend it."""
    for trace in traces(json.dumps(model(account)), *flow):
        stops = [hop for hop in (*trace.hops, *trace.return_hops) if hop.stops]
        assert trace.is_open == (not stops)
        assert all(hop.remedy for hop in stops)

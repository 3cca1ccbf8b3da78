"""The encoding by itself: what it proves, what it refuses, and that it stands on its own."""

import ast
from pathlib import Path

import pytest

from innovate_model.analyses.parties import parties
from innovate_model.analyses.survey import survey
from innovate_model.values import network as block
from innovate_model.values import parse_ports

from ..analyses.networks import OPEN, network
from ..analyses.test_walking_filters import LISTS, TWO_TIERS
from .z3_encoding.encoding import Claim, Encoded, Verdict, encode
from .z3_encoding.world import World

FOLDER = Path(__file__).parent / "z3_encoding"
FORBIDDEN = (
    *("routing", "filtering", "forwarding", "delivering", "transit", "walking", "positions", "probing"),
    *("reachability", "survey", "sessions", "engine"),
)


def encoded(text: str, source: str, destination: str, **options: object) -> Encoded:
    """The formula of the first ends that two names mean."""
    graph = network(text)
    known = survey(graph)
    return encode(World(graph.model), parties(known, source)[0], parties(known, destination)[0], **options)


def claim(ports: str, source: str, destination: str) -> Claim:
    """A claim of one block each."""
    return parse_ports(ports), (block(source),), (block(destination),)


def test_encoding_shares_no_rule_with_the_program():
    """It imports the model, the endpoints and nothing that knows how AWS forwards or filters."""
    files = sorted(FOLDER.glob("*.py"))
    assert files
    for file in files:
        for node in ast.walk(ast.parse(file.read_text())):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            for name in names:
                assert not name.startswith(tuple(f"innovate_model.analyses.{one}" for one in FORBIDDEN)), (file, name)


RIGHT = claim("tcp/5432", "10.0.1.5/32", "10.0.2.5/32")


def test_right_claim_is_proven():
    """Between the two tiers of least privilege exactly one port works."""
    assert encoded(TWO_TIERS, "instances.app", "instances.db").faults([RIGHT], [RIGHT]) == ()


@pytest.mark.parametrize(
    ("claimed", "fault"),
    [
        ([], "certain: too little"),
        ([claim("tcp/5431-5432", "10.0.1.5/32", "10.0.2.5/32")], "certain: too much"),
        ([RIGHT, claim("udp/5432", "10.0.1.5/32", "10.0.2.5/32")], "certain: too much"),
        ([claim("tcp/5432", "10.0.1.4/32", "10.0.2.5/32")], "certain: too little"),
    ],
)
def test_wrong_claim_is_refused_with_a_session_that_shows_it(claimed: list[Claim], fault: str):
    """A port, a protocol too many, nothing at all, or another address."""
    faults = encoded(TWO_TIERS, "instances.app", "instances.db").faults(claimed, [RIGHT])
    assert [one.rpartition(": {")[0] for one in faults] == [fault]
    assert "'port': 543" in faults[0]


def test_sets_of_addresses_are_exact():
    """A NACL that admits half of a subnet lets an interface without a stated address through from there only."""
    text = TWO_TIERS.but(", private_ip: 10.0.1.5", "").but("from: 10.0.1.0/24}}", "from: 10.0.1.128/25}}")
    found = encoded(text, "instances.app", "instances.db")
    half = claim("tcp/5432", "10.0.1.128/25", "10.0.2.5/32")
    assert found.faults([half], [half]) == ()
    whole = claim("tcp/5432", "10.0.1.0/24", "10.0.2.5/32")
    assert [one.partition(": {")[0] for one in found.faults([whole], [half])] == ["certain: too much"]


def test_missing_facts_divide_the_certain_from_the_possible():
    """Nobody knows whether a public address is CloudFront's, nor what a group lets through that is not in the model."""
    found = encoded(LISTS, "130.176.1.2", "lbs.web")
    assert found.verdict("tcp", 443) == Verdict(always=False, ever=True)
    assert found.verdict("tcp", 80) == Verdict(always=False, ever=False)
    everything = (parse_ports("tcp/443"), (block("0.0.0.0/0"),), (block("0.0.0.0/0"),))
    assert found.faults([], [everything]) == ()
    bare = encoded(TWO_TIERS, "instances.bare", "instances.db2")
    assert bare.verdict("tcp", 5432) == Verdict(always=False, ever=False)


def test_public_address_that_is_called_is_the_one_that_answers():
    """Of a public address that AWS chooses, the filters on the way back see the one that the client called."""
    text = f"""
vpcs:
  main:
    cidr_block: 10.0.0.0/16
    internet_gateways: {{main: {{}}}}
    subnets:
      a: {{availability_zone: a, cidr_block: 10.0.1.0/24, route_table: public, network_acl: partner}}
      b: {{availability_zone: a, cidr_block: 10.0.2.0/24, route_table: public}}
    route_tables: {{public: {{routes: {{0.0.0.0/0: internet_gateways.main}}}}}}
    network_acls:
      partner:
        ingress: {{100: {{allow: all, from: 198.51.100.0/24}}}}
        egress: {{100: {{allow: all, to: 0.0.0.0/0}}}}
    security_groups: {{all: {OPEN}}}
    instances:
      one: {{instance_type: t3.small, subnet: a, security_groups: all, public_ip: 18.216.80.133}}
      two: {{instance_type: t3.small, subnet: b, security_groups: all, associate_public_ip_address: yes}}
"""
    exact = claim("all", "10.0.1.0/24", "198.51.100.0/24")
    assert encoded(text, "instances.one", "instances.two", to_public_address=True).faults([exact], [exact]) == ()


def test_session_has_to_work_from_every_ephemeral_port():
    """One port of the client's range that the way back denies is one session in many that hangs."""
    text = TWO_TIERS.but(
        "ingress: {100: {allow: tcp/1024-65535, from: 10.0.2.0/24}}",
        "ingress: {90: {deny: tcp/40000, from: 10.0.2.0/24}, 100: {allow: tcp/1024-65535, from: 10.0.2.0/24}}",
    )
    assert not encoded(text, "instances.app", "instances.db").verdict("tcp", 5432).ever
    assert encoded(text, "instances.app", "instances.db", source_ports=(32768, 39999)).verdict("tcp", 5432).always


def test_flow_that_works_is_found():
    """The answer to "is there any" is one that works, or a proof that there is none."""
    flow = encoded(TWO_TIERS, "instances.app", "instances.db").a_flow()
    assert flow == {
        "source": int(block("10.0.1.5/32")[0]),
        "destination": int(block("10.0.2.5/32")[0]),
        "protocol": 6,
        "port": 5432,
    }
    assert encoded(TWO_TIERS, "instances.other", "instances.db").a_flow() is None

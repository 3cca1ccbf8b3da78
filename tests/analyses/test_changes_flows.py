"""Flows that opened and closed: whom a change may concern, and what of sets of addresses is new."""

from ipaddress import IPv4Network
from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from innovate_model.analyses.changes import touched
from innovate_model.analyses.changes.flows import FlowChange, Turn, flow_changes
from innovate_model.analyses.changes.regions import Region, less
from innovate_model.analyses.changes.resources import match, resources
from innovate_model.analyses.changes.touched import parties
from innovate_model.api import Architecture, load_text
from innovate_model.loader import vary
from innovate_model.testing.changes import Effect
from innovate_model.testing.strategies import changes, loaded_models
from innovate_model.values import Ports

from .networks import HEAD, OPEN
from .shops import CHANGES, HOME, shop

subsets = st.frozensets(st.sampled_from(sorted(CHANGES)), max_size=3)


def flows(old: Architecture, new: Architecture) -> tuple[FlowChange, ...]:
    matched = match(old.graph, new.graph)
    return flow_changes(old.graph, new.graph, matched, resources(old.model, new.model, matched))


def told(changes: tuple[FlowChange, ...]) -> set[tuple[object, ...]]:
    return {
        (each.turn, each.source, each.destination, each.ports, each.is_certain, each.pairs_before, each.pairs_after)
        for each in changes
    }


@given(subsets, subsets)
@settings(max_examples=20)
@example(frozenset(), frozenset({"open the database to batch", "a bigger database"}))
@example(frozenset(), frozenset({"close the way out of the app", "let the api out"}))
def test_nobody_else_is_concerned(one: frozenset[str], other: frozenset[str]) -> None:
    """To ask about those whom a change may concern finds what asking about everybody finds."""
    old, new = shop(one), shop(other)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(touched, "_is_everybodys", lambda known, changed: True)
        everything = flows(old, new)
    assert told(flows(old, new)) == told(everything)


@given(st.data())
@settings(max_examples=25)
def test_nobody_else_is_concerned_in_any_network(data: st.DataObject) -> None:
    """The same for random organisations and single changes of them; and what can only close opens nothing for certain,
    and the other way round. (A doubt may come: which door of a transit gateway counts, where they begin to differ.)"""
    loaded = data.draw(loaded_models())
    change = data.draw(changes(loaded))
    old, new = Architecture(loaded), Architecture(vary(loaded, change.overlay))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(touched, "_is_everybodys", lambda known, changed: True)
        everything = flows(old, new)
    found = flows(old, new)
    assert told(found) == told(everything), str(change)
    turns = {each.turn for each in found if each.is_certain}
    if change.effect is Effect.CLOSES:
        assert not turns & {Turn.OPENED, Turn.WIDENED}, (str(change), told(found))
    if change.effect is Effect.OPENS:
        assert not turns & {Turn.CLOSED, Turn.NARROWED}, (str(change), told(found))


CLUSTER = """
vpcs:
  main:
    cidr_block: 10.0.0.0/16
    availability_zones: [a, b]
    subnets:
      app-a: {{cidr_block: 10.0.0.0/24, availability_zone: a}}
      app-b: {{cidr_block: 10.0.1.0/24, availability_zone: b}}
    security_groups: {{all: {open}}}
    eks_clusters:
      main:
        version: 1.35
        subnets: [app-a, app-b]
        security_groups: all
        addons: {{vpc-cni: {{addon_name: vpc-cni, vpc_cni: {{enable_network_policy: {enforced}}}}}}}
        node_groups:
          nodes:
            instance_types: [m6i.large]
            scaling_config: {{min_size: 1, desired_size: 1, max_size: 2}}
            subnets: [app-a, app-b]
            security_groups: all
        namespaces:
          shop:
            deployments:
              front: {{replicas: {{min: 1, max: 1}}, requests: {{cpu: 1, memory: 1Gi}}, node_groups: nodes}}
              back: {{replicas: {{min: 1, max: 1}}, requests: {{cpu: 1, memory: 1Gi}}, node_groups: nodes}}
            network_policies:
              back: {{pods: back, ingress: {{front: {{from: {{pods: front}}, ports: [{port}]}}}}}}
"""


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ({"port": "tcp/8080"}, {"port": "tcp/8081"}, {"tcp/8080", "tcp/8081"}),
        ({"enforced": "no"}, {"enforced": "yes"}, {"tcp/0-8079", "tcp/8081-65535", "udp", "icmp", "other"}),
    ],
)
def test_network_policies_open_and_close(old: dict[str, str], new: dict[str, str], expected: set[str]) -> None:
    """What a policy says, and whether anything in the cluster enforces it."""
    texts = [CLUSTER.format(**{"open": OPEN, "enforced": "yes", "port": "tcp/8080", **one}) for one in (old, new)]
    found = flows(*map(network, texts))
    ports = {
        str(each.ports)
        for each in found
        if each.source.endswith("front") and each.destination.endswith("back") and each.is_certain
    }
    assert ports
    assert ports <= expected


def asked(name: str) -> tuple[set[str], tuple[Ports, ...]]:
    old, new = shop(), shop(frozenset({name}))
    matched = match(old.graph, new.graph)
    found = parties(old.graph, new.graph, matched, resources(old.model, new.model, matched))[1]
    return {each.removeprefix(f"{HOME}.") for each in found.touched}, found.ports


@pytest.mark.parametrize(
    ("name", "expected", "ports"),
    [
        ("a bigger database", set(), ()),
        ("the key is renamed", set(), ()),
        ("the group of the app is renamed", set(), ()),
        ("the report reads the secret", set(), ()),
        ("open the database to batch", {"instances.db"}, ("tcp/5432",)),
        ("another machine", {"instances.spare"}, ()),
        ("deny the database's answers", {"instances.api", "instances.batch"}, ()),
    ],
)
def test_who_is_asked_about(name: str, expected: set[str], ports: tuple[str, ...]) -> None:
    """An everyday change asks about few, and of a rule of a security group about its ports alone."""
    touched_ones, on = asked(name)
    assert touched_ones == expected
    assert tuple(map(str, on)) == ports


NETWORK = f"""
vpcs:
  main:
    cidr_block: 10.0.0.0/16
    availability_zones: [a, b]
    subnets:
      app-a: {{cidr_block: 10.0.0.0/24, availability_zone: a, route_table: app}}
      app-b: {{cidr_block: 10.0.1.0/24, availability_zone: b, route_table: app}}
    route_tables: {{app: {{routes: {{}}}}}}
    security_groups: {{all: {OPEN}, db: {{ingress: {{app: {{ports: tcp/5432, from: 10.0.0.0/16}}}}, egress: {{}}}}}}
    instances:
      app: {{instance_type: m6i.large, subnet: app-a, security_groups: all}}
    efs_file_systems:
      files: {{subnets: [app-a, app-b], security_groups: db, encrypted: yes}}
"""


def network(text: str) -> Architecture:
    indented = "".join(f"    {line}\n" for line in text.splitlines())
    architecture = load_text(HEAD + indented)
    assert not architecture.findings, [each.message for each in architecture.findings]
    return architecture


def between(old: str, new: str) -> list[str]:
    found = flows(network(NETWORK), network(NETWORK.replace(old, new)))
    assert old in NETWORK
    return [
        f"{each.turn} {each.source.rpartition('.')[2]} {each.destination.rpartition('.')[2]} {each.ports} "
        f"{each.pairs_before}-{each.pairs_after}"
        for each in found
    ]


def test_a_way_lost_in_one_zone_is_narrowed() -> None:
    """Of two pairs of interfaces one is left, and back again it is widened."""
    assert between("subnets: [app-a, app-b]", "subnets: [app-a]") == ["narrowed app files tcp/5432 2-1"]


def test_what_moves_opens_nothing() -> None:
    """The same machine in another subnet, the same file system in one of two: who speaks to whom is the same."""
    assert between("subnet: app-a, security", "subnet: app-b, security") == []


def test_another_block_of_a_subnet_opens_nothing() -> None:
    """Addresses change, and sessions work from all of them, as before."""
    assert between("10.0.1.0/24", "10.0.2.0/24") == []


def test_half_a_subnet_is_narrower() -> None:
    """A rule that speaks of half the addresses that an interface may have closes nothing whole."""
    assert between("from: 10.0.0.0/16", "from: 10.0.0.0/25") == ["narrowed app files tcp/5432 2-2"]


def test_ports_that_changed_alike_are_one_range() -> None:
    """Wherever rules begin and end within it."""
    assert between("ports: tcp/5432,", "ports: tcp/5000-6000,") == [
        "opened app files tcp/5000-5431 0-2",
        "opened app files tcp/5433-6000 0-2",
    ]


@st.composite
def regions(draw: st.DrawFn) -> Region:
    """Sets of addresses of 0.0.0.0/29, as blocks that do not overlap."""

    def side() -> tuple[IPv4Network, ...]:
        chosen = draw(st.sets(st.integers(0, 7), min_size=1, max_size=4))
        return (
            tuple(IPv4Network((number, 32)) for number in sorted(chosen))
            if draw(st.booleans())
            else (IPv4Network((min(chosen) & ~3, 30)),)
        )

    return side(), side()


def points(found: tuple[Region, ...] | list[Region]) -> list[tuple[int, int]]:
    return [
        pair
        for sources, destinations in found
        for pair in product(*([int(ip) for block in side for ip in block] for side in (sources, destinations)))
    ]


@given(st.lists(regions(), max_size=3), st.lists(regions(), max_size=3))
def test_what_is_new_is_exact(ours: list[Region], theirs: list[Region]) -> None:
    """As sets of pairs of addresses, each in one part."""
    found = points(less(ours, theirs))
    assert set(found) == set(points(ours)) - set(points(theirs))
    assert len(found) == len(set(found))

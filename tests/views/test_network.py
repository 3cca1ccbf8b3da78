"""The picture of one VPC: which boxes, lanes and arrows it has."""

from __future__ import annotations

from pathlib import Path

import pytest

from innovate_model.graph import Graph, build
from innovate_model.loader import load, load_text
from innovate_model.resources.vpc_endpoint import VpcEndpoint
from innovate_model.views import view
from innovate_model.views.view import Box, Layout, Side, Tone, View
from tests.support import in_account, in_vpc

MODELS = Path(__file__).parents[2] / "models"
MAIN = "accounts.dev.vpcs.main"


def drawn(text: str, subject: str = MAIN) -> View:
    """The network view of a VPC in a sound text."""
    loaded = load_text(text)
    assert not loaded.findings, [finding.message for finding in loaded.findings]
    return view(build(loaded.model), "network", subject)


def boxes(picture: View) -> dict[str, Box]:
    return {box.id: box for box in picture.root.walk()}


def arrows(picture: View, *below: str) -> set[tuple[str, str, str, int]]:
    """(source, target, label, count), shortened by the prefixes."""

    def short(text: str) -> str:
        for prefix in below:
            text = text.removeprefix(prefix)
        return text

    return {(short(a.source), short(a.target), a.label, a.count) for a in picture.arrows}


@pytest.fixture(scope="module")
def production() -> View:
    return view(build(load(MODELS / "innovate").model), "network", "production")


def test_production_in_columns_and_rows(production: View) -> None:
    """Three zones as columns, three tiers as rows: public first, data last."""
    vpc = boxes(production)["accounts.production.vpcs.main"]
    assert production.name == "network-production"
    assert vpc.layout is Layout.MATRIX
    assert [(lane.label, lane.tone) for lane in vpc.lanes] == [
        ("public", Tone.PUBLIC),
        ("app", Tone.APP),
        ("data", Tone.DATA),
    ]
    zones = [box for box in vpc.children if box.tone is Tone.ZONE]
    assert [zone.label for zone in zones] == ["us-east-1a", "us-east-1b", "us-east-1c"]
    for zone, letter in zip(zones, "abc", strict=True):
        assert [cell.label for cell in zone.children] == [f"{tier}-{letter}" for tier in ("public", "app", "data")]
        assert [cell.lane for cell in zone.children] == [lane.id for lane in vpc.lanes]


def test_production_has_each_thing_at_its_place(production: View) -> None:
    """NAT gateways and database instances in their subnet, clusters over the zones of their tier, gateways and
    endpoints on the border, the edge outside the VPC."""
    found = boxes(production)
    main = "accounts.production.vpcs.main"
    assert [box.label for box in found[f"{main}.subnets.public-b"].children] == ["egress-b"]
    assert [box.label for box in found[f"{main}.subnets.data-a"].children] == ["writer"]
    lanes = {lane.id: lane.label for lane in found[main].lanes}
    spanning = {box.kind: lanes[box.lane] for box in found[main].children if box.lane}
    assert spanning == {
        "lb": "public",
        "eks_cluster": "app",
        "aurora_cluster": "data",
        "efs_file_system": "data",
        "elasticache_replication_group": "data",
        "opensearch_domain": "data",
    }
    groups = found[f"{main}.eks_clusters.main"].children
    assert [group.label for group in groups] == ["system", "general", "compute", "jobs"]
    docks = {box.kind: (box.dock, box.count) for box in found[main].children if box.dock}
    assert docks["internet_gateway"] == (Side.TOP, 1)
    endpoints = load(MODELS / "innovate").model.of(VpcEndpoint)
    interfaces = [one for one in endpoints if one.parent == main and one.type_ == "Interface"]
    assert [box.id for box in found[f"{main}:interface-endpoints"].children] == [one.address for one in interfaces]
    assert docks["security_group"] == (Side.BOTTOM, len(found[f"{main}:security_group"].members))
    assert found[f"{main}.lbs.api"].sublabel == "Application Load Balancer · WAF · HTTPS 443"
    assert {box.kind for box in found["accounts.production:edge"].children} == {
        "cloudfront_distribution",
        "wafv2_web_acl",
        "s3_bucket",
    }
    assert found["accounts.production:edge"].label == "Edge and origins"
    assert found["accounts.production:kms_key"].count == 6
    assert [box.kind for box in found["global"].children] == ["route53_zone", "iam_role"]
    assert found["accounts.networking.transit_gateways.hub"].sublabel == "in networking"


def test_production_has_one_arrow_for_each_relation(production: View) -> None:
    """From the internet by CloudFront and the load balancer to the cluster, from there to the data; the tiers' ways
    out, counted over the zones."""
    main = "accounts.production.vpcs.main"
    spa = "accounts.production.cloudfront_distributions.spa"
    cluster = f"{main}.eks_clusters.main"
    found = arrows(production)
    assert {
        ("internet", spa, "https", 1),
        (spa, f"{main}.lbs.api", "https", 1),
        (spa, "accounts.production.s3_buckets.spa", "OAC", 1),
        (f"{main}.lbs.api", cluster, "tcp/8080", 1),
        (cluster, f"{main}.aurora_clusters.main", "tcp/5432", 2),
        (cluster, f"{main}.vpc_endpoints.s3", "", 1),
        (f"{main}.vpc_endpoints.s3", "accounts.production.s3_buckets.artifacts", "", 1),
        (cluster, f"{main}.elasticache_replication_groups.cache", "tcp/6379", 1),
        (f"{main}:tier:public", f"{main}.internet_gateways.main", "0.0.0.0/0", 1),
        (f"{main}:tier:app", f"{main}:tier:public", "0.0.0.0/0 by NAT", 3),
        (f"{main}:tier:app", f"{main}.transit_gateway_attachments.hub", "10.0.0.0/20", 3),
        (f"{main}.transit_gateway_attachments.hub", "accounts.networking.transit_gateways.hub", "", 1),
    } <= found
    assert not any(source == cluster and "s3_buckets" in target for source, target, _, _ in found)
    assert not any(source == "internet" and "lbs" in target for source, target, _, _ in found)
    assert not any(source == f"{main}:tier:data" for source, _, _, _ in found)


def test_a_vpc_with_nothing_in_it() -> None:
    """No subnet, no lane: an empty box under its account."""
    picture = drawn(in_account("vpcs: {main: {cidr_block: 10.0.0.0/16}}"))
    vpc = boxes(picture)[MAIN]
    assert (vpc.layout, vpc.lanes, vpc.children) == (Layout.ROWS, (), ())
    assert picture.arrows == ()
    assert picture.subtitle == "us-east-1 · 10.0.0.0/16"


def test_one_subnet_and_no_zones_written() -> None:
    """A subnet with a name of its own is a tier and a column of its own."""
    text = "vpcs: {main: {cidr_block: 10.0.0.0/16, subnets: {only: {cidr_block: 10.0.0.0/24, availability_zone: c}}}}"
    vpc = boxes(drawn(in_account(text)))[MAIN]
    assert [(lane.label, lane.tone) for lane in vpc.lanes] == [("only", Tone.DATA)]
    assert [box.label for box in vpc.children] == ["us-east-1c"]


def test_tiers_are_told_apart_by_their_way_out() -> None:
    """Directly: public; through something: app; not at all: data. IPv6 alone counts as well, a default table too."""
    text = """
    internet_gateways: {main: {}}
    egress_only_internet_gateways: {out: {}}
    nat_gateways: {nat: {subnet: web-a}}
    subnets:
      web-a: {cidr_block: 10.0.0.0/24, availability_zone: a, route_table: web}
      jobs-a: {cidr_block: 10.0.1.0/24, availability_zone: a, route_table: jobs}
      six-a: {cidr_block: 10.0.2.0/24, availability_zone: a, route_table: six}
      none-a: {cidr_block: 10.0.3.0/24, availability_zone: a}
    route_tables:
      web: {routes: {0.0.0.0/0: internet_gateways.main}}
      jobs: {routes: {0.0.0.0/0: nat_gateways.nat}}
      six: {routes: {"::/0": egress_only_internet_gateways.out}}
    """
    tones = {lane.label: lane.tone for lane in boxes(drawn(in_vpc(text)))[MAIN].lanes}
    assert tones == {"web": Tone.PUBLIC, "jobs": Tone.APP, "six": Tone.APP, "none": Tone.DATA}
    main = text.replace("web: {routes", "web: {main: yes, routes")
    assert {lane.label: lane.tone for lane in boxes(drawn(in_vpc(main)))[MAIN].lanes}["none"] is Tone.PUBLIC


def test_names_that_the_builder_uses_itself() -> None:
    """Subnets called like a zone or like the box of the endpoints have a place of their own."""
    text = """
    subnets:
      us-east-1a-a: {cidr_block: 10.0.0.0/24, availability_zone: a}
      interface-endpoints: {cidr_block: 10.0.1.0/24, availability_zone: b}
    vpc_endpoints: {sts: {service: sts, type: Interface, subnets: interface-endpoints}}
    """
    vpc = boxes(drawn(in_vpc(text)))[MAIN]
    assert [lane.label for lane in vpc.lanes] == ["us-east-1a", "interface-endpoints"]


DATABASE = """
subnets:
  one: {{cidr_block: 10.0.0.0/24, availability_zone: a}}
  two: {{cidr_block: 10.0.1.0/24, availability_zone: a}}
aurora_clusters:
  main:
    engine: aurora-postgresql
    engine_version: 16.10
    subnets: [one, two]
    storage_encrypted: yes
    instances: {{writer: {{instance_class: db.r6g.large{zone}}}}}
"""


@pytest.mark.parametrize(
    ("zone", "parent"),
    [
        (", availability_zone: a", f"{MAIN}.subnets.one"),
        ("", f"{MAIN}.aurora_clusters.main"),
        (", availability_zone: b", f"{MAIN}.aurora_clusters.main"),
    ],
)
def test_a_database_instance_is_drawn_once(zone: str, parent: str) -> None:
    """In the first subnet of its zone; in its cluster where AWS chooses the zone, or where the cluster has none
    there."""
    found = boxes(drawn(in_vpc(DATABASE.format(zone=zone))))
    holders = [box.id for box in found.values() if any(child.label == "writer" for child in box.children)]
    assert holders == [parent]


def test_what_lies_behind_the_border() -> None:
    """The other side of a peering connection and of a VPN, with the arrows that lead there."""
    graph = build(load(MODELS / "hybrid").model)
    picture = view(graph, "network", "accounts.operations.vpcs.warehouse")
    assert picture.name == "network-operations-warehouse"
    operations = "accounts.operations."
    tones = {box.id.removeprefix(operations): box.tone for box in picture.root.walk()}
    assert tones["customer_gateways.rotterdam"] is Tone.OUTSIDE
    assert tones["vpcs.tracking"] is Tone.ELSEWHERE, "another VPC is not outside AWS"
    assert arrows(picture, operations, "vpcs.warehouse") == {
        (":tier:stock", ".vpn_gateways.rotterdam", "", 1),
        (":tier:stock", "vpcs.tracking", "10.50.0.0/16", 1),
        (".vpn_gateways.rotterdam", "customer_gateways.rotterdam", "VPN", 1),
    }


def test_services_of_another_region_are_not_drawn() -> None:
    """The network in Dublin shows no bucket and no key of Frankfurt, and says so; roles are of no region."""
    graph = build(load(MODELS / "hybrid").model)
    standby = view(graph, "network", "accounts.operations.vpcs.standby")
    assert [box.label for box in standby.root.walk() if box.id in ("regional", "global")] == ["Global services"]
    assert "Not drawn: 4 services of this account in eu-central-1." in standby.notes
    tracking = view(graph, "network", "accounts.operations.vpcs.tracking")
    assert [box.label for box in boxes(tracking)["regional"].children] == ["flow-logs", "KMS keys", "Certificates"]


PODS = """
s3_buckets: {{data: {{}}}}
vpcs:
  main:
    cidr_block: 10.0.0.0/16
    subnets:
      a: {{cidr_block: 10.0.0.0/24, availability_zone: a, route_table: app}}
      b: {{cidr_block: 10.0.1.0/24, availability_zone: b, route_table: bare}}
    route_tables: {{app: {{routes: {{}}}}, bare: {{routes: {{}}}}}}
    vpc_endpoints: {{s3: {{service: s3, type: Gateway, route_tables: app}}}}
    eks_clusters:
      main:
        version: 1.35
        subnets: [a, b]
        node_groups:
          general:
            subnets: {subnets}
            instance_types: [m6i.large]
            scaling_config: {{min_size: 0, desired_size: 1, max_size: 2}}
        namespaces:
          app:
            deployments:
              api:
                replicas: {{min: 1, max: 1}}
                requests: {{cpu: 100m, memory: 128Mi}}
                node_groups: general
                connects_to: {{data: s3_buckets.data}}
"""


@pytest.mark.parametrize(
    ("subnets", "ways"),
    [
        ("a", {".vpc_endpoints.s3"}),
        ("b", {"accounts.dev.s3_buckets.data"}),
        ("[a, b]", {".vpc_endpoints.s3", "accounts.dev.s3_buckets.data"}),
    ],
)
def test_a_bucket_is_reached_by_the_endpoint_that_the_route_table_has(subnets: str, ways: set[str]) -> None:
    """With the gateway endpoint in the pods' table the arrow goes through it; without, straight to the bucket; pods
    whose tables differ go both ways."""
    found = arrows(drawn(in_account(PODS.format(subnets=subnets))), MAIN)
    assert {target for source, target, _, _ in found if source == ".eks_clusters.main"} == ways


def test_the_protocol_of_a_port_is_the_listeners() -> None:
    """A name server behind a load balancer takes UDP."""
    text = """
    internet_gateways: {main: {}}
    subnets: {web: {cidr_block: 10.0.0.0/24, availability_zone: a}}
    instances: {dns: {instance_type: t3.micro, subnet: web}}
    lbs:
      dns:
        type: network
        subnets: web
        listeners:
          dns: {port: 53, protocol: TCP_UDP, forward_to: dns}
          page: {port: 443, protocol: TCP, forward_to: dns}
        target_groups: {dns: {port: 5353, protocol: UDP, targets: instances.dns}}
    """
    found = arrows(drawn(in_vpc(text)), MAIN)
    assert ("internet", ".lbs.dns", "tcp+udp/53, tcp/443", 1) in found
    assert (".lbs.dns", ".instances.dns", "udp/5353", 1) in found


def test_pictures_of_different_networks_have_different_names() -> None:
    """Names are file names: `a` with its VPC `b-c` and `a-b` with its VPC `c` would be one."""
    text = """
innovate: 1
organization: {title: Test, region: us-east-1}
accounts:
  a: {account_id: 012345670121, vpcs: {b-c: {cidr_block: 10.0.0.0/16}, x: {cidr_block: 10.1.0.0/16}}}
  a-b: {account_id: 012345670122, vpcs: {c: {cidr_block: 10.2.0.0/16}, y: {cidr_block: 10.3.0.0/16}}}
"""
    graph: Graph = build(load_text(text).model)
    names = [view(graph, "network", subject).name for subject in ("a.vpcs.b-c", "x", "a-b.vpcs.c", "y")]
    assert names == ["network-a.b-c", "network-a-x", "network-a-b.c", "network-a-b-y"]


def test_an_account_is_enough_of_a_subject_where_it_has_one_network() -> None:
    """Else the message names those that there are."""
    graph = build(load(MODELS / "hybrid").model)
    with pytest.raises(ValueError, match=r"it has accounts\.operations\.vpcs\.tracking, "):
        view(graph, "network", "operations")
    with pytest.raises(ValueError, match="there is no view 'netwrok'"):
        view(graph, "netwrok")

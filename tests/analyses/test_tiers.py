"""What subnets are for, told by routes and occupants."""

from innovate_model.analyses.tiers import (
    Way,
    data_subnets,
    is_open_to_the_internet,
    is_public,
    route_table_of,
    subnets_at,
    ways_out,
    zones_of,
)
from innovate_model.graph import build
from innovate_model.loader import load_text
from innovate_model.resources.route_table import RouteTable
from innovate_model.resources.subnet import Subnet

LOADED = load_text("""
innovate: 1
organization: {title: Example, region: us-east-1}
accounts:
  a:
    account_id: "111111111111"
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        internet_gateways: {main: {}}
        nat_gateways: {egress: {subnet: public}}
        route_tables:
          public: {routes: {0.0.0.0/0: internet_gateways.main, 10.9.0.0/16: blackhole}}
          partly: {routes: {198.51.100.0/24: internet_gateways.main}}
          main: {main: yes, routes: {0.0.0.0/0: nat_gateways.egress}}
        subnets:
          public: {cidr_block: 10.0.0.0/24, availability_zone: a, route_table: public}
          partly: {cidr_block: 10.0.1.0/24, availability_zone: a, route_table: partly}
          app: {cidr_block: 10.0.2.0/24, availability_zone: a}
          data: {cidr_block: 10.0.3.0/24, availability_zone: b}
        aurora_clusters:
          main: {engine: aurora-postgresql, engine_version: 16.10, subnets: [app, data], storage_encrypted: yes}
      bare:
        cidr_block: 10.1.0.0/16
        subnets: {app: {cidr_block: 10.1.0.0/24, availability_zone: a}}
""")
GRAPH = build(LOADED.model)
MAIN = "accounts.a.vpcs.main"
BARE = "accounts.a.vpcs.bare"


def subnet(address: str) -> Subnet:
    """A subnet of the model."""
    found = GRAPH.model.get(address, Subnet)
    assert found is not None
    return found


def test_the_text_is_sound() -> None:
    """What follows is asked of a model without faults."""
    assert LOADED.findings == ()


def test_route_tables() -> None:
    """A subnet has its own table, else the VPC's main one, else none that is known."""
    tables = [route_table_of(GRAPH, subnet(f"{MAIN}.subnets.{name}")) for name in ("public", "app")]
    assert [table.name for table in tables if table] == ["public", "main"]
    assert route_table_of(GRAPH, subnet(f"{BARE}.subnets.app")) is None


def test_public_subnets() -> None:
    """Any route to an internet gateway makes a subnet public, the default route opens it to everybody; a NAT gateway
    does neither, and without a table nothing is known."""
    places = [f"{MAIN}.subnets.{name}" for name in ("public", "partly", "app")] + [f"{BARE}.subnets.app"]
    assert [is_public(GRAPH, subnet(place)) for place in places] == [True, True, False, None]
    assert [is_open_to_the_internet(GRAPH, subnet(place)) for place in places] == [True, False, False, None]


def test_ways_out() -> None:
    """A route into nothing is no way out."""
    table = GRAPH.model.get(f"{MAIN}.route_tables.public", RouteTable)
    assert table is not None
    assert list(ways_out(GRAPH, table)) == [Way("0.0.0.0/0", f"{MAIN}.internet_gateways.main", "internet_gateway")]


def test_data_subnets() -> None:
    """Subnets that hold data, with what holds it; their zones; what is missing is left out."""
    cluster = f"{MAIN}.aurora_clusters.main"
    held = {f"{MAIN}.subnets.app": (cluster,), f"{MAIN}.subnets.data": (cluster,)}
    assert data_subnets(GRAPH) == held
    assert zones_of(GRAPH, held) == ("us-east-1a", "us-east-1b")
    assert list(subnets_at(GRAPH, ["accounts.a.nothing"])) == []

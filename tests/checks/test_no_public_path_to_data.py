"""A public path to data: only where everything on the way lets it through."""

import pytest

from .support import Planted, expect

CHECK = "no-public-path-to-data"
PLANTED = Planted(
    "accounts.production.vpcs.main",
    "{aurora_clusters: {main: {instances: {writer: {publicly_accessible: yes}}}},"
    " security_groups: {aurora: {ingress: {world: {ports: tcp/5432, from: 0.0.0.0/0}}}},"
    " route_tables: {data: {routes: {0.0.0.0/0: internet_gateways.main}}},"
    " network_acls: {data: {ingress: {50: {allow: tcp/5432, from: 0.0.0.0/0}},"
    " egress: {50: {allow: tcp/1024-65535, to: 0.0.0.0/0}}}}}",
    found_at="accounts.production.vpcs.main.aurora_clusters.main.instances.writer",
)

MODEL = """\
accounts:
  a:
    account_id: "111111111111"
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]
        internet_gateways: {main: {}}
        route_tables: {public: {routes: {ROUTE}}}
        network_acls: {data: {ingress: {100: {allow: tcp/5432, from: 0.0.0.0/0}}, egress: {EGRESS}}}
        subnets: {public: {per: availability_zone, newbits: 4, netnum: 0, route_table: public, network_acl: data}}
        security_groups: {db: {ingress: {app: {ports: tcp/5432, from: 0.0.0.0/0}}, egress: {}}}
        aurora_clusters:
          main:
            engine: aurora-postgresql
            engine_version: 16.10
            subnets: public
            security_groups: db
            storage_encrypted: yes
            instances: {writer: {instance_class: db.r6g.large, publicly_accessible: PUBLIC}}
"""
WAY = "0.0.0.0/0: internet_gateways.main"
BACK = "100: {allow: tcp/1024-65535, to: 0.0.0.0/0}"


def model(route: str, egress: str, public: str) -> str:
    """The model with a route, the ACL's way back, and a public address or not."""
    return MODEL.replace("ROUTE", route).replace("EGRESS", egress).replace("PUBLIC", public)


def test_everything_open() -> None:
    """Address, route, network ACL both ways and security group: the database is on the internet."""
    expect(CHECK, model(WAY, BACK, "yes"), (20, 25, "the internet can open a session to this on tcp/5432"))


@pytest.mark.parametrize(
    ("route", "egress", "public"),
    [("", BACK, "yes"), (WAY, "", "yes"), (WAY, BACK, "no")],
    ids=["no route", "no way back", "no address"],
)
def test_one_thing_stops_it(route: str, egress: str, public: str) -> None:
    """Any of them alone is enough; whether it should be alone is for other checks."""
    expect(CHECK, model(route, egress, public))

"""Network ACLs of data subnets: what is too wide."""

from .support import Planted, expect

CHECK = "network-acl-least-privilege"
PLANTED = Planted("accounts.production.vpcs.main.network_acls.data.ingress.90", "{allow: all, from: 0.0.0.0/0}")


def test_all_of_tcp() -> None:
    """All ports of TCP are everything, as far as a database goes; egress counts."""
    expect(
        CHECK,
        """\
accounts:
  a:
    account_id: "111111111111"
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]
        subnets: {data: {per: availability_zone, newbits: 4, netnum: 0, network_acl: data}}
        network_acls:
          data:
            ingress: {100: {allow: tcp/5432, from: 10.0.0.0/16}}
            egress: {100: {allow: tcp, to: 0.0.0.0/0}}
        aurora_clusters:
          main: {engine: aurora-postgresql, engine_version: 16.10, subnets: data, storage_encrypted: yes}
""",
        (12, 35, "egress rule 100"),
    )


def test_some_ports() -> None:
    """Some ports for everybody are what an endpoint for S3 needs."""
    expect(
        CHECK,
        """\
accounts:
  a:
    account_id: "111111111111"
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]
        subnets: {data: {per: availability_zone, newbits: 4, netnum: 0, network_acl: data}}
        network_acls:
          data:
            ingress: {100: {allow: tcp/1024-65535, from: 0.0.0.0/0}}
            egress: {100: {allow: tcp/443, to: 0.0.0.0/0}}
        aurora_clusters:
          main: {engine: aurora-postgresql, engine_version: 16.10, subnets: data, storage_encrypted: yes}
""",
    )


def test_never_reached() -> None:
    """A rule behind one that denies everything decides nothing."""
    expect(
        CHECK,
        """\
accounts:
  a:
    account_id: "111111111111"
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]
        subnets: {data: {per: availability_zone, newbits: 4, netnum: 0, network_acl: data}}
        network_acls:
          data:
            ingress: {100: {deny: all, from: 0.0.0.0/0}, 110: {allow: all, from: 0.0.0.0/0}}
            egress: {}
        aurora_clusters:
          main: {engine: aurora-postgresql, engine_version: 16.10, subnets: data, storage_encrypted: yes}
""",
    )


def test_from_inside() -> None:
    """Everything from the VPC is not everything from anywhere."""
    expect(
        CHECK,
        """\
accounts:
  a:
    account_id: "111111111111"
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]
        subnets: {data: {per: availability_zone, newbits: 4, netnum: 0, network_acl: data}}
        network_acls:
          data:
            ingress: {100: {allow: all, from: vpc}}
            egress: {}
        aurora_clusters:
          main: {engine: aurora-postgresql, engine_version: 16.10, subnets: data, storage_encrypted: yes}
""",
    )


def test_no_data() -> None:
    """Other subnets may use the default ACL."""
    expect(
        CHECK,
        """\
accounts:
  a:
    account_id: "111111111111"
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]
        subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
""",
    )

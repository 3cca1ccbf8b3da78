"""Serverless instances: where they are wanted."""

from .support import Planted, expect

CHECK = "provisioned-database"
PLANTED = Planted(
    "accounts.production.vpcs.main.aurora_clusters.main.instances.reader-2.instance_class", "db.serverless"
)


def test_dev() -> None:
    """Dev is where they belong."""
    expect(
        CHECK,
        """\
accounts:
  p:
    account_id: "111111111111"
    environment: dev
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b, c]
        subnets: {data: {per: availability_zone, newbits: 4, netnum: 0}}
        aurora_clusters:
          main:
            engine: aurora-postgresql
            engine_version: 16.10
            subnets: data
            storage_encrypted: yes
            instances: {writer: {instance_class: db.serverless}}
""",
    )


def test_staging() -> None:
    """Staging mirrors production; one serverless reader is one finding."""
    expect(
        CHECK,
        """\
accounts:
  p:
    account_id: "111111111111"
    environment: staging
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b, c]
        subnets: {data: {per: availability_zone, newbits: 4, netnum: 0}}
        aurora_clusters:
          main:
            engine: aurora-postgresql
            engine_version: 16.10
            subnets: data
            storage_encrypted: yes
            instances:
              writer: {instance_class: db.r6g.large}
              reader: {instance_class: db.serverless}
""",
        (18, 40, "a serverless instance in staging"),
    )

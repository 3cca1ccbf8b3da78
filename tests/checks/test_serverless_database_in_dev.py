"""Databases of dev: how they are judged, and that others are not."""

from .support import Planted, expect

CHECK = "serverless-database-in-dev"
PLANTED = Planted("accounts.dev.vpcs.main.aurora_clusters.main.serverlessv2_scaling_configuration.min_capacity", "2")

MODEL = """\
accounts:
  it:
    account_id: "111111111111"
    environment: dev
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]
        subnets: {data: {per: availability_zone, newbits: 4, netnum: 0}}
        aurora_clusters:
          main:
            engine: aurora-postgresql
            engine_version: 16.10
            subnets: data
            storage_encrypted: yes
            serverlessv2_scaling_configuration: {min_capacity: 2, max_capacity: 8}
            instances: {one: {instance_class: db.serverless}, two: {instance_class: db.t4g.medium}}
"""


def test_both_faults() -> None:
    """A cluster may be told of its capacity and of an instance beside it."""
    expect(CHECK, MODEL, (16, 64, "2 ACU are there"), (17, 85, "db.t4g.medium runs day and night"))


def test_elsewhere() -> None:
    """Staging and production have a load of their own."""
    expect(CHECK, MODEL.replace("environment: dev", "environment: staging"))

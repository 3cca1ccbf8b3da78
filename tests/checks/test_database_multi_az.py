"""Instances and zones: what counts."""

from .support import Planted, expect

CHECK = "database-multi-az"
PLANTED = Planted("accounts.production.vpcs.main.aurora_clusters.main.instances.reader-2.availability_zone", "b")


def test_same_zone() -> None:
    """Three instances in two zones: the second one in a zone is pointed at."""
    expect(
        CHECK,
        """\
accounts:
  p:
    account_id: "111111111111"
    environment: production
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
              writer: {instance_class: db.r6g.large, availability_zone: a}
              reader-1: {instance_class: db.r6g.large, availability_zone: b}
              reader-2: {instance_class: db.r6g.large, availability_zone: b}
""",
        (19, 75, "the zone of reader-1, and 3 zones are needed"),
    )


def test_autoscaling() -> None:
    """Readers that autoscaling always keeps count."""
    expect(
        CHECK,
        """\
accounts:
  p:
    account_id: "111111111111"
    environment: production
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
            reader_autoscaling: {min_capacity: 2, max_capacity: 6}
            instances: {writer: {instance_class: db.r6g.large, availability_zone: a}}
""",
    )


def test_chosen_by_aws() -> None:
    """An instance whose zone AWS chooses is not held against the cluster."""
    expect(
        CHECK,
        """\
accounts:
  p:
    account_id: "111111111111"
    environment: production
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
              reader-1: {instance_class: db.r6g.large}
              reader-2: {instance_class: db.r6g.large}
""",
    )


def test_staging() -> None:
    """Staging needs one reader, dev none."""
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
            instances: {writer: {instance_class: db.r6g.large}}
""",
        (16, 13, "1 of 2 instances"),
    )


def test_dev() -> None:
    """Dev may have a single instance."""
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


def test_nothing_said() -> None:
    """A cluster without any instance in the model says nothing about them."""
    expect(
        CHECK,
        """\
accounts:
  p:
    account_id: "111111111111"
    environment: production
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
""",
    )

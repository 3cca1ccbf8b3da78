"""Readers that come by themselves."""

from .support import Planted, expect

CHECK = "autoscaled-readers"
PLANTED = Planted("accounts.production.vpcs.main.aurora_clusters.main.reader_autoscaling", "null")


def test_who_is_not_asked() -> None:
    """Serverless instances grow in place; dev needs no readers; a cluster without instances says nothing."""
    expect(
        CHECK,
        """\
blueprints:
  vpc:
    availability_zones: [a, b]
    subnets: {data: {per: availability_zone, newbits: 4, netnum: 0}}
    aurora_clusters:
      main: {engine: aurora-postgresql, engine_version: 16.10, subnets: data, storage_encrypted: yes}
accounts:
  s:
    account_id: "111111111111"
    environment: staging
    vpcs:
      main:
        extends: blueprints.vpc
        cidr_block: 10.0.0.0/16
        aurora_clusters: {main: {instances: {writer: {instance_class: db.serverless}}}}
  d:
    account_id: "222222222222"
    environment: dev
    vpcs:
      main:
        extends: blueprints.vpc
        cidr_block: 10.1.0.0/16
        aurora_clusters: {main: {instances: {writer: {instance_class: db.r6g.large}}}}
  p:
    account_id: "333333333333"
    environment: production
    vpcs: {main: {extends: blueprints.vpc, cidr_block: 10.2.0.0/16}}
""",
    )

"""What has an alarm."""

from .support import Planted, expect

CHECK = "production-alarms"
PLANTED = Planted(
    "accounts.production.cloudwatch_metric_alarms.cache-evictions",
    "null",
    found_at="accounts.production.vpcs.main.elasticache_replication_groups.cache",
)


def test_load_balancers_and_parts() -> None:
    """An instance that is watched speaks for its cluster; a load balancer is asked where alarms are used."""
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
        availability_zones: [a, b]
        subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
        lbs: {api: {type: application, subnets: app}, inner: {type: application, internal: yes, subnets: app}}
        aurora_clusters:
          main:
            engine: aurora-postgresql
            engine_version: 16.10
            subnets: app
            storage_encrypted: yes
            instances: {writer: {instance_class: db.r6g.large}}
    cloudwatch_metric_alarms:
      load:
        watches: vpcs.main.aurora_clusters.main.instances.writer
        namespace: AWS/RDS
        metric_name: CPUUtilization
        comparison_operator: GreaterThanThreshold
        threshold: 80
  q:
    account_id: "222222222222"
    environment: production
    vpcs:
      main:
        cidr_block: 10.1.0.0/16
        availability_zones: [a, b]
        subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
        lbs: {api: {type: application, subnets: app}}
""",
        (10, 15, "no alarm watches this production lb"),
    )

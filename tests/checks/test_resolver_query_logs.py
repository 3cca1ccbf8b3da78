"""Resolver query logs."""

from .support import Planted, expect

CHECK = "resolver-query-logs"
PLANTED = Planted(
    "accounts.networking.resolver_query_log_configs.central.vpcs",
    "[accounts.dev.vpcs.main]",
    "accounts.production.vpcs.main",
)


def test_shared() -> None:
    """With a unit above the account, or with the organisation, is as good."""
    expect(
        CHECK,
        """\
organization:
  title: Example
  region: us-east-1
  organizational_units: {workloads: {}, dev: {parent_unit: workloads}}
accounts:
  network:
    account_id: "111111111111"
    s3_buckets: {dns: {}}
    resolver_query_log_configs: {all: {to: dns, vpcs: [accounts.dev.vpcs.main, accounts.staging.vpcs.main]}}
    resource_shares:
      dns: {resources: resolver_query_log_configs.all, principals: organizational_units.workloads}
    vpcs: {hub: {cidr_block: 10.9.0.0/16}}
  dev:
    account_id: "222222222222"
    environment: dev
    organizational_unit: dev
    vpcs: {main: {cidr_block: 10.0.0.0/16}}
  staging: {account_id: "333333333333", environment: staging, vpcs: {main: {cidr_block: 10.1.0.0/16}}}
""",
        (9, 49, "the configuration is not shared with accounts.staging, whose VPC cannot use it"),
    )

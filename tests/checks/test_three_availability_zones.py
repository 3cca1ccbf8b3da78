"""Three zones in production: who is asked."""

from .support import Planted, expect

CHECK = "three-availability-zones"
PLANTED = Planted("accounts.production.vpcs.main.lbs.api.subnets", "[public-a, public-b]")


def test_staging() -> None:
    """Other environments may do with two."""
    expect(
        CHECK,
        """\
accounts:
  staging:
    account_id: "111111111111"
    environment: staging
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]
        subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
        eks_clusters: {main: {version: 1.34, subnets: app}}
""",
    )


def test_zones_not_subnets() -> None:
    """Three subnets in two zones are two zones; each resource is asked by itself."""
    expect(
        CHECK,
        """\
accounts:
  production:
    account_id: "111111111111"
    environment: production
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        subnets:
          one: {cidr_block: 10.0.1.0/24, availability_zone: a}
          two: {cidr_block: 10.0.2.0/24, availability_zone: b}
          three: {cidr_block: 10.0.3.0/24, availability_zone: b}
          four: {cidr_block: 10.0.4.0/24, availability_zone: c}
        lbs:
          wide: {type: application, subnets: [one, two, four]}
          narrow: {type: application, subnets: [one, two, three]}
""",
        (15, 39, "2 of 3 Availability Zones (us-east-1a, us-east-1b)"),
    )


GROUPS = """\
accounts:
  production:
    account_id: "111111111111"
    environment: production
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b, c]
        subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
        eks_clusters:
          main:
            version: 1.34
            subnets: app
            node_groups:
              one:
                instance_types: [m6i.large]
                scaling_config: {min_size: 1, desired_size: 1, max_size: 2}
                subnets: app-a
              two:
                instance_types: [m6i.large]
                scaling_config: {min_size: 1, desired_size: 1, max_size: 2}
                subnets: app-b
              three:
                instance_types: [m6i.large]
                scaling_config: {min_size: 1, desired_size: 1, max_size: 2}
                subnets: app-c
"""


def test_a_group_for_each_zone() -> None:
    """Groups of the same nodes cover the zones together."""
    expect(CHECK, GROUPS)


def test_other_nodes() -> None:
    """Nodes of another sort do not stand in for them."""
    before, third, after = GROUPS.partition("three:")
    expect(
        CHECK,
        before + third + after.replace("m6i", "m6g"),
        (18, 26, "stands with those like it in 2 of 3"),
        (26, 26, "stands in 1 of 3"),
    )

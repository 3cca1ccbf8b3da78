"""Nodes that are cut off: what counts as a way out, and what is needed without one."""

from .support import Planted, expect

CHECK = "endpoints-before-nat-is-removed"
PLANTED = Planted(
    "accounts.production.vpcs.main.route_tables.app",
    "{per: null, routes: {0.0.0.0/0: null}}",
    found_at="accounts.production.vpcs.main.eks_clusters.main.node_groups.general.subnets",
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
        nat_gateways: {egress: {subnet: public-a}}
        route_tables: {public: {routes: {0.0.0.0/0: internet_gateways.main}}, app: {ROUTES}}
        subnets:
          public: {per: availability_zone, newbits: 4, netnum: 1, route_table: public}
          app: {per: availability_zone, newbits: 4, netnum: 0, route_table: app}
        vpc_endpoints: {s3: {service: s3, type: Gateway, route_tables: app}}
        eks_clusters:
          main:
            version: 1.34
            subnets: app
            endpoint_private_access: yes
            node_groups:
              all:
                instance_types: [m6i.large]
                scaling_config: {min_size: 1, desired_size: 1, max_size: 2}
                subnets: app
"""


def test_a_nat_gateway_is_a_way_out() -> None:
    """With it, endpoints are a matter of cost and of taste."""
    expect(CHECK, MODEL.replace("ROUTES", "routes: {0.0.0.0/0: nat_gateways.egress}"))


def test_a_route_into_another_network_is_none() -> None:
    """Without a default route each missing endpoint is named, once for the group."""
    expect(
        CHECK,
        MODEL.replace("ROUTES", "routes: {}"),
        (24, 26, "its nodes have no way out, and their VPC lacks the endpoints ec2, ecr.api, ecr.dkr, sts"),
    )


def test_a_table_that_nobody_wrote_is_not_judged() -> None:
    """What the VPC's main table says is not known."""
    expect(CHECK, MODEL.replace("ROUTES", "routes: {}").replace("netnum: 0, route_table: app", "netnum: 0"))

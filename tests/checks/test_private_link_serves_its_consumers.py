"""Endpoints and the service that they lead to."""

from .support import Planted, expect

CHECK = "private-link-serves-its-consumers"
PLANTED = Planted("accounts.production.vpcs.main.vpc_endpoints.packages.subnets", "[app-a, app-c]")


def test_endpoints_of_aws() -> None:
    """An endpoint of AWS's own services, and one in the service's own account, need no permission."""
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
        lbs: {wire: {type: network, internal: yes, subnets: app}}
        vpc_endpoint_services: {mirror: {network_load_balancers: wire}}
        vpc_endpoints:
          ssm: {service: ssm, type: Interface, subnets: app}
          mirror: {endpoint_service: mirror, type: Interface, subnets: app}
""",
    )

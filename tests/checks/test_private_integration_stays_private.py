"""Private integrations: the API before them, and the load balancer behind."""

from .support import Planted, expect

CHECK = "private-integration-stays-private"
PLANTED = Planted(
    "accounts.production",
    "{apigatewayv2_apis: {partners: {authorization: JWT, routes: {$default: api}, integrations: {api:"
    " {listener: vpcs.main.lbs.api.listeners.https, vpc_link: vpcs.main.apigatewayv2_vpc_links.link}}}},"
    " vpcs: {main: {apigatewayv2_vpc_links: {link: {subnets: app}}}}}",
    found_at="accounts.production.apigatewayv2_apis.partners.integrations.api.listener",
)


def test_both_at_once() -> None:
    """An open API before an open load balancer is told twice, each at its place."""
    expect(
        CHECK,
        """\
accounts:
  a:
    account_id: "111111111111"
    apigatewayv2_apis:
      partners:
        authorization: NONE
        integrations:
          api: {listener: vpcs.main.lbs.api.listeners.http, vpc_link: vpcs.main.apigatewayv2_vpc_links.link}
        routes: {$default: api}
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]
        subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
        apigatewayv2_vpc_links: {link: {subnets: app}}
        lbs:
          api:
            type: application
            internal: no
            subnets: app
            listeners: {http: {port: 80, protocol: HTTP, forward_to: api}}
            target_groups: {api: {port: 8080, protocol: HTTP}}
""",
        (6, 24, "anybody may call this API"),
        (8, 27, "api can be called without this API"),
    )

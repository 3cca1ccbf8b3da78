"""The sharing of a transit gateway: what needs none."""

from .support import Planted, expect

CHECK = "transit-gateway-shared"
PLANTED = Planted(
    "accounts.networking.transit_gateways.hub.shared_with",
    "[accounts.shared-services, accounts.dev, accounts.staging]",
    found_at="accounts.production.vpcs.main.transit_gateway_attachments.hub.transit_gateway",
)


def test_the_own_account_needs_no_share() -> None:
    """A VPC beside the transit gateway is attached without AWS RAM."""
    expect(
        CHECK,
        """\
accounts:
  hub:
    account_id: "111111111111"
    transit_gateways: {main: {}}
    vpcs:
      app:
        cidr_block: 10.0.0.0/16
        subnets: {a: {cidr_block: 10.0.0.0/24, availability_zone: a}}
        transit_gateway_attachments: {hub: {transit_gateway: main, subnets: a}}
""",
    )


def test_a_share_with_somebody_else() -> None:
    """A share with another account does not help; the finding stands at the attachment's gateway."""
    expect(
        CHECK,
        """\
accounts:
  hub: {account_id: "111111111111", transit_gateways: {main: {shared_with: other}}}
  other: {account_id: "333333333333"}
  spoke:
    account_id: "222222222222"
    vpcs:
      app:
        cidr_block: 10.0.0.0/16
        subnets: {a: {cidr_block: 10.0.0.0/24, availability_zone: a}}
        transit_gateway_attachments:
          hub: {transit_gateway: accounts.hub.transit_gateways.main, subnets: a}
""",
        (11, 34, "not shared with spoke"),
    )

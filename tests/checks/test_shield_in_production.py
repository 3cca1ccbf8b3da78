"""Shield Advanced: who needs it."""

from .support import Planted, expect

CHECK = "shield-in-production"
PLANTED = Planted("accounts.production.vpcs.main.lbs.api.shield_advanced", "no")


def test_elsewhere() -> None:
    """Outside of production nobody does."""
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
        subnets: {public: {per: availability_zone, newbits: 4, netnum: 0}}
        lbs: {api: {type: application, subnets: public}}
""",
    )


def test_who() -> None:
    """In production every door does, a network load balancer too, and an internal one does not."""
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
        subnets: {public: {per: availability_zone, newbits: 4, netnum: 0}}
        lbs:
          wire: {type: network, subnets: public, shield_advanced: no}
          inner: {type: application, internal: yes, subnets: public}
""",
        (11, 67, "without Shield Advanced"),
    )

"""What a Direct Connect gateway joins."""

from .support import Planted, expect

CHECK = "direct-connect-gateway-joins"
PLANTED = Planted("accounts.networking.dx_gateways.offices.associations", "{hub: {gateway: transit_gateways.hub}}")


def test_two_hubs() -> None:
    """Two transit gateways behind one line need numbers of their own."""
    expect(
        CHECK,
        """\
accounts:
  network:
    account_id: "111111111111"
    transit_gateways: {one: {amazon_side_asn: 64512}, two: {amazon_side_asn: 64512}}
    dx_gateways:
      office:
        amazon_side_asn: 64530
        associations:
          one: {gateway: transit_gateways.one, allowed_prefixes: [10.0.0.0/9]}
          two: {gateway: transit_gateways.two, allowed_prefixes: [10.128.0.0/9]}
""",
        (10, 26, "have one ASN, 64512"),
    )

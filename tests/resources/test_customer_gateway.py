"""customer_gateways"""

import pytest

from .support import faults, one


def test_a_customer_gateway_knows_the_networks_behind_it() -> None:
    """The router's address and its blocks are text that was checked."""
    it, edges = one(
        "account",
        """
        customer_gateways:
          it: {ip_address: 203.0.113.2, bgp_asn: 65010, cidr_blocks: [192.168.0.0/17]}
        """,
    )
    assert it.cidr_blocks == ("192.168.0.0/17",)
    assert it.bgp_asn == 65010
    assert edges == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            customer_gateways:
              it:
                ip_address: router
            """,
            "bad-ip:3",
        ),
        (
            """
            customer_gateways:
              it:
                cidr_blocks: [192.168.0.1/17]
            """,
            "host-bits-set:3",
        ),
        (
            """
            customer_gateways:
              it:
                bgp_asn: 0
            """,
            "bad-asn:3",
        ),
        (
            """
            customer_gateways:
              it:
                bgp_asn: 4294967296
            """,
            "bad-asn:3",
        ),
        (
            """
            customer_gateways:
              it:
                bgp_asn: 7224
            """,
            "bad-asn:3",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("account", text) == [expected]

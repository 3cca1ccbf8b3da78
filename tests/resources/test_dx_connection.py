"""dx_connections"""

import pytest

from .support import faults, one


def test_a_line_carries_virtual_interfaces() -> None:
    """Each ends at a Direct Connect gateway, a public one at AWS itself."""
    it, edges = one(
        "account",
        """
        dx_connections:
          it:
            location: EqDC2
            bandwidth: 1Gbps
            virtual_interfaces:
              office: {type: transit, vlan: 101, bgp_asn: 65010, dx_gateway: office}
              aws: {type: public, vlan: 102, bgp_asn: 65010}
        """,
    )
    assert it.region == "us-east-1"
    assert edges == {
        "associated_with dx_gateways.office",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            dx_connections:
              it:
                location: EqDC2
                bandwidth: 3Gbps
            """,
            "wrong-type:4",
        ),
        (
            """
            dx_connections:
              it:
                location: EqDC2
                bandwidth: 1Gbps
                virtual_interfaces:
                  office: {type: transit, vlan: 101, bgp_asn: 65010}
            """,
            "missing-key:6",
        ),
        (
            """
            dx_connections:
              it:
                location: EqDC2
                bandwidth: 1Gbps
                virtual_interfaces:
                  office: {type: transit, vlan: 4095, bgp_asn: 65010, dx_gateway: office}
            """,
            "wrong-type:6",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("account", text) == [expected]

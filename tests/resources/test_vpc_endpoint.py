"""vpc_endpoints"""

import pytest

from .support import faults, one


def test_an_interface_endpoint_has_interfaces_in_subnets() -> None:
    """Its subnets back one another up, its security groups all count."""
    it, edges = one(
        "vpc",
        """
        vpc_endpoints:
          it: {service: ecr.api, type: Interface, subnets: app, security_groups: web}
        """,
    )
    assert it.type_ == "Interface"
    assert it.service == "ecr.api"
    assert edges == {
        "placed_in subnets.app-a {subnets}",
        "placed_in subnets.app-b {subnets}",
        "member_of security_groups.web",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            vpc_endpoints:
              it:
                service: s3
                type: gateway
            """,
            "wrong-type:4",
        ),
        (
            """
            vpc_endpoints:
              it:
                service: s3
                type: Gateway
                route_tables: [app, main]
            """,
            "dangling-reference:5",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("vpc", text) == [expected]

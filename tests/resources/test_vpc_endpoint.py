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


def test_an_endpoint_may_lead_to_a_service_of_ones_own() -> None:
    """Then it needs that service, which stands in another VPC."""
    it, edges = one(
        "vpc",
        """
        vpc_endpoints:
          it: {endpoint_service: shared, type: Interface, subnets: app}
        """,
    )
    assert it.service == ""
    assert "forwards_to vpc_endpoint_services.shared" in edges


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            vpc_endpoints:
              it: {type: Interface}
            """,
            "missing-key:2",
        ),
        (
            """
            vpc_endpoints:
              it: {service: s3, endpoint_service: shared, type: Interface}
            """,
            "missing-key:2",
        ),
        (
            """
            vpc_endpoints:
              it: {service: com.amazonaws.us-east-1.s3, type: Gateway}
            """,
            "missing-key:2",
        ),
        (
            """
            vpc_endpoints:
              it: {endpoint_service: shared, type: Gateway}
            """,
            "missing-key:2",
        ),
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

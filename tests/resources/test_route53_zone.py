"""route53_zones"""

import pytest

from .support import faults, one


def test_a_zone_names_things() -> None:
    """Records stand for resources, values or other zones; with VPCs it is private."""
    it, edges = one(
        "account",
        """
        route53_zones:
          it:
            domain_name: it.example.com
            vpcs: vpcs.main
            records:
              api.it.example.com: {alias: vpcs.main.lbs.front}
              below.it.example.com: {type: NS, delegates_to: zone}
              it.example.com: {type: TXT, values: [hello], ttl: 60}
        """,
    )
    assert it.is_private
    assert it.records["it.example.com"].ttl == 60
    assert edges == {
        "associated_with vpcs.main",
        "associated_with lbs.front",
        "associated_with route53_zones.zone",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            route53_zones:
              it:
                domain_name: Example.com
            """,
            "bad-domain-name:3",
        ),
        (
            """
            route53_zones:
              it:
                domain_name: example.com
                records: {api.example.org: {values: [192.0.2.1]}}
            """,
            "bad-domain-name:2",
        ),
        (
            """
            route53_zones:
              it:
                domain_name: example.com
                records:
                  api.example.com: {ttl: 5}
            """,
            "missing-key:5",
        ),
        (
            """
            route53_zones:
              it:
                domain_name: example.com
                records:
                  api.example.com: {delegates_to: zone}
            """,
            "not-supported:5",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("account", text) == [expected]

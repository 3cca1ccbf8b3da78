"""opensearch_domains of a VPC"""

import pytest

from .support import faults, one


def test_a_domain_without_zone_awareness_needs_its_subnet() -> None:
    """The loss of its subnet is its own."""
    it, edges = one(
        "vpc",
        """
        opensearch_domains:
          it:
            engine_version: OpenSearch_2.19
            instance_type: r6g.large.search
            subnets: app-a
            encrypt_at_rest: yes
            node_to_node_encryption: yes
        """,
    )
    assert it.instance_count == 1
    assert edges == {"placed_in subnets.app-a"}


def test_a_domain_in_two_zones() -> None:
    """Its copies back one another up."""
    it, edges = one(
        "vpc",
        """
        opensearch_domains:
          it:
            engine_version: OpenSearch_2.19
            instance_type: r6g.large.search
            instance_count: 2
            zone_awareness_enabled: yes
            subnets: app
            encrypt_at_rest: yes
            node_to_node_encryption: yes
            kms_key: key
        """,
    )
    assert it.zone_awareness_enabled
    assert edges == {
        "placed_in subnets.app-a {subnets}",
        "placed_in subnets.app-b {subnets}",
        "encrypted_by kms_keys.key",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            opensearch_domains:
              it:
                engine_version: OpenSearch_2.19
                instance_type: r6g.large.search
                subnets: app-a
                encrypt_at_rest: yes
            """,
            "missing-key:2",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("vpc", text) == [expected]

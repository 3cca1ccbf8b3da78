"""cloudfront_distributions"""

import pytest

from .support import faults, one


def test_a_distribution_forwards_to_its_origins() -> None:
    """Origins, filter and log bucket each make an edge."""
    it, edges = one(
        "account",
        """
        cloudfront_distributions:
          it:
            origins:
              pages: {s3_bucket: store, access: origin_access_control}
              api: {lb: vpcs.main.lbs.front}
            default_origin: pages
            path_patterns: {/api/*: api}
            viewer_protocol_policy: https-only
            web_acl: edge
            logs_to: store
        """,
    )
    assert it.origins["pages"].access == "origin_access_control"
    assert it.path_patterns == {"/api/*": "api"}
    assert edges == {
        "forwards_to s3_buckets.store",
        "forwards_to lbs.front",
        "associated_with web_acls.edge",
        "logs_to s3_buckets.store",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            cloudfront_distributions:
              it:
                origins: {a: {}}
                default_origin: a
                viewer_protocol_policy: https-only
            """,
            "missing-key:3",
        ),
        (
            """
            cloudfront_distributions:
              it:
                origins: {a: {s3_bucket: store}}
                default_origin: b
                viewer_protocol_policy: https-only
            """,
            "dangling-reference:2",
        ),
        (
            """
            cloudfront_distributions:
              it:
                origins:
                  a: {lb: vpcs.main.lbs.front, access: origin_access_control}
                default_origin: a
                viewer_protocol_policy: https-only
            """,
            "not-supported:4",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("account", text) == [expected]

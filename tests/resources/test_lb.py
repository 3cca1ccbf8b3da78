"""lbs"""

import pytest

from .support import faults, one


def test_a_load_balancer_stands_in_several_subnets() -> None:
    """Its subnets back one another up; it is guarded by groups and a web ACL."""
    it, edges = one(
        "vpc",
        """
        lbs:
          it: {type: application, subnets: app, security_groups: web, web_acl: api, logs_to: store, internal: no}
        """,
    )
    assert it.type_ == "application"
    assert it.internal is False
    assert edges == {
        "placed_in subnets.app-a {subnets}",
        "placed_in subnets.app-b {subnets}",
        "member_of security_groups.web",
        "associated_with web_acls.api",
        "logs_to s3_buckets.store",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            lbs:
              it:
                type: network
                subnets: app
                web_acl: api
            """,
            "not-supported:2",
        ),
        (
            """
            lbs:
              it:
                type: classic
                subnets: app
            """,
            "wrong-type:3",
        ),
        (
            """
            lbs:
              it:
                type: network
            """,
            "missing-key:2",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("vpc", text) == [expected]

"""ingresses of a namespace"""

import pytest

from .support import faults, one


def test_an_ingress_configures_a_load_balancer() -> None:
    """It names the target group of each path; what that forwards to is written there."""
    it, edges = one(
        "namespace",
        """
        ingresses:
          it: {ingress_class: alb, lb: lbs.front, paths: {/api: lbs.front.target_groups.api}}
        """,
    )
    assert it.ingress_class == "alb"
    assert edges == {"associated_with lbs.front", "associated_with lbs.front.target_groups.api"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ingresses: {it: {ingress_class: alb}}", "missing-key:1"),
        (
            """
            ingresses:
              it:
                ingress_class: alb
                lb: lbs.front
                paths:
                  /: deployments.api
            """,
            "wrong-reference:6",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("namespace", text) == [expected]

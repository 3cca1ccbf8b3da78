"""web_acls"""

import pytest

from .support import faults, one


def test_a_web_acl_lists_its_rule_groups_in_order() -> None:
    """The order of the groups is the order in which they look."""
    it, edges = one(
        "account",
        """
        web_acls:
          it:
            scope: REGIONAL
            managed_rule_groups: [AWSManagedRulesSQLiRuleSet, AWSManagedRulesCommonRuleSet]
            rate_limit: 2000
        """,
    )
    assert it.managed_rule_groups == ("AWSManagedRulesSQLiRuleSet", "AWSManagedRulesCommonRuleSet")
    assert it.default_action == "allow"
    assert edges == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            web_acls:
              it: {scope: GLOBAL}
            """,
            "wrong-type:2",
        ),
        (
            """
            web_acls:
              it:
                scope: REGIONAL
                rate_limit: 9
            """,
            "wrong-type:4",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("account", text) == [expected]

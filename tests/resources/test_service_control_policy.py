"""service_control_policies"""

import pytest

from .support import faults, one


def test_a_policy_applies_to_units_accounts_and_the_organization() -> None:
    """Targets of three kinds are named by their collection; the organization by its own name."""
    it, edges = one(
        "organization",
        """
        service_control_policies:
          it:
            targets: [organization, organizational_units.workloads, accounts.dev]
            statements: {leave: {effect: Deny, actions: [organizations:LeaveOrganization]}}
        """,
    )
    assert it.statements["leave"].effect == "Deny"
    assert it.statements["leave"].resources == ("*",)
    assert edges == {
        "applies_to organization",
        "applies_to organization.organizational_units.workloads",
        "applies_to accounts.dev",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            service_control_policies:
              it:
                targets: workload
                statements: {}
            """,
            "dangling-reference:3",
        ),
        (
            """
            service_control_policies:
              it:
                targets: accounts.dev
                statements: {all: {effect: Forbid}}
            """,
            "wrong-type:4",
        ),
        (
            """
            service_control_policies:
              it:
                targets: accounts.dev.vpcs.main
                statements: {}
            """,
            "wrong-reference:3",
        ),
        (
            """
            service_control_policies:
              it:
                targets: accounts.dev
                statements: {all: {effect: Deny, actions: [a], not_actions: [b]}}
            """,
            "missing-key:4",
        ),
        (
            """
            service_control_policies:
              it:
                targets: accounts.dev
                statements: {all: {effect: Deny}}
            """,
            "missing-key:4",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("organization", text) == [expected]

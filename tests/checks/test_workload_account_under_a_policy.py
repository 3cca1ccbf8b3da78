"""Policies reach accounts through every level, and only those that forbid something count."""

from .support import Planted, expect

CHECK = "workload-account-under-a-policy"
PLANTED = Planted("organization.service_control_policies", "null", found_at="accounts.production.organizational_unit")


def test_from_the_organisation() -> None:
    """A policy on the organisation reaches everybody."""
    expect(
        CHECK,
        """\
organization:
  title: Example
  region: us-east-1
  organizational_units: {workloads: {}, production: {parent_unit: workloads}, other: {}}
  service_control_policies:
    guardrail:
      targets: organization
      statements: {one: {effect: Deny, actions: ["s3:*"]}}
accounts:
  production:
    account_id: "111111111111"
    environment: production
    organizational_unit: production
""",
    )


def test_on_the_account() -> None:
    """A policy on the account itself counts."""
    expect(
        CHECK,
        """\
organization:
  title: Example
  region: us-east-1
  organizational_units: {workloads: {}, production: {parent_unit: workloads}, other: {}}
  service_control_policies:
    guardrail:
      targets: accounts.production
      statements: {one: {effect: Deny, actions: ["s3:*"]}}
accounts:
  production:
    account_id: "111111111111"
    environment: production
    organizational_unit: production
""",
    )


def test_beside_it() -> None:
    """A policy on another unit does not reach the account."""
    expect(
        CHECK,
        """\
organization:
  title: Example
  region: us-east-1
  organizational_units: {workloads: {}, production: {parent_unit: workloads}, other: {}}
  service_control_policies:
    guardrail:
      targets: organizational_units.other
      statements: {one: {effect: Deny, actions: ["s3:*"]}}
accounts:
  production:
    account_id: "111111111111"
    environment: production
    organizational_unit: production
""",
        (13, 26, "this production account"),
    )


def test_allows_all() -> None:
    """A policy that allows everything, as AWS's own does, forbids nothing."""
    expect(
        CHECK,
        """\
organization:
  title: Example
  region: us-east-1
  organizational_units: {workloads: {}, production: {parent_unit: workloads}, other: {}}
  service_control_policies:
    guardrail:
      targets: organizational_units.workloads
      statements: {one: {effect: Allow, actions: ["*"]}}
accounts:
  production:
    account_id: "111111111111"
    environment: production
    organizational_unit: production
""",
        (13, 26, "no service control policy"),
    )


def test_allow_list() -> None:
    """A list of what is allowed forbids the rest."""
    expect(
        CHECK,
        """\
organization:
  title: Example
  region: us-east-1
  organizational_units: {workloads: {}, production: {parent_unit: workloads}, other: {}}
  service_control_policies:
    guardrail:
      targets: organizational_units.workloads
      statements: {one: {effect: Allow, actions: ["s3:*"]}}
accounts:
  production:
    account_id: "111111111111"
    environment: production
    organizational_unit: production
""",
    )


def test_no_environment() -> None:
    """An account that serves no environment needs none."""
    expect(
        CHECK,
        """\
accounts:
  logs: {account_id: "111111111111"}
""",
    )

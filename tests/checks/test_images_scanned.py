"""Inspector: whose images are scanned."""

from .support import Planted, expect

CHECK = "images-scanned"
PLANTED = Planted(
    "accounts.security.inspector_enablers.organization.resource_types",
    "[EC2]",
    "accounts.shared-services.ecr_repositories",
)


def test_who() -> None:
    """Only accounts that keep images are asked, and scans on push are no answer."""
    expect(
        CHECK,
        """\
accounts:
  security:
    account_id: "111111111111"
    inspector_enablers: {all: {resource_types: [ECR], accounts: accounts.one}}
  one: {account_id: "222222222222", ecr_repositories: {a: {}}}
  two: {account_id: "333333333333", ecr_repositories: {a: {scan_on_push: yes}}}
  three: {account_id: "444444444444"}
""",
        (6, 37, "does not scan the images of this account"),
    )


def test_none() -> None:
    """A model without Inspector that does not name its management account is not judged."""
    expect(
        CHECK,
        """\
accounts:
  one: {account_id: "222222222222", ecr_repositories: {a: {}}}
""",
    )

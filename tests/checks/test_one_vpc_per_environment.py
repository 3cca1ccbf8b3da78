"""One VPC for each environment: what counts as the same."""

from .support import Planted, expect

CHECK = "one-vpc-per-environment"
PLANTED = Planted("accounts.production.vpcs.second", "{cidr_block: 10.200.0.0/16}")


def test_no_environment() -> None:
    """Accounts without an environment may have as many as they like."""
    expect(
        CHECK,
        """\
accounts:
  tools: {account_id: "111111111111", vpcs: {one: {cidr_block: 10.0.0.0/16}, two: {cidr_block: 10.1.0.0/16}}}
""",
    )


def test_across_accounts() -> None:
    """Two accounts of one environment have one VPC between them."""
    expect(
        CHECK,
        """\
accounts:
  dev: {account_id: "111111111111", environment: dev, vpcs: {main: {cidr_block: 10.0.0.0/16}}}
  lab: {account_id: "222222222222", environment: dev, vpcs: {main: {cidr_block: 10.1.0.0/16}}}
""",
        (3, 62, "dev has a second VPC in us-east-1"),
    )

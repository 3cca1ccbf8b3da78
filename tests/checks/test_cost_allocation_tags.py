"""Cost allocation tags."""

from .support import Planted, expect

CHECK = "cost-allocation-tags"
PLANTED = Planted("accounts.production.default_tags", "null")


def test_which() -> None:
    """Each key that is missing is named."""
    expect(
        CHECK,
        """\
organization: {title: Example, region: us-east-1, cost_allocation_tags: [team, stage]}
accounts:
  a: {account_id: "111111111111", default_tags: {team: one, owner: two}}
""",
        (3, 35, "what this account holds is not tagged with stage"),
    )

"""What a subject lets in."""

from .support import Planted, expect

CHECK = "federated-trust-is-narrow"
PLANTED = Planted(
    "accounts.shared-services.iam_roles.ci.trust.federated.github.subjects",
    "[repo:innovate-inc/innovate:ref:refs/heads/*]",
)


def test_forms() -> None:
    """A pattern within a branch's or environment's name is one's own matter; other providers have other forms."""
    expect(
        CHECK,
        """\
accounts:
  a:
    account_id: "111111111111"
    iam_roles:
      ci:
        trust:
          federated:
            github:
              provider: token.actions.githubusercontent.com
              subjects:
                - repo:me/code:ref:refs/heads/release-*
                - repo:me/code:ref:refs/tags/v*
                - repo:me/code:environment:*
                - me/code
            gitlab: {provider: gitlab.com, subjects: ["project_path:me/*:ref_type:branch:ref:main"]}
""",
        (13, 19, "every environment"),
        (14, 19, "not the form"),
    )

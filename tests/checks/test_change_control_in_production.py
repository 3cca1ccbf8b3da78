"""Who agrees to a change."""

from .support import Planted, expect

CHECK = "change-control-in-production"
PLANTED = Planted("accounts.shared-services.source_repositories.innovate.required_approvals", "0")


def test_elsewhere() -> None:
    """Repositories that go no further than staging are not judged."""
    expect(
        CHECK,
        """\
accounts:
  tools:
    account_id: "111111111111"
    source_repositories: {code: {service: github, url: https://github.com/example/code}}
    delivery_pipelines:
      site:
        service: codepipeline
        source_repository: code
        stages:
          staging: {steps: {deploy: {type: deploy, deploys: accounts.staging.s3_buckets.site}}}
  staging: {account_id: "222222222222", environment: staging, s3_buckets: {site: {}}}
  production: {account_id: "333333333333", environment: production, s3_buckets: {site: {}}}
""",
    )

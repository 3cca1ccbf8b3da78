"""Who is asked before production."""

from .support import Planted, expect

CHECK = "manual-approval-before-production"
PLANTED = Planted("accounts.shared-services.delivery_pipelines.backend.stages.production.approval", "none")


def test_elsewhere() -> None:
    """Other environments, and stages that change nothing, wait for nobody."""
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
          look: {account: accounts.production, steps: {test: {type: smoke_test}}}
  staging: {account_id: "222222222222", environment: staging, s3_buckets: {site: {}}}
  production: {account_id: "333333333333", environment: production, s3_buckets: {site: {}}}
""",
    )


def test_the_target_tells() -> None:
    """A stage that names no account is known by what it changes."""
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
          go: {steps: {deploy: {type: deploy, deploys: accounts.production.s3_buckets.site}}}
  staging: {account_id: "222222222222", environment: staging, s3_buckets: {site: {}}}
  production: {account_id: "333333333333", environment: production, s3_buckets: {site: {}}}
""",
        (10, 11, "nobody is asked before"),
    )

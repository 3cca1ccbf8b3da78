"""Tests between staging and production."""

from .support import Planted, expect

CHECK = "staging-runs-performance-and-security-tests"
PLANTED = Planted("accounts.shared-services.delivery_pipelines.backend.stages.staging.steps.load.is_blocking", "no")


def test_too_early_and_too_late() -> None:
    """Tests before the deployment to staging, or after the one to production, prevent nothing."""
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
          staging:
            account: accounts.staging
            steps:
              load: {type: performance_test}
              deploy: {type: deploy, deploys: accounts.staging.s3_buckets.site}
          production: {steps: {deploy: {type: deploy, deploys: accounts.production.s3_buckets.site}}}
          after: {account: accounts.staging, steps: {attack: {type: security_test}}}
  staging: {account_id: "222222222222", environment: staging, s3_buckets: {site: {}}}
  production: {account_id: "333333333333", environment: production, s3_buckets: {site: {}}}
""",
        (12, 13, "no performance_test runs"),
        (12, 13, "no security_test runs"),
    )


def test_without_a_stage_for_staging() -> None:
    """A pipeline that goes to production alone lacks both."""
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
          production: {steps: {deploy: {type: deploy, deploys: accounts.production.s3_buckets.site}}}
  staging: {account_id: "222222222222", environment: staging, s3_buckets: {site: {}}}
  production: {account_id: "333333333333", environment: production, s3_buckets: {site: {}}}
""",
        (9, 9, "no performance_test runs"),
        (9, 9, "no security_test runs"),
    )

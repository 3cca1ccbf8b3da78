"""What staging has run."""

from .support import Planted, expect

CHECK = "staging-before-production"
PLANTED = Planted(
    "accounts.shared-services.delivery_pipelines.backend.stages.staging.steps.deploy.deploys",
    "accounts.dev.s3_buckets.spa",
    found_at="accounts.shared-services.delivery_pipelines.backend.stages.production.steps.deploy.deploys",
)


def test_without_staging() -> None:
    """Nobody asks for a staging account that the organisation does not have."""
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
  production: {account_id: "333333333333", environment: production, s3_buckets: {site: {}}}
""",
    )


def test_within_one_stage() -> None:
    """Steps count, not stages: one stage may do both, in the right order."""
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
          all:
            steps:
              first: {type: deploy, deploys: accounts.staging.s3_buckets.site}
              second: {type: deploy, deploys: accounts.production.s3_buckets.site}
  staging: {account_id: "222222222222", environment: staging, s3_buckets: {site: {}}}
  production: {account_id: "333333333333", environment: production, s3_buckets: {site: {}}}
""",
    )

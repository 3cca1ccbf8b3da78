"""Migrations before programs."""

from .support import Planted, expect

CHECK = "schema-migrations-before-deployment"
PLANTED = Planted(
    "accounts.shared-services.delivery_pipelines.backend.stages.production.steps.migrate.is_blocking", "no"
)


def test_programs_without_a_database() -> None:
    """What connects to no database needs no migration."""
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
          dev: {steps: {deploy: {type: deploy, deploys: accounts.staging.s3_buckets.site}}}
  staging: {account_id: "222222222222", environment: staging, s3_buckets: {site: {}}}
  production: {account_id: "333333333333", environment: production, s3_buckets: {site: {}}}
""",
    )

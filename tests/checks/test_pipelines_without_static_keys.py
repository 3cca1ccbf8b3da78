"""As whom a pipeline acts."""

from .support import Planted, expect

CHECK = "pipelines-without-static-keys"
PLANTED = Planted(
    "accounts.shared-services.delivery_pipelines.backend.stages.production.iam_role",
    "accounts.production.iam_roles.api",
)


def test_in_its_own_account() -> None:
    """A stage in the pipeline's own account acts as the pipeline; another account needs a role there."""
    expect(
        CHECK,
        """\
accounts:
  tools:
    account_id: "111111111111"
    s3_buckets: {site: {}}
    iam_roles: {pipeline: {trust: {services: [codepipeline.amazonaws.com]}}}
    source_repositories: {code: {service: github, url: https://github.com/example/code}}
    delivery_pipelines:
      site:
        service: codepipeline
        source_repository: code
        iam_role: pipeline
        stages:
          here: {account: accounts.tools, steps: {deploy: {type: deploy, deploys: s3_buckets.site}}}
          there: {account: accounts.staging, steps: {deploy: {type: deploy, deploys: accounts.staging.s3_buckets.site}}}
  staging: {account_id: "222222222222", environment: staging, s3_buckets: {site: {}}}
  production: {account_id: "333333333333", environment: production, s3_buckets: {site: {}}}
""",
        (14, 11, "as whom this stage changes another account"),
    )

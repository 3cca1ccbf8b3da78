"""Gates before any change."""

from .support import Planted, expect

CHECK = "tests-gate-delivery"
PLANTED = Planted(
    "accounts.shared-services.delivery_pipelines.backend.stages.build.steps.dependencies.is_blocking", "no"
)


def test_nothing_to_gate() -> None:
    """A pipeline that changes nothing needs no gate, and an integration test is a test."""
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
          test: {steps: {look: {type: static_analysis}}}
      other:
        service: codepipeline
        source_repository: code
        stages:
          go:
            steps:
              test: {type: integration_test}
              dependencies: {type: dependency_scan}
              deploy: {type: deploy, deploys: accounts.staging.s3_buckets.site}
  staging: {account_id: "222222222222", environment: staging, s3_buckets: {site: {}}}
  production: {account_id: "333333333333", environment: production, s3_buckets: {site: {}}}
""",
    )

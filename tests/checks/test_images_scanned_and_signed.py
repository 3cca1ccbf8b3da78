"""What is done to an image before it runs."""

from .support import Planted, expect

CHECK = "images-scanned-and-signed"
PLANTED = Planted(
    "accounts.shared-services.delivery_pipelines.backend.stages.build.steps.sign.publishes",
    "[ecr_repositories.flask-api, ecr_repositories.worker]",
    found_at="accounts.shared-services.delivery_pipelines.backend.stages.build.steps.build.publishes",
)


def test_other_images() -> None:
    """Each image counts for itself, and what comes after the first deployment comes too late."""
    expect(
        CHECK,
        """\
accounts:
  tools:
    account_id: "111111111111"
    source_repositories: {code: {service: github, url: https://github.com/example/code}}
    ecr_repositories: {api: {signing: {tool: cosign}}, job: {signing: {tool: cosign}}}
    s3_buckets: {site: {}}
    delivery_pipelines:
      site:
        service: codepipeline
        source_repository: code
        stages:
          build:
            steps:
              build: {type: image_build, publishes: [ecr_repositories.api, ecr_repositories.job]}
              scan: {type: image_scan, inspects: [ecr_repositories.api, ecr_repositories.job]}
              sign: {type: image_sign, publishes: ecr_repositories.api}
              deploy: {type: deploy, deploys: s3_buckets.site}
              late: {type: image_sign, publishes: ecr_repositories.job}
""",
        (14, 42, "nobody has signed: job"),
    )

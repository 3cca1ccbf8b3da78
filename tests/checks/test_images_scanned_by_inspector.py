"""Whose images Inspector looks at."""

from .support import Planted, expect

CHECK = "images-scanned-by-inspector"
PLANTED = Planted("accounts.production.ecr_registry_scanning_configurations.all.repository_filters", "[other]")


def test_who() -> None:
    """Accounts without an environment are judged when a pipeline publishes to them."""
    expect(
        CHECK,
        """\
accounts:
  tools:
    account_id: "111111111111"
    source_repositories: {code: {service: github, url: https://github.com/example/code}}
    ecr_repositories: {api: {}}
    delivery_pipelines:
      site:
        service: codepipeline
        source_repository: code
        stages:
          build: {steps: {build: {type: image_build, publishes: ecr_repositories.api}}}
  idle: {account_id: "222222222222", ecr_repositories: {old: {}}}
""",
        (2, 3, "does not look at the images"),
    )


def test_how_often() -> None:
    """A scan when an image is pushed knows nothing of what becomes known later, unless another filter scans again."""
    expect(
        CHECK,
        """\
accounts:
  once:
    account_id: "111111111111"
    environment: dev
    ecr_repositories: {api: {}}
    ecr_registry_scanning_configurations: {all: {scan_type: ENHANCED}}
  again:
    account_id: "222222222222"
    environment: staging
    ecr_repositories: {api: {}}
    ecr_registry_scanning_configurations:
      all: {scan_type: ENHANCED}
      apis: {scan_type: ENHANCED, scan_frequency: CONTINUOUS_SCAN, repository_filters: [api]}
""",
        (6, 44, "are scanned once"),
    )

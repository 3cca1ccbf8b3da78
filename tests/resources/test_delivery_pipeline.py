"""delivery_pipelines"""

import pytest

from .support import faults, one


def test_a_pipeline_says_what_each_step_does_to_what() -> None:
    """What it publishes, migrates and deploys are edges of one sort, what it looks at of another."""
    it, edges = one(
        "account",
        """
        delivery_pipelines:
          it:
            service: github_actions
            source_repository: code
            iam_role: role
            runners: vpcs.main.instances.server
            stages:
              build:
                steps:
                  build: {type: image_build, platforms: [linux/arm64], publishes: ecr_repositories.image}
                  scan: {type: image_scan, inspects: ecr_repositories.image, is_blocking: no}
              production:
                account: accounts.other
                approval: manual
                steps:
                  migrate: {type: schema_migration, migrates: vpcs.main.aurora_clusters.db}
                  deploy: {type: deploy, deploys: s3_buckets.store}
        """,
    )
    assert list(it.stages) == ["build", "production"]
    assert it.stages["build"].steps["scan"].is_blocking is False
    assert it.stages["build"].approval == "none"
    assert edges == {
        "depends_on source_repositories.code",
        "runs_as iam_roles.role",
        "runs_on instances.server {runners}",
        "deploys ecr_repositories.image",
        "watches ecr_repositories.image",
        "associated_with accounts.other",
        "deploys aurora_clusters.db",
        "deploys s3_buckets.store",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            delivery_pipelines:
              it:
                service: github_actions
                source_repository: code
                stages:
                  build:
                    steps:
                      build: {type: image_build}
            """,
            "missing-key:8",
        ),
        (
            """
            delivery_pipelines:
              it:
                service: github_actions
                source_repository: code
                stages:
                  build:
                    steps:
                      test: {type: unit_test, platforms: [linux/amd64]}
            """,
            "not-supported:8",
        ),
        (
            """
            delivery_pipelines:
              it:
                service: github_actions
                source_repository: code
                stages:
                  build:
                    approval: by mail
                    steps: {test: {type: unit_test}}
            """,
            "wrong-type:7",
        ),
        (
            """
            delivery_pipelines:
              it:
                service: github_actions
                source_repository: code
                stages:
                  build:
                    steps: {}
            """,
            "wrong-type:7",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("account", text) == [expected]

"""Ways around an approval: who may take the role that deploys."""

from .support import Planted, expect

CHECK = "no-way-around-the-approval"
PLANTED = Planted("accounts.production.iam_roles.deploy.trust.roles", "accounts.shared-services.iam_roles.runner")

MODEL = """\
accounts:
  tools:
    account_id: "111111111111"
    iam_roles: {pipeline: {trust: {services: [codepipeline.amazonaws.com]}}}
    source_repositories: {code: {service: codecommit, url: https://git.example.com/code}}
    delivery_pipelines:
      site:
        service: codepipeline
        source_repository: code
        iam_role: pipeline
        stages:
          STAGE:
            account: accounts.it
            iam_role: accounts.it.iam_roles.deploy
            approval: manual
            steps: {deploy: {type: deploy, deploys: accounts.it.s3_buckets.site}}
  it:
    account_id: "222222222222"
    environment: STAGE
    s3_buckets: {site: {}}
    iam_roles:
      deploy: {trust: {roles: accounts.tools.iam_roles.pipeline, accounts: ACCOUNT}}
"""


def test_the_pipelines_own_role_is_the_way() -> None:
    """CodePipeline takes the role itself; its account as a whole is another matter."""
    text = MODEL.replace("STAGE", "production")
    expect(CHECK, text.replace(", accounts: ACCOUNT", ""))
    expect(CHECK, text.replace("ACCOUNT", "accounts.tools"), (22, 76, "accounts.tools may take this role"))


GITHUB = """\
accounts:
  it:
    account_id: "222222222222"
    environment: production
    s3_buckets: {site: {}}
    source_repositories: {code: {service: github, url: https://github.com/example/code}}
    iam_roles:
      ci: {trust: {federated: {github: {provider: token.actions.githubusercontent.com, subjects: [SUBJECT]}}}}
    delivery_pipelines:
      site:
        service: github_actions
        source_repository: code
        iam_role: ci
        stages: {live: {approval: manual, steps: {deploy: {type: deploy, deploys: s3_buckets.site}}}}
"""


def test_a_workflow_runs_in_the_environment_that_asks() -> None:
    """Named like the stage or production; a branch, or another environment, asks nobody. A stage without a role of its
    own acts as the pipeline."""
    for subject in ("repo:a/b:environment:live", "repo:a/b:environment:production"):
        expect(CHECK, GITHUB.replace("SUBJECT", subject))
    for subject in ("repo:a/b:environment:dev", "repo:a/b:ref:refs/heads/main", "repo:a/b:*"):
        expect(CHECK, GITHUB.replace("SUBJECT", subject), (8, 88, f"{subject} is a workflow"))


def test_other_environments_are_not_judged() -> None:
    """Dev has no approval to go around."""
    expect(CHECK, MODEL.replace("STAGE", "dev").replace("ACCOUNT", "accounts.tools"))

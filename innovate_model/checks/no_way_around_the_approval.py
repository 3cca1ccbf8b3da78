"""The role that deploys to production lets in nobody but the pipeline that has asked for approval.

Design document §5: "manual approval before production", §2: "Strict change control". An approval guards a door; a role
that lets in another role or a whole account is a second one beside it, through which every job on a build machine goes
unasked. GitHub's token names the environment whose reviewers agreed:
https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws

Judged are the roles of stages that change production after an approval. The pipeline's own role may be let in, as
CodePipeline does it.

PASS:
    accounts:
      tools:
        account_id: "111111111111"
        iam_roles: {runner: {trust: {services: [ec2.amazonaws.com]}}}
        source_repositories: {code: {service: github, url: https://github.com/example/code}}
        delivery_pipelines:
          site:
            service: github_actions
            source_repository: code
            stages:
              production:
                account: accounts.production
                iam_role: accounts.production.iam_roles.deploy
                approval: manual
                steps: {deploy: {type: deploy, deploys: accounts.production.s3_buckets.site}}
      production:
        account_id: "222222222222"
        environment: production
        s3_buckets: {site: {}}
        iam_roles:
          deploy:
            trust:
              federated:
                github:
                  provider: token.actions.githubusercontent.com
                  subjects: [repo:example/code:environment:production]
FAIL:
    accounts:
      tools:
        account_id: "111111111111"
        iam_roles: {runner: {trust: {services: [ec2.amazonaws.com]}}}
        source_repositories: {code: {service: github, url: https://github.com/example/code}}
        delivery_pipelines:
          site:
            service: github_actions
            source_repository: code
            stages:
              production:
                account: accounts.production
                iam_role: accounts.production.iam_roles.deploy
                approval: manual
                steps: {deploy: {type: deploy, deploys: accounts.production.s3_buckets.site}}
      production:
        account_id: "222222222222"
        environment: production
        s3_buckets: {site: {}}
        iam_roles:
          deploy:
            trust:
              federated:
                github:
                  provider: token.actions.githubusercontent.com
                  subjects: [repo:example/code:environment:production]
              roles: accounts.tools.iam_roles.runner
FAIL:
    accounts:
      tools:
        account_id: "111111111111"
        iam_roles: {runner: {trust: {services: [ec2.amazonaws.com]}}}
        source_repositories: {code: {service: github, url: https://github.com/example/code}}
        delivery_pipelines:
          site:
            service: github_actions
            source_repository: code
            stages:
              production:
                account: accounts.production
                iam_role: accounts.production.iam_roles.deploy
                approval: manual
                steps: {deploy: {type: deploy, deploys: accounts.production.s3_buckets.site}}
      production:
        account_id: "222222222222"
        environment: production
        s3_buckets: {site: {}}
        iam_roles:
          deploy:
            trust:
              federated:
                github:
                  provider: token.actions.githubusercontent.com
                  subjects: [repo:example/code:environment:production]
              accounts: accounts.tools
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.promotion import delivered_to
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph
from innovate_model.resources.iam_role import IamRole

SEVERITY = Severity.ERROR
PILLAR: Pillar = "security"
SECTION = "5"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each role or account that a deploying role lets in besides."""
    for pipeline, found in delivered_to(graph, "production"):
        stages = {position.stage_path: position.stage for position in found if position.stage.approval == "manual"}
        for path, stage in stages.items():
            role = graph.model.get(stage.iam_role, IamRole)
            if role is None:
                continue
            related = (Related("it deploys after this approval", (*path, "approval")),)
            others = [("roles", other) for other in role.trust.roles if other != pipeline.iam_role]
            others += [("accounts", other) for other in role.trust.accounts]
            for attribute, other in others:
                message = f"{other} may take this role, and nobody is asked"
                mend = "trust the pipeline's identity alone: federated, bound to the environment"
                yield Complaint(at(role.address, "trust", attribute), message, mend, related)

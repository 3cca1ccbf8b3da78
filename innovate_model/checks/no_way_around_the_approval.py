"""The role that deploys to production lets in nobody but the pipeline that has asked for approval.

Design document §5: "manual approval before production", §2: "Strict change control". An approval guards a door; a role
that lets in another role or a whole account is a second one beside it, through which every job on a build machine goes
unasked. GitHub's token names the environment whose reviewers agreed:
https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws

Judged are the roles of stages that change production after an approval. The pipeline's own role may be let in, as
CodePipeline does it. An application set that syncs by itself is another way: whatever is merged runs, approved or not.

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
                  subjects: [repo:example/code:ref:refs/heads/main]
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
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
            eks_clusters:
              main:
                version: 1.34
                subnets: app
                namespaces: {web: {}}
                argocd_application_sets:
                  web:
                    source_repository: accounts.tools.source_repositories.code
                    path: deploy/production
                    tool: kustomize
                    environment: production
                    deploys: namespaces.web
                    sync: automated
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.environments import in_environment
from innovate_model.analyses.promotion import delivered_to
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph
from innovate_model.resources.argocd_application_set import ArgocdApplicationSet
from innovate_model.resources.iam_role import GITHUB, IamRole

SEVERITY = Severity.ERROR
PILLAR: Pillar = "security"
SECTION = "5"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each role, account or workflow that a deploying role lets in besides, and for each application
    set of production that waits for nobody."""
    asked: list[Related] = []
    for pipeline, found in delivered_to(graph, "production"):
        stages = {position.stage_path: position.stage for position in found if position.stage.approval == "manual"}
        for path, stage in stages.items():
            asked.append(Related("production asks for this approval", (*path, "approval")))
            role = graph.model.get(stage.iam_role or pipeline.iam_role, IamRole)
            if role is not None:
                yield from _let_in(role, pipeline.iam_role, str(path[-1]), asked[-1])
    for item in in_environment(graph, ArgocdApplicationSet, "production") if asked else ():
        if item.sync == "automated":
            message = "whatever is merged runs in production before anybody has approved it"
            yield Complaint(
                at(item.address, "sync"), message, "sync: manual, which the pipeline's stage starts", (asked[0],)
            )


def _let_in(role: IamRole, pipelines_own: str | None, stage: str, approval: Related) -> Iterator[Complaint]:
    """Who else may take a role that deploys after an approval: of GitHub's workflows those that run in no environment,
    or in one that is called neither like the stage nor production."""
    others = [("roles", other) for other in role.trust.roles if other != pipelines_own]
    others += [("accounts", other) for other in role.trust.accounts]
    for attribute, other in others:
        message = f"{other} may take this role, and nobody is asked"
        mend = "trust the pipeline's identity alone: federated, bound to the environment"
        yield Complaint(at(role.address, "trust", attribute), message, mend, (approval,))
    for name, federation in role.trust.federated.items():
        for subject in federation.subjects if federation.provider == GITHUB else ():
            if subject.rpartition(":environment:")[2] not in (stage, "production"):
                message = f"{subject} is a workflow that no reviewer of production has let pass"
                path = at(role.address, "trust", "federated", name, "subjects")
                yield Complaint(path, message, "subjects: [repo:OWNER/NAME:environment:production]", (approval,))

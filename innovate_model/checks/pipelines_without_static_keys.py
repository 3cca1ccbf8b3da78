"""Pipelines get their credentials by OpenID Connect or from AWS, as roles, and never from keys that stay valid.

Design document §5: "CodePipeline or GitHub Actions with OIDC". A key in the settings of a pipeline opens the account to
whoever once reads it; a token of OpenID Connect is good for minutes and says which branch it comes from:
https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html

A stage that changes another account does so as a role of that account, which lets the pipeline in: by OpenID Connect
itself, or by the pipeline's own role.

PASS:
    accounts:
      tools:
        account_id: "111111111111"
        iam_roles:
          ci:
            trust:
              federated:
                github: {provider: token.actions.githubusercontent.com, subjects: ["repo:me/code:ref:refs/heads/main"]}
        source_repositories: {code: {service: github, url: https://github.com/me/code}}
        delivery_pipelines:
          site:
            service: github_actions
            source_repository: code
            iam_role: ci
            stages:
              dev:
                account: accounts.dev
                iam_role: accounts.dev.iam_roles.deploy
                steps: {deploy: {type: deploy, deploys: accounts.dev.s3_buckets.site}}
      dev:
        account_id: "222222222222"
        s3_buckets: {site: {}}
        iam_roles: {deploy: {trust: {roles: accounts.tools.iam_roles.ci}}}
FAIL:
    accounts:
      tools:
        account_id: "111111111111"
        source_repositories: {code: {service: github, url: https://github.com/me/code}}
        delivery_pipelines:
          site: {service: github_actions, source_repository: code, stages: {test: {steps: {test: {type: unit_test}}}}}
FAIL:
    accounts:
      tools:
        account_id: "111111111111"
        iam_roles: {ci: {trust: {accounts: accounts.tools}}}
        source_repositories: {code: {service: github, url: https://github.com/me/code}}
        delivery_pipelines:
          site:
            service: github_actions
            source_repository: code
            iam_role: ci
            stages: {test: {steps: {test: {type: unit_test}}}}
FAIL:
    accounts:
      tools:
        account_id: "111111111111"
        iam_roles: {pipeline: {trust: {services: [codepipeline.amazonaws.com]}}}
        source_repositories: {code: {service: github, url: https://github.com/me/code}}
        delivery_pipelines:
          site:
            service: codepipeline
            source_repository: code
            iam_role: pipeline
            stages:
              dev:
                account: accounts.dev
                iam_role: accounts.dev.iam_roles.deploy
                steps: {deploy: {type: deploy, deploys: accounts.dev.s3_buckets.site}}
      dev:
        account_id: "222222222222"
        s3_buckets: {site: {}}
        iam_roles: {deploy: {trust: {services: [ec2.amazonaws.com]}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph
from innovate_model.resources.delivery_pipeline import DeliveryPipeline, Stage
from innovate_model.resources.iam_role import IamRole

SEVERITY = Severity.ERROR
PILLAR: Pillar = "security"
SECTION = "5"
OF_AWS = ("codepipeline",)
"""Services that have their role from AWS itself."""


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each pipeline and each stage that cannot have its credentials from where they should come."""
    for pipeline in graph.model.of(DeliveryPipeline):
        role = graph.model.get(pipeline.iam_role, IamRole)
        if pipeline.iam_role is None:
            message = "it is not said as whom this pipeline acts, so it needs keys that stay valid"
            mend = "iam_role: a role that trusts its OpenID Connect provider"
            yield Complaint(at(pipeline.address, "iam_role"), message, mend)
        elif role is not None and pipeline.service not in OF_AWS and not role.trust.federated:
            related = Related("its trust", at(role.address, "trust"))
            message = f"{role.name} trusts no OpenID Connect provider, so this pipeline needs keys to become it"
            mend = f"trust: {{federated: {{NAME: {{provider: ..., subjects: [...]}}}}}} at {role.address}"
            yield Complaint(at(pipeline.address, "iam_role"), message, mend, (related,))
        for name, stage in pipeline.stages.items():
            yield from _locked_out(graph, pipeline, name, stage)


def _locked_out(graph: Graph, pipeline: DeliveryPipeline, name: str, stage: Stage) -> Iterator[Complaint]:
    path = at(pipeline.address, "stages", name, "iam_role")
    changes = any(step.deploys or step.migrates for step in stage.steps.values())
    role = graph.model.get(stage.iam_role, IamRole)
    if stage.iam_role is None:
        if changes and stage.account not in (None, pipeline.parent):
            yield Complaint(path, "it is not said as whom this stage changes another account", "iam_role: a role there")
    elif role is not None and not role.trust.federated and pipeline.iam_role not in role.trust.roles:
        message = f"{role.address} does not let this pipeline in"
        related = Related("its trust", at(role.address, "trust"))
        yield Complaint(path, message, f"trust: {{roles: {pipeline.iam_role}}} there", (related,))

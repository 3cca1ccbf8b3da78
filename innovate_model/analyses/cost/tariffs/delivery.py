"""What carries changes to production: packages cost, agreements and definitions do not."""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.cost.demand import Demand, Metered, NoCharge, NotPriced, Site
from innovate_model.resources.codeartifact_domain import CodeartifactDomain
from innovate_model.resources.codeartifact_repository import CodeartifactRepository
from innovate_model.resources.delivery_pipeline import DeliveryPipeline
from innovate_model.resources.source_repository import SourceRepository


def codeartifact_domain(resource: CodeartifactDomain, site: Site) -> Iterator[Demand]:
    """Each GB stored: a package that several repositories of a domain have is kept once.

    https://aws.amazon.com/codeartifact/pricing/
    https://docs.aws.amazon.com/codeartifact/latest/ug/domains.html
    """
    yield Metered("CodeArtifact storage", "codeartifact.gb", "gb_stored", "of all repositories of the domain")


def codeartifact_repository(resource: CodeartifactRepository, site: Site) -> Iterator[Demand]:
    """Each request; what is stored is its domain's.

    https://aws.amazon.com/codeartifact/pricing/
    """
    yield Metered("CodeArtifact requests", "codeartifact.requests_10k", "requests", per=10_000)


def delivery_pipeline(resource: DeliveryPipeline, site: Site) -> Iterator[Demand]:
    """By the minute: CodePipeline of its actions, where it is of type V2, and of the machines that the service brings.

    https://aws.amazon.com/codepipeline/pricing/
    https://aws.amazon.com/codebuild/pricing/
    https://docs.github.com/en/billing/concepts/product-billing/github-actions
    """
    if resource.service == "codepipeline":
        yield Metered("CodePipeline actions", "codepipeline.action_minute", "action_minutes", "a pipeline of type V2")
        if not resource.runners:
            why = "Linux on build.general1.small, the smallest machine on x86"
            yield Metered("CodeBuild builds", "codebuild.linux_small_minute", "build_minutes", why)
    elif resource.runners:
        yield NoCharge("runs on machines of one's own, which are priced: https://aws.amazon.com/ec2/pricing/on-demand/")
    else:
        yield NotPriced(f"minutes of {resource.service}", "another company bills them, not AWS")


def source_repository(resource: SourceRepository, site: Site) -> Iterator[Demand]:
    """By the person who uses it.

    https://aws.amazon.com/codecommit/pricing/
    """
    yield NotPriced(f"users of {resource.service}", "how many people use it is not stated")


_AGREED = "what people agree on has no charge; what they use for it is billed: https://aws.amazon.com/pricing/"
TIER = "delivery"
PRICED = {
    "codeartifact_domain": codeartifact_domain,
    "codeartifact_repository": codeartifact_repository,
    "delivery_pipeline": delivery_pipeline,
    "source_repository": source_repository,
}
FREE = {
    "application": "its parts are billed, not their sum: https://aws.amazon.com/pricing/",
    "argocd_application_set": "Argo CD is free software, and its nodes are priced: https://aws.amazon.com/eks/pricing/",
    "practice": _AGREED,
}

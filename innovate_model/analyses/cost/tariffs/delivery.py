"""What carries changes to production: packages and image scanning cost, agreements and definitions do not."""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.cost.demand import Demand, NoCharge, NotPriced, Site
from innovate_model.resources.codeartifact_repository import CodeartifactRepository
from innovate_model.resources.delivery_pipeline import DeliveryPipeline
from innovate_model.resources.ecr_registry_scanning_configuration import EcrRegistryScanningConfiguration
from innovate_model.resources.source_repository import SourceRepository


def codeartifact_repository(resource: CodeartifactRepository, site: Site) -> Iterator[Demand]:
    """Each GB stored, once for each domain, and each request.

    https://aws.amazon.com/codeartifact/pricing/
    """
    yield NotPriced("CodeArtifact storage and requests", "the price book does not know CodeArtifact")


def ecr_registry_scanning_configuration(resource: EcrRegistryScanningConfiguration, site: Site) -> Iterator[Demand]:
    """Basic scanning is free; enhanced scanning is Amazon Inspector's, by the image.

    https://aws.amazon.com/inspector/pricing/
    """
    if resource.scan_type == "BASIC":
        page = "https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning-basic.html"
        yield NoCharge(f"basic scanning has no charge of its own: {page}")
    else:
        yield NotPriced("Inspector's scans of images", "by the image and by each scan after that, which are not known")


def delivery_pipeline(resource: DeliveryPipeline, site: Site) -> Iterator[Demand]:
    """By the month, and by the minute of the machines that the service brings.

    https://aws.amazon.com/codepipeline/pricing/
    https://docs.github.com/en/billing/concepts/product-billing/github-actions
    """
    if resource.service == "codepipeline":
        yield NotPriced("CodePipeline and CodeBuild", "the price book does not know them")
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
    "codeartifact_repository": codeartifact_repository,
    "delivery_pipeline": delivery_pipeline,
    "ecr_registry_scanning_configuration": ecr_registry_scanning_configuration,
    "source_repository": source_repository,
}
FREE = {
    "application": "its parts are billed, not their sum: https://aws.amazon.com/pricing/",
    "argocd_application_set": "Argo CD is free software, and its nodes are priced: https://aws.amazon.com/eks/pricing/",
    "codeartifact_domain": "its repositories are billed: https://aws.amazon.com/codeartifact/pricing/",
    "practice": _AGREED,
}

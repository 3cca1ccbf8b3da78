"""Amazon Inspector: images by the scan. Instances are billed by the hour where they stand."""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.cost.demand import Demand, Metered, NoCharge, NotPriced, Site
from innovate_model.resources.ecr_registry_scanning_configuration import EcrRegistryScanningConfiguration
from innovate_model.resources.inspector2_enabler import Inspector2Enabler

_BILLED_THERE = "what it looks at is billed where that stands: https://aws.amazon.com/inspector/pricing/"


def inspector2_enabler(resource: Inspector2Enabler, site: Site) -> Iterator[Demand]:
    """Images of the accounts whose registries do not say by themselves how they are scanned; instances ask for it
    themselves.

    https://aws.amazon.com/inspector/pricing/
    """
    told = {
        (each.within("accounts"), site.region_of(each))
        for each in site.graph.model.of(EcrRegistryScanningConfiguration)
    }
    others = [each for each in resource.accounts if (each, site.region_of(resource)) not in told]
    if "ECR" in resource.resource_types and others:
        yield from _scans(f"of {', '.join(others)}", is_continuous=True)
    elif not {"LAMBDA", "LAMBDA_CODE", "CODE_REPOSITORY"}.intersection(resource.resource_types):
        yield NoCharge(_BILLED_THERE)
    for name in ("LAMBDA", "LAMBDA_CODE", "CODE_REPOSITORY"):
        if name in resource.resource_types:
            yield NotPriced(f"Inspector, {name}", "billed by what it looks at, of which the model has nothing")


def ecr_registry_scanning_configuration(resource: EcrRegistryScanningConfiguration, site: Site) -> Iterator[Demand]:
    """Basic scanning is free; enhanced scanning is Amazon Inspector's: each image when it is pushed, and with
    CONTINUOUS_SCAN each time that it is scanned again.

    https://aws.amazon.com/inspector/pricing/
    """
    if resource.scan_type == "BASIC":
        page = "https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning-basic.html"
        yield NoCharge(f"basic scanning has no charge of its own: {page}", ("images_pushed", "image_rescans"))
    else:
        yield from _scans("of the registry", resource.scan_frequency == "CONTINUOUS_SCAN")


def _scans(whose: str, is_continuous: bool) -> Iterator[Demand]:
    yield Metered("Inspector, images scanned when pushed", "inspector.image", "images_pushed", whose)
    if is_continuous:
        yield Metered("Inspector, images scanned again", "inspector.image_again", "image_rescans", whose)


TIER = "security"
PRICED = {
    "inspector2_enabler": inspector2_enabler,
    "ecr_registry_scanning_configuration": ecr_registry_scanning_configuration,
}

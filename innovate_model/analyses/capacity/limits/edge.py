"""CloudFront and AWS WAF."""

from __future__ import annotations

from collections.abc import Callable

from innovate_model.analyses.capacity.limit import Limit, Measured
from innovate_model.analyses.capacity.numbers import Numbers
from innovate_model.analyses.capacity.plant import Plant, a_month, gb
from innovate_model.edge import Relation
from innovate_model.resources.cloudfront_distribution import CloudfrontDistribution
from innovate_model.resources.s3_bucket import S3Bucket
from innovate_model.resources.wafv2_web_acl import Wafv2WebAcl

_CLOUDFRONT = "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html"
_WAF = "https://docs.aws.amazon.com/waf/latest/developerguide/limits.html"
_PREFIX = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/optimizing-performance.html"
_RAISED = "AWS raises the quota on request"
_QUOTA = "the default quota, which AWS raises on request"
GBIT_OF_KB = 8 * 1024 / 1e9


def _kb_to_viewers(resource: CloudfrontDistribution, plant: Plant) -> Numbers:
    load = plant.load
    api = plant.api_rate(resource.address)
    kb: Numbers = api * load.of("kb_per_response") if plant.shares(resource.address).api else 0.0
    return kb + plant.static_rate(resource.address) * load.of("kb_per_static_file")


def requests(resource: CloudfrontDistribution, plant: Plant) -> Limit | None:
    """Requests a second."""
    if not plant.is_reached(resource.address):
        return None
    rate = plant.rate(resource.address)
    return Limit(rate, 250_000.0, "requests/s", f"API and static files; {_QUOTA}", _CLOUDFRONT, lifts=_RAISED)


def transfer(resource: CloudfrontDistribution, plant: Plant) -> Limit | None:
    """Gbit a second."""
    if not plant.is_reached(resource.address):
        return None
    used = _kb_to_viewers(resource, plant) * GBIT_OF_KB
    return Limit(used, 150.0, "Gbit/s", f"answers and static files; {_QUOTA}", _CLOUDFRONT, lifts=_RAISED)


def gb_to_viewers(resource: CloudfrontDistribution, plant: Plant) -> Measured | None:
    """Answers of the API and static files."""
    if not plant.is_reached(resource.address):
        return None
    return Measured(gb(a_month(_kb_to_viewers(resource, plant))), "answers of the API, and static files")


def gb_to_origin(resource: CloudfrontDistribution, plant: Plant) -> Measured | None:
    """Requests of the API that bring something; those that only read count for nothing.

    https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/billing-and-usage-interpreting.html
    """
    if not plant.is_reached(resource.address):
        return None
    if not plant.shares(resource.address).api:
        return Measured(0.0, "static files alone, which bring nothing to an origin")
    writes = plant.api_rate(resource.address) * (1 - plant.load.of("database_read_share"))
    reason = "requests of the API that change something, as many as the database's work has writes"
    return Measured(gb(a_month(writes * plant.load.of("kb_per_request"))), reason)


def edge_requests(resource: CloudfrontDistribution, plant: Plant) -> Measured | None:
    """Requests of the API and for static files."""
    if not plant.is_reached(resource.address):
        return None
    return Measured(a_month(plant.rate(resource.address)), "requests of the API, and for static files")


OfEdge = Callable[[CloudfrontDistribution, Plant], Measured | None]


def _in_america(of: OfEdge) -> OfEdge:
    """What of an amount is not said to be of viewers in Europe."""

    def rest(resource: CloudfrontDistribution, plant: Plant) -> Measured | None:
        found, share = of(resource, plant), plant.load.values.get("viewers_in_europe")
        if found is None or share is None:
            return found
        return Measured(found.quantity * (1 - share), f"{found.reason}; less those of viewers in Europe")

    return rest


def _in_europe(of: OfEdge) -> OfEdge:
    """What of an amount is of viewers in Europe, if the demand tells them apart."""

    def part(resource: CloudfrontDistribution, plant: Plant) -> Measured | None:
        found, share = of(resource, plant), plant.load.values.get("viewers_in_europe")
        if found is None or share is None:
            return None
        return Measured(found.quantity * share, f"{found.reason}; of viewers in Europe, as many as the demand says")

    return part


def _looked_at(resource: Wafv2WebAcl, plant: Plant) -> Numbers | None:
    guarded = plant.graph.sources(resource.address, Relation.ASSOCIATED_WITH)
    reached = [address for address in guarded if plant.is_reached(address)]
    return sum(plant.rate(address) for address in reached) if reached else None


def inspected(resource: Wafv2WebAcl, plant: Plant) -> Limit | None:
    """Requests a second. Those at CloudFront are limited by CloudFront alone."""
    rate = None if resource.scope == "CLOUDFRONT" else _looked_at(resource, plant)
    if rate is None:
        return None
    return Limit(rate, 100_000.0, "requests/s", f"all that it guards; {_QUOTA}", _WAF, lifts=_RAISED)


def inspected_requests(resource: Wafv2WebAcl, plant: Plant) -> Measured | None:
    """Every request to what it guards."""
    rate = _looked_at(resource, plant)
    return None if rate is None else Measured(a_month(rate), "every request to what it guards")


def reads(resource: S3Bucket, plant: Plant) -> Limit | None:
    """Reads a second that S3 serves in any case."""
    if not plant.is_reached(resource.address):
        return None
    because = "static files that the edge does not have, as if all stood under one prefix; under several S3 serves more"
    return Limit(
        plant.static_rate(resource.address),
        5500.0,
        "requests/s",
        because,
        _PREFIX,
        lifts="files under further prefixes, each of which serves as many",
    )


LIMITS = {
    "cloudfront_distribution": {"requests": requests, "data transfer": transfer},
    "wafv2_web_acl": {"requests": inspected},
    "s3_bucket": {"reads": reads},
}
MEASURES = {
    "cloudfront_distribution": {
        "gb_to_viewers": _in_america(gb_to_viewers),
        "gb_to_viewers_in_europe": _in_europe(gb_to_viewers),
        "gb_to_origin": _in_america(gb_to_origin),
        "gb_to_origin_from_europe": _in_europe(gb_to_origin),
        "requests": _in_america(edge_requests),
        "requests_from_europe": _in_europe(edge_requests),
    },
    "wafv2_web_acl": {"requests": inspected_requests},
}

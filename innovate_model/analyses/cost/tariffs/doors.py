"""Names, certificates, APIs and private doors: Route 53, ACM, API Gateway, PrivateLink, Direct Connect."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from innovate_model.analyses.cost.demand import Charge, Demand, Metered, NotPriced, Site
from innovate_model.resources.apigatewayv2_api import Apigatewayv2Api
from innovate_model.resources.dx_connection import DxConnection
from innovate_model.resources.route53_zone import Route53Zone


def route53_zone(resource: Route53Zone, site: Site) -> Iterator[Demand]:
    """Each zone by the month, public or private, and of public ones each query, but for those that an alias to AWS
    answers. What VPCs ask a private zone is not billed.

    https://aws.amazon.com/route53/pricing/
    """
    yield Charge("hosted zone", "route53.zone", Decimal(1), "kept all month, among the first 25 of its account")
    if not resource.is_private:
        yield Metered("DNS queries", "route53.queries_1m", "queries", "without those to aliases", 1_000_000)


def apigatewayv2_api(resource: Apigatewayv2Api, site: Site) -> Iterator[Demand]:
    """Each request, in tiers.

    https://aws.amazon.com/api-gateway/pricing/
    """
    yield NotPriced("API Gateway requests", "the price book does not know API Gateway")


def dx_connection(resource: DxConnection, site: Site) -> Iterator[Demand]:
    """Each hour of the port, by its bandwidth, and each GB out, by where it goes.

    https://aws.amazon.com/directconnect/pricing/
    """
    yield NotPriced(f"Direct Connect port of {resource.bandwidth}", "the price book does not know Direct Connect")
    yield NotPriced("data transfer out over Direct Connect", "the price book does not know Direct Connect")


TIER = "edge"
PRICED = {
    "apigatewayv2_api": apigatewayv2_api,
    "dx_connection": dx_connection,
    "route53_zone": route53_zone,
}
FREE = {
    "acm_certificate": "public certificates for AWS's services are free: https://aws.amazon.com/certificate-manager/pricing/",
    "apigatewayv2_vpc_link": "the API's requests are billed, not its way into a VPC: https://aws.amazon.com/api-gateway/pricing/",
    "dx_gateway": "a Direct Connect gateway is free: https://aws.amazon.com/directconnect/pricing/",
    "vpc_endpoint_service": "consumers pay for their endpoints: https://aws.amazon.com/privatelink/pricing/",
}

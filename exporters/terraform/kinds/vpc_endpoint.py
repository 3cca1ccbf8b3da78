"""aws_vpc_endpoint.

The full name of a service: https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
"""

from __future__ import annotations

from exporters.terraform.rules import NAME, exactly_one
from exporters.terraform.shapes import Attribute, Kind
from exporters.terraform.site import Site
from innovate_model.resources.vpc import Vpc
from innovate_model.resources.vpc_endpoint import VpcEndpoint


def _service_name(endpoint: VpcEndpoint, site: Site) -> str | None:
    if not endpoint.service:  # AWS names an endpoint service when it makes it: the module looks that up
        return None
    vpc = site.model.get(endpoint.parent, Vpc)
    is_full = endpoint.service.startswith(("com.amazonaws.", "aws."))
    return endpoint.service if is_full or vpc is None else f"com.amazonaws.{vpc.region}.{endpoint.service}"


KIND = Kind(
    "vpc_endpoint",
    rename={"type_": "vpc_endpoint_type"},
    instead={"service": (Attribute("service_name", NAME, _service_name),)},
    rules=(exactly_one("endpoint_service", "service_name"),),
)

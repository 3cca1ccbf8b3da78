"""What a VPC is made of is free; what leaves it, and what is recorded of it, is not."""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.cost.demand import Demand, Metered, Site
from innovate_model.resources.egress_only_internet_gateway import EgressOnlyInternetGateway
from innovate_model.resources.flow_log import FlowLog
from innovate_model.resources.internet_gateway import InternetGateway
from innovate_model.resources.vpc import Vpc
from innovate_model.resources.vpc_peering_connection import VpcPeeringConnection

_NO_CHARGE = (
    "a VPC and what it is made of have no charge: "
    "https://docs.aws.amazon.com/vpc/latest/userguide/what-is-amazon-vpc.html"
)


def internet_gateway(resource: InternetGateway | EgressOnlyInternetGateway, site: Site) -> Iterator[Demand]:
    """No charge for the gateway; what leaves through it is data transfer out, what comes in is free.

    https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html
    https://aws.amazon.com/ec2/pricing/on-demand/#Data_Transfer
    """
    yield Metered("data transfer to the internet", "data_transfer.internet_out", "gb_internet_out")


def vpc_peering_connection(resource: VpcPeeringConnection, site: Site) -> Iterator[Demand]:
    """No charge for the connection, nor for what stays in one Availability Zone; between zones each GB is billed on
    both sides, between regions at the sender's.

    https://docs.aws.amazon.com/vpc/latest/peering/what-is-vpc-peering.html
    """
    ends = [site.graph.model.get(address, Vpc) for address in (resource.vpc, resource.peer_vpc)]
    if len({end.region for end in ends if end is not None}) > 1:
        yield Metered("data transfer between regions", "data_transfer.inter_region", "gb_between_regions")
        return
    for side in ("sent", "received"):
        what = f"data transfer between zones, {side}"
        yield Metered(what, "data_transfer.cross_az", "gb_between_zones", "each GB is billed on both sides")


def flow_log(resource: FlowLog, site: Site) -> Iterator[Demand]:
    """Delivery to S3 is billed by the GB as a vended log; the bucket's storage is the bucket's.

    https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3.html
    """
    yield Metered("flow log delivery to S3", "cloudwatch.vended_logs.s3_gb", "gb_delivered")


TIER = "network"
PRICED = {
    "internet_gateway": internet_gateway,
    "egress_only_internet_gateway": internet_gateway,
    "vpc_peering_connection": vpc_peering_connection,
    "flow_log": flow_log,
}
FREE = dict.fromkeys(
    ("vpc", "subnet", "availability_zone", "route_table", "security_group", "network_acl", "prefix_list"), _NO_CHARGE
)

"""What a session passes that is paid by the GB: gateways, attachments, endpoints, borders of zones and regions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Flag, auto
from typing import TypeVar

from innovate_model.analyses.flow import Hop, Trace
from innovate_model.graph import Graph
from innovate_model.model import Model
from innovate_model.resources.aurora_cluster import AuroraCluster
from innovate_model.resources.base import Resource
from innovate_model.resources.cloudfront_distribution import CloudfrontDistribution
from innovate_model.resources.customer_gateway import CustomerGateway
from innovate_model.resources.egress_only_internet_gateway import EgressOnlyInternetGateway
from innovate_model.resources.elasticache_replication_group import ElasticacheReplicationGroup
from innovate_model.resources.internet_gateway import InternetGateway
from innovate_model.resources.lb import Lb
from innovate_model.resources.nat_gateway import NatGateway
from innovate_model.resources.subnet import Subnet
from innovate_model.resources.transit_gateway_attachment import TransitGatewayAttachment
from innovate_model.resources.transit_gateway_peering_attachment import TransitGatewayPeeringAttachment
from innovate_model.resources.vpc_endpoint import VpcEndpoint
from innovate_model.resources.vpc_peering_connection import VpcPeeringConnection
from innovate_model.resources.vpn_connection import VpnConnection

_R = TypeVar("_R", bound=Resource)


class Way(Flag):
    """Which bytes of a session: those that its client sends, or those that it receives."""

    SENT = auto()
    RECEIVED = auto()
    BOTH = SENT | RECEIVED


@dataclass(frozen=True, slots=True)
class Toll:
    """Each GB of `way` is on the bill of `payer`: as a part of its `measure`, or, where that is "", at `price`, of
    which `what` tells. `region` is whose price it is where that is not the payer's own."""

    payer: str
    way: Way
    measure: str = ""
    price: str = ""
    what: str = ""
    region: str = ""
    why: str = ""


def tolls(graph: Graph, trace: Trace) -> tuple[Toll, ...]:
    """Everything that is paid by the GB on the way of a session and of its answers."""
    route = _Route(graph.model, trace)
    found: list[Toll] = []
    for rule in (_nat, _internet, _transit, _transit_peering, _vpn, _peering, _endpoint, _zones):
        found += rule(route)
    return tuple(found)


class _Route:
    """The resources that a session passes, there and back, and where its ends stand."""

    def __init__(self, model: Model, trace: Trace) -> None:
        self.model, self.trace = model, trace
        self.there, self.back = _passed(model, trace.hops), _passed(model, trace.return_hops)
        self.source, self.destination = (
            model.get(address, Subnet) for address in (trace.source_subnet, trace.destination_subnet)
        )

    def end(self, address: str) -> Resource | None:
        return self.model.resources.get(address)

    def region(self, subnet: Subnet | None) -> str:
        return self.model.region_of(subnet) or "" if subnet is not None else ""

    @property
    def crosses_regions(self) -> bool:
        return self.region(self.source) != self.region(self.destination)

    @property
    def crosses_zones(self) -> bool:
        ends = (self.source, self.destination)
        return None not in ends and len({end.availability_zone for end in ends if end is not None}) > 1

    def passes(self, *kinds: type[Resource]) -> bool:
        return any(isinstance(one, kinds) for one in (*self.there, *self.back))


def _passed(model: Model, hops: Iterable[Hop]) -> tuple[Resource, ...]:
    """Each resource among the hops, once."""
    found = (model.resources.get(address) for address in dict.fromkeys(hop.component for hop in hops))
    return tuple(one for one in found if one is not None)


def _of(kind: type[_R], resources: Iterable[Resource]) -> Iterator[_R]:
    return (one for one in resources if isinstance(one, kind))


def _nat(route: _Route) -> Iterator[Toll]:
    """Each GB that a NAT gateway processes, there or back; and the border of its zone, where its client is in another
    one, both sides of it on the gateway's bill.

    https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-pricing.html
    """
    for nat in _of(NatGateway, route.there):
        yield Toll(nat.address, Way.BOTH, "gb_processed")
        own, other = route.source, route.model.get(nat.subnet, Subnet)
        if own is None or other is None or own.parent != other.parent:
            continue
        if own.availability_zone != other.availability_zone:
            yield Toll(nat.address, Way.BOTH, "gb_between_zones", why=f"{nat.name} is in another zone")


def _internet(route: _Route) -> Iterator[Toll]:
    """Out of an internet gateway: what goes to the internet is data transfer out; what goes to another region of AWS
    is transfer between regions, to public addresses of the same region USD 0.01 on either side; services of AWS in the
    same region and CloudFront cost nothing, but for what CloudFront sends to its origin.

    https://aws.amazon.com/ec2/pricing/on-demand/#Data_Transfer
    https://aws.amazon.com/blogs/architecture/overview-of-data-transfer-costs-for-common-architectures/
    https://aws.amazon.com/cloudfront/pricing/
    """
    gateways = [one for one in (*route.there, *route.back) if isinstance(one, _GATEWAYS)]
    if not gateways:
        return
    trace = route.trace
    if isinstance(route.end(trace.source), CloudfrontDistribution):
        yield to_origin(trace.source)
    elif route.source is not None and route.destination is not None:
        if route.crosses_regions:
            yield from _between_regions(route, (trace.source, trace.destination))
        else:
            yield from _between_zones((trace.source, trace.destination), "by public addresses")
    elif route.source is None:
        yield Toll(gateways[0].address, Way.RECEIVED, "gb_internet_out")
    elif _is_service(route, trace.destination):
        yield from _to_service(route)
    else:
        yield Toll(gateways[0].address, Way.SENT, "gb_internet_out")


_GATEWAYS = (InternetGateway, EgressOnlyInternetGateway)


def to_origin(distribution: str) -> Toll:
    """What CloudFront sends to an origin. https://aws.amazon.com/cloudfront/pricing/"""
    return Toll(distribution, Way.SENT, "gb_to_origin")


def _is_service(route: _Route, address: str) -> bool:
    """Is it the public endpoint of a service of AWS, or what is reached through it?"""
    return address.startswith("com.amazonaws.") or route.end(address) is not None


def _to_service(route: _Route) -> Iterator[Toll]:
    own, there = route.region(route.source), _service_region(route)
    if there and there != own:
        yield from _of_regions(own, there, (route.trace.source, route.trace.source))


def _service_region(route: _Route) -> str:
    end = route.end(route.trace.destination)
    if end is not None:
        return route.model.region_of(end) or ""
    return route.trace.destination.split(".")[2]


def _transit(route: _Route) -> Iterator[Toll]:
    """Each GB that an attached VPC sends to the transit gateway. On the way there a packet comes out of an attachment
    through which the answers go in, and the other way round.

    https://aws.amazon.com/transit-gateway/pricing/
    """
    for side, way in ((route.there, Way.RECEIVED), (route.back, Way.SENT)):
        for attachment in _of(TransitGatewayAttachment, side):
            yield Toll(attachment.address, way, "gb_processed")


def _transit_peering(route: _Route) -> Iterator[Toll]:
    """Between transit gateways of two regions: the sender's region tells the price of each GB.

    https://aws.amazon.com/transit-gateway/pricing/
    """
    for peering in _of(TransitGatewayPeeringAttachment, route.there):
        yield from _measured_between_regions(route, peering.address)


def _vpn(route: _Route) -> Iterator[Toll]:
    """Out of AWS: data transfer out; into a transit gateway: its processing.

    https://aws.amazon.com/vpn/pricing/
    https://aws.amazon.com/transit-gateway/pricing/
    """
    is_inward = isinstance(route.end(route.trace.source), CustomerGateway)
    inward, outward = (Way.SENT, Way.RECEIVED) if is_inward else (Way.RECEIVED, Way.SENT)
    for connection in _of(VpnConnection, route.there):
        if connection.transit_gateway is not None:
            yield Toll(connection.address, inward, "gb_processed")
        yield Toll(connection.address, outward, "gb_internet_out")


def _peering(route: _Route) -> Iterator[Toll]:
    """Nothing within a zone; on both sides between zones; at the sender's rate between regions.

    https://docs.aws.amazon.com/vpc/latest/peering/what-is-vpc-peering.html
    """
    for peering in _of(VpcPeeringConnection, route.there):
        if route.crosses_regions:
            yield from _measured_between_regions(route, peering.address)
        elif route.crosses_zones:
            yield Toll(peering.address, Way.BOTH, "gb_between_zones")


def _endpoint(route: _Route) -> Iterator[Toll]:
    """Each GB that an interface endpoint processes; gateway endpoints are free.

    https://aws.amazon.com/privatelink/pricing/
    """
    end = route.end(route.trace.destination)
    if isinstance(end, VpcEndpoint) and end.type_ != "Gateway":
        yield Toll(end.address, Way.BOTH, "gb_processed")


def _zones(route: _Route) -> Iterator[Toll]:
    """Between zones of one VPC: USD 0.01 for each GB on either side. Nothing on the side of ElastiCache, nothing to or
    from an Application Load Balancer of the VPC, and since April 2022 nothing to endpoints of PrivateLink. What comes
    to a store or goes from it is on the store's bill, both sides of it.

    https://aws.amazon.com/ec2/pricing/on-demand/#Data_Transfer
    https://aws.amazon.com/elasticache/pricing/
    https://aws.amazon.com/blogs/networking-and-content-delivery/exploring-data-transfer-costs-for-classic-and-application-load-balancers/
    https://aws.amazon.com/about-aws/whats-new/2022/04/aws-data-transfer-price-reduction-privatelink-transit-gateway-client-vpn-services/
    """
    if not route.crosses_zones or route.passes(*_GATEWAYS, NatGateway, TransitGatewayAttachment, VpcPeeringConnection):
        return
    ends = [route.end(address) for address in (route.trace.source, route.trace.destination)]
    stores = [end for end in ends if isinstance(end, (AuroraCluster, ElasticacheReplicationGroup))]
    is_free = any(isinstance(end, VpcEndpoint) or (isinstance(end, Lb) and end.type_ == "application") for end in ends)
    if stores:
        yield Toll(stores[0].address, Way.BOTH, "gb_between_zones")
    elif not is_free:
        yield from _between_zones([end.address for end in ends if end is not None], "")


def _between_zones(payers: Iterable[str], why: str) -> Iterator[Toll]:
    for payer in payers:
        yield Toll(payer, Way.BOTH, "", "data_transfer.cross_az", "data transfer between zones", why=why)


def _between_regions(route: _Route, payers: tuple[str, str]) -> Iterator[Toll]:
    yield from _of_regions(route.region(route.source), route.region(route.destination), payers)


def _of_regions(own: str, there: str, payers: tuple[str, str]) -> Iterator[Toll]:
    """Each GB at the rate of the region that it leaves."""
    for payer, way, region in zip(payers, (Way.SENT, Way.RECEIVED), (own, there), strict=True):
        yield Toll(payer, way, "", "data_transfer.inter_region", "data transfer between regions", region)


def _measured_between_regions(route: _Route, payer: str) -> Iterator[Toll]:
    ends = ((Way.SENT, route.source), (Way.RECEIVED, route.destination))
    for way, subnet in ends:
        yield Toll(payer, way, "gb_between_regions", region=route.region(subnet))

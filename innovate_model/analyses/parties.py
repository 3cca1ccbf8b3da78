"""From what people write to endpoints: a resource, a part of the network, an address, `internet`, an AWS service.

What stands in the model has its own interfaces. A customer gateway, VPN connection or VPN gateway means the networks
behind it. A subnet, VPC or account means any host that might stand there, with no security group of its own in the
way: what routes and network ACLs alone let through. An IP address that several VPCs use means all that have it. A
secret, bucket or key means the public endpoint of its service in its region; whether the service then answers is its
policies' matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from ipaddress import ip_address

from innovate_model.analyses.endpoints import INTERNET, Endpoint, Kind, supposed
from innovate_model.analyses.naming import UnknownName, find
from innovate_model.analyses.places import Place, inside, public_blocks
from innovate_model.analyses.plain_rules import rule_peers
from innovate_model.analyses.stands import ANY_PORTS
from innovate_model.analyses.survey import Survey, holds
from innovate_model.resources.aurora_cluster import AuroraCluster
from innovate_model.resources.aurora_instance import AuroraInstance
from innovate_model.resources.base import Resource
from innovate_model.resources.cloudfront_distribution import CloudfrontDistribution
from innovate_model.resources.customer_gateway import CustomerGateway
from innovate_model.resources.nat_gateway import NatGateway
from innovate_model.resources.prefix_list import PrefixList
from innovate_model.resources.route_table import RouteTable
from innovate_model.resources.subnet import Subnet
from innovate_model.resources.vpc import Vpc
from innovate_model.resources.vpn_connection import VpnConnection
from innovate_model.resources.vpn_gateway import VpnGateway
from innovate_model.values import Network, network

CLOUDFRONT_LIST = "com.amazonaws.global.cloudfront.origin-facing"
"""The servers that fetch from origins, IPv4.
https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/LocationsOfEdgeServers.html"""
SERVICES = {
    "s3_bucket": "s3",
    "secret": "secretsmanager",
    "kms_key": "kms",
    "ecr_repository": "ecr.dkr",
}
"""Kinds that are reached through the endpoint of their service, by the name of its VPC endpoint.
https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html"""
EXAMPLES = {
    4: ("198.51.100.1", "203.0.113.1", "192.0.2.1", "8.8.8.8", "1.1.1.1"),
    6: ("2001:db8:ffff::1", "2001:4860:4860::8888", "2606:4700:4700::1111"),
}
"""Hosts of which one is taken to stand for the internet: the first that no rule of the model speaks of."""


class NotInNetwork(UnknownName):
    """A resource that flows neither start from nor end at."""


def sources(survey: Survey, name: str) -> tuple[Endpoint, ...]:
    """The endpoints that a name means as where flows start. UnknownName where nothing can start there."""
    found = parties(survey, name)
    for end in found:
        if isinstance(survey.model.resources.get(end.address), NatGateway):
            raise NotInNetwork(
                f"`{name}` opens no sessions of its own: it carries those of others; ask from what its routes serve"
            )
        if end.kind is Kind.SERVICE:
            raise NotInNetwork(f"`{name}` takes connections and opens none")
        if end.kind is Kind.ADDRESS and not end.subnet:
            raise NotInNetwork(f"`{name}` is in no subnet of the model, or in several")
        if end.kind is Kind.INTERNET and end.place.is_private:
            raise NotInNetwork(f"`{name}` is a private address in no network of the model")
    return found


def name_of(survey: Survey, name: str) -> str:
    """The name in full: the address of a resource, anything else as it is written."""
    is_outside = name == INTERNET or name.startswith("com.amazonaws.") or _is_ip(name)
    return name if is_outside else find(survey.model, name, (INTERNET,))


def parties(survey: Survey, name: str) -> tuple[Endpoint, ...]:
    """The endpoints that a name means, at least one. UnknownName where it means nothing."""
    if name == INTERNET:
        return tuple(_internet(survey))
    if name.startswith("com.amazonaws."):
        return (_service(name, name),)
    if _is_ip(name):
        return _at_address(survey, str(ip_address(name)))
    resource = survey.model[find(survey.model, name, (INTERNET,))]
    found = tuple(_of_resource(survey, resource))
    if not found:
        hint = "name what opens or takes connections: a load balancer, an instance, a deployment, a subnet, internet"
        raise NotInNetwork(f"`{resource.address}` has no place in the network: {hint}")
    return found


def _of_resource(survey: Survey, resource: Resource) -> Iterator[Endpoint]:
    own = endpoints_of(survey, resource.address)
    if own:
        yield from own
    elif isinstance(resource, CustomerGateway | VpnGateway):
        known = survey.connections.get(resource.address, ())
        gateways = (
            [resource.address] if isinstance(resource, CustomerGateway) else [each.customer_gateway for each in known]
        )
        for address in dict.fromkeys(gateways):
            yield from _on_premises(survey, address)
    elif isinstance(resource, VpnConnection):
        yield from _on_premises(survey, resource.customer_gateway)
    elif isinstance(resource, CloudfrontDistribution):
        place = Place("", public_blocks(4), frozenset({CLOUDFRONT_LIST}), resource.address)
        yield Endpoint(resource.address, Kind.EDGE, place, client_ports=ANY_PORTS)
    elif resource.kind in SERVICES:
        region = survey.model.region_of(resource)
        yield _service(resource.address, f"com.amazonaws.{region}.{SERVICES[resource.kind]}")
    else:
        for subnet in _subnets_in(survey, resource):
            yield from supposed(subnet)


def endpoints_of(survey: Survey, address: str) -> tuple[Endpoint, ...]:
    """The interfaces of a resource: of a cluster also those of its instances that have a public address, for all others
    stand just as the cluster does.

    https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html
    """
    own = survey.endpoints.by_owner.get(address, ())
    if not isinstance(survey.model.resources.get(address), AuroraCluster):
        return own
    instances = (one for one in survey.model.of(AuroraInstance) if one.parent == address and one.publicly_accessible)
    return (*own, *(end for one in instances for end in survey.endpoints.by_owner.get(one.address, ())))


def _subnets_in(survey: Survey, resource: Resource) -> Iterator[Subnet]:
    if isinstance(resource, Subnet):
        yield resource
    elif resource.kind in ("vpc", "account"):
        inner = resource.address + "."
        yield from (subnet for subnet in survey.model.of(Subnet) if subnet.address.startswith(inner))


def _customers_of(survey: Survey, end: CustomerGateway | VpnConnection | VpnGateway) -> Iterable[str]:
    if isinstance(end, VpnConnection):
        return (end.customer_gateway,)
    if isinstance(end, CustomerGateway):
        return (end.address,)
    return dict.fromkeys(connection.customer_gateway for connection in survey.connections.get(end.address, ()))


def _on_premises(survey: Survey, gateway: str) -> Iterator[Endpoint]:
    for block in blocks_of_site(survey, gateway):
        whole = network(block)
        place = Place(str(whole.network_address + (1 if whole.num_addresses > 1 else 0)), (whole,), owner=gateway)
        yield Endpoint(gateway, Kind.ON_PREMISES, place, is_representative=True, client_ports=ANY_PORTS)


def blocks_of_site(survey: Survey, gateway: str) -> tuple[str, ...]:
    """What is behind a customer gateway: its own blocks where they are written, else those that its connections have
    static routes to, which is all that AWS knows of a site."""
    customer = survey.model.get(gateway, CustomerGateway)
    if customer is not None and customer.cidr_blocks:
        return customer.cidr_blocks
    known = survey.connections.get(gateway, ())
    return tuple(dict.fromkeys(block for connection in known for block in connection.static_routes))


def _service(address: str, service: str) -> Endpoint:
    place = Place("", public_blocks(4), frozenset({service}), address)
    return Endpoint(address, Kind.SERVICE, place, service=service, client_ports=ANY_PORTS)


def _internet(survey: Survey) -> Iterator[Endpoint]:
    """A host of which no rule speaks, and one in each public block that some rule names: an office, a partner."""
    named = _blocks_in_rules(survey)
    for version in (4, 6):
        blocks = [block for block in named if block.version == version]
        general = next(
            (ip for ip in EXAMPLES[version] if not inside((network(ip),), blocks)),
            EXAMPLES[version][-1],
        )
        yield _host(general, "")
        for block in sorted(blocks, key=lambda one: (one.prefixlen, one.network_address.packed)):
            if inside((block,), public_blocks(version)):
                yield _host(str(block.network_address), str(block))


def _host(ip: str, note: str) -> Endpoint:
    place = Place(ip, (network(ip),), owner=INTERNET)
    return Endpoint(INTERNET, Kind.INTERNET, place, is_representative=True, client_ports=ANY_PORTS, note=note)


def _blocks_in_rules(survey: Survey) -> set[Network]:
    """Every block, short of everything, that a rule, route or list names and that is in no VPC."""
    texts = {block for peer in rule_peers(survey.model) for block in peer.cidr_blocks}
    for table in survey.model.of(RouteTable):
        texts.update(destination for destination in table.routes if "/" in destination)
    for listed in survey.model.of(PrefixList):
        texts.update(() if listed.aws_managed else listed.entries)
    own = [network(block) for vpc in survey.model.of(Vpc) for block in vpc.cidr_blocks]
    blocks = {network(text) for text in texts}
    return {block for block in blocks if block.prefixlen > 0 and not inside((block,), own)}


def _is_ip(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _at_address(survey: Survey, ip: str) -> tuple[Endpoint, ...]:
    """Whatever states the address, in each VPC where something does; else a host in the one VPC, or behind each
    customer gateway, that it belongs to."""
    stated = tuple(_stating(survey, ip))
    if stated:
        return stated
    exact = (network(ip),)
    vpcs = [vpc for vpc in survey.model.of(Vpc) if holds(vpc, ip)]
    subnets = [
        subnet
        for vpc in vpcs
        for subnet in survey.subnets.get(vpc.address, ())
        if inside(exact, map(network, subnet.cidr_blocks))
    ]
    if len(subnets) == 1:
        place = Place(ip, exact, owner="", subnet=subnets[0].address)
        return (Endpoint(ip, Kind.ADDRESS, place, zone=subnets[0].availability_zone),)
    sites = tuple(
        Endpoint(gateway.address, Kind.ON_PREMISES, Place(ip, exact, owner=gateway.address))
        for gateway in survey.model.of(CustomerGateway)
        if any(inside(exact, (network(block),)) for block in blocks_of_site(survey, gateway.address))
    )
    return sites or (Endpoint(ip, Kind.INTERNET if not vpcs else Kind.ADDRESS, Place(ip, exact, aws_lists=None)),)


def _stating(survey: Survey, ip: str) -> Iterator[Endpoint]:
    """Every interface whose own or public address it is: VPCs may use the same blocks."""
    for group in survey.endpoints.by_owner.values():
        for end in group:
            if ip == end.place.ip and not end.is_representative:
                yield replace(end, called_as="private")
            elif end.public is not None and ip == end.public.ip:
                yield replace(end, called_as="public")

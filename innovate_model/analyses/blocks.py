"""Who may have an address of a block: interfaces whose address is stated, hosts of subnets, of sites, the internet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from innovate_model.analyses.endpoints import Endpoint, supposed
from innovate_model.analyses.parties import blocks_of_site, parties
from innovate_model.analyses.places import Networks, inside, outside
from innovate_model.analyses.sessions import everybody
from innovate_model.analyses.survey import Survey
from innovate_model.resources.customer_gateway import CustomerGateway
from innovate_model.resources.subnet import Subnet
from innovate_model.resources.vpc import Vpc
from innovate_model.values import Network, network


@dataclass(frozen=True, slots=True)
class Holders:
    """`ends`: whoever may have an address of a block, each with those that it may have. `unknown`: addresses of the
    block of which the model does not say whose they are: private ones of no VPC and of no site."""

    ends: tuple[Endpoint, ...]
    unknown: Networks


def holders(known: Survey, block: Network) -> Holders:
    """Who may have an address of a block.

    An address of a VPC that is in no subnet, or that AWS keeps, is nobody's
    (https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html).
    """
    stated = tuple(_stated(known, block))
    taken = [each for end in stated for each in end.place.possible]
    hosts = [*_hosts(known, block), *everybody(known)]
    free = ((end, outside(inside(end.place.possible, (block,)), taken)) for end in hosts)
    ends = (*stated, *(_narrowed(end, own) for end, own in free if own))
    named = [network(each) for vpc in known.model.of(Vpc) for each in vpc.cidr_blocks]
    placed = [each for end in ends for each in end.place.possible]
    return Holders(ends, outside((block,), [*named, *placed, *_public(known, block)]))


def _stated(known: Survey, block: Network) -> Iterator[Endpoint]:
    """Interfaces whose own address is written down, or whose public one is, and in the block."""
    for group in known.endpoints.by_owner.values():
        for end in group:
            if not end.is_representative and inside(end.place.possible, (block,)):
                yield end


def _public(known: Survey, block: Network) -> Iterator[Network]:
    """Public addresses of the block that interfaces of the model have."""
    for group in known.endpoints.by_owner.values():
        for end in group:
            if end.public is not None and end.public.ip:
                yield from inside(end.public.possible, (block,))


def _hosts(known: Survey, block: Network) -> Iterator[Endpoint]:
    for subnet in known.model.of(Subnet):
        if any(inside((network(own),), (block,)) for own in subnet.cidr_blocks):
            yield from supposed(subnet)
    for gateway in known.model.of(CustomerGateway):
        if any(inside((network(own),), (block,)) for own in blocks_of_site(known, gateway.address)):
            yield from parties(known, gateway.address)


def _narrowed(end: Endpoint, own: Networks) -> Endpoint:
    """An endpoint that has one of fewer addresses."""
    place = replace(end.place, ip=str(own[0].network_address), possible=own)
    return replace(end, place=place, public=place if end.public == end.place else end.public)

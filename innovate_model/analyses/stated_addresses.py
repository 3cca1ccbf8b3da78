"""Private addresses that the model gives to interfaces, and whether AWS would: in their subnet, not kept by AWS, and
each of them once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from innovate_model.analyses.endpoints import usable
from innovate_model.analyses.places import inside
from innovate_model.model import Model
from innovate_model.resources.instance import Instance
from innovate_model.resources.nat_gateway import NatGateway
from innovate_model.resources.network_interface import NetworkInterface
from innovate_model.resources.subnet import Subnet
from innovate_model.span import Path, at
from innovate_model.values import Network, network


@dataclass(frozen=True, slots=True)
class StatedAddress:
    """An address of an interface, as it is written at `path`; `owner` has the interface, which stands in `subnet`."""

    ip: str
    owner: str
    subnet: Subnet
    path: Path

    @property
    def block(self) -> Network | None:
        """The block of its subnet that it would have to be in; None where the subnet has none of its IP version."""
        version = network(self.ip).version
        return next((each for each in map(network, self.subnet.cidr_blocks) if each.version == version), None)

    @property
    def is_inside(self) -> bool:
        """Is it in its subnet?"""
        return self.block is not None and bool(inside((network(self.ip),), (self.block,)))

    @property
    def is_given_out(self) -> bool:
        """Is it one that AWS gives out in its subnet?

        https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
        """
        return self.block is not None and bool(inside((network(self.ip),), usable(str(self.block))))


def stated_addresses(model: Model) -> Iterator[StatedAddress]:
    """Every private address that the model gives to an interface in a subnet that it has, in the order of the model."""
    for resource in model:
        if isinstance(resource, Instance | NetworkInterface | NatGateway):
            subnet = model.get(resource.subnet, Subnet)
            if subnet is not None:
                for ip, path in _written(resource):
                    yield StatedAddress(ip, resource.address, subnet, at(resource.address, *path))


def stated_twice(model: Model) -> Iterator[tuple[StatedAddress, StatedAddress]]:
    """Addresses that two interfaces of one VPC have, or one of them twice: the one that is written first, and each
    other. A second VPC may have the same."""
    first: dict[tuple[str, str], StatedAddress] = {}
    for one in stated_addresses(model):
        before = first.setdefault((one.subnet.parent, one.ip), one)
        if before is not one:
            yield before, one


def _written(resource: Instance | NetworkInterface | NatGateway) -> Iterator[tuple[str, Path]]:
    """The addresses of a resource, each with the attribute that says it."""
    if isinstance(resource, NetworkInterface):
        yield from ((ip, ("private_ips", index)) for index, ip in enumerate(resource.private_ips))
    elif resource.private_ip is not None:
        yield resource.private_ip, ("private_ip",)
    if not isinstance(resource, NatGateway):
        yield from ((ip, ("ipv6_addresses", index)) for index, ip in enumerate(resource.ipv6_addresses))

"""Who in a model holds a public IPv4 address and is billed for it. Each address counts once, at whoever keeps it."""

from __future__ import annotations

from dataclasses import dataclass, field

from innovate_model.graph import Graph
from innovate_model.model import Model
from innovate_model.resources.elastic_ip import ElasticIp
from innovate_model.resources.instance import Instance
from innovate_model.resources.nat_gateway import NatGateway
from innovate_model.resources.network_interface import NetworkInterface
from innovate_model.resources.subnet import Subnet


def public_addresses(graph: Graph) -> dict[str, str]:
    """Address of the resource -> why it has a public IPv4 address.

    An Elastic IP takes the place of the address that AWS would assign, so what it is associated with is not counted
    again. Load balancers are not here: theirs depend on their zones alone.
    https://docs.aws.amazon.com/vpc/latest/userguide/vpc-eips.html
    """
    model = graph.model
    elastic = list(model.of(ElasticIp))
    ledger = _Ledger(_served(model, elastic))
    for ip in elastic:
        ledger.keep(ip.address, ip.public_ip, "an Elastic IP, in use or idle")
    for nat in model.of(NatGateway):
        if nat.connectivity_type == "public":
            ledger.keep(nat.address, nat.public_ip, "a public NAT gateway has an Elastic IP of its own")
    for instance in model.of(Instance):
        if _is_public(model, instance):
            ledger.keep(instance.address, instance.public_ip, "the instance gets a public address")
    for interface in model.of(NetworkInterface):
        if interface.public_ip and not _is_its_instances(model, interface, ledger):
            ledger.keep(interface.address, interface.public_ip, "the interface has a public address")
    return ledger.reasons


@dataclass(slots=True)
class _Ledger:
    served: set[str]
    """What an Elastic IP stands in front of."""
    reasons: dict[str, str] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    """Public addresses that are counted already, as text."""

    def keep(self, address: str, public_ip: str | None, why: str) -> None:
        if address not in self.served and public_ip not in self.seen:
            self.reasons[address] = why
            self.seen |= {public_ip} if public_ip else set()


def _served(model: Model, elastic: list[ElasticIp]) -> set[str]:
    """What the Elastic IPs are associated with, and the instance behind an interface."""
    targets = {ip.to for ip in elastic if ip.to}
    interfaces = (model.get(address, NetworkInterface) for address in targets)
    return targets | {interface.instance for interface in interfaces if interface and interface.instance}


def _is_its_instances(model: Model, interface: NetworkInterface, ledger: _Ledger) -> bool:
    """Whether the interface's address is the one that was counted at its instance, which does not name it."""
    instance = model.get(interface.instance, Instance)
    return instance is not None and instance.address in ledger.reasons and instance.public_ip is None


def _is_public(model: Model, instance: Instance) -> bool:
    if instance.public_ip:
        return True
    if instance.associate_public_ip_address is not None:
        return instance.associate_public_ip_address
    subnet = model.get(instance.subnet, Subnet)
    return subnet is not None and subnet.map_public_ip_on_launch

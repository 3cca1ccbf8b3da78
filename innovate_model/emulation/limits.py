"""What an emulation does not mimic of the model that it is made from, in sentences."""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.model import Model
from innovate_model.resources.base import Resource
from innovate_model.resources.customer_gateway import CustomerGateway
from innovate_model.resources.dx_gateway import DxGateway
from innovate_model.resources.lb import Lb
from innovate_model.resources.nat_gateway import NatGateway
from innovate_model.resources.network_acl import NetworkAcl
from innovate_model.resources.network_policy import NetworkPolicy
from innovate_model.resources.transit_gateway import TransitGateway
from innovate_model.resources.vpc_endpoint import VpcEndpoint


def limits(model: Model) -> tuple[str, ...]:
    """Those that matter for a model, the general ones first."""
    return tuple(_limits(model))


def _limits(model: Model) -> Iterator[str]:
    yield "TCP and UDP are tried, ICMP is not"
    yield "an address that the model does not state is stood for by another of its subnet, or a public one of nobody's"
    for kind, sentence in _OF_KINDS:
        if any(True for _ in model.of(kind)):
            yield sentence


_OF_KINDS: tuple[tuple[type[Resource], str], ...] = (
    (NetworkAcl, "one source port stands for all those of the caller that no rule of a network ACL tells apart"),
    (NatGateway, "a NAT gateway keeps the caller's port, where AWS may choose any from 1024 to 65535"),
    (Lb, "a load balancer answers by itself: what it hands to its targets is another session"),
    (VpcEndpoint, "AWS's own services, gateway endpoints and what is behind VPC endpoints are not emulated"),
    (
        NetworkPolicy,
        "network policies of Kubernetes are not emulated: where they may forbid what all else allows, that is told",
    ),
    (TransitGateway, "a transit gateway's appliance mode, Connect attachments and multicast are not emulated"),
    (DxGateway, "Direct Connect is not emulated: only VPN connections lead to customers' networks"),
    (CustomerGateway, "a customer's own network takes the first VPN connection that leads to an address"),
)

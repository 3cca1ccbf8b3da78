"""Attributes that several kinds are written with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from exporters.terraform.rules import PORT_OR_ANY, STRING
from exporters.terraform.shapes import Attribute, Json, Many, Object, Read, Reference, Rule, Scalar, Type, write
from exporters.terraform.site import Site
from innovate_model.values import Ports

Take = Callable[[Any], Any]


def plain(name: str, type_: Type, take: Take, is_required: bool = False, default: Json = None) -> Attribute:
    """An attribute whose value needs nothing but the part that it is read from."""
    return Attribute(name, type_, lambda part, site: take(part), is_required, default)


def text(name: str, take: Take, is_required: bool = False) -> Attribute:
    """A string; "" is not written."""
    return plain(name, STRING, lambda part: take(part) or None, is_required)


def key(name: str, kind: str, take: Take, is_required: bool = False) -> Attribute:
    """The key of another resource, from its address or None."""

    def read(part: Any, site: Site) -> Json:
        address = take(part)
        return None if address is None else site.key(address)

    return Attribute(name, Reference(kind), read, is_required)


def keys(name: str, kind: str, take: Take, is_required: bool = False) -> Attribute:
    """The keys of several resources of one kind, from their addresses."""

    def read(part: Any, site: Site) -> Json:
        return sorted({site.key(address) for address in take(part)})

    return Attribute(name, Many(Reference(kind)), read, is_required, None if is_required else [])


def to_kind(name: str, kind: str, take: Take) -> Attribute:
    """The key of what an address names, if that is of a kind."""

    def read(part: Any, site: Site) -> Json:
        address = take(part)
        return site.key(address) if address is not None and site.kind(address) == kind else None

    return Attribute(name, Reference(kind), read)


def nested(name: str, *attributes: Attribute) -> Attribute:
    """An object that is written when any of its attributes is: `access_logs = { bucket = "logs" }`."""
    read: Read = lambda part, site: write(attributes, part, site) or None  # noqa: E731 # reads as the others do
    return Attribute(name, Object(attributes), read)


PROTOCOL = Scalar(
    "string",
    Rule(
        "must be tcp, udp, icmp, icmpv6, -1 for all, or a protocol's number",
        lambda x: f'can(regex("^(tcp|udp|icmp|icmpv6|-1|[0-9]{{1,3}})$", {x}))',
    ),
)


def ports(ports_of: Callable[[Any], Ports], protocol: str, all_ports: int | None) -> tuple[Attribute, ...]:
    """Protocol and ports as the provider takes them. ICMP of every type and code is -1, every protocol is "-1" with
    the ports `all_ports`.

    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html
    """

    def protocol_of(part: Any) -> str:
        named = ports_of(part).protocol
        return "-1" if named == "all" else named

    def bound(part: Any, value: Callable[[Ports], int]) -> int | None:
        said = ports_of(part)
        if said.protocol == "all":
            return all_ports
        return -1 if said.protocol.startswith("icmp") else value(said)

    return (
        plain("from_port", PORT_OR_ANY, lambda part: bound(part, lambda said: said.from_port)),
        plain(protocol, PROTOCOL, protocol_of, is_required=True),
        plain("to_port", PORT_OR_ANY, lambda part: bound(part, lambda said: said.to_port)),
    )

"""Where a packet can be on its way, and what one step of the way yields."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from innovate_model.analyses.endpoints import Endpoint
from innovate_model.analyses.filtering import Direction, Packet, Verdict, judge_acl, judge_groups
from innovate_model.analyses.flow import Disposition, Hop
from innovate_model.analyses.places import Place
from innovate_model.analyses.routing import short
from innovate_model.analyses.stands import ANY_PORTS, Guard
from innovate_model.analyses.survey import Survey
from innovate_model.resources.nat_gateway import NatGateway
from innovate_model.resources.subnet import Subnet
from innovate_model.span import at
from innovate_model.values import Ports


@dataclass(frozen=True, slots=True)
class InSubnet:
    """Leaving an interface in a subnet: the subnet's route table decides."""

    subnet: str


@dataclass(frozen=True, slots=True)
class InVpc:
    """To be delivered inside a VPC, from one of its subnets or ("") from one of its gateways."""

    vpc: str
    from_subnet: str = ""


@dataclass(frozen=True, slots=True)
class AtNat:
    """Come to a NAT gateway because a route leads there, from a subnet."""

    gateway: str
    from_subnet: str


@dataclass(frozen=True, slots=True)
class AtTransit:
    """In a transit gateway, to be routed by a table (None: the attachment it came by is associated with none).

    `zone`: the Availability Zone that it came from, "" where it has none.
    """

    gateway: str
    table: str | None
    arrived_by: str
    zone: str


@dataclass(frozen=True, slots=True)
class AtVpnGateway:
    """In a VPN gateway, on the way out of its VPC."""

    gateway: str


@dataclass(frozen=True, slots=True)
class OnPremises:
    """Behind a customer gateway, on the way to AWS; by `connection`, or by whichever leads there."""

    customer_gateway: str
    connection: str = ""


@dataclass(frozen=True, slots=True)
class OnInternet:
    """On the public internet."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """At the end of the way. `at`: the interface, where it is one; `answer_from`: where the answer starts."""

    disposition: Disposition
    answer_from: Position
    at: Endpoint | None = None


Position = InSubnet | InVpc | AtNat | AtTransit | AtVpnGateway | OnPremises | OnInternet


@dataclass(frozen=True, slots=True)
class Translation:
    """A session that a gateway remembers: an inside address and port that go under an outside one."""

    gateway: str
    inner: Place
    inner_port: int
    outer: Place
    outer_port: int


@dataclass(frozen=True, slots=True)
class Step:
    """What one step did: its hops, the packet as it is now, and where it is; None: nowhere further.

    `supposed`: what would come next if what the model does not say, the `remedy` of the last hop, were so.
    """

    hops: tuple[Hop, ...]
    packet: Packet
    position: Position | Arrived | None = None
    translation: Translation | None = None
    supposed: Step | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What the steps of one way have in common: the two ends, for an answer the sessions that it may use, and the port
    that a NAT gateway puts in place of the client's."""

    survey: Survey
    ends: tuple[Endpoint, Endpoint]
    sessions: tuple[Translation, ...] = ()
    is_answer: bool = False
    nat_port: int = ANY_PORTS[0]

    def interface(self, place: Place) -> Endpoint | None:
        """The interface that has a place as its own or its public address. Two hosts of a subnet that are
        supposed differ in their address alone."""
        for end in sorted(self.ends, key=lambda end: place not in (end.place, end.public)):
            if end.address == place.owner and end.subnet == place.subnet and end.place.version == place.version:
                return end
        return self.survey.interface(place.owner, place.subnet, place.version)


def acl_hop(context: Context, subnet: Subnet, direction: Direction, packet: Packet) -> Iterator[Hop]:
    """What the network ACL of a subnet says to a packet that crosses its border."""
    acl = context.survey.network_acl_of(subnet)
    if acl is None and subnet.network_acl is not None:
        fact, how = (
            f"the rules of {short(subnet.network_acl)}, which it does not contain",
            Disposition.INSUFFICIENT_INFO,
        )
        yield Hop(subnet.address, "has a network ACL that is not in the model", at(subnet.address), how, fact)
        return
    if acl is None:
        yield Hop(subnet.address, f"the default network ACL lets it {_way(direction)}")
        return
    yield filter_hop(
        acl.address, judge_acl(acl, direction, packet), direction, packet, _ports_to_allow(context, packet)
    )


def _ports_to_allow(context: Context, packet: Packet) -> str:
    """What a rule must let through: of an answer every port that the client, or the NAT gateway before it, may use.

    https://docs.aws.amazon.com/vpc/latest/userguide/nacl-ephemeral-ports.html
    """
    if not context.is_answer or not packet.destination_port:
        return packet.ports
    is_of_nat = isinstance(context.survey.model.resources.get(packet.destination.owner), NatGateway)
    return str(Ports(packet.protocol, *(ANY_PORTS if is_of_nat else context.ends[0].client_ports)))


def group_hop(context: Context, end: Endpoint, direction: Direction, packet: Packet) -> Iterator[Hop]:
    """What the security groups of an interface say to the first packet of a session."""
    if end.guard is Guard.NONE:
        return
    if end.guard is Guard.UNKNOWN:
        fact = "its security group: it names none, so AWS gives it one that the model does not contain"
        yield Hop(end.address, "has an unknown security group", stops=Disposition.INSUFFICIENT_INFO, remedy=fact)
        return
    verdict = judge_groups(context.survey, end.place.groups, direction, packet)
    component = ".".join(str(key) for key in verdict.path[: verdict.path.index(direction)])
    yield filter_hop(component, verdict, direction, packet)


def filter_hop(component: str, verdict: Verdict, direction: Direction, packet: Packet, ports: str = "") -> Hop:
    """A filter's verdict as a hop. `ports`: those that it should let through, where it is not the packet's alone."""
    if verdict.is_allowed:
        return Hop(component, verdict.rule, verdict.path)
    if verdict.is_allowed is None:
        return Hop(component, verdict.rule, verdict.path, Disposition.INSUFFICIENT_INFO, verdict.missing)
    other = packet.peer(direction)
    name = other.owner or other.ip or "the other end"
    usual = (
        f"an {direction} rule that allows {ports or packet.ports} {'from' if direction == 'ingress' else 'to'} {name}"
    )
    stops = Disposition.DENIED_IN if direction == "ingress" else Disposition.DENIED_OUT
    return Hop(component, verdict.rule, verdict.path, stops, verdict.missing or usual)


def _way(direction: Direction) -> str:
    return "in" if direction == "ingress" else "out"

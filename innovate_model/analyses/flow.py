"""What is asked of the network and what it answered: a Flow, the Hops it took, the Trace of them and how it ended.

The words are Batfish's
(https://batfish.readthedocs.io/en/latest/notebooks/linked/introduction-to-forwarding-analysis.html), the third answer
included: INSUFFICIENT_INFO where the model lacks the fact that decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from innovate_model.span import Path


class Disposition(StrEnum):
    """How a flow ended. Only ACCEPTED and EXITS_NETWORK mean that the session works."""

    ACCEPTED = "ACCEPTED"
    """The destination takes it, and its answer comes back."""
    EXITS_NETWORK = "EXITS_NETWORK"
    """It leaves for a host that the model does not contain, and an answer comes back."""
    DENIED_OUT = "DENIED_OUT"
    """A filter refuses it on the way out of an interface, a subnet or a gateway."""
    DENIED_IN = "DENIED_IN"
    """A filter refuses it on the way into one."""
    NO_ROUTE = "NO_ROUTE"
    """A route table has no route for it."""
    NULL_ROUTED = "NULL_ROUTED"
    """It is routed to where it is thrown away: a blackhole, a gateway that has no use for it, a missing subnet."""
    NEIGHBOR_UNREACHABLE = "NEIGHBOR_UNREACHABLE"
    """It comes to the right subnet, and nothing there has the address."""
    LOOP = "LOOP"
    """It comes back to where it has been."""
    INSUFFICIENT_INFO = "INSUFFICIENT_INFO"
    """The model does not say what decides: the hop names the missing fact."""

    @property
    def is_open(self) -> bool:
        """Does the session work?"""
        return self in (Disposition.ACCEPTED, Disposition.EXITS_NETWORK)


@dataclass(frozen=True, slots=True)
class Flow:
    """One session: the first packet's addresses and ports.

    `protocol` is tcp, udp, icmp or icmpv6; ports are 0 for the last two. An address is "" where AWS gives one that
    the model does not know (the public address of a load balancer).
    """

    source_ip: str
    destination_ip: str
    protocol: str
    destination_port: int
    source_port: int

    def __str__(self) -> str:
        ends = [(self.source_ip, self.source_port), (self.destination_ip, self.destination_port)]
        return f"{self.protocol} " + " -> ".join(_socket(ip, port) for ip, port in ends)


def _socket(ip: str, port: int) -> str:
    shown = (f"[{ip}]" if ":" in ip else ip) or "(address not known)"
    return f"{shown}:{port}" if port else shown


@dataclass(frozen=True, slots=True)
class Hop:
    """One thing that happened to a packet.

    `component`: the address of what did it, or `internet`; `action`: what it did; `path`: the deciding rule, route or
    attribute, to be looked up in the text; `stops`: how it ended the flow, None where it let it go on;
    `remedy`: what would let it pass, or, for INSUFFICIENT_INFO, the fact that is missing; `condition`: what would let
    it pass here if that fact were so.
    """

    component: str
    action: str
    path: Path = ()
    stops: Disposition | None = None
    remedy: str = ""
    condition: str = ""


@dataclass(frozen=True, slots=True)
class Trace:
    """What became of a flow: the hops of the way there, then those of the answer's way back.

    Hops beyond the first that stops are what would stop it next; they are given as far as the way is certain.
    `source` and `destination` are the addresses of the endpoints, `source_subnet` and `destination_subnet` where they
    stand ("" outside AWS). `cut_off_at`: the component beyond which the way, there or back, could not be followed, so
    that more may stand in it than the hops tell; "" where it was followed to its end and back.
    """

    source: str
    destination: str
    flow: Flow
    disposition: Disposition
    hops: tuple[Hop, ...]
    return_hops: tuple[Hop, ...] = ()
    source_subnet: str = ""
    destination_subnet: str = ""
    cut_off_at: str = ""

    @property
    def is_open(self) -> bool:
        """Does the session work, both ways?"""
        return self.disposition.is_open

    @property
    def blocking(self) -> tuple[Hop, ...]:
        """Every hop that stops the flow for certain, in the order of the way there and back."""
        return tuple(hop for hop in (*self.hops, *self.return_hops) if hop.stops not in (None, _UNKNOWN))

    @property
    def missing(self) -> tuple[Hop, ...]:
        """Every hop at which the model does not say what decides."""
        return tuple(hop for hop in (*self.hops, *self.return_hops) if hop.stops is _UNKNOWN)

    @property
    def missing_only(self) -> bool:
        """Is a missing fact all that stands between the flow and its end?"""
        return self.disposition is _UNKNOWN

    @property
    def deciding(self) -> Hop:
        """The hop that settled it: the first that stops the flow, else the first that is not known, else the last
        one."""
        return (*self.blocking, *self.missing, *reversed(self.hops))[0]

    @property
    def fails_on_return(self) -> bool:
        """Does the flow arrive and only its answer not come back?"""
        return not self.is_open and not any(hop.stops for hop in self.hops)


_UNKNOWN = Disposition.INSUFFICIENT_INFO


def outcome(hops: tuple[Hop, ...], return_hops: tuple[Hop, ...], arrival: Disposition) -> Disposition:
    """How a flow with these hops ended, `arrival` being how it ends if nothing stops it.

    A certain stop settles it wherever it stands; only without one does an unknown leave it open.
    """
    stops = [hop.stops for hop in (*hops, *return_hops) if hop.stops is not None]
    certain = [stop for stop in stops if stop is not _UNKNOWN]
    return (certain or stops or [arrival])[0]

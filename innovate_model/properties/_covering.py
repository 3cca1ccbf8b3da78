"""Whether openings cover all that a promise asks for: every port, every address of the one end to every one of the
other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from innovate_model.analyses.endpoints import Endpoint
from innovate_model.analyses.places import Networks, inside, outside
from innovate_model.analyses.sessions import Opening
from innovate_model.values import Ports

_PROTOCOLS = ("tcp", "udp", "icmp", "icmpv6", "other")


@dataclass(frozen=True, slots=True)
class Gap:
    """What no opening between two ends covers: ports of one protocol (by ranges in which all openings begin or end),
    from some addresses to some, which are public ones of the destination's where `to_public_address`."""

    source: Endpoint
    destination: Endpoint
    ports: Ports
    source_addresses: Networks
    destination_addresses: Networks
    to_public_address: bool = False


def first_gap(source: Endpoint, destination: Endpoint, asked: Iterable[Ports], found: Iterable[Opening]) -> Gap | None:
    """The first thing that is asked of two ends and certain openings do not cover; None where they cover all of it.

    The client may call the private address or, where there is one, the public one: that one of them works is enough.
    """
    own = [one for one in found if one.is_certain and _is_between(one, source, destination)]
    for ports in asked:
        for part in _parts(ports, own, source.place.version):
            fitting = [one for one in own if _covers(one.ports, part)]
            private, public = (_left(source, destination, fitting, is_public) for is_public in (False, True))
            if private and public:
                # Where only the public address is called, what is missing there is what there is to show.
                is_public = bool(fitting) and all(one.to_public_address for one in fitting)
                return Gap(source, destination, part, *(public if is_public else private)[0], is_public)
    return None


def _is_between(opening: Opening, source: Endpoint, destination: Endpoint) -> bool:
    """Openings hold endpoints of their own making, so places are compared: who, in which subnet, of which version."""
    return all(
        (one.address, one.subnet, one.place.version) == (other.address, other.subnet, other.place.version)
        for one, other in ((opening.source, source), (opening.destination, destination))
    )


def _parts(ports: Ports, found: list[Opening], version: int) -> Iterator[Ports]:
    """A range cut where openings begin and end, by protocols: within each part all ports fare alike."""
    of_version = [name for name in _PROTOCOLS if name != ("icmpv6" if version == 4 else "icmp")]
    for protocol in of_version if ports.protocol == "all" else (ports.protocol,):
        same = [one.ports for one in found if one.ports.protocol == protocol]
        cuts = {edge for own in same for edge in (own.from_port, own.to_port + 1)}
        starts = sorted({ports.from_port, *(cut for cut in cuts if ports.from_port < cut <= ports.to_port)})
        for start, following in zip(starts, [*starts[1:], ports.to_port + 1], strict=True):
            yield Ports(protocol, start, following - 1)


def _covers(ports: Ports, part: Ports) -> bool:
    return ports.protocol == part.protocol and ports.from_port <= part.from_port and part.to_port <= ports.to_port


def _left(
    source: Endpoint, destination: Endpoint, found: list[Opening], is_public: bool
) -> list[tuple[Networks, Networks]]:
    """What is left of all addresses to all addresses when openings are taken away: pairs of sets."""
    place = destination.public if is_public else destination.place
    if place is None:
        return [(source.place.possible, destination.place.possible)]
    left = [(source.place.possible, place.possible)]
    for one in found:
        if one.to_public_address is not is_public and destination.public is not None:
            continue
        left = [piece for pair in left for piece in _less(pair, one)]
    return left


def _less(pair: tuple[Networks, Networks], opening: Opening) -> Iterator[tuple[Networks, Networks]]:
    sources, destinations = pair
    beside = outside(sources, opening.source_addresses)
    if beside:
        yield beside, destinations
    within = inside(sources, opening.source_addresses)
    beyond = outside(destinations, opening.destination_addresses)
    if within and beyond:
        yield within, beyond

"""Which concrete ports to walk for a question about a range of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from innovate_model.analyses.endpoints import Endpoint
from innovate_model.analyses.plain_rules import ports_of
from innovate_model.analyses.survey import Survey
from innovate_model.resources.daemon_set import DaemonSet
from innovate_model.resources.deployment import Deployment
from innovate_model.resources.listener import Listener
from innovate_model.resources.network_acl import NetworkAcl
from innovate_model.resources.security_group import SecurityGroup
from innovate_model.resources.target_group import TargetGroup, transports_of
from innovate_model.values import Ports

FALLBACK = Ports("tcp", 443, 443)


def assumed_ports(
    survey: Survey, starts: tuple[Endpoint, ...], ends: tuple[Endpoint, ...]
) -> tuple[tuple[Ports, ...], str]:
    """The ports that a destination is asked about where nobody said, and why these: those of the target groups from a
    load balancer to its target, those of the listeners to a load balancer, those that pods declare, else what security
    groups of the destination admit from anybody, narrow ones first; tcp/443 where there are none."""
    for heard, where in (
        (_of_target_groups(survey, starts, ends), "ports: those of the target groups through which it gets requests"),
        (_of_listeners(survey, ends), "ports: those of the load balancer's listeners"),
    ):
        if heard:
            return _ordered(dict.fromkeys(heard)), where
    own = (survey.model.resources.get(end.address) for end in ends)
    pods = [each for each in own if isinstance(each, Deployment | DaemonSet)]
    declared = dict.fromkeys(ports for pod in pods for ports in pod.ports.values())
    if declared:
        return _ordered(declared), "ports: those that its pods declare"
    groups = dict.fromkeys(group for end in ends for group in end.place.groups)
    found: dict[Ports, None] = {}
    for address in groups:
        group = survey.model.get(address, SecurityGroup)
        rules = group.ingress.values() if group is not None else ()
        found.update((rule.ports, None) for rule in rules if _carried(rule.ports, ends))
    if found:
        why = "ports: those that the security groups of the destination admit"
        return _ordered(found), f"{why}; its pods declare none" if pods else why
    why = "admit nothing" if groups else "are not there to say"
    return (FALLBACK,), f"ports: {FALLBACK} is assumed, for security groups of the destination {why}"


def _of_target_groups(survey: Survey, starts: Iterable[Endpoint], ends: Iterable[Endpoint]) -> list[Ports]:
    """The ports on which load balancers hand requests to their targets."""
    balancers, targets = {start.address for start in starts}, {end.address for end in ends}
    groups = (one for one in survey.model.of(TargetGroup) if one.parent in balancers)
    return [ports for one in groups if targets & set(one.targets) for ports in _spoken(one)]


def _of_listeners(survey: Survey, ends: Iterable[Endpoint]) -> list[Ports]:
    """The ports on which load balancers take requests."""
    balancers = {end.address for end in ends}
    return [ports for one in survey.model.of(Listener) if one.parent in balancers for ports in _spoken(one)]


def _spoken(end: Listener | TargetGroup) -> Iterator[Ports]:
    yield from (Ports(protocol, end.port, end.port) for protocol in transports_of(end.protocol))


def _carried(ports: Ports, ends: Iterable[Endpoint]) -> bool:
    return any(protocols_of(ports.protocol, end.place.version) for end in ends)


def _ordered(found: Iterable[Ports]) -> tuple[Ports, ...]:
    return tuple(sorted(found, key=lambda ports: (ports.to_port - ports.from_port, ports.protocol, ports.from_port)))


def probes(survey: Survey, start: Endpoint, end: Endpoint, asked: tuple[Ports, ...]) -> Iterator[tuple[str, int]]:
    """(protocol, port) of each part of the asked ranges that some filter at the two ends, or a network ACL on the way,
    may treat in its own way."""
    is_wide = any(ports.from_port < ports.to_port for ports in asked)
    edges = sorted(_edges(survey, start, end)) if is_wide else []
    seen: set[tuple[str, int]] = set()
    for ports in asked:
        for protocol in protocols_of(ports.protocol, end.place.version):
            inner = [port for port in edges if ports.from_port < port <= ports.to_port]
            for port in (ports.from_port, *inner) if protocol in ("tcp", "udp") else (0,):
                if (protocol, port) not in seen:
                    seen.add((protocol, port))
                    yield protocol, port


def protocols_of(protocol: str, version: int) -> tuple[str, ...]:
    """What `all` stands for in one IP version; any other protocol is itself, and nothing in the version that does not
    carry it."""
    own, other = ("icmp", "icmpv6") if version == 4 else ("icmpv6", "icmp")
    if protocol == "all":
        return "tcp", "udp", own
    return (protocol,) if protocol != other else ()


def edges_between(survey: Survey, first: int, last: int) -> tuple[int, ...]:
    """Both ends of a range of client ports, and where a rule of some network ACL begins or has just ended in it."""
    edges = {first, last}
    for acl in survey.model.of(NetworkAcl):
        for ports in ports_of(acl):
            edges |= {ports.from_port, ports.to_port + 1}
    return tuple(sorted(port for port in edges if first <= port <= last))


def _edges(survey: Survey, start: Endpoint, end: Endpoint) -> set[int]:
    """Ports at which the rules of the two ends, and of any network ACL, begin or have just ended."""
    ranges = {ports for acl in survey.model.of(NetworkAcl) for ports in ports_of(acl)}
    for side in (start, end):
        for address in side.place.groups:
            group = survey.model.get(address, SecurityGroup)
            if group is not None:
                ranges.update(ports_of(group))
    return {port for ports in ranges for port in (ports.from_port, ports.to_port + 1)}

"""What is to be built: network namespaces, the links between them, addresses, routes and nftables rules. Plain data,
which goes to the worker as JSON. Names of a model stand in titles and reasons only, never in what the kernel reads."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

TABLE = "innovate"
"""The nftables table of every namespace."""


@dataclass(frozen=True, slots=True)
class Route:
    """One entry of a routing table: `destination` is a block, `way` what iproute2 calls the rest of it (`dev l7`,
    `blackhole`, `throw`). Of equal blocks the lower `metric` counts."""

    table: int
    destination: str
    way: str
    metric: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """Which routing table decides: of rules whose `selector` fits (`iif b3`, `fwmark 9`, "" for all), those of lower
    `order` first, until a table has a route."""

    order: int
    selector: str
    table: int


@dataclass(frozen=True, slots=True)
class Space:
    """One network namespace.

    `role` says what it stands for (`vpc`, `host`, `nat`, ...), `title` the address in the model. `bridges` and
    `sinks` are devices to make; `addresses` are (device, address with prefix length). `filters` are the lines of its
    nftables table. `unsure`: the sets (`q4`, by the number of a reason) in which it notes packets whose fate it cannot
    mimic.
    """

    role: str
    title: str
    forwards: bool = False
    bridges: tuple[str, ...] = ()
    sinks: tuple[str, ...] = ()
    addresses: tuple[tuple[str, str], ...] = ()
    routes: tuple[Route, ...] = ()
    rules: tuple[Rule, ...] = ()
    filters: tuple[str, ...] = ()
    unsure: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A cable between two namespaces, `name` at one end and `far_name` at the other. With a `bridge` the far end is a
    port of it; without one the cable carries whatever is sent, and needs no addresses."""

    near: int
    name: str
    far: int
    far_name: str
    bridge: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """A network to build. `reasons`: why the fate of some packets cannot be mimicked, by number."""

    spaces: tuple[Space, ...]
    links: tuple[Link, ...]
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Knock:
    """One connection to try: from `source_ip` and `source_port` in namespace `source` to `port` at `dialled`, where
    the listener in namespace `target` at `target_ip` should hear of it."""

    source: int
    source_ip: str
    source_port: int
    dialled: str
    port: int
    target: int
    target_ip: str
    protocol: str = "tcp"


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a knock: `arrived` at the target, `answered` so that the caller knows; `unsure`: the number of
    the reason for which neither is to be trusted, -1 for none."""

    arrived: bool
    answered: bool
    unsure: int = -1


def as_data(plan: Plan) -> dict[str, Any]:
    """A plan as JSON has it."""
    return asdict(plan)


def from_data(data: dict[str, Any]) -> Plan:
    """The plan that `as_data` wrote."""
    spaces = tuple(
        Space(
            **{
                **space,
                "bridges": tuple(space["bridges"]),
                "sinks": tuple(space["sinks"]),
                "addresses": tuple((device, address) for device, address in space["addresses"]),
                "routes": tuple(Route(**route) for route in space["routes"]),
                "rules": tuple(Rule(**rule) for rule in space["rules"]),
                "filters": tuple(space["filters"]),
                "unsure": tuple(space["unsure"]),
            }
        )
        for space in data["spaces"]
    )
    return Plan(spaces, tuple(Link(**link) for link in data["links"]), tuple(data["reasons"]))

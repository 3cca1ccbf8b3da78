"""A Plan while it is being made: namespaces that several parts of the network add to, frozen at the end."""

from __future__ import annotations

from innovate_model.emulation.plan import TABLE, Link, Plan, Route, Rule, Space
from innovate_model.values import network

LAST = 4_000_000_000
"""The metric of what holds where nothing else does."""
EVERYWHERE = ("0.0.0.0/0", "::/0")

HOOKS = {
    "arrive": "type filter hook prerouting priority -150; policy accept;",
    "forward": "type filter hook forward priority 0; policy accept;",
    "depart": "type filter hook postrouting priority 150; policy accept;",
    "answer": "type route hook output priority -150; policy accept;",
    "translate": "type nat hook postrouting priority 100; policy accept;",
}
"""Where the chains of these names are attached; chains of other names are jumped to."""
SECTIONS = ("cross", "check", "unsure", "same", "leave", "enter")
"""The chains that what is forwarded goes through, in this order, before the rest of `forward`."""


class DraftSpace:
    """One namespace in the making. Chains of filters are made by adding to them."""

    def __init__(self, number: int, role: str, title: str, forwards: bool) -> None:
        self.number = number
        self.role, self.title, self.forwards = role, title, forwards
        self.bridges: list[str] = []
        self.sinks: list[str] = []
        self.addresses: list[tuple[str, str]] = []
        self.routes: list[Route] = []
        self.rules: list[Rule] = []
        self.chains: dict[str, list[str]] = {}
        self.hooks: dict[str, str] = dict(HOOKS)
        self.unsure: list[int] = []

    def route(self, table: int, block: str, way: str, metric: int = 0) -> None:
        """Add a route, unless the table has one to the block already that counts as much."""
        if all((one.table, one.destination, one.metric) != (table, block, metric) for one in self.routes):
            self.routes.append(Route(table, block, way, metric))

    def dead_end(self, table: int) -> None:
        """What a table has no other route for goes nowhere."""
        for block in EVERYWHERE:
            self.route(table, block, "unreachable", LAST)

    def lookup(self, order: int, selector: str, table: int) -> None:
        """Let a table decide."""
        self.rules.append(Rule(order, selector, table))

    def add(self, chain: str, *lines: str) -> None:
        """Add lines to a chain of filters."""
        self.chains.setdefault(chain, []).extend(lines)

    def frozen(self) -> Space:
        """The finished namespace."""
        return Space(
            self.role,
            self.title,
            self.forwards,
            tuple(self.bridges),
            tuple(self.sinks),
            tuple(self.addresses),
            tuple(self.routes),
            tuple(self.rules),
            tuple(self._filters()),
            tuple(self.unsure),
        )

    def _filters(self) -> list[str]:
        if not self.chains:
            return []
        lines = [f"table inet {TABLE} {{"]
        for reason in self.unsure:
            for version in (4, 6):
                key = f"ipv{version}_addr"
                lines.append(
                    f"set q{reason}v{version} {{ type {key} . inet_service . {key} . inet_service; size 65535; "
                )
                lines.append("flags dynamic; }")
        for name, body in self._ordered():
            hook = self.hooks.get(name, "")
            lines += [f"chain {name} {{", *([hook] if hook else []), *body, "}"]
        return [*lines, "}"]

    def _ordered(self) -> list[tuple[str, list[str]]]:
        """Chains that are jumped to stand before those that jump."""
        jumps = [f"jump {section}" for section in SECTIONS if section in self.chains]
        forward = {"forward": [*jumps, *self.chains.get("forward", ())]} if jumps else {}
        return sorted({**self.chains, **forward}.items(), key=lambda item: self._rank(item[0]))

    def _rank(self, chain: str) -> int:
        return 2 if chain in self.hooks else int(chain in SECTIONS)


class Draft:
    """A plan in the making."""

    def __init__(self) -> None:
        self.spaces: list[DraftSpace] = []
        self.links: list[Link] = []
        self.reasons: list[str] = []

    def space(self, role: str, title: str, forwards: bool = False) -> DraftSpace:
        """A new namespace."""
        made = DraftSpace(len(self.spaces), role, title, forwards)
        self.spaces.append(made)
        return made

    def join(self, near: DraftSpace, far: DraftSpace) -> str:
        """A new cable between two namespaces; its name is the same at both ends."""
        name = f"l{len(self.links)}"
        self.links.append(Link(near.number, name, far.number, name))
        return name

    def plug(self, host: DraftSpace, switch: DraftSpace, bridge: str) -> None:
        """A cable from `e0` of a host into a bridge."""
        self.links.append(Link(host.number, "e0", switch.number, f"l{len(self.links)}", bridge))

    def reason(self, text: str) -> int:
        """The number of a reason for which the fate of packets is not mimicked."""
        if text not in self.reasons:
            self.reasons.append(text)
        return self.reasons.index(text)

    def hole(self, space: DraftSpace, text: str) -> str:
        """The way to where packets are noted that cannot be mimicked, for the given reason."""
        number = self.reason(text)
        device = f"q{number}"
        if device not in space.sinks:
            space.sinks.append(device)
            self.note(space, "unsure", f'oifname "{device}"', number)
        return f"dev {device}"

    def note(self, space: DraftSpace, chain: str, match: str, number: int) -> None:
        """Note the packets that match, and drop them."""
        if number not in space.unsure:
            space.unsure.append(number)
        words = match.split()
        for version, key, other in ((4, "ip", "ip6"), (6, "ip6", "ip")):
            if other in words:
                continue
            element = f"{{ {key} saddr . th sport . {key} daddr . th dport }}"
            space.add(chain, f"{match} meta l4proto {{ tcp, udp }} add @q{number}v{version} {element}")
        space.add(chain, f"{match} drop")

    def frozen(self) -> Plan:
        """The finished plan."""
        return Plan(tuple(space.frozen() for space in self.spaces), tuple(self.links), tuple(self.reasons))


def version_of(block: str) -> int:
    """4 or 6."""
    return network(block).version

"""Single changes of a model, each as an overlay: what somebody may do to it one day, and what that can mean for flows.

for change in changes_of(architecture.loaded):
    weaker = architecture.what_if(change.overlay)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from innovate_model.entry import Entry
from innovate_model.loader import Loaded

ANYWHERE = ("0.0.0.0/0", "::/0")


class Effect(StrEnum):
    """What a change can do to the flows of a model."""

    CLOSES = "closes"
    """No flow works after it that did not work before."""
    OPENS = "opens"
    """No flow stops working by it."""
    EITHER = "either"
    """A route lost may uncover another one."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change: `what` says it in words, `resource` is the address of what is changed, `overlay` is laid over the
    model (`Architecture.what_if`, `loader.vary`)."""

    what: str
    resource: str
    overlay: Mapping[str, Any]
    effect: Effect

    def __str__(self) -> str:
        return f"{self.resource}: {self.what}"


def changes_of(loaded: Loaded) -> Iterator[Change]:
    """Every single change of the filters and routes of a model that leaves it without faults.

    A rule is removed or added, a route is lost or thrown away. What a family (`per: availability_zone`) makes has no
    place of its own in the text and is left alone.
    """
    members = {
        f"{section}.{name}" for section, family in loaded.names.families.values() for name in family.members.values()
    }
    for address, entry in loaded.names.entries.items():
        change = _BY_KIND.get(entry.cls.kind)
        if change is not None and address in loaded.model and not _is_within(address, members):
            yield from change(entry)


def _is_within(address: str, members: set[str]) -> bool:
    parts = address.split(".")
    return any(".".join(parts[:length]) in members for length in range(2, len(parts) + 1))


def _of_group(entry: Entry) -> Iterator[Change]:
    for direction, key in (("ingress", "from"), ("egress", "to")):
        rules = _mapping(entry, direction)
        for name in rules:
            yield _change(entry, f"without {direction} rule {name}", {direction: {name: None}}, Effect.CLOSES)
        if len(rules) > 1:
            none = {direction: dict.fromkeys(rules)}
            yield _change(entry, f"without any {direction} rule", none, Effect.CLOSES)
        name = _free("opened", rules)
        rule = {name: {"ports": "all", key: list(ANYWHERE)}}
        yield _change(entry, f"{direction} from and to anywhere", {direction: rule}, Effect.OPENS)


def _of_acl(entry: Entry) -> Iterator[Change]:
    for direction, key in (("ingress", "from"), ("egress", "to")):
        rules = _mapping(entry, direction)
        for number, rule in rules.items():
            allows = isinstance(rule, Mapping) and "allow" in rule
            effect = Effect.CLOSES if allows else Effect.OPENS
            yield _change(entry, f"without {direction} rule {number}", {direction: {number: None}}, effect)
        first = min((int(number) for number in rules), default=32766)
        if first > 1:
            for ports in ("all", "tcp/1024-65535", "udp"):
                rule = {str(first - 1): {"deny": ports, key: list(ANYWHERE)}}
                yield _change(entry, f"denies {ports} first, {direction}", {direction: rule}, Effect.CLOSES)


def _of_table(entry: Entry) -> Iterator[Change]:
    for destination, target in _mapping(entry, "routes").items():
        gone = {"routes": {destination: None}}
        yield _change(entry, f"without the route for {destination}", gone, Effect.EITHER)
        if target != "blackhole":
            thrown = {"routes": {destination: "blackhole"}}
            yield _change(entry, f"throws away what goes to {destination}", thrown, Effect.EITHER)


def _of_attachment(entry: Entry) -> Iterator[Change]:
    if entry.fields.get("propagations"):
        yield _change(entry, "propagates nothing", {"propagations": []}, Effect.EITHER)
    if "association" in entry.fields:
        yield _change(entry, "is associated with no table", {"association": None}, Effect.EITHER)


def _of_instance(entry: Entry) -> Iterator[Change]:
    if "public_ip" in entry.fields:
        overlay = {"public_ip": None, "associate_public_ip_address": "no"}
        yield _change(entry, "without a public address", overlay, Effect.EITHER)


_BY_KIND = {
    "security_group": _of_group,
    "network_acl": _of_acl,
    "route_table": _of_table,
    "transit_gateway_route_table": _of_table,
    "transit_gateway_attachment": _of_attachment,
    "vpn_connection": _of_attachment,
    "instance": _of_instance,
}


def _mapping(entry: Entry, key: str) -> Mapping[str, Any]:
    value = entry.fields.get(key)
    return value if isinstance(value, Mapping) else {}


def _free(name: str, taken: Mapping[str, Any]) -> str:
    while name in taken:
        name += "-"
    return name


def _change(entry: Entry, what: str, inner: Mapping[str, Any], effect: Effect) -> Change:
    overlay = inner
    for key in reversed(entry.address.split(".")):
        overlay = {key: overlay}
    return Change(what, entry.address, overlay, effect)

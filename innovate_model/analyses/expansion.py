"""A model written out: one resource after the other as it is after every overlay, blueprint and family, as YAML that
loads again.

References are whole addresses, so that nothing depends on where it stands; what rules say of a tier is its blocks.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from innovate_model.declaration import LANGUAGE_VERSION
from innovate_model.finding import PROPERTIES
from innovate_model.model import Model
from innovate_model.resources.base import Part, refs_of
from innovate_model.resources.peer import Peer
from innovate_model.resources.vpc import Vpc
from innovate_model.source import Value
from innovate_model.suppression import SUPPRESSIONS
from innovate_model.values import Ports

_WIDTH = 120


def expansion(model: Model, address: str = "") -> str:
    """The whole model; or the resource at an address, with all that stands in it, under the keys that lead there."""
    tree: dict[str, Any] = {} if address else {"innovate": int(LANGUAGE_VERSION)}
    for resource in model:
        is_within = not address or resource.address == address or resource.address.startswith(f"{address}.")
        if is_within and resource.address not in model.implied:
            place = tree
            for key in resource.address.split("."):
                place = place.setdefault(key, {})
            place.update(_attributes(resource, model))
    for section in (SUPPRESSIONS, PROPERTIES):
        if not address and section in model.data:
            tree[section] = _plain(model.data[section])
    return yaml.dump(tree, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH, default_flow_style=False)


def _attributes(part: Part, model: Model) -> dict[str, Any]:
    """What was said of a resource or a part of one, by the names of the language."""
    said = {}
    for name, info in type(part).model_fields.items():
        value = getattr(part, name)
        if name == "address" or name not in part.model_fields_set or value is None:
            continue
        refs = refs_of(list(info.metadata), info.annotation)
        is_below = any(ref.within for ref in refs)  # such a name is looked for in one place only
        said[info.alias or name] = _written(value, model, is_below)
    return said


def _written(value: Any, model: Model, is_below: bool = False) -> Any:
    """A value as it would be written."""
    if isinstance(value, Part):
        return _attributes(value, model)
    if isinstance(value, Ports):
        return str(value)
    if isinstance(value, Mapping):
        return {key: _written(item, model, is_below) for key, item in value.items()}
    if isinstance(value, tuple):
        items = [part for item in value for part in (_peers(item, model) if isinstance(item, Peer) else [item])]
        return [_written(item, model, is_below) for item in items]
    if isinstance(value, str) and is_below:
        return value.rpartition(".")[2]
    return value


def _peers(peer: Peer, model: Model) -> list[str]:
    """The other side of a rule: a resource by its address, the VPC around the rule by its word, a tier (whose family
    is written out) by its blocks."""
    if peer.kind == "cidr" and peer.address not in model:
        return list(peer.cidr_blocks)
    return ["vpc" if model.get(peer.address, Vpc) is not None else peer.address]


def _plain(value: Value) -> Value:
    """Data without the places where it stands."""
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list) else value


class _Dumper(yaml.SafeDumper):
    """YAML as people write it here: `yes` and `no`, lists set in, nothing referred to by an anchor."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _yes_or_no(dumper: yaml.SafeDumper, value: bool) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:bool", "yes" if value else "no")


_Dumper.add_representer(bool, _yes_or_no)

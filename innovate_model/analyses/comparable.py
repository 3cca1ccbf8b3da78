"""Attributes of a resource as plain data in which two ways to say the same thing are equal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from innovate_model.analyses.plain_rules import acl_entries, peer_texts, permissions
from innovate_model.resources.base import Part, Resource
from innovate_model.resources.network_acl import NetworkAcl
from innovate_model.resources.peer import Peer
from innovate_model.resources.security_group import SecurityGroup
from innovate_model.values import Ports

ORDERED = frozenset({("wafv2_web_acl", "managed_rule_groups"), ("eks_node_group", "instance_types")})
"""Lists whose order AWS keeps and heeds."""

_DIRECTIONS = ("ingress", "egress")


def comparable(resource: Resource, attribute: str) -> Any:
    """The value of an attribute for comparison.

    Names of rules vanish (AWS has none), the peers of a rule stand one by one, lists of texts are in order (AWS keeps
    none), numbers stay numbers. References are addresses.
    """
    if isinstance(resource, SecurityGroup) and attribute in _DIRECTIONS:
        return {str(permission): str(permission) for permission in permissions(getattr(resource, attribute))}
    if isinstance(resource, NetworkAcl) and attribute in _DIRECTIONS:
        return {str(number): str(entry) for number, entry in acl_entries(getattr(resource, attribute)).items()}
    value = getattr(resource, attribute)
    return list(value) if (resource.kind, attribute) in ORDERED else plain(value)


def aligned(ours: dict[str, Any], theirs: dict[str, Any]) -> dict[str, Any]:
    """`theirs` under the names of `ours`, for mappings of mappings whose names AWS does not keep as they were written.

    Entries that say the same are the same; of the rest, those whose names have the same letters and digits.
    """
    free = {key: value for key, value in theirs.items() if key not in ours}
    renamed = {key: value for key, value in theirs.items() if key in ours}
    open_keys = [key for key, value in ours.items() if key not in theirs and isinstance(value, dict)]
    for is_same in (lambda key, other: ours[key] == free[other], lambda key, other: _letters(key) == _letters(other)):
        for key in [key for key in open_keys if key not in renamed]:
            match = next((other for other in free if is_same(key, other)), None)
            if match is not None:
                renamed[key] = free.pop(match)
    return renamed | free


def _letters(name: str) -> str:
    return "".join(char for char in name.lower() if char.isalnum())


def plain(value: Any) -> Any:
    """Any attribute value as JSON data."""
    if isinstance(value, Ports):
        return str(value)
    if isinstance(value, Peer):
        return ", ".join(peer_texts(value))
    if isinstance(value, Part):
        fields = type(value).model_fields
        return {name: plain(getattr(value, name)) for name in fields if name != "address"}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (tuple, list, frozenset, set)):
        items = [plain(item) for item in value]
        return sorted(items) if all(isinstance(item, str) for item in items) else items
    return value if value is None or isinstance(value, (bool, int, float, str)) else str(value)

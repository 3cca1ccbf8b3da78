"""Attributes of a resource as plain data in which two ways to say the same thing are equal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from innovate_model.analyses.plain_rules import acl_entries, permissions
from innovate_model.resources.base import Part, Resource
from innovate_model.resources.network_acl import NetworkAcl
from innovate_model.resources.security_group import SecurityGroup
from innovate_model.values import Ports

_DIRECTIONS = ("ingress", "egress")


def comparable(resource: Resource, attribute: str) -> Any:
    """The value of an attribute for comparison.

    Names of rules vanish (AWS has none), the peers of a rule stand one by one, lists of texts are in order (AWS keeps none), numbers
    stay numbers. References are addresses.
    """
    if isinstance(resource, SecurityGroup) and attribute in _DIRECTIONS:
        return {str(permission): str(permission) for permission in permissions(getattr(resource, attribute))}
    if isinstance(resource, NetworkAcl) and attribute in _DIRECTIONS:
        return {str(number): str(entry) for number, entry in acl_entries(getattr(resource, attribute)).items()}
    return plain(getattr(resource, attribute))


def plain(value: Any) -> Any:
    """Any attribute value as JSON data."""
    if isinstance(value, Ports):
        return str(value)
    if isinstance(value, Part):
        fields = type(value).model_fields
        return {name: plain(getattr(value, name)) for name in fields if name != "address"}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (tuple, list, frozenset, set)):
        items = [plain(item) for item in value]
        return sorted(items) if all(isinstance(item, str) for item in items) else items
    return value if value is None or isinstance(value, (bool, int, float, str)) else str(value)

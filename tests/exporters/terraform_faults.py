"""What is done by hand to an exported value, and what Terraform must say of it."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import Any

ABSENT = object()
"""In place of a new value: the attribute is taken out."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One entry of a variable is copied, and `value` put at `path` of the copy."""

    variable: str
    key: str
    path: tuple[str, ...]
    value: Any
    says: str

    def put_into(self, data: dict[str, Any], name: str) -> None:
        """Add the faulty copy to the values under the key `name`."""
        entry = data[self.variable][name] = copy.deepcopy(data[self.variable][self.key])
        for step in self.path[:-1]:
            entry = entry[step]
        if self.value is ABSENT:
            del entry[self.path[-1]]
        else:
            entry[self.path[-1]] = self.value


def _subnet(attribute: str, value: Any, says: str) -> Fault:
    return Fault("subnets", "main/web", (attribute,), value, says)


def _rule(attribute: str, value: Any, says: str) -> Fault:
    return Fault("security_groups", "main/web", ("ingress", "https@0.0.0.0/0", attribute), value, says)


def _route(attribute: str, value: Any, says: str) -> Fault:
    return Fault("route_tables", "main/public", ("routes", "0.0.0.0/0", attribute), value, says)


def _attachment(value: Any, says: str) -> Fault:
    return Fault("transit_gateway_attachments", "main/core", ("transit_gateway",), value, says)


def _acl(path: tuple[str, ...], value: Any, says: str) -> Fault:
    return Fault("network_acls", "main/edge", ("ingress", *path), value, says)


_BLOCK = "subnets: cidr_block must be an IPv4 block without host bits"
_ZONE = "availability_zone must be an Availability Zone of its region"
_ORDER = "ingress must have a from_port that is not above its to_port"
_ONE_PEER = "ingress must have exactly one of cidr_ipv4, cidr_ipv6, prefix_list, referenced_security_group"
_ENTRY = {"cidr_block": "0.0.0.0/0", "protocol": "-1", "rule_action": "allow"}

VALUES = {
    "no mask": _subnet("cidr_block", "10.0.1.0", _BLOCK),
    "host bits": _subnet("cidr_block", "10.0.1.7/24", _BLOCK),
    "v6 as v4": _subnet("cidr_block", "2001:db8::/64", _BLOCK),
    "no block": _subnet("cidr_block", ABSENT, "var.subnets must have cidr_block or ipv6_cidr_block"),
    "v4 as v6": _subnet("ipv6_cidr_block", "10.0.0.0/16", "ipv6_cidr_block must be an IPv6 block"),
    "zone": _subnet("availability_zone", "eu-west-1a", _ZONE),
    "zone id": _subnet("availability_zone", "use1-az1", _ZONE),
    "no vpc": _subnet("vpc", "x", _ZONE),
    "share": _subnet("shared_with", ["hub"], "shared_with must be an account id of 12 digits"),
    "port": _rule("to_port", 70000, "ingress.to_port must be a whole number from -1 to 65535"),
    "half a port": _rule("to_port", 443.5, "ingress.to_port must be a whole number"),
    "order": _rule("from_port", 444, _ORDER),
    "one bound": _rule("from_port", ABSENT, _ORDER),
    "protocol": _rule("ip_protocol", "http", "ingress.ip_protocol must be tcp, udp, icmp, icmpv6, -1"),
    "two peers": _rule("cidr_ipv6", "::/0", _ONE_PEER),
    "no peer": _rule("cidr_ipv4", ABSENT, _ONE_PEER),
    "name": Fault("security_groups", "main/web", ("name",), "", "name must not be empty"),
    "rule number": _acl(("40000",), _ENTRY, "ingress must be keyed by rule numbers from 1 to 32766"),
    "rule word": _acl(("ten",), _ENTRY, "ingress must be keyed by rule numbers from 1 to 32766"),
    "action": _acl(("100", "rule_action"), "ALLOW", "ingress.rule_action must be one of allow, deny"),
    "no target": _route("internet_gateway", ABSENT, "routes must have exactly one of egress_only_internet_gateway"),
    "two targets": _route("nat_gateway", "x", "routes must have exactly one of egress_only_internet_gateway"),
    "address": Fault("instances", "main/box", ("private_ip",), "10.0.1", "must be an IPv4 or IPv6 address"),
    "port 0": Fault("listeners", "main/api/http", ("port",), 0, "port must be a whole number from 1 to 65535"),
    "no action": Fault("listeners", "main/api/http", ("forward",), ABSENT, "exactly one of forward, redirect"),
    "interval": Fault("flow_logs", "main/all", ("max_aggregation_interval",), 300, "must be one of 60, 600"),
    "type": Fault("lbs", "main/api", ("load_balancer_type",), "classic", "must be one of application, network"),
}
REFERENCES = {
    "route table": _subnet(
        "route_table", "x", "route_table must be a key of var.route_tables, or a key of var.external with the kind"
    ),
    "vpc": Fault("security_groups", "main/web", ("vpc",), "x", "security_groups: vpc must be a key of var.vpcs"),
    "in a set": Fault("instances", "main/box", ("security_groups",), ["x"], "must be a key of var.security_groups"),
    "in a route": _route("internet_gateway", "x", "routes.internet_gateway must be a key of var.internet_gateways"),
    "not external": _attachment("accounts.x", "a key of var.external with the kind transit_gateway"),
    "of another kind": _attachment("accounts.hub.s3_buckets.logs", "var.external with the kind transit_gateway"),
    "in an object": Fault(
        "target_groups", "main/api/api", ("targets",), {"instances": ["x"]}, "targets.instances must"
    ),
}

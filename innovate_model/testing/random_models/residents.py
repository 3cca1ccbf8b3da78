"""What stands in the subnets of a random organisation, and with which addresses."""

from __future__ import annotations

from innovate_model.testing.random_models.dice import Dice
from innovate_model.testing.random_models.extent import Extent
from innovate_model.testing.random_models.filters import GROUPS
from innovate_model.testing.random_models.ground import Data, Ground, Plot

_STATED = 6
"""The host number of stated addresses: within the smallest subnet, /28, and past the four that AWS keeps."""


class PublicAddresses:
    """Addresses of 203.0.113.0/24 and 198.51.100.0/24, each given out once."""

    def __init__(self) -> None:
        self._left = [f"{block}.{host}" for host in range(20, 60) for block in ("203.0.113", "198.51.100")]

    def next(self) -> str:
        """One that nobody has."""
        return self._left.pop(0)


def settle(dice: Dice, extent: Extent, plot: Plot, public: PublicAddresses) -> dict[str, Data]:
    """Puts machines, interfaces, load balancers and endpoints into a VPC; the Elastic IPs that they have, by name."""
    elastic: dict[str, Data] = {}
    for subnet in plot.subnets:
        if dice.chance(85):
            found = _machine(dice, extent, plot, subnet, public)
            elastic.update({f"{plot.name}-{subnet.name}": found} if found is not None else {})
    if extent.load_balancers and dice.chance(35):
        _load_balancer(dice, plot)
    if extent.middleboxes and plot.has_ipv4() and dice.chance(25):
        _middlebox(dice, plot)
    if extent.endpoints and dice.chance(30):
        _interface_endpoint(dice, plot)
    return elastic


def _groups(dice: Dice, extent: Extent) -> list[str]:
    if extent.unknowns and dice.chance(4):
        return []
    return dice.several(GROUPS, 2)


def _machine(dice: Dice, extent: Extent, plot: Plot, subnet: Ground, public: PublicAddresses) -> Data | None:
    """An instance or a network interface; the Elastic IP that it has, None for none."""
    is_interface = dice.chance(25)
    what: Data = {"subnet": subnet.name, "security_groups": _groups(dice, extent)}
    what.update({} if is_interface else {"instance_type": "t3.small"})
    if subnet.cidr_block and (dice.chance(50) or not extent.unstated_addresses):
        what.update({"private_ips": [subnet.host(_STATED)]} if is_interface else {"private_ip": subnet.host(_STATED)})
    if subnet.ipv6_cidr_block and (dice.chance(70) or not subnet.cidr_block):
        what["ipv6_addresses"] = [subnet.ipv6_host(_STATED)]
    wish = _public_wish(dice, extent, subnet, is_interface)
    if wish == "stated":
        what["public_ip"] = public.next()
    elif wish in ("yes", "no"):
        what["associate_public_ip_address"] = wish == "yes"
    address = plot.put("network_interfaces" if is_interface else "instances", subnet.name, what)
    if not wish.startswith("elastic"):
        return None
    return {"to": address, **({"public_ip": public.next()} if wish == "elastic" else {})}


def _public_wish(dice: Dice, extent: Extent, subnet: Ground, is_interface: bool) -> str:
    """How it comes to a public address: `stated`, `elastic`, `elastic-unstated`, `yes`, `no`, or as its subnet does."""
    if not subnet.cidr_block or (subnet.tier != "public" and dice.chance(85)):
        return ""
    known = ["stated", "elastic", "stated"]
    if is_interface:
        return dice.pick([*known, "", *(["elastic-unstated"] if extent.unstated_addresses else [])])
    return dice.pick([*known, "no", *(["yes", "", "elastic-unstated"] if extent.unstated_addresses else [])])


def _load_balancer(dice: Dice, plot: Plot) -> None:
    kind = dice.pick(("application", "network"))
    is_internal = dice.chance(50)
    tier = "app" if is_internal else "public"
    by_zone = {subnet.zone: subnet for subnet in [*plot.has_ipv4(), *plot.in_tier(tier)] if subnet.cidr_block}
    if not by_zone:
        return
    subnets = dice.several(list(by_zone.values()), 2)
    groups = dice.several(GROUPS, 2) if kind == "application" or dice.chance(70) else []
    is_dual = all(subnet.ipv6_cidr_block for subnet in subnets) and dice.chance(60)
    instances = [f"instances.{name}" for name in plot.data.get("instances", {})]
    listener, protocol = (80, "HTTP") if kind == "application" else (443, "TCP")
    what: Data = {
        "type": kind,
        "internal": is_internal,
        "subnets": [subnet.name for subnet in subnets],
        "security_groups": groups,
    }
    if is_dual:
        what["ip_address_type"] = "dualstack"
    if instances:
        what["target_groups"] = {"all": {"port": 443, "protocol": protocol, "targets": instances}}
        what["listeners"] = {"main": {"port": listener, "protocol": protocol, "forward_to": "all"}}
    plot.put("lbs", "balancer", what)


def _middlebox(dice: Dice, plot: Plot) -> None:
    subnet = dice.pick(plot.has_ipv4())
    what = {
        "instance_type": "t3.small",
        "subnet": subnet.name,
        "security_groups": dice.several(GROUPS, 2),
        "private_ip": subnet.host(_STATED + 1),
        "source_dest_check": dice.chance(25),
    }
    plot.put("instances", "middlebox", what)


def _interface_endpoint(dice: Dice, plot: Plot) -> None:
    by_zone = {subnet.zone: subnet.name for subnet in plot.has_ipv4()}
    if not by_zone:
        return
    what = {
        "service": "secretsmanager",
        "type": "Interface",
        "subnets": dice.several(list(by_zone.values()), 2),
        "security_groups": dice.several(GROUPS, 2),
        "private_dns_enabled": not dice.chance(25),
    }
    plot.put("vpc_endpoints", "secrets", what)

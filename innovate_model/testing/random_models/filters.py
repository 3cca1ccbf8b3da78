"""Security groups and network ACLs of a random organisation. Wide rules come up more often than they would by
themselves: a network in which nothing works proves little."""

from __future__ import annotations

from ipaddress import ip_network

from innovate_model.testing.random_models.dice import Dice
from innovate_model.testing.random_models.extent import Extent
from innovate_model.testing.random_models.ground import Data, Plot

GROUPS = ("web", "app", "data")
PORTS = (
    "all",
    "all",
    "all",
    "all",
    "tcp",
    "tcp/443",
    "tcp",
    "tcp/400-500",
    "tcp/5432",
    "udp/53",
    "tcp/1024-65535",
    "udp",
    "icmp",
)
_DENIED = ("tcp/5432", "tcp/400-442", "udp/53", "icmp", "tcp/40000-50000")
IPV6_PORTS = ("icmpv6",)
ANYWHERE = {4: "0.0.0.0/0", 6: "::/0"}
PARTNERS = "prefix_lists.partners"
EDGES = "prefix_lists.edges"
OUTSIDE = ("198.51.100.0/25", "203.0.113.0/24", "8.8.8.0/24")


def halves(block: str) -> list[str]:
    """A block's two halves."""
    return [str(half) for half in ip_network(block).subnets()]


def put_groups(dice: Dice, extent: Extent, all_plots: list[Plot]) -> None:
    """Three security groups in every VPC, which may name those of VPCs in the same region."""
    for plot in all_plots:
        for name in GROUPS:
            ingress = _group_rules(dice, extent, plot, all_plots, "from")
            egress = _group_rules(dice, extent, plot, all_plots, "to")
            plot.put("security_groups", name, {"ingress": ingress, "egress": egress})


def _group_rules(dice: Dice, extent: Extent, plot: Plot, all_plots: list[Plot], key: str) -> Data:
    if dice.chance(65 if key == "to" else 40):
        return {"all": {"ports": "all", key: _anywhere(plot)}}
    rules: Data = {}
    for name in ("first", "second", "third")[: dice.number(1, 3)]:
        rules[name] = {"ports": _ports(dice, plot), key: _peers(dice, extent, plot, all_plots)}
    return rules


def _anywhere(plot: Plot) -> list[str]:
    return list(ANYWHERE.values()) if plot.ipv6_cidr_block else [ANYWHERE[4]]


def _ports(dice: Dice, plot: Plot) -> str:
    return dice.pick((*PORTS, *IPV6_PORTS) if plot.ipv6_cidr_block else PORTS)


def _peers(dice: Dice, extent: Extent, plot: Plot, all_plots: list[Plot]) -> list[str]:
    if dice.chance(50):
        return _anywhere(plot)
    found = [_group_peer(dice, extent, plot, all_plots) for _ in range(dice.number(1, 2))]
    return list(dict.fromkeys(found))


def _group_peer(dice: Dice, extent: Extent, plot: Plot, all_plots: list[Plot]) -> str:
    near = [other for other in all_plots if other.region == plot.region]
    groups = [f"{other.address}.security_groups.{name}" for other in near for name in GROUPS]
    lists = [PARTNERS, *([EDGES] if extent.unknowns else [])]
    return dice.pick((_block(dice, all_plots), dice.pick(groups), "vpc", _block(dice, all_plots), dice.pick(lists)))


def _block(dice: Dice, all_plots: list[Plot]) -> str:
    """A block that rules may speak of: of a VPC, a half of it, a subnet, a host, or of the world outside."""
    plot = dice.pick(all_plots)
    subnet = dice.pick(plot.subnets)
    own = [*plot.all_blocks, *([subnet.ipv6_cidr_block] if subnet.ipv6_cidr_block else [])]
    if subnet.cidr_block:
        own += [subnet.cidr_block, *halves(subnet.cidr_block), f"{subnet.host(6)}/32"]
    return dice.pick((*own, "10.0.0.0/8", "192.168.0.0/16", *OUTSIDE))


def put_acls(dice: Dice, plot: Plot, all_plots: list[Plot]) -> list[str]:
    """No, one or two network ACLs in a VPC; their names."""
    names = ["outer", "inner"][: dice.pick((0, 1, 1, 2))]
    for name in names:
        ingress = _acl_rules(dice, plot, all_plots, "from")
        plot.put("network_acls", name, {"ingress": ingress, "egress": _acl_rules(dice, plot, all_plots, "to")})
    return names


def _acl_rules(dice: Dice, plot: Plot, all_plots: list[Plot], key: str) -> Data:
    """Denials among what is allowed; mostly the answers' ports or everything is allowed in the end."""
    rules: Data = {}
    for number in range(100, 100 + 10 * dice.number(0, 3), 10):
        verb = dice.pick(("allow", "deny"))
        peer = _block(dice, all_plots) if verb == "deny" or dice.chance(60) else dice.pick(_anywhere(plot))
        ports = _ports(dice, plot) if verb == "allow" or dice.chance(35) else dice.pick(_DENIED)
        rules[str(number)] = {verb: ports, key: peer}
    end = dice.pick(("all", "all", "all", "all", "tcp/1024-65535", "tcp/32768-65535", ""))
    if end or not rules:
        for version, peer in enumerate(_anywhere(plot)):
            rules[str(200 + version)] = {"allow": end or "tcp", key: peer}
    return rules

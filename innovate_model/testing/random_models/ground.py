"""The ground of a random organisation: which VPCs there are, with which blocks, zones and subnets."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from innovate_model.testing.random_models.dice import Dice
from innovate_model.testing.random_models.extent import Extent

Data = dict[str, Any]
REGIONS = ("eu-central-1", "eu-west-1")
TIERS = ("app", "public", "data")
_ZONES = "abc"
_NAMES = ("red", "green", "blue")
_MOST_SUBNETS = 5


@dataclass(slots=True)
class Ground:
    """A subnet before it is written."""

    name: str
    tier: str
    zone: str
    cidr_block: str = ""
    ipv6_cidr_block: str = ""

    def host(self, number: int) -> str:
        """One of its IPv4 addresses, `number` from 4 to 14."""
        start, _, last = self.cidr_block.partition("/")[0].rpartition(".")
        return f"{start}.{int(last) + number}"

    def ipv6_host(self, number: int) -> str:
        """One of its IPv6 addresses."""
        return f"{self.ipv6_cidr_block.partition('/')[0]}{number:x}"


@dataclass(slots=True)
class Plot:
    """A VPC before it is written, and what it has that others refer to. `data` is what is written of it so far."""

    name: str
    account: str
    region: str
    cidr_blocks: list[str]
    ipv6_cidr_block: str = ""
    subnets: list[Ground] = field(default_factory=list)
    data: Data = field(default_factory=dict)

    @property
    def address(self) -> str:
        """Its address in the model."""
        return f"accounts.{self.account}.vpcs.{self.name}"

    @property
    def zones(self) -> list[str]:
        """The letters of the zones that it has subnets in."""
        return sorted({subnet.zone for subnet in self.subnets})

    @property
    def all_blocks(self) -> list[str]:
        """Its blocks, IPv4 first."""
        return [*self.cidr_blocks, *([self.ipv6_cidr_block] if self.ipv6_cidr_block else [])]

    def in_tier(self, tier: str) -> list[Ground]:
        """Its subnets of one tier."""
        return [subnet for subnet in self.subnets if subnet.tier == tier]

    def has_ipv4(self) -> list[Ground]:
        """Its subnets that have IPv4 addresses."""
        return [subnet for subnet in self.subnets if subnet.cidr_block]

    def put(self, section: str, name: str, what: Data) -> str:
        """Writes a resource into the VPC; returns its address."""
        self.data.setdefault(section, {})[name] = what
        return f"{self.address}.{section}.{name}"


def plots(dice: Dice, extent: Extent) -> list[Plot]:
    """One to `extent.vpcs` VPCs, in one or two accounts and regions."""
    count = dice.number(1, extent.vpcs)
    accounts = ("one", "two") if dice.chance(50) else ("one",)
    regions = REGIONS[: extent.regions] if dice.chance(35) else REGIONS[:1]
    return [_plot(dice, extent, index, dice.pick(accounts), dice.pick(regions)) for index in range(count)]


def _plot(dice: Dice, extent: Extent, index: int, account: str, region: str) -> Plot:
    number = index + 1
    if extent.overlaps and index == 2 and dice.chance(15):
        number = 1
    plot = Plot(_NAMES[index], account, region, [f"10.{number}.0.0/16"])
    if extent.ipv6 and dice.chance(35):
        plot.ipv6_cidr_block = f"2001:db8:{index + 1}00::/56"
    if dice.chance(15):
        plot.cidr_blocks.append(f"10.{100 + index}.0.0/24")
    zones = _ZONES[: dice.number(1, extent.zones)]
    wanted = [(tier, zone) for tier in TIERS for zone in zones]
    for tier, zone in (dice.some(wanted, 75) or wanted[:1])[:_MOST_SUBNETS]:
        plot.subnets.append(_subnet(dice, plot, tier, zone, number))
    return plot


def _subnet(dice: Dice, plot: Plot, tier: str, zone: str, number: int) -> Ground:
    seat = len(plot.subnets)
    ground = Ground(f"{tier}-{zone}", tier, zone)
    if plot.ipv6_cidr_block and dice.chance(80):
        ground.ipv6_cidr_block = plot.ipv6_cidr_block.replace("::/56", f":{seat}::/64")
    is_ipv6_only = tier == "data" and ground.ipv6_cidr_block and dice.chance(10)
    if is_ipv6_only:
        return ground
    second = plot.cidr_blocks[1:]
    if second and not seat:
        ground.cidr_block = second[0].replace("/24", "/26")
    else:
        ground.cidr_block = f"10.{number}.{seat}.0/{dice.pick((24, 24, 28))}"
    return ground

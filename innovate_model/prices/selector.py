"""Which row of AWS's price list a price id means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from innovate_model.prices.regions import prefixes

ANY = "*"
"""In a usage type: any rest. In a price id: the name of an instance type, class or node."""
_REGION_ATTRIBUTES = {"regionCode": "locationType", "fromRegionCode": "fromLocationType"}


@dataclass(frozen=True, eq=False)
class Selector:
    """The one product of `service` with this usage type (behind the region's prefix), product family and attributes.

    `{}` in usage and attributes stands for the name that a price id ends in (`m6i.large`). Of an attribute with
    several values, the first one that the list has is meant. `per` of the list's units are one `unit` of ours, or
    `divided_by` of ours one of the list's. `term` are the attributes of a reservation's or plan's term, {} on
    demand; `list_unit` tells a reservation's fee (`Quantity`) from its rate (`Hrs`). `is_global` products have one
    price for the world. A product that `begins_free` costs nothing up to the amount that AWS gives every account:
    ours, which are before free tiers, have its first rate from the first unit on.
    """

    service: str
    unit: str
    usage: str = ""
    family: str = ""
    attributes: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    per: int = 1
    divided_by: int = 1
    term: Mapping[str, str] = field(default_factory=dict)
    list_unit: str = ""
    is_global: bool = False
    begins_free: bool = False
    region_attribute: str = "regionCode"

    def of(self, name: str) -> Selector:
        """The selector with the name put in."""
        return replace(
            self,
            usage=self.usage.replace("{}", name),
            attributes={key: _filled(value, name) for key, value in self.attributes.items()},
        )

    def fits(self, family: str, attributes: Mapping[str, str], region: str) -> bool:
        """Whether a product may be the one that is meant, by all but the preference among several values."""
        if self.family and family != self.family:
            return False
        if any(attributes.get(key) not in _values(value) for key, value in self.attributes.items()):
            return False
        return self._is_in(attributes, region) and self._is_used(attributes.get("usagetype", ""), region)

    def _is_in(self, attributes: Mapping[str, str], region: str) -> bool:
        """Whether a product is the region's own, not that of a Local Zone, Wavelength Zone or Outpost beside it."""
        if self.is_global:
            return True
        location_type = attributes.get(_REGION_ATTRIBUTES[self.region_attribute], "AWS Region")
        return location_type == "AWS Region" and attributes.get(self.region_attribute, region) == region

    def _is_used(self, usage_type: str, region: str) -> bool:
        if not self.usage:
            return True
        before = ("",) if self.is_global else prefixes(region)
        return any(usage_type.startswith(each) and self._usage.fullmatch(usage_type, len(each)) for each in before)

    @cached_property
    def _usage(self) -> re.Pattern[str]:
        return re.compile(re.escape(self.usage).replace(re.escape(ANY), "[^-]*"), re.ASCII)

    def rank(self, attributes: Mapping[str, str]) -> tuple[int, ...]:
        """How far from the preferred values those of a product that fits are; the smallest is meant."""
        return tuple(_values(value).index(attributes[key]) for key, value in self.attributes.items())

    def exact_attributes(self) -> Iterable[tuple[str, str]]:
        """The attributes with one value each, for an API that filters."""
        return ((key, value) for key, value in self.attributes.items() if isinstance(value, str))


def _values(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value


def _filled(value: str | tuple[str, ...], name: str) -> str | tuple[str, ...]:
    if isinstance(value, str):
        return value.replace("{}", name)
    return tuple(each.replace("{}", name) for each in value)

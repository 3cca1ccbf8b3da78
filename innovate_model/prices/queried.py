"""AWS's price list by questions: one for each price, to whoever puts them to `pricing:GetProducts`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from innovate_model.prices.listing import Listing, NoPrice, offers_of
from innovate_model.prices.selector import Selector
from innovate_model.prices.selectors.aws_compute_savings_plan import SERVICE as SAVINGS_PLANS

Ask = Callable[[str, Mapping[str, str]], Iterable[Mapping[str, Any]]]
"""(service, attribute -> value) -> the products that have these values, each with its terms."""


@dataclass(frozen=True, slots=True)
class QueriedList:
    """The list behind a way to ask for products.

    The API compares whole values only, and answers a filter that fits nothing with an empty page: what comes back is
    held against the selector as the rows of the bulk list are.
    """

    ask: Ask
    origin = "AWS price list"

    def listings(self, service: str, region: str, selectors: Iterable[Selector]) -> Mapping[Selector, list[Listing]]:
        """The rows of a service in a region that fit each selector. NoPrice for Savings Plans: the API has none."""
        if service == SAVINGS_PLANS:
            raise NoPrice("pricing:GetProducts has no Savings Plans; the bulk list has")
        return {selector: list(self._listings(selector, region)) for selector in selectors}

    def _listings(self, selector: Selector, region: str) -> Iterator[Listing]:
        filters = dict(selector.exact_attributes())
        if selector.family:
            filters["productFamily"] = selector.family
        if not selector.is_global:
            filters[selector.region_attribute] = region
        for found in self.ask(selector.service, filters):
            product, terms = found["product"], found["terms"]
            attributes = product["attributes"]
            if selector.fits(product.get("productFamily", ""), attributes, region):
                offers = offers_of(terms.get("OnDemand", {})) + offers_of(terms.get("Reserved", {}))
                yield Listing(product["sku"], attributes, offers)

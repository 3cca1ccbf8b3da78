"""AWS's price list in bulk: files that anybody may read, found by an index.

https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/using-the-aws-price-list-bulk-api-fetching-price-list-files-manually.html
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from gzip import BadGzipFile
from io import TextIOWrapper
from pathlib import Path
from typing import Any, ClassVar

from innovate_model.prices.downloads import Downloads, File, PriceListError
from innovate_model.prices.listing import Listing, NoPrice, Offer, Rate, offers_of
from innovate_model.prices.price import EVERYWHERE
from innovate_model.prices.selector import Selector
from innovate_model.prices.selectors.aws_compute_savings_plan import SERVICE as SAVINGS_PLANS
from innovate_model.prices.streaming import NotWhole, Place, entries

ADDRESS = "https://pricing.us-east-1.amazonaws.com"
INDEX = "/offers/v1.0/aws/index.json"
SAVINGS_PLAN_INDEX = "/savingsPlan/v1.0/aws/AWSComputeSavingsPlan/current/region_index.json"

Found = Mapping[Selector, list[Listing]]


@dataclass(frozen=True)
class BulkList:
    """The list at an address, with the files that were read before in a folder. `told` hears what is read."""

    folder: Path
    address: str = ADDRESS
    told: Callable[[str], None] = field(default=lambda line: None)

    origin = "AWS price list"

    def listings(self, service: str, region: str, selectors: Iterable[Selector]) -> Found:
        """The rows of a service in a region ("*" for the whole world) that fit each selector. NoPrice for a
        service or region that the list does not have, PriceListError where it cannot be read."""
        wanted = list(selectors)
        path = self._file_of(service, region)
        version = self._version(path)
        name = f"{service}, {'the whole world' if region == EVERYWHERE else region}, version {version}"
        folder = region.replace(EVERYWHERE, "global")
        with self._downloads.file(Path(service) / folder / f"{version}.json.gz", path, name) as file:
            try:
                found = _read(file, _Plans if service == SAVINGS_PLANS else _Products, region, wanted)
            except (ValueError, EOFError, zlib.error, BadGzipFile, LookupError, TypeError, AttributeError) as error:
                file.discard()
                raise PriceListError(f"{name}: not a whole price list: {_said(error)}", _AGAIN) from None
            file.keep()
        return found

    @cached_property
    def _downloads(self) -> Downloads:
        return Downloads(self.address, self.folder, self.told)

    @cached_property
    def _offers(self) -> dict[str, Any]:
        return dict(self._index(INDEX, "offers"))

    def _file_of(self, service: str, region: str) -> str:
        """The address of the current file."""
        if service == SAVINGS_PLANS:
            regions = self._index(SAVINGS_PLAN_INDEX, "regions")
            paths = {entry["regionCode"]: entry["versionUrl"] for entry in regions}
        elif service not in self._offers:
            raise NoPrice(f"the price list has no service {service}")
        elif region == EVERYWHERE:
            return str(self._offers[service]["currentVersionUrl"])
        else:
            regions = self._index(self._offers[service]["currentRegionIndexUrl"], "regions")
            paths = {code: entry["currentVersionUrl"] for code, entry in regions.items()}
        if region not in paths:
            raise NoPrice(f"the price list of {service} has no region {region}")
        return str(paths[region])

    def _version(self, path: str) -> str:
        """The version in an address (`.../AmazonEC2/20260925174521/eu-west-1/index.json`); that of a whole service
        says `current` there, and changes at most when the index does."""
        parts = [part for part in path.split("/") if part.isdigit()]
        return parts[-1] if parts else str(self._published)

    @cached_property
    def _published(self) -> str:
        text = str(self._downloads.json(INDEX).get("publicationDate", ""))
        return "".join(char for char in text if char.isdigit()) or "current"

    def _index(self, path: str, key: str) -> Any:
        index = self._downloads.json(path)
        if not isinstance(index, dict) or key not in index:
            raise PriceListError(f"{path} is no index of AWS's price list: it has no `{key}`")
        return index[key]


_AGAIN = "nothing of it was kept; run it again"


def _read(file: File, reader: type[_Products | _Plans], region: str, wanted: list[Selector]) -> Found:
    reading = reader(region, wanted)
    with file.open() as stream, TextIOWrapper(stream, encoding="utf-8") as text:
        for place, value in entries(text.read, reader.into):
            reading.add(place, value)
    return reading.found()


def _said(error: Exception) -> str:
    return f"it has no {error}" if isinstance(error, KeyError) else str(error)


class _Products:
    """What fits in an offer file: products first, then the terms of those."""

    into: ClassVar[tuple[Place, ...]] = ((), ("products",), ("terms",), ("terms", "OnDemand"), ("terms", "Reserved"))

    def __init__(self, region: str, selectors: list[Selector]) -> None:
        self._region = region
        self._selectors = selectors
        self._products: dict[str, tuple[Mapping[str, str], list[Selector]]] = {}
        self._offers: dict[str, list[Offer]] = {}
        self._has_terms = False

    def add(self, place: Place, value: Any) -> None:
        if place[:1] == ("products",):
            self._add_product(value)
        elif place[:1] == ("terms",) and len(place) == 3:
            self._has_terms = True
            if place[2] in self._products:
                self._offers.setdefault(place[2], []).extend(offers_of(value))

    def _add_product(self, product: Mapping[str, Any]) -> None:
        if self._has_terms:
            raise NotWhole("its terms stand before its products")
        family, attributes = product.get("productFamily", ""), product["attributes"]
        fitting = [each for each in self._selectors if each.fits(family, attributes, self._region)]
        if fitting:
            self._products[product["sku"]] = (attributes, fitting)

    def found(self) -> Found:
        if not self._has_terms:
            raise NotWhole("it has no terms")
        found: dict[Selector, list[Listing]] = {selector: [] for selector in self._selectors}
        for sku, (attributes, selectors) in self._products.items():
            listing = Listing(sku, attributes, tuple(self._offers.get(sku, ())))
            for selector in selectors:
                found[selector].append(listing)
        return found


class _Plans:
    """What fits in a file of Savings Plans. A plan is a product, its term holds a rate for each thing that it makes
    cheaper: each of these is a row to us."""

    into: ClassVar[tuple[Place, ...]] = ((), ("products",), ("terms",), ("terms", "savingsPlan"))

    def __init__(self, region: str, selectors: list[Selector]) -> None:
        self._region = region
        self._found: dict[Selector, list[Listing]] = {selector: [] for selector in selectors}
        self._plans: dict[str, tuple[str, Mapping[str, str]]] = {}
        self._has_terms = False

    def add(self, place: Place, value: Any) -> None:
        if place[:1] == ("products",):
            terms = value["attributes"]
            self._plans[value["sku"]] = value.get("productFamily", ""), terms
        elif place[:2] == ("terms", "savingsPlan"):
            self._has_terms = True
            self._add_term(value)

    def _add_term(self, term: Mapping[str, Any]) -> None:
        family, plan = self._plans[term["sku"]]
        length = term["leaseContractLength"]
        bought = {
            "LeaseContractLength": f"{length['duration']}{'yr' if length['unit'] == 'year' else length['unit']}",
            "PurchaseOption": plan.get("purchaseOption", ""),
        }
        selectors = [each for each in self._found if each.term == bought and each.family == family]
        for rate in term["rates"] if selectors else ():
            attributes = {
                "usagetype": rate["discountedUsageType"],
                "operation": rate["discountedOperation"],
                "regionCode": rate.get("discountedRegionCode", self._region),
            }
            for selector in selectors:
                if selector.fits(family, attributes, self._region):
                    price = {rate["discountedRate"]["currency"]: rate["discountedRate"]["price"]}
                    offer = Offer(bought, (Rate("0", "Inf", rate["unit"], price),))
                    self._found[selector].append(Listing(rate["rateCode"], attributes, (offer,)))

    def found(self) -> Found:
        if not self._has_terms:
            raise NotWhole("it has no terms")
        return self._found

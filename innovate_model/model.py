"""Model: the typed architecture as plain frozen data. Address -> Resource, and the place of everything that was
written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from innovate_model.resources.base import Resource
from innovate_model.source import Block, find_span
from innovate_model.span import Path, Span, at
from innovate_model.suppression import Suppression

R = TypeVar("R", bound=Resource)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Model:
    """An architecture, designed or observed.

    `resources` is in the order of the addresses' first appearance; `data` the tree after composition and expansion;
    `texts` the text of each file by its name; `implied` says for a resource that nobody wrote (an Availability Zone)
    which path made it; `suppressions` which findings are accepted. `names` are other names that resources go by, each
    with the address that it means: in an observed one AWS's ids.
    """

    resources: Mapping[str, Resource]
    data: Block = field(default_factory=Block)
    texts: Mapping[str, str] = field(default_factory=dict)
    implied: Mapping[str, Path] = field(default_factory=dict)
    _by_type: dict[type, list[Resource]] = field(default_factory=dict, init=False)
    """Filed when first asked for: a hundred checks each ask for a type or two."""
    suppressions: tuple[Suppression, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"<Model: {len(self)} resources>"

    def __len__(self) -> int:
        return len(self.resources)

    def __iter__(self) -> Iterator[Resource]:
        return iter(self.resources.values())

    def __contains__(self, address: object) -> bool:
        return address in self.resources

    def __getitem__(self, address: str) -> Resource:
        return self.resources[address]

    def of(self, cls: type[R]) -> Iterator[R]:
        """The resources of one type, in order."""
        if "kind" not in vars(cls):  # a base of several types
            return (resource for resource in self.resources.values() if isinstance(resource, cls))
        if not self._by_type:
            for resource in self.resources.values():
                self._by_type.setdefault(type(resource), []).append(resource)
        return iter(self._by_type.get(cls, ()))  # type: ignore[arg-type] # what is filed under a type is of it

    def get(self, address: str | None, cls: type[R]) -> R | None:
        """The resource at an address if it is there and of that type."""
        resource = self.resources.get(address) if address else None
        return resource if isinstance(resource, cls) else None

    def span_of(self, path: Path) -> Span | None:
        """Where `path` stands: the value if that is a scalar, else the key; the nearest parent for what was not
        written."""
        address = ".".join(map(str, path))
        return find_span(self.data, self.implied.get(address, path))

    def span_of_address(self, address: str) -> Span | None:
        """Where a resource stands."""
        return self.span_of(at(address))

    def region_of(self, resource: Resource) -> str:
        """The region that a resource or the nearest one around it names; "" where none does."""
        return self.region_around(resource.address)

    def region_around(self, address: str) -> str:
        """The same of an address, at which there need not be a resource."""
        while address:
            holder = self.resources.get(address)
            region = vars(holder).get("region") if holder is not None else None  # pydantic's getattr is slow to say no
            if region:
                return str(region)
            address = address.rpartition(".")[0]
        return ""

"""A usage written as YAML, with a place for each fault.

nat_gateway: {gb_processed: 300}            # each of that kind
lbs.api:                                    # a resource, by its address or the end of it
  capacity_unit_hours: {quantity: 1460, reason: two units all month}
lbs.api -> internet: {gb_sent: 120}         # a connection: what A sends to B, and what it gets back
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import NamedTuple

from innovate_model.analyses.cost.asking import demands, tariffs
from innovate_model.analyses.cost.complaining import Complaints
from innovate_model.analyses.cost.demand import OF_SPOT, Charge, Metered, NoCharge
from innovate_model.analyses.cost.usage import ARROW, RECEIVED, SENT, Amount, Usage, quantity_of
from innovate_model.analyses.naming import UnknownName, find
from innovate_model.analyses.parties import parties
from innovate_model.analyses.survey import survey
from innovate_model.finding import Finding
from innovate_model.graph import Graph
from innovate_model.hints import among, nearest, shown
from innovate_model.prices import price_book
from innovate_model.reading import read
from innovate_model.source import Block, Source
from innovate_model.span import Path

CHECK = "usage"
_QUANTITY, _REASON = "quantity", "reason"


def read_usage(path: FilePath, graph: Graph) -> tuple[Usage, tuple[Finding, ...]]:
    """The usage of a file, as far as it can be understood, with findings at the places of what cannot."""
    return usage_in(read(path), graph)


def usage_in(source: Source, graph: Graph) -> tuple[Usage, tuple[Finding, ...]]:
    """The usage that a YAML text states for a model."""
    reader = _Reader(source, graph)
    amounts = dict(reader.amounts())
    return Usage(amounts), (*source.findings, *reader.wrong.found)


class _Key(NamedTuple):
    """What a key means: how the usage names it, and what can be measured of it (None: whatever it is, nothing in the
    model is of that kind)."""

    name: str
    measures: tuple[str, ...] | None


class _Reader:
    def __init__(self, source: Source, graph: Graph) -> None:
        self.source, self.graph = source, graph
        self.wrong = Complaints(source, CHECK)

    def amounts(self) -> Iterator[tuple[tuple[str, str], Amount]]:
        data = self.source.data
        for key, body in data.items():
            meant = self.meant(key)
            if meant is None:
                continue
            if not isinstance(body, Block):
                hint = f"{key}: {{{next(iter(meant.measures or ()), 'MEASURE')}: QUANTITY}}"
                self.wrong.add(f"`{key}` must be a mapping of measures to quantities, not {shown(body)}", (key,), hint)
                continue
            for measure in body:
                amount = self.amount(body, key, measure, meant)
                if amount is not None:
                    yield (meant.name, measure), amount

    def meant(self, key: str) -> _Key | None:
        if ARROW in key:
            return self.connection(key)
        if key in tariffs():
            return _Key(key, self.measures(*(one.address for one in self.graph.model if one.kind == key)))
        try:
            address = find(self.graph.model, key)
        except UnknownName as error:
            self.wrong.add(f"{error}", (key,), nearest(key, tariffs()), at_key=True)
            return None
        return _Key(address, self.measures(address) or ())

    def connection(self, key: str) -> _Key | None:
        ends = [end.strip() for end in key.split(ARROW.strip())]
        if len(ends) != 2:
            self.wrong.add(f"`{key}` is no connection", (key,), f"A{ARROW}B", at_key=True)
            return None
        for end in ends:
            try:
                parties(survey(self.graph), end)
            except UnknownName as error:
                self.wrong.add(f"{error}", (key,), at_key=True)
                return None
        return _Key(ARROW.join(ends), (SENT, RECEIVED))

    def measures(self, *addresses: str) -> tuple[str, ...] | None:
        """What tariffs measure of some resources; None for no resources."""
        if not addresses:
            return None
        found: dict[str, None] = {}
        resources = [self.graph.model.resources[address] for address in addresses]
        for _, _, asked in demands(self.graph, price_book().date, resources):
            for demand in asked:
                if isinstance(demand, Metered):
                    found[demand.measure] = None
                elif isinstance(demand, NoCharge):
                    found |= dict.fromkeys(demand.measures)
                if isinstance(demand, (Charge, Metered)) and demand.on_demand:
                    found |= dict.fromkeys(OF_SPOT)
        return tuple(found)

    def amount(self, body: Block, key: str, measure: str, meant: _Key) -> Amount | None:
        if meant.measures is not None and measure not in meant.measures:
            message = f"`{measure}` is not measured of {key}"
            hint = among(measure, meant.measures) or "nothing is measured of it"
            self.wrong.add(message, (key, measure), hint, at_key=True)
            return None
        value = body[measure]
        path: Path = (key, measure)
        reason = f"stated in {self.source.file}"
        if isinstance(value, Block):
            for part in value:
                if part not in (_QUANTITY, _REASON):
                    hint = among(part, (_QUANTITY, _REASON))
                    self.wrong.add(f"`{part}` is not part of an amount", (*path, part), hint, at_key=True)
                    return None
            stated = value.get(_REASON)
            if stated is not None and not isinstance(stated, str):
                self.wrong.add(f"`{_REASON}` must be a text, not {shown(stated)}", (*path, _REASON))
                return None
            reason = stated or reason
            value, path = value.get(_QUANTITY), (*path, _QUANTITY)
        if not isinstance(value, str):
            self.wrong.add(f"`{measure}` must be a number, not {shown(value)}", path, f"{measure}: 100")
            return None
        try:
            return Amount(quantity_of(value, measure), reason)
        except ValueError as error:
            self.wrong.add(str(error), path, "a number, 0 or more")
            return None

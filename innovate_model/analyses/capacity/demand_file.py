"""A demand that somebody hands over: itself, its data, or its file in YAML, with a place for each fault."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path as FilePath
from typing import Any

from pydantic import ValidationError

from innovate_model.analyses.capacity.demand import Demand, FaultyDemand, findings_of
from innovate_model.finding import Finding
from innovate_model.reading import parse, read
from innovate_model.resources.base import Part
from innovate_model.source import Source


class DemandFile(Part):
    """A file that says what users ask for."""

    demand: Demand


Asked = Demand | Mapping[str, Any] | str | FilePath
"""A demand, its data, or its file."""


def as_demand(given: Asked) -> Demand:
    """A demand itself, that in a file, or one of plain data (what stands under `demand` there). FaultyDemand for what
    is none."""
    if isinstance(given, Demand):
        return given
    return _valid(given) if isinstance(given, Mapping) else read_demand(given)


def read_demand(file: str | FilePath) -> Demand:
    """The demand in a YAML file, under its key `demand`. FaultyDemand where there is none."""
    return _demand(read(FilePath(file), str(file)))


def parse_demand(text: str, name: str = "demand.yaml") -> Demand:
    """The demand in YAML text."""
    return _demand(parse(text, name))


def _demand(source: Source) -> Demand:
    if source.findings:
        raise FaultyDemand(tuple(source.findings))
    data = source.data.get("demand")
    if not isinstance(data, Mapping) or len(source.data) != 1:
        message = f"{source.file} holds one mapping, `demand`"
        hint = "demand: {users_per_day: {low: 400, mid: 500, high: 700, reason: ...}}"
        raise FaultyDemand((Finding("bad-demand", message, suggestion=hint),))
    return _valid(data)


def _valid(data: Mapping[str, Any]) -> Demand:
    try:
        return Demand(**data)
    except FaultyDemand as faulty:
        error = faulty.__cause__
        assert isinstance(error, ValidationError)  # whose findings have places, where the data has
        raise FaultyDemand(findings_of(error, data)) from None

"""What an architecture holds: how much of which limit a demand uses, what saturates first, what a month takes."""

from __future__ import annotations

from innovate_model.analyses.capacity.capacity import Capacity, Unknown, Use, capacity
from innovate_model.analyses.capacity.changing import Change
from innovate_model.analyses.capacity.demand import Demand, Estimate, FaultyDemand, parse_demand, read_demand
from innovate_model.analyses.capacity.load import NotKnown, load
from innovate_model.analyses.capacity.usage import usage_of

__all__ = [
    "Capacity",
    "Change",
    "Demand",
    "Estimate",
    "FaultyDemand",
    "NotKnown",
    "Unknown",
    "Use",
    "capacity",
    "load",
    "parse_demand",
    "read_demand",
    "usage_of",
]

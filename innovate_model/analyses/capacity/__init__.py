"""What an architecture holds: how much of which limit a demand uses, what saturates first, what a month takes."""

from __future__ import annotations

from innovate_model.analyses.capacity.changing import Change
from innovate_model.analyses.capacity.demand import Demand, Estimate, FaultyDemand
from innovate_model.analyses.capacity.demand_file import Asked, as_demand, parse_demand, read_demand
from innovate_model.analyses.capacity.load import NotKnown
from innovate_model.analyses.capacity.queueing import Queue
from innovate_model.analyses.capacity.usage import usage_of
from innovate_model.analyses.capacity.uses import Capacity, Unknown, Use, capacity

__all__ = [
    "Asked",
    "Capacity",
    "Change",
    "Demand",
    "Estimate",
    "FaultyDemand",
    "NotKnown",
    "Queue",
    "Unknown",
    "Use",
    "as_demand",
    "capacity",
    "parse_demand",
    "read_demand",
    "usage_of",
]

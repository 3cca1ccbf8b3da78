"""What an architecture holds: how much of which limit a demand uses, what saturates first, and what it takes a month."""

from __future__ import annotations

from innovate_model.analyses.capacity.demand import Demand, Estimate, FaultyDemand, parse_demand, read_demand
from innovate_model.analyses.capacity.load import NotKnown, load
from innovate_model.analyses.capacity.usage import usage_of

__all__ = ["Demand", "Estimate", "FaultyDemand", "NotKnown", "load", "parse_demand", "read_demand", "usage_of"]

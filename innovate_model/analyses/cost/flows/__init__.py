"""Traffic that is stated for a connection (`A -> B`), and what it costs on the way that its session takes."""

from __future__ import annotations

from innovate_model.analyses.cost.flows.spreading import Flows, Own, Part, flows_of

__all__ = ["Flows", "Own", "Part", "flows_of"]

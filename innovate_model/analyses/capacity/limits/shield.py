"""Shield Advanced: what leaves by the things that it protects."""

from __future__ import annotations

from innovate_model.analyses.capacity.limit import Measured
from innovate_model.analyses.capacity.limits.edge import gb_to_viewers
from innovate_model.analyses.capacity.numbers import Numbers
from innovate_model.analyses.capacity.plant import Plant
from innovate_model.resources.cloudfront_distribution import CloudfrontDistribution
from innovate_model.resources.organization import Organization


def gb_protected_out(resource: Organization, plant: Plant) -> Measured | None:
    """What protected distributions send to viewers. What a protected load balancer answers to a distribution is no
    transfer out, and what one answers to people themselves is not counted.

    https://aws.amazon.com/shield/pricing/
    """
    edges = [each for each in plant.graph.model.of(CloudfrontDistribution) if each.shield_advanced]
    found = [amount for each in edges if (amount := gb_to_viewers(each, plant)) is not None]
    total: Numbers = sum(each.quantity for each in found)
    return Measured(total, "what protected distributions send to viewers") if found else None


MEASURES = {"organization": {"gb_protected_out": gb_protected_out}}

"""The same on the second model: two regions, VPN, instances, peering, IPv6."""

from __future__ import annotations

import pytest

from innovate_model.aws.disturbance import disturb
from innovate_model.aws.drift import drift

from .conftest import Provisioned

pytestmark = pytest.mark.moto


def test_no_drift_right_after_seeding(hybrid: Provisioned) -> None:
    """Networks over two regions and on-premises agree with their design when they are read back."""
    found = drift(hybrid.model, hybrid.undisturbed).difference
    assert (found.missing, found.unmanaged, found.changed) == ((), (), ())


def test_every_region_was_asked(hybrid: Provisioned) -> None:
    """Things of both regions are found: the second one is not silently left out."""
    observed = drift(hybrid.model, hybrid.undisturbed).observed.model
    regions = {getattr(resource, "region", None) for resource in observed if resource.kind == "vpc"}
    assert regions == {getattr(resource, "region", None) for resource in hybrid.model if resource.kind == "vpc"}
    assert len(regions) == 2


def test_three_disturbances(hybrid: Provisioned) -> None:
    """The three things done by hand are found here too, each where it was done."""
    done = {each.what: each.address for each in disturb(hybrid.model, hybrid.seeded, hybrid.endpoint_url)}
    found = drift(hybrid.model, hybrid.snapshot()).difference
    assert found.missing == (done["deleted"],)
    assert found.unmanaged == (done["added"],)
    assert {change.address for change in found.changed} == {done["changed"]}

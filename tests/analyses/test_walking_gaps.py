"""Observed models have gaps: what is named in them and not there makes an answer uncertain, not negative."""

from types import MappingProxyType

import pytest

from innovate_model.analyses.flow import Disposition
from innovate_model.analyses.reachability import reach
from innovate_model.graph import build
from innovate_model.model import Model
from innovate_model.values import parse_ports

from .networks import network
from .test_walking_filters import TWO_TIERS
from .test_walking_peering import CHAIN
from .test_walking_transit import HUB

D = Disposition


def without(text: str, ending: str) -> Model:
    """The model of a text, less the resources whose addresses end so."""
    kept = {name: it for name, it in network(text).model.resources.items() if not name.endswith(ending)}
    assert len(kept) < len(network(text).model)
    return Model(MappingProxyType(kept))


@pytest.mark.parametrize(
    ("text", "ending", "source", "destination", "ports"),
    [
        (TWO_TIERS, "security_groups.db", "instances.app", "instances.db", "tcp/5432"),
        (TWO_TIERS, "network_acls.data", "instances.app", "instances.db", "tcp/5432"),
        (HUB, "b.transit_gateway_attachments.hub", "b.instances.one", "shared.instances.one", "tcp/443"),
        (CHAIN, "vpc_peering_connections.ab", "a.instances.app", "b.instances.app", "tcp/443"),
    ],
)
def test_what_is_named_and_not_there_is_not_known(
    text: str, ending: str, source: str, destination: str, ports: str
) -> None:
    """A group, a network ACL, an attachment, a peering connection that AWS did not tell of."""
    trace = reach(build(without(text, ending)), source, destination, parse_ports(ports)).witness
    assert trace.disposition is D.INSUFFICIENT_INFO
    assert ending.rpartition(".")[2] in trace.missing[0].remedy

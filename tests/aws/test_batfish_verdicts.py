"""Real answers of AWS with the verdicts that Batfish's own test suite asserts of them.

They are Batfish's (Apache-2.0, https://github.com/batfish/batfish) and not in this repository: the variable
INNOVATE_BATFISH_SNAPSHOTS names the folder that holds them, one folder a scenario, each with the answers in
`aws_configs` and an `expected.json` of rows (source, destination, protocol, disposition, path). Without it they are
skipped. The same situations with names and addresses of our own: `tests/analyses/test_walking_*.py`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from innovate_model.analyses.endpoints import INTERNET, Endpoint, Kind
from innovate_model.analyses.filtering import Packet
from innovate_model.analyses.flow import Disposition, Hop, outcome
from innovate_model.analyses.forwarding import step
from innovate_model.analyses.parties import parties
from innovate_model.analyses.places import Place
from innovate_model.analyses.positions import Arrived, Context, InVpc, group_hop
from innovate_model.analyses.survey import Survey, survey
from innovate_model.analyses.walking import walk
from innovate_model.aws.opening import open_answers
from innovate_model.graph import Graph, build
from innovate_model.values import network

FOLDER = os.environ.get("INNOVATE_BATFISH_SNAPSHOTS", "")
Row = dict[str, Any]
D = Disposition

EXPLAINED = {
    # Batfish knows by AWS's list of its ranges that the address is AWS's, and takes the answers for all that AWS has.
    # An address that is not in the answers may be any other customer's, who may well take the packet:
    # https://docs.aws.amazon.com/vpc/latest/userguide/aws-ip-ranges.html
    "public-subnet#2": D.EXITS_NETWORK,
    # The same list makes the address one of an AWS service for Batfish; here it is a host on the internet, reached by
    # the same way: https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html
    "vpc-endpoint-gateway#4": D.EXITS_NETWORK,
    # The connection's static routes say what is behind it (https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNRoutingTypes.html),
    # so that is a place here, which takes the packet, and for Batfish where its network ends.
    "public-private-subnet#9": D.ACCEPTED,
}
"""Rows where Batfish and the walker end otherwise: the walker's word, and why. In each the packet leaves or does not
leave in the same way; only of what is at the other end do they think differently."""


def rows() -> list[Any]:
    """Every row of every scenario; one that skips where there is no folder."""
    if not FOLDER:
        why = pytest.mark.skip(reason="INNOVATE_BATFISH_SNAPSHOTS names no folder")
        return [pytest.param({}, marks=why, id="no-folder")]
    files = sorted(Path(FOLDER).glob("*/expected.json"))
    assert files, f"{FOLDER} holds no scenario"
    return [pytest.param(row, id=row["id"]) for file in files for row in json.loads(file.read_text())]


@cache
def scenario(name: str) -> Graph:
    """The graph of a scenario's answers."""
    model, _ = open_answers(Path(FOLDER) / name / "aws_configs")
    return build(model)


def source_of(known: Survey, row: Row) -> Endpoint:
    """Where a row's flow starts."""
    if row["src_node"] == "internet":
        ip = "8.8.8.8" if row["src_ip"] == "any" else row["src_ip"]
        return Endpoint(INTERNET, Kind.INTERNET, Place(ip, (network(ip),), owner=INTERNET))
    (found,) = parties(known, row["src_ip"] if row["src_node"].startswith("subnet-") else row["src_node"])
    return found


def hops_of(row: Row) -> tuple[Disposition, tuple[Hop, ...], tuple[Hop, ...], tuple[str, ...]]:
    """How a row's flow ends, its hops there and back, and the security groups of the interface that it is for.

    A flow without a protocol (0) is one that only rules for all protocols fit.
    """
    graph = scenario(row["snapshot"])
    known = survey(graph)
    (destination,) = parties(known, row["dst_ip"])
    groups = destination.place.groups
    if row["src_node"].startswith("vpc-"):
        return _from_inside(graph, row, destination)
    protocol = "tcp" if row["protocol"] == "tcp" else "other"
    trace = walk(
        graph,
        source_of(known, row),
        destination,
        protocol,
        row["dst_port"] or 0,
        source_port=row["src_port"],
        to_public_address=destination.called_as == "public",
    )
    return trace.disposition, trace.hops, trace.return_hops, groups


def _from_inside(
    graph: Graph, row: Row, destination: Endpoint
) -> tuple[Disposition, tuple[Hop, ...], tuple[Hop, ...], tuple[str, ...]]:
    """A packet that is in the VPC already, with no sender (0.0.0.0): delivered, and judged at the interface."""
    sender = Place(row["src_ip"], (network(row["src_ip"]),))
    context = Context(survey(graph), (Endpoint("", Kind.ADDRESS, sender), destination))
    packet = Packet(sender, destination.place, "other", 0, 0)
    taken = step(context, InVpc(graph.model.names[row["src_node"]]), packet)
    assert isinstance(taken.position, Arrived)
    assert taken.position.at == destination
    hops = (*taken.hops, *group_hop(context, destination, "ingress", packet))
    return outcome(hops, (), taken.position.disposition), hops, (), destination.place.groups


@pytest.mark.parametrize("row", rows())
def test_disposition(row: Row) -> None:
    """How each flow ends, in Batfish's own word, or as explained above."""
    disposition, *_ = hops_of(row)
    assert disposition == EXPLAINED.get(row["id"], row["disposition"])
    assert row["id"] not in EXPLAINED or disposition != row["disposition"], "it needs no explanation any more"


@pytest.mark.parametrize("row", rows())
def test_routing(row: Row) -> None:
    """Whether routes and network ACLs alone carry it to the destination, whatever the security groups there say."""
    disposition, hops, _, groups = hops_of(row)
    stops = [hop for hop in hops if hop.stops is not None and hop.component not in groups]
    is_at_interface = not stops and disposition is not D.EXITS_NETWORK
    leaves = row["id"] in EXPLAINED
    assert is_at_interface == (row["routes_to_dst_eni"] if not leaves else disposition is not D.EXITS_NETWORK)


@pytest.mark.parametrize("row", rows())
def test_path(row: Row) -> None:
    """The gateways that it passes, in order, there and (where Batfish says) back; and the VPCs that it enters."""
    _, hops, return_hops, _ = hops_of(row)
    model = scenario(row["snapshot"]).model
    ids = {address: aws_id for aws_id, address in model.names.items()}
    assert gateways(passed(hops, ids)) == gateways(row["path"])
    arrives = set(vpcs(row["path"])) if row["routes_to_dst_eni"] else set()
    assert arrives <= set(vpcs(passed(hops, ids)))
    if row["return_path"]:
        assert gateways(passed(return_hops, ids)) == gateways(row["return_path"][1:])  # the first one answers


def passed(hops: tuple[Hop, ...], ids: Mapping[str, str]) -> list[str]:
    """The ids of what hops passed, the VPC or transit gateway around each before it."""
    found: list[str] = []
    for hop in hops:
        parts = hop.component.split(".")
        around = [".".join(parts[:end]) for end in (4, len(parts))]
        found.extend(ids[address] for address in around if address in ids)
    return found


def gateways(path: Iterable[str]) -> list[str]:
    """Those of a path, in order, without repetition."""
    own = [each for each in path if each.startswith(("igw-", "nat-", "vgw-", "vpce-")) or is_transit_gateway(each)]
    return [each for each, before in zip(own, [None, *own], strict=False) if each != before]


def is_transit_gateway(aws_id: str) -> bool:
    """`tgw-...`, and neither its route tables (`tgw-rtb-...`) nor its attachments (`tgw-attach-...`)."""
    return aws_id.startswith("tgw-") and aws_id.count("-") == 1


def vpcs(path: Iterable[str]) -> list[str]:
    """Those of a path."""
    return [each for each in path if each.startswith("vpc-")]

"""Folders of what the AWS CLI printed: told by their keys, whole, and with everything said that was not understood."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innovate_model.analyses.reachability import Answer, reach
from innovate_model.aws.described import read_described
from innovate_model.aws.opening import open_answers
from innovate_model.aws.snapshot import NotASnapshot
from innovate_model.aws.snapshot import write as write_snapshot
from innovate_model.graph import build
from innovate_model.loader import NOT_OBSERVED
from innovate_model.model import Model
from innovate_model.resources.prefix_list import PrefixList
from innovate_model.resources.transit_gateway_attachment import TransitGatewayAttachment
from innovate_model.resources.transit_gateway_route_table import TransitGatewayRouteTable
from innovate_model.resources.vpc import Vpc
from innovate_model.values import parse_ports

from .plain_answers import OWNER, answers, write


def opened(folder: Path, told: dict[str, Any]) -> tuple[Model, list[str]]:
    """The model of some answers, and what is told of them."""
    model, findings = open_answers(write(folder / "answers", told))
    assert {finding.check for finding in findings} == {NOT_OBSERVED}
    return model, [finding.message for finding in findings]


def asked(folder: Path, told: dict[str, Any], source: str, destination: str) -> Answer:
    """Whether one reaches the other by HTTPS."""
    return reach(build(opened(folder, told)[0]), source, destination, parse_ports("tcp/443"))


def test_ids_and_addresses_name_what_stands_there(tmp_path: Path) -> None:
    """An instance goes by its AWS id, its interface's id and its IP address; each answer is the same."""
    model, _ = opened(tmp_path, answers())
    told = {
        str(reach(build(model), source, destination, parse_ports("tcp/443")).witness)
        for source in ("i-1", "eni-i-1", "10.1.0.10")
        for destination in ("i-2", "eni-i-2", "10.2.0.10")
    }
    assert len(told) == 1
    assert reach(build(model), "i-1", "i-2", parse_ports("tcp/443")).is_reachable
    assert not reach(build(model), "i-2", "i-1", parse_ports("tcp/443")).is_reachable


def test_the_account_and_the_region_are_told_by_the_answers(tmp_path: Path) -> None:
    """Whose they are says the owner of what is in them; where they come from, the zones."""
    snapshot = read_described(write(tmp_path, answers()))
    assert dict(snapshot.accounts) == {OWNER: ""}
    assert snapshot.regions == ("eu-central-1",)


def test_folders_below_are_regions_and_accounts_of_their_own(tmp_path: Path) -> None:
    """The same calls of another region, named by the folder, and of another account, named by `get-caller-identity`."""
    write(tmp_path / "here", answers())
    write(tmp_path / "eu-west-1", {"Vpcs": [{"VpcId": "vpc-9", "CidrBlock": "10.9.0.0/16", "OwnerId": OWNER}]})
    other = {"Vpcs": [{"VpcId": "vpc-8", "CidrBlock": "10.8.0.0/16", "OwnerId": OWNER}], "Account": "555566660002"}
    write(tmp_path / "other" / "eu-west-1", other)
    model, _ = open_answers(tmp_path)
    regions = {vpc.address: vpc.region for vpc in model.of(Vpc)}
    assert regions == {
        f"accounts.{OWNER}.vpcs.vpc-1": "eu-central-1",
        f"accounts.{OWNER}.vpcs.vpc-2": "eu-central-1",
        f"accounts.{OWNER}.vpcs.vpc-9": "eu-west-1",
        "accounts.555566660002.vpcs.vpc-8": "eu-west-1",
    }


def test_two_pages_are_one_answer(tmp_path: Path) -> None:
    """Pages of one call in several files are joined, and what is in both is there once."""
    told = answers()
    vpcs = told.pop("Vpcs")
    folder = write(tmp_path, told)
    (folder / "first.json").write_text(json.dumps({"Vpcs": vpcs, "NextToken": "x"}))
    (folder / "second.json").write_text(json.dumps({"Vpcs": vpcs[1:]}))
    model, findings = open_answers(folder)
    assert len(list(model.of(Vpc))) == 2
    assert not any("NextToken" in finding.message for finding in findings)


def test_what_is_about_one_thing_may_stand_beside_its_argument(tmp_path: Path) -> None:
    """Propagations and static routes of two tables, each with the table's id; the same under another name in a list."""
    told = answers()
    tables = told["TransitGatewayRouteTables"]
    tables.append({**tables[0], "TransitGatewayRouteTableId": "tgw-rtb-2"})
    propagated = told.pop("TransitGatewayRouteTablePropagations")
    told["AnyName"] = [
        {"TransitGatewayRouteTableId": "tgw-rtb-1", "TransitGatewayRouteTablePropagations": propagated[:1]},
        {"TransitGatewayRouteTableId": "tgw-rtb-2", "TransitGatewayRouteTablePropagations": propagated[1:]},
    ]
    folder = write(tmp_path / "answers", told)
    static = {"DestinationCidrBlock": "10.7.0.0/16", "State": "blackhole", "Type": "static"}
    learnt = {"DestinationCidrBlock": "10.6.0.0/16", "State": "active", "Type": "propagated"}
    (folder / "routes.json").write_text(
        json.dumps({"TransitGatewayRouteTableId": "tgw-rtb-2", "Routes": [static, learnt]})
    )
    model, findings = open_answers(folder)
    table = f"accounts.{OWNER}.transit_gateways.tgw-1.route_tables.tgw-rtb"
    ends = {end.name: (end.association, end.propagations) for end in model.of(TransitGatewayAttachment)}
    assert ends == {
        "tgw-attach-1": (f"{table}-1", (f"{table}-1",)),
        "tgw-attach-2": (f"{table}-1", (f"{table}-2",)),
    }
    found = model.get(f"{table}-2", TransitGatewayRouteTable)
    assert found is not None
    assert dict(found.routes) == {"10.7.0.0/16": "blackhole"}
    assert not any("was not read" in finding.message for finding in findings)


def test_an_answer_about_nobody_knows_what_is_told(tmp_path: Path) -> None:
    """Propagations of one of two tables, without its id: not guessed, but said."""
    told = answers()
    told["TransitGatewayRouteTables"].append(
        {**told["TransitGatewayRouteTables"][0], "TransitGatewayRouteTableId": "tgw-rtb-2"}
    )
    _, messages = opened(tmp_path, told)
    assert any("`TransitGatewayRouteTablePropagations`" in message for message in messages)
    assert any(message.startswith("propagations of 2 transit_gateway_attachment") for message in messages)


def test_vpc_attributes_repeat_their_vpc(tmp_path: Path) -> None:
    """`describe-vpc-attribute` says which VPC it speaks of."""
    folder = write(tmp_path, answers())
    for number, name in enumerate(("EnableDnsSupport", "EnableDnsHostnames")):
        (folder / f"attribute-{number}.json").write_text(json.dumps({"VpcId": "vpc-1", name: {"Value": not number}}))
    model, findings = open_answers(folder)
    vpc = model.get(f"accounts.{OWNER}.vpcs.vpc-1", Vpc)
    assert vpc is not None
    assert (vpc.enable_dns_support, vpc.enable_dns_hostnames) == (True, False)
    assert any("enable_dns_support of 1 vpc" in finding.message for finding in findings), "the other VPC's is not there"


def test_prefix_lists_with_their_blocks(tmp_path: Path) -> None:
    """`describe-prefix-lists` tells AWS's own lists whole, with the key of `describe-managed-prefix-lists`."""
    listed = {"PrefixListId": "pl-1", "PrefixListName": "com.amazonaws.eu-central-1.s3", "Cidrs": ["52.219.0.0/16"]}
    model, _ = opened(tmp_path, {**answers(), "PrefixLists": [listed]})
    (found,) = model.of(PrefixList)
    assert (found.aws_managed, found.entries) == ("com.amazonaws.eu-central-1.s3", ("52.219.0.0/16",))


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("odd.json", '{"Gizmos": [{}]}', "odd.json was not read: `Gizmos`: not known here"),
        ("odd.json", '{"Gizmos": []}', "odd.json was not read: `Gizmos` (empty): not known here"),
        ("odd.json", '{"WebACLs": []}', "odd.json was not read: `WebACLs` (empty): it may be the answer to several"),
        ("odd.json", "[1, 2]", "odd.json is no answer of the AWS CLI"),
        ("odd.json", "{", "odd.json cannot be read as JSON"),
        ("odd.json", "\udcff", "odd.json cannot be read as JSON"),
        ("odd.json", "[" * 100_000, "odd.json cannot be read as JSON"),
        ("deep/odd.json", '{"Gizmos": 1}', "deep/odd.json was not read: `Gizmos`: not known here"),
        ("odd.json", '{"PrefixLists": [{"Cidrs": 7}]}', "AWS answered in a shape that is not known here"),
        ("odd.json", '{"Subnets": [7]}', "AWS answered in a shape that is not known here"),
        ("odd.json", '{"NatGateways": [{"NatGatewayId": "nat-1", "VpcId": "vpc-7"}]}', "what holds it (vpc-7) was not"),
    ],
)
def test_what_is_not_understood_is_told(tmp_path: Path, name: str, text: str, told: str) -> None:
    """Each stranger by a sentence that names its file or its id; the rest of the folder is read all the same."""
    folder = write(tmp_path, answers())
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_bytes(text.encode("utf-8", "surrogateescape"))
    model, findings = open_answers(folder)
    assert len(list(model.of(Vpc))) == 2
    assert any(told in finding.message for finding in findings), [finding.message for finding in findings]


def test_kinds_without_any_answer_are_told_in_one_sentence(tmp_path: Path) -> None:
    """Nothing speaks of load balancers; what cannot be in AWS's answers at all is no gap."""
    _, findings = open_answers(write(tmp_path, answers()))
    (sentence,) = [finding for finding in findings if finding.message.startswith("no answer speaks of ")]
    kinds = sentence.suggestion.partition(": ")[2].split(", ")
    assert {"lb", "nat_gateway", "vpn_connection"} <= set(kinds)
    assert not {"vpc", "instance", "deployment", "runbook"} & set(kinds)


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"Gizmos": []}, "holds no answer of AWS"),
        ({"NatGateways": [{"NatGatewayId": "nat-1"}]}, "which account"),
        ({"Vpcs": [{"VpcId": "vpc-1", "OwnerId": OWNER}]}, "which region"),
        (
            {"Subnets": [{"OwnerId": OWNER, "AvailabilityZone": zone} for zone in ("eu-west-1a", "us-east-1b")]},
            "several regions, eu-west-1, us-east-1",
        ),
    ],
)
def test_a_folder_that_does_not_say_whose_it_is_is_refused(tmp_path: Path, told: dict[str, Any], why: str) -> None:
    """One sentence that says what is missing."""
    with pytest.raises(NotASnapshot, match=why):
        read_described(write(tmp_path, told))


def test_a_snapshot_opens_like_the_answers_that_it_was_made_of(tmp_path: Path) -> None:
    """What `innovate snapshot` writes is such a folder as well."""
    plain, _ = open_answers(write(tmp_path / "plain", answers()))
    write_snapshot(read_described(tmp_path / "plain"), tmp_path / "written")
    again, _ = open_answers(tmp_path / "written")
    assert again.resources == plain.resources
    assert again.names == plain.names


def test_what_aws_makes_by_itself_decides_about_packets(tmp_path: Path) -> None:
    """Members of the default security group reach one another, in a VPC whose main table has no route of anybody."""
    told = answers()
    told["RouteTables"][0]["Routes"] = told["RouteTables"][0]["Routes"][:1]
    first, second = told["Reservations"][0]["Instances"]
    first["SecurityGroups"] = [{"GroupId": "sg-default"}]
    second |= {"VpcId": "vpc-1", "SubnetId": "subnet-1", "PrivateIpAddress": "10.1.0.11"}
    second["SecurityGroups"] = [{"GroupId": "sg-default"}]
    assert asked(tmp_path, told, "i-1", "i-2").is_reachable


_STRANGE_KEYS = ("PrefixLists", "WebACLs", "Gizmos", "Account", "Organization", "Policies", "DistributionList")
_KEYS = st.sampled_from([*answers(), *_STRANGE_KEYS])
_INNER = st.sampled_from(["VpcId", "OwnerId", "AvailabilityZone", "Items", "Cidrs", "Association"])
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.sampled_from(["vpc-1", "eu-central-1a", OWNER]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS | _INNER, inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(_KEYS, _JSON, max_size=4))
def test_no_answer_makes_the_program_raise(tmp_path_factory: pytest.TempPathFactory, strange: dict[str, Any]) -> None:
    """Whatever stands under the keys of answers: a model with what is not understood, or one sentence."""
    folder = write(tmp_path_factory.mktemp("answers"), {**answers(), **strange})
    try:
        model, _ = open_answers(folder)
    except NotASnapshot:
        return
    assert isinstance(model, Model)

"""Snapshots made by hand: answers in the shape that AWS documents, for what an emulator cannot be brought to say."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from innovate_model.aws.calls import Call
from innovate_model.aws.services import root_calls
from innovate_model.aws.snapshot import Answer, Place, Snapshot

ACCOUNT = "555566660001"
REGION = "us-east-1"


Told = Sequence[Any] | str | Callable[[Mapping[str, Any]], Sequence[Any]]
"""Items, the text of a failure, or items by what was asked."""


def snapshot_with(answers: Mapping[str, Told], **more: Any) -> Snapshot:
    """One account and region in which these calls brought these items, or failed with this text; all others that are
    made by themselves nothing. What follows from an item was asked where an answer to it is given."""
    place = Place(ACCOUNT, REGION)
    said: dict[tuple[Place, str], tuple[Answer, ...]] = {}
    for key, call in root_calls().items():
        _say(call, dict(call.arguments), {key: (), "sts.get_caller_identity": (ACCOUNT,), **answers}, said)
    for name in ("enableDnsSupport", "enableDnsHostnames"):
        asked = answers.get("ec2.describe_vpcs", ())
        told = tuple(
            Answer({"Attribute": name, "VpcId": vpc["VpcId"]}, ({name[0].upper() + name[1:]: {"Value": True}},))
            for vpc in (asked if isinstance(asked, Sequence) else ())
            if isinstance(vpc, Mapping) and "VpcId" in vpc
        )
        said[place, f"ec2.describe_vpc_attribute.{name}"] = told
    return Snapshot("2026-01-02T03:04:05+00:00", ACCOUNT, {ACCOUNT: "Team One"}, (REGION,), said, **more)


def _say(
    call: Call,
    request: Mapping[str, Any],
    answers: Mapping[str, Told],
    said: dict[tuple[Place, str], tuple[Answer, ...]],
) -> None:
    """One answer, and those that follow from its items."""
    told = answers[call.key]
    told = told(request) if callable(told) else told
    answer = Answer(request, problem=told) if isinstance(told, str) else Answer(request, tuple(told))
    at = (Place(ACCOUNT, REGION), call.key)
    said[at] = (*said.get(at, ()), answer)
    for item in answer.items:
        for following in call.then:
            arguments = following.ask(item, request) if following.ask and following.key in answers else None
            if arguments is not None:
                _say(following, {**dict(following.arguments), **arguments}, answers, said)


def vpc(vpc_id: str, **more: Any) -> dict[str, Any]:
    """A VPC as EC2 lists it."""
    block = {"CidrBlock": "10.0.0.0/16", "CidrBlockState": {"State": "associated"}}
    return {"VpcId": vpc_id, "CidrBlock": "10.0.0.0/16", "CidrBlockAssociationSet": [block], "IsDefault": False, **more}


def subnet(subnet_id: str, vpc_id: str, **more: Any) -> dict[str, Any]:
    """A subnet as EC2 lists it."""
    return {
        "SubnetId": subnet_id,
        "VpcId": vpc_id,
        "CidrBlock": "10.0.1.0/24",
        "AvailabilityZone": "us-east-1a",
        "MapPublicIpOnLaunch": False,
        "DefaultForAz": False,
        **more,
    }


def tagged(**tags: str) -> dict[str, Any]:
    """Tags as EC2 lists them; `address` is the model's own."""
    names = {"address": "innovate:address"}
    return {"Tags": [{"Key": names.get(key, key), "Value": value} for key, value in tags.items()]}

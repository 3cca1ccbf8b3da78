"""Snapshots made by hand: answers in the shape that AWS documents, for what an emulator cannot be brought to say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from innovate_model.aws.services import root_calls
from innovate_model.aws.snapshot import Answer, Place, Snapshot

ACCOUNT = "555566660001"
REGION = "us-east-1"


def snapshot_with(answers: Mapping[str, Sequence[Any] | str], **more: Any) -> Snapshot:
    """One account and region in which these calls brought these items, or failed with this text; all others nothing."""
    place = Place(ACCOUNT, REGION)
    said: dict[tuple[Place, str], tuple[Answer, ...]] = {}
    for key, call in root_calls().items():
        request, found = dict(call.arguments), answers.get(key, ())
        answer = Answer(request, problem=found) if isinstance(found, str) else Answer(request, tuple(found))
        said[place, key] = (answer,)
    said[place, "sts.get_caller_identity"] = (Answer({}, (ACCOUNT,)),)
    for name in ("enableDnsSupport", "enableDnsHostnames"):
        told = tuple(
            Answer({"Attribute": name, "VpcId": vpc["VpcId"]}, ({name[0].upper() + name[1:]: {"Value": True}},))
            for vpc in answers.get("ec2.describe_vpcs", ())
            if isinstance(vpc, Mapping) and "VpcId" in vpc
        )
        said[place, f"ec2.describe_vpc_attribute.{name}"] = told
    return Snapshot("2026-01-02T03:04:05+00:00", ACCOUNT, {ACCOUNT: "Team One"}, (REGION,), said, **more)


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

"""Two VPCs joined by a transit gateway as the AWS CLI prints them: one object for each call, told by its key."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

OWNER = "555566660001"
_EVERYWHERE = [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}], "UserIdGroupPairs": []}]
_ITSELF = [{"IpProtocol": "-1", "IpRanges": [], "UserIdGroupPairs": [{"GroupId": "sg-default"}]}]
_HTTPS = [
    {
        "IpProtocol": "tcp",
        "FromPort": 443,
        "ToPort": 443,
        "IpRanges": [{"CidrIp": "10.0.0.0/8"}],
        "UserIdGroupPairs": [],
    }
]


def answers() -> dict[str, Any]:
    """By top-level key, so that a test may change one thing: a client `i-1` in `vpc-1`, a server `i-2` in `vpc-2`."""
    return {
        "Vpcs": [_vpc("vpc-1", "10.1.0.0/16"), _vpc("vpc-2", "10.2.0.0/16")],
        "Subnets": [_subnet("subnet-1", "vpc-1", "10.1.0.0/24"), _subnet("subnet-2", "vpc-2", "10.2.0.0/24")],
        "SecurityGroups": [
            _group("sg-1", "vpc-1", "client", [], _EVERYWHERE),
            _group("sg-2", "vpc-2", "server", _HTTPS, []),
            _group("sg-default", "vpc-1", "default", _ITSELF, _EVERYWHERE),
        ],
        "RouteTables": [_table("rtb-1", "vpc-1"), _table("rtb-2", "vpc-2")],
        "Reservations": [
            {
                "OwnerId": OWNER,
                "Instances": [
                    _instance("i-1", "vpc-1", "subnet-1", "10.1.0.10", "sg-1"),
                    _instance("i-2", "vpc-2", "subnet-2", "10.2.0.10", "sg-2"),
                ],
            }
        ],
        "NetworkInterfaces": [_interface("i-1", "vpc-1", "subnet-1"), _interface("i-2", "vpc-2", "subnet-2")],
        "TransitGateways": [
            {
                "TransitGatewayId": "tgw-1",
                "TransitGatewayArn": f"arn:aws:ec2:eu-central-1:{OWNER}:transit-gateway/tgw-1",
                "OwnerId": OWNER,
                "Options": {"AmazonSideAsn": 64512},
            }
        ],
        "TransitGatewayRouteTables": [
            {
                "TransitGatewayRouteTableId": "tgw-rtb-1",
                "TransitGatewayId": "tgw-1",
                "DefaultAssociationRouteTable": True,
                "State": "available",
            }
        ],
        "TransitGatewayVpcAttachments": [_vpc_attachment(1), _vpc_attachment(2)],
        "TransitGatewayAttachments": [_attachment(1), _attachment(2)],
        "TransitGatewayRouteTablePropagations": [
            {"TransitGatewayAttachmentId": f"tgw-attach-{number}", "State": "enabled"} for number in (1, 2)
        ],
    }


def write(folder: Path, told: Mapping[str, Any]) -> Path:
    """One file for each answer, under names that say nothing."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, (key, value) in enumerate(told.items()):
        (folder / f"{number}.json").write_text(json.dumps({key: value}))
    return folder


def _vpc(vpc_id: str, block: str) -> dict[str, Any]:
    return {"VpcId": vpc_id, "CidrBlock": block, "OwnerId": OWNER, "IsDefault": False}


def _subnet(subnet_id: str, vpc_id: str, block: str) -> dict[str, Any]:
    zone = "eu-central-1a"
    return {"SubnetId": subnet_id, "VpcId": vpc_id, "CidrBlock": block, "AvailabilityZone": zone, "OwnerId": OWNER}


def _group(group_id: str, vpc_id: str, name: str, inward: list[Any], outward: list[Any]) -> dict[str, Any]:
    rules = {"IpPermissions": inward, "IpPermissionsEgress": outward}
    return {"GroupId": group_id, "VpcId": vpc_id, "GroupName": name, "OwnerId": OWNER, **rules}


def _table(table_id: str, vpc_id: str) -> dict[str, Any]:
    return {
        "RouteTableId": table_id,
        "VpcId": vpc_id,
        "OwnerId": OWNER,
        "Associations": [{"Main": True}],
        "PropagatingVgws": [],
        "Routes": [
            {"DestinationCidrBlock": f"10.{vpc_id[-1]}.0.0/16", "GatewayId": "local", "State": "active"},
            {"DestinationCidrBlock": "10.0.0.0/8", "TransitGatewayId": "tgw-1", "State": "active"},
        ],
    }


def _instance(instance_id: str, vpc_id: str, subnet_id: str, ip: str, group: str) -> dict[str, Any]:
    return {
        "InstanceId": instance_id,
        "InstanceType": "t3.small",
        "State": {"Name": "running"},
        "VpcId": vpc_id,
        "SubnetId": subnet_id,
        "PrivateIpAddress": ip,
        "SecurityGroups": [{"GroupId": group}],
        "NetworkInterfaces": [{"NetworkInterfaceId": f"eni-{instance_id}", "Attachment": {"DeviceIndex": 0}}],
    }


def _interface(instance_id: str, vpc_id: str, subnet_id: str) -> dict[str, Any]:
    return {
        "NetworkInterfaceId": f"eni-{instance_id}",
        "VpcId": vpc_id,
        "SubnetId": subnet_id,
        "OwnerId": OWNER,
        "InterfaceType": "interface",
        "Attachment": {"InstanceId": instance_id, "DeviceIndex": 0},
        "PrivateIpAddresses": [],
    }


def _vpc_attachment(number: int) -> dict[str, Any]:
    return {
        "TransitGatewayAttachmentId": f"tgw-attach-{number}",
        "TransitGatewayId": "tgw-1",
        "VpcId": f"vpc-{number}",
        "SubnetIds": [f"subnet-{number}"],
        "State": "available",
    }


def _attachment(number: int) -> dict[str, Any]:
    return {
        "TransitGatewayAttachmentId": f"tgw-attach-{number}",
        "ResourceId": f"vpc-{number}",
        "State": "available",
        "Association": {"TransitGatewayRouteTableId": "tgw-rtb-1", "State": "associated"},
    }

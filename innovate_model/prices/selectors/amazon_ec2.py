"""AmazonEC2: instances on demand and reserved, volumes, NAT gateways."""

from __future__ import annotations

from innovate_model.prices.commitments import reserved_selectors
from innovate_model.prices.selector import Selector

_SERVICE = "AmazonEC2"
_LINUX = {
    "instanceType": "{}",
    "operatingSystem": "Linux",
    "tenancy": "Shared",
    "preInstalledSw": "NA",
    "capacitystatus": "Used",
    "operation": "RunInstances",
}
_INSTANCE = Selector(_SERVICE, "hour", "BoxUsage:{}", "Compute Instance", attributes=_LINUX)


def _volume(usage: str, family: str, unit: str, divided_by: int = 1) -> Selector:
    return Selector(_SERVICE, unit, usage, family, divided_by=divided_by)


SELECTORS = {
    "ec2.on_demand.*": _INSTANCE,
    **reserved_selectors("ec2", _INSTANCE, OfferingClass="standard"),
    "ebs.gp2.gb": _volume("EBS:VolumeUsage.gp2", "Storage", "GB-month"),
    "ebs.gp3.gb": _volume("EBS:VolumeUsage.gp3", "Storage", "GB-month"),
    "ebs.gp3.iops": _volume("EBS:VolumeP-IOPS.gp3", "System Operation", "IOPS-month"),
    # The list has it by the GiB/s: 40.96 where the page says 0.04 for a MB/s.
    "ebs.gp3.mbps": _volume("EBS:VolumeP-Throughput.gp3", "Provisioned Throughput", "MB/s-month", 1024),
    "nat_gateway.hour": Selector(
        _SERVICE, "hour", "NatGateway-Hours", "NAT Gateway", attributes={"operation": "NatGateway"}
    ),
    "nat_gateway.gb": Selector(
        _SERVICE, "GB", "NatGateway-Bytes", "NAT Gateway", attributes={"operation": "NatGateway"}
    ),
}
NOT_LISTED = {
    "ec2.spot.*": "a Spot price is a moment of a market, and not in the price list",
    "ec2.reserved_effective.*": "worked out from rate and fee; the list has the two apart",
}

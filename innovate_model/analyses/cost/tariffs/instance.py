"""EC2 instances, their interfaces and the public addresses that are kept for them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from innovate_model.analyses.cost.demand import Charge, Demand, Metered, NoCharge, Site, hours, public_ipv4
from innovate_model.analyses.cost.watching import of_machines
from innovate_model.resources.elastic_ip import ElasticIp
from innovate_model.resources.instance import Instance
from innovate_model.resources.network_interface import NetworkInterface


def instance(resource: Instance, site: Site) -> Iterator[Demand]:
    """Each hour that it runs, its volumes by the GB, its public address; and what those ask that look at it.

    https://aws.amazon.com/ec2/pricing/on-demand/
    """
    price = f"ec2.on_demand.{resource.instance_type}"
    yield hours(f"{resource.instance_type} instance", price, 1, "runs all month, Linux, on demand, shared hardware")
    if resource.address in site.public_addresses:
        yield public_ipv4(1, site.public_addresses[resource.address])
    why = "gp3, without IOPS or throughput beyond what it includes"
    if resource.root_volume_size_gb is None:
        yield Metered("EBS volumes", "ebs.gp3.gb", "gb_of_volumes", why)
    else:
        root = f"a root volume of {resource.root_volume_size_gb} GiB, {why}"
        yield Charge("EBS volumes", "ebs.gp3.gb", Decimal(resource.root_volume_size_gb), root)
    yield from of_machines(resource, site, (resource.instance_type,), 1, "guardduty.ec2_vcpu")


def elastic_ip(resource: ElasticIp, site: Site) -> Iterator[Demand]:
    """Each hour, in use or idle.

    https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/elastic-ip-addresses-eip.html
    """
    yield public_ipv4(1, site.public_addresses.get(resource.address, "an Elastic IP, in use or idle"))


def network_interface(resource: NetworkInterface, site: Site) -> Iterator[Demand]:
    """No charge for the interface itself, only for a public address that nothing else in the model is billed for.

    https://docs.aws.amazon.com/vpc/latest/userguide/what-is-amazon-vpc.html
    """
    if resource.address in site.public_addresses:
        yield public_ipv4(1, site.public_addresses[resource.address])
    else:
        page = "https://docs.aws.amazon.com/vpc/latest/userguide/what-is-amazon-vpc.html"
        yield NoCharge(f"a network interface has no charge: {page}")


TIER = "compute"
PRICED = {"instance": instance, "elastic_ip": elastic_ip, "network_interface": network_interface}

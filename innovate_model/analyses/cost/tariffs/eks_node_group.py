"""EKS managed node groups: EC2 instances and their volumes; AWS asks nothing for the group."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from innovate_model.analyses.cost.demand import Charge, Demand, Metered, NotPriced, Site, public_ipv4
from innovate_model.analyses.cost.money import HOURS_PER_MONTH
from innovate_model.analyses.cost.watching import More, of_machines
from innovate_model.resources.eks_node_group import EksNodeGroup
from innovate_model.resources.subnet import Subnet

_ABOVE = "node_hours_above_desired"
_GROWN = "nodes above the desired ones"


def eks_node_group(resource: EksNodeGroup, site: Site) -> Iterator[Demand]:
    """As many instances as desired, of the preferred type, each with a root volume; and what those ask that look at
    them.

    https://docs.aws.amazon.com/eks/latest/userguide/managed-node-groups.html (no charge beyond the resources)
    https://docs.aws.amazon.com/eks/latest/userguide/managed-node-groups.html#managed-node-group-capacity-types
    https://github.com/awslabs/amazon-eks-ami/blob/main/templates/al2023/variables-default.json (`volume_type`)
    """
    nodes = resource.scaling_config.desired_size
    bounds = f"{nodes} desired (of {resource.scaling_config.min_size} to {resource.scaling_config.max_size}), all month"
    yield _spot(resource, nodes, bounds) if resource.capacity_type == "SPOT" else _on_demand(resource, nodes, bounds)
    volume = f"{nodes} root volumes of {resource.disk_size} GiB, gp3 as in the Amazon Linux 2023 AMIs"
    yield Charge("EBS volumes of the nodes", "ebs.gp3.gb", Decimal(nodes * resource.disk_size), volume)
    yield from _public_addresses(resource, site, nodes)
    more = None
    if resource.scaling_config.max_size > nodes:
        yield from _grown(resource)
        more = More(_ABOVE, _GROWN)
    types = resource.instance_types if resource.capacity_type == "SPOT" else resource.instance_types[:1]
    yield from of_machines(resource, site, types, nodes, "guardduty.eks_vcpu", more)


def _grown(resource: EksNodeGroup) -> Iterator[Demand]:
    """What autoscaling starts beyond the nodes that are desired: of the capacity type of the group, as all its nodes
    are.

    https://docs.aws.amazon.com/eks/latest/userguide/managed-node-groups.html#managed-node-group-capacity-types
    """
    if resource.capacity_type == "SPOT":
        first, others, why = _spot_prices(resource)
        yield Metered(_GROWN, first, _ABOVE, why, alternatives=others, on_demand=_instead_of_spot(resource))
    else:
        yield Metered(_GROWN, f"ec2.on_demand.{resource.instance_types[0]}", _ABOVE)
    volume = f"a root volume of {resource.disk_size} GiB for each"
    hours = int(HOURS_PER_MONTH)
    yield Metered("EBS volumes of nodes above", "ebs.gp3.gb", _ABOVE, volume, hours, resource.disk_size)


def _on_demand(resource: EksNodeGroup, nodes: int, bounds: str) -> Charge:
    """On demand, EKS takes the first instance type that can be had."""
    chosen, *others = resource.instance_types
    why = bounds + (f"; all of the first type, none of {', '.join(others)}" if others else "")
    return Charge(f"{chosen} nodes, on demand", f"ec2.on_demand.{chosen}", nodes * HOURS_PER_MONTH, why)


def _spot(resource: EksNodeGroup, nodes: int, bounds: str) -> Charge:
    first, others, why = _spot_prices(resource)
    what = f"{', '.join(resource.instance_types)} nodes, Spot"
    quantity = nodes * HOURS_PER_MONTH
    return Charge(what, first, quantity, f"{bounds}; {why}", others, False, _instead_of_spot(resource))


def _spot_prices(resource: EksNodeGroup) -> tuple[str, tuple[str, ...], str]:
    """Spot draws on every type of the list: the first whose price is known stands for all."""
    first, *others = [f"ec2.spot.{name}" for name in resource.instance_types]
    names = ", ".join(resource.instance_types)
    why = f"all at the first Spot price that is known of {names}: a moment of the market, not a promise"
    return first, tuple(others), why


def _instead_of_spot(resource: EksNodeGroup) -> str:
    return f"ec2.on_demand.{resource.instance_types[0]}"


def _public_addresses(resource: EksNodeGroup, site: Site, nodes: int) -> Iterator[Demand]:
    """Nodes in subnets that give out public addresses get one each.

    https://docs.aws.amazon.com/vpc/latest/userguide/subnet-public-ip.html
    """
    subnets = [site.graph.model.get(address, Subnet) for address in resource.subnets]
    are_public = [subnet.map_public_ip_on_launch for subnet in subnets if subnet is not None]
    if are_public and all(are_public):
        yield public_ipv4(nodes, f"{nodes} nodes in subnets that give each a public address")
    elif any(are_public):
        yield NotPriced("public IPv4 addresses of nodes", "only some of its subnets give out public addresses")


TIER = "compute"
PRICED = {"eks_node_group": eks_node_group}

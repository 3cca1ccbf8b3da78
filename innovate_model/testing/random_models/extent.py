"""How much may occur in a random organisation."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Extent:
    """What a random organisation may contain. The defaults let everything occur.

    `vpcs`, `zones`: at most so many, 1 to 3. `unknowns`: facts that decide may be left unstated, such as the blocks
    of an AWS-managed prefix list, the networks of a customer, a machine's security group. `unstated_addresses`:
    machines, load balancers, gateways may leave their addresses to AWS; load balancers and interface endpoints always
    do. `overlaps`: two VPCs that are not peered may have one block.
    """

    vpcs: int = 3
    zones: int = 3
    regions: int = 2
    ipv6: bool = True
    peering: bool = True
    transit_gateways: bool = True
    sites: bool = True
    endpoints: bool = True
    load_balancers: bool = True
    middleboxes: bool = True
    overlaps: bool = True
    unknowns: bool = True
    unstated_addresses: bool = True

"""Site-to-site VPN: the connection costs, its ends do not."""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.cost.demand import Demand, Metered, Site, hours
from innovate_model.analyses.cost.tariffs.transit_gateway import ATTACHMENT, PROCESSED
from innovate_model.resources.vpn_connection import VpnConnection

_PAGE = "https://aws.amazon.com/vpn/pricing/"


def vpn_connection(resource: VpnConnection, site: Site) -> Iterator[Demand]:
    """Each hour of the connection, both tunnels together; at a transit gateway also its attachment; and what leaves
    AWS as data transfer out.

    https://aws.amazon.com/vpn/pricing/
    https://aws.amazon.com/transit-gateway/pricing/
    """
    yield hours("site-to-site VPN connection", "vpn.site_to_site.hour", 1, "connected all month")
    if resource.transit_gateway:
        yield hours("transit gateway attachment of the VPN", ATTACHMENT, 1, "attached all month")
        yield PROCESSED
    yield Metered("data transfer out over the VPN", "data_transfer.internet_out", "gb_internet_out")


TIER = "network"
PRICED = {"vpn_connection": vpn_connection}
FREE = dict.fromkeys(("vpn_gateway", "customer_gateway"), f"the VPN connection is billed, not its ends: {_PAGE}")

"""AmazonVPC: public addresses, endpoints, transit gateways, VPN."""

from __future__ import annotations

from innovate_model.prices.selector import Selector

_SERVICE = "AmazonVPC"


def _endpoint(usage: str, unit: str) -> Selector:
    return Selector(_SERVICE, unit, usage, "VpcEndpoint")


def _transit(usage: str, unit: str) -> Selector:
    """The list has a row for each kind of attachment; all of them cost the same."""
    return Selector(_SERVICE, unit, usage, attributes={"operation": "TransitGatewayVPC"})


SELECTORS = {
    "public_ipv4.hour": Selector(_SERVICE, "address-hour", "PublicIPv4:InUseAddress"),
    "vpce.interface.hour": _endpoint("VpcEndpoint-Hours", "endpoint-AZ-hour"),
    "vpce.interface.gb": _endpoint("VpcEndpoint-Bytes", "GB"),
    "vpce.gateway_load_balancer.hour": _endpoint("VpcEndpoint-GWLBE-Hours", "endpoint-AZ-hour"),
    "vpce.gateway_load_balancer.gb": _endpoint("VpcEndpoint-GWLBE-Bytes", "GB"),
    "tgw.attachment.hour": _transit("TransitGateway-Hours", "attachment-hour"),
    "tgw.gb": _transit("TransitGateway-Bytes", "GB"),
    "vpn.site_to_site.hour": Selector(
        _SERVICE,
        "connection-hour",
        "VPN-Usage-Hours:ipsec.1",
        "Cloud Connectivity",
        attributes={"operation": "CreateVpnConnection"},
    ),
}

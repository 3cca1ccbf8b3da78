"""Listeners by the kind of their load balancer."""

import pytest

from .support import Planted, expect

CHECK = "listener-protocol"
PLANTED = Planted("accounts.production.vpcs.main.lbs.api.listeners.https.protocol", "TCP")
TEXT = """\
accounts:
  a:
    account_id: "111111111111"
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]
        subnets: {public: {per: availability_zone, newbits: 4, netnum: 0}}
        lbs:
          x:
            type: TYPE
            subnets: public
            target_groups: {t: {port: 8080, protocol: HTTP}}
            listeners: {l: {port: 80, protocol: PROTOCOL, certificate: example.com, forward_to: t}}
"""


@pytest.mark.parametrize("protocol", ["HTTP", "HTTPS", "TCP", "TLS", "UDP", "TCP_UDP"])
@pytest.mark.parametrize("kind", ["application", "network"])
def test_each_protocol(kind: str, protocol: str) -> None:
    """Requests are for an ALB, connections for an NLB; the finding stands at the protocol."""
    text = TEXT.replace("TYPE", kind).replace("PROTOCOL", protocol)
    is_fine = (kind == "application") == protocol.startswith("HTTP")
    places = [] if is_fine else [(14, 49, f"{kind} load balancer cannot listen for {protocol}")]
    expect(CHECK, text, *places)

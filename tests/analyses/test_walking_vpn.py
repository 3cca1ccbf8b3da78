"""VPN gateways: what a customer's networks reach, and what reaches them."""

from innovate_model.analyses.flow import Disposition

from .networks import OPEN, Yaml, ask, certainty, decided, tail, way

D = Disposition

SITE = Yaml(f"""
customer_gateways: {{site: {{cidr_blocks: [198.18.0.0/16]}}}}
vpn_connections: {{site: {{customer_gateway: site, vpn_gateway: vpcs.main.vpn_gateways.site,
  static_routes: [198.18.0.0/16]}}}}
vpc_peering_connections: {{peer: {{vpc: main, peer_vpc: peer}}}}
vpcs:
  main:
    cidr_block: 10.0.0.0/16
    ipv6_cidr_block: 2001:db8::/56
    internet_gateways: {{main: {{}}}}
    vpn_gateways: {{site: {{}}}}
    subnets:
      public: {{availability_zone: a, cidr_block: 10.0.0.0/24, route_table: public, map_public_ip_on_launch: yes}}
      private: {{availability_zone: b, cidr_block: 10.0.1.0/24, ipv6_cidr_block: "2001:db8::/64", route_table: private}}
    route_tables:
      public: {{routes: {{0.0.0.0/0: internet_gateways.main}}}}
      private: {{routes: {{0.0.0.0/0: vpn_gateways.site, "::/0": vpn_gateways.site}}}}
    security_groups: {{all: {OPEN}, peer: {{ingress: {{peer: {{ports: all, from: 10.9.0.0/16}}}}, egress: {{}}}}}}
    instances:
      public: {{instance_type: t3.small, subnet: public, security_groups: all, public_ip: 203.0.113.60}}
      private: {{instance_type: t3.small, subnet: private, security_groups: all, ipv6_addresses: ["2001:db8::9"]}}
  peer:
    cidr_block: 10.9.0.0/16
    subnets: {{app: {{availability_zone: a, cidr_block: 10.9.0.0/24, route_table: app}}}}
    route_tables: {{app: {{routes: {{0.0.0.0/0: vpc_peering_connections.peer}}}}}}
    security_groups: {{all: {OPEN}}}
    instances: {{app: {{instance_type: t3.small, subnet: app, security_groups: all}}}}
""")


CENTRAL = f"""
customer_gateways: {{site: {{cidr_blocks: [192.168.0.0/16]}}}}
transit_gateways:
  hub: {{route_tables: {{all: {{routes: {{0.0.0.0/0: vpcs.main.transit_gateway_attachments.hub}}}}}}}}
vpn_connections: {{site: {{customer_gateway: site, transit_gateway: hub, association: all}}}}
vpcs:
  main:
    cidr_block: 10.0.0.0/16
    internet_gateways: {{main: {{}}}}
    transit_gateway_attachments: {{hub: {{transit_gateway: hub, subnets: door, association: all}}}}
    subnets: {{door: {{availability_zone: a, cidr_block: 10.0.0.0/24, route_table: out}}}}
    route_tables: {{out: {{routes: {{0.0.0.0/0: internet_gateways.main}}}}}}
    security_groups: {{all: {OPEN}}}
"""


def test_private_subnet_reaches_the_site():
    """A static route to the VPN gateway leads down the tunnel, and the answer comes back by it."""
    trace = ask(SITE, "instances.private", "customer_gateways.site")
    assert trace.disposition is D.ACCEPTED
    assert way(trace.hops)[-2:] == ["vpn_gateways.site", "vpn_connections.site"]
    assert way(trace.return_hops)[0] == "vpn_connections.site"


def test_site_reaches_the_private_subnet():
    """From the site the VPC's own addresses are reached."""
    assert ask(SITE, "customer_gateways.site", "instances.private").disposition is D.ACCEPTED


def test_site_gets_no_answer_from_a_subnet_without_a_route_back():
    """The public subnet is reached, but its table sends the answer to the internet gateway."""
    trace = ask(SITE, "customer_gateways.site", "instances.public")
    assert trace.fails_on_return
    text = SITE.but(", public_ip: 203.0.113.60", ", associate_public_ip_address: no")
    assert decided(ask(text, "customer_gateways.site", "instances.public"))[:2] == (
        D.DENIED_IN,
        "internet_gateways.main",
    )


def test_public_address_of_a_neighbour_is_not_reached_through_the_vpn_gateway():
    """A default route to the VPN gateway takes a neighbour's public address there, where no tunnel leads to it."""
    assert decided(ask(SITE, "instances.private", "203.0.113.60"))[:2] == (D.NO_ROUTE, "vpn_gateways.site")


def test_site_does_not_reach_a_public_address_through_the_vpn_gateway():
    """From the site the VPN gateway leads to private addresses only."""
    assert decided(ask(SITE, "customer_gateways.site", "203.0.113.60"))[:2] == (D.NO_ROUTE, "vpn_gateways.site")


def test_site_does_not_reach_a_peered_vpc():
    """A VPN gateway leads into its own VPC and no further (no edge-to-edge routing)."""
    assert decided(ask(SITE, "customer_gateways.site", "peer.instances.app"))[:2] == (D.NO_ROUTE, "vpn_gateways.site")


def test_peered_vpc_does_not_reach_the_site():
    """The peering connection carries nothing to the VPN gateway behind it."""
    assert decided(ask(SITE, "peer.instances.app", "customer_gateways.site"))[:2] == (
        D.NULL_ROUTED,
        "vpc_peering_connections.peer",
    )


def test_vpn_gateway_carries_no_ipv6():
    """An IPv6 route to a VPN gateway leads nowhere."""
    assert decided(ask(SITE, "2001:db8::9", "2001:4860:4860::8888"))[:2] == (D.NO_ROUTE, "vpn_gateways.site")


BGP = SITE.but(", static_routes: [198.18.0.0/16]", "").but(
    '{0.0.0.0/0: vpn_gateways.site, "::/0": vpn_gateways.site}}', "{}, propagating_vpn_gateways: site}"
)


def test_propagated_routes_are_what_the_customer_announces():
    """Without static routes the table learns the customer gateway's blocks."""
    trace = ask(BGP, "instances.private", "customer_gateways.site")
    assert trace.disposition is D.ACCEPTED
    assert "route 198.18.0.0/16 -> vpn_gateways.site" in [hop.action for hop in trace.hops]


def test_networks_that_nobody_wrote_are_not_known():
    """Where neither static routes nor the customer's blocks are written, a route to the gateway decides nothing."""
    text = SITE.but(", static_routes: [198.18.0.0/16]", "").but("{cidr_blocks: [198.18.0.0/16]}", "{}")
    trace = ask(text, "instances.private", "198.18.0.1")
    assert (trace.disposition, tail(trace.deciding)) == (D.INSUFFICIENT_INFO, "vpn_gateways.site")


def test_overlapping_sites_get_one_anothers_packets():
    """Two sites with one block: longer routes lead to the other site, where the address means another host."""
    text = SITE.but("{site: {cidr_blocks: [198.18.0.0/16]}}", "{site: {cidr_blocks: [198.18.0.0/16]}, twin: {}}").but(
        "vpn_connections: {site:",
        "vpn_connections: {twin: {customer_gateway: twin, vpn_gateway: vpcs.main.vpn_gateways.site, "
        "static_routes: [198.18.0.0/17, 198.18.128.0/17]}, site:",
    )
    assert decided(ask(text, "instances.private", "customer_gateways.site"))[:2] == (
        D.NEIGHBOR_UNREACHABLE,
        "vpn_connections.twin",
    )


def test_two_sites_with_one_block_are_told_apart_by_nothing():
    """Which of two equally good connections a packet takes the model does not say, unless both lead to one site."""
    twins = SITE.but("{site: {cidr_blocks: [198.18.0.0/16]}}", "{site: {cidr_blocks: [198.18.0.0/16]}, twin: {}}").but(
        "vpn_connections: {site:",
        "vpn_connections: {twin: {customer_gateway: twin, vpn_gateway: vpcs.main.vpn_gateways.site, "
        "static_routes: [198.18.0.0/16]}, site:",
    )
    trace = ask(twins, "instances.private", "customer_gateways.site")
    assert (trace.disposition, tail(trace.deciding)) == (D.INSUFFICIENT_INFO, "vpn_gateways.site")
    assert certainty(twins, "instances.private", "customer_gateways.site") == {False}
    both = twins.but("customer_gateway: twin", "customer_gateway: site")
    assert ask(both, "instances.private", "customer_gateways.site").is_open
    assert certainty(both, "instances.private", "customer_gateways.site") == {True}


def test_site_of_which_only_static_routes_are_known():
    """AWS knows no more of a site than the static routes of its connection: these name it, by any of its parts and by
    an address of it."""
    text = SITE.but("cidr_blocks: [198.18.0.0/16]", "")
    for name in ("customer_gateways.site", "vpn_connections.site", "vpn_gateways.site", "198.18.0.1"):
        trace = ask(text, name, "instances.private")
        assert trace.disposition is D.ACCEPTED, name
        assert trace.flow.source_ip == "198.18.0.1", name
        assert way(trace.hops)[0] == "vpn_connections.site", name


def test_site_does_not_leave_through_the_internet_gateway_of_a_vpc():
    """A transit gateway may lead a site into a VPC and on to its internet gateway, which drops what is of no interface
    of the VPC. https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html"""
    trace = ask(CENTRAL, "customer_gateways.site", "internet")
    assert decided(trace)[:2] == (D.DENIED_IN, "internet_gateways.main")


def test_default_route_to_the_vpn_gateway_reaches_no_internet():
    """The VPN gateway has routes to the site alone, whatever the subnet's table sends there."""
    assert decided(ask(SITE, "instances.private", "8.8.8.8"))[:2] == (D.NO_ROUTE, "vpn_gateways.site")


def test_public_subnet_sends_the_sites_block_to_the_internet():
    """A subnet whose table does not lead to the VPN gateway sends a public block of the site's out by its own way."""
    trace = ask(SITE, "instances.public", "198.18.0.1")
    assert trace.disposition is D.EXITS_NETWORK
    assert way(trace.hops)[-2:] == ["internet_gateways.main", "customer_gateways.site"]

"""Transit gateways: association, propagation, static routes, Availability Zones, references between security groups."""

import pytest

from innovate_model.analyses.flow import Disposition

from .networks import OPEN, Yaml, ask, certainty, decided, tail, way

D = Disposition

HUB = Yaml(f"""
transit_gateways:
  hub:
    route_tables:
      spokes: {{}}
      shared: {{}}
vpcs:
  a:
    cidr_block: 10.1.0.0/16
    transit_gateway_attachments: {{hub: {{transit_gateway: hub, subnets: one, association: spokes,
      propagations: shared}}}}
    subnets:
      one: {{availability_zone: a, cidr_block: 10.1.1.0/24, route_table: app}}
      two: {{availability_zone: b, cidr_block: 10.1.2.0/24, route_table: app}}
    route_tables: {{app: {{routes: {{10.0.0.0/8: transit_gateway_attachments.hub}}}}}}
    security_groups: {{app: {OPEN}}}
    instances:
      one: {{instance_type: t3.small, subnet: one, security_groups: app}}
      two: {{instance_type: t3.small, subnet: two, security_groups: app}}
  b:
    cidr_block: 10.2.0.0/16
    transit_gateway_attachments: {{hub: {{transit_gateway: hub, subnets: one, association: spokes,
      propagations: shared}}}}
    subnets: {{one: {{availability_zone: a, cidr_block: 10.2.1.0/24, route_table: app}}}}
    route_tables: {{app: {{routes: {{10.0.0.0/8: transit_gateway_attachments.hub}}}}}}
    security_groups: {{app: {OPEN}}}
    instances: {{one: {{instance_type: t3.small, subnet: one, security_groups: app}}}}
  shared:
    cidr_block: 10.9.0.0/16
    transit_gateway_attachments: {{hub: {{transit_gateway: hub, subnets: [door, app], association: shared,
      propagations: spokes}}}}
    subnets:
      door: {{availability_zone: a, cidr_block: 10.9.0.0/28, route_table: app, network_acl: door}}
      app: {{availability_zone: b, cidr_block: 10.9.1.0/24, route_table: app}}
    route_tables: {{app: {{routes: {{10.0.0.0/8: transit_gateway_attachments.hub}}}}}}
    network_acls: {{door: {{ingress: {{100: {{allow: all, from: 0.0.0.0/0}}}}, egress: {{100: {{allow: all,
      to: 0.0.0.0/0}}}}}}}}
    security_groups: {{app: {OPEN}}}
    instances: {{one: {{instance_type: t3.small, subnet: app, security_groups: app}}}}
""")


ONE_BLOCK = HUB.but("cidr_block: 10.2.0.0/16", "cidr_block: 10.1.0.0/16").but(
    "cidr_block: 10.2.1.0/24", "cidr_block: 10.1.1.0/24"
)


def test_two_vpcs_with_one_block_are_not_told_apart():
    """Of two attached VPCs with the same block AWS propagates the one that was attached first: the model does not say
    which."""
    trace = ask(ONE_BLOCK, "shared.instances.one", "a.instances.one")
    assert (trace.disposition, tail(trace.deciding)) == (D.INSUFFICIENT_INFO, "route_tables.shared")
    text = ONE_BLOCK.but(
        "association: spokes, propagations: shared}}\n    subnets: {one",
        "association: spokes}}\n    subnets: {one",
        1,
    )
    assert ask(text, "shared.instances.one", "a.instances.one").disposition is D.ACCEPTED


def test_association_and_propagation_make_a_hub():
    """A spoke reaches the shared VPC: its own table has learnt it, and the shared table has learnt the spoke."""
    trace = ask(HUB, "a.instances.one", "shared.instances.one")
    assert trace.disposition is D.ACCEPTED
    assert way(trace.hops) == [
        "security_groups.app",
        "subnets.one",
        "route_tables.app",
        "subnets.one",
        "route_tables.spokes",
        "transit_gateway_attachments.hub",
        "network_acls.door",
        "route_tables.app",
        "subnets.app",
        "security_groups.app",
    ]
    assert "route_tables.shared" in way(trace.return_hops)


def test_spokes_do_not_reach_one_another():
    """What is not propagated into the associated table has no route."""
    assert decided(ask(HUB, "a.instances.one", "b.instances.one"))[:2] == (D.NO_ROUTE, "route_tables.spokes")


def test_one_way_propagation_fails_on_return():
    """If only the spokes' table knows the other side, the request arrives and its answer does not."""
    text = HUB.but("association: spokes, propagations: shared", "association: spokes", 1)
    trace = ask(text, "a.instances.one", "shared.instances.one")
    assert trace.fails_on_return
    assert decided(trace)[:2] == (D.NO_ROUTE, "route_tables.shared")


def test_attachment_without_association_leads_nowhere():
    """What an attachment sends is dropped when it is associated with no table."""
    text = HUB.but("association: spokes, propagations: shared", "propagations: shared", 1)
    assert decided(ask(text, "a.instances.one", "shared.instances.one"))[:2] == (
        D.NULL_ROUTED,
        "transit_gateway_attachments.hub",
    )


def test_zone_without_an_attachments_subnet_cannot_send():
    """A subnet in a zone that the attachment does not serve cannot reach the transit gateway."""
    disposition, component, action = decided(ask(HUB, "a.instances.two", "shared.instances.one"))
    assert (disposition, component) == (D.NULL_ROUTED, "transit_gateway_attachments.hub")
    assert "us-east-1b" in action


def test_zone_without_an_attachments_subnet_can_still_receive():
    """Inbound the packet comes in by another zone; it is the answer that is lost."""
    trace = ask(HUB, "shared.instances.one", "a.instances.two")
    assert trace.fails_on_return
    assert decided(trace)[:2] == (D.NULL_ROUTED, "transit_gateway_attachments.hub")


THREE_DOORS = HUB.but("door: {availability_zone: a", "door: {availability_zone: c", 1)


def test_door_in_another_zone_is_not_known_where_doors_differ():
    """Into a VPC that has no door in the sender's zone AWS takes another one: its network ACL may decide."""
    assert ask(THREE_DOORS, "a.instances.one", "shared.instances.one").disposition is D.ACCEPTED
    denied = THREE_DOORS.but("egress: {100: {allow: all, to: 0.0.0.0/0}}", "egress: {}")
    trace = ask(denied, "a.instances.one", "shared.instances.one")
    assert (trace.disposition, tail(trace.deciding)) == (D.INSUFFICIENT_INFO, "transit_gateway_attachments.hub")


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ("{ingress: {}, egress: {}}", D.DENIED_IN),
        ("{ingress: {all: {ports: tcp/9999, from: 0.0.0.0/0}}, egress: {}}", D.DENIED_IN),
        ("{ingress: {all: {ports: tcp/443, from: 192.0.2.0/24}}, egress: {}}", D.INSUFFICIENT_INFO),
    ],
)
def test_whichever_door_it_takes_no_group_lets_it_in(rules: str, expected: Disposition):
    """The door is not known, but behind each of them stands the same interface: its groups have no rule for the port,
    whoever sends. Where a rule speaks of the port, what it says of the sender is not judged on an unknown way."""
    denied = THREE_DOORS.but("egress: {100: {allow: all, to: 0.0.0.0/0}}", "egress: {}")
    end = "instances: {one: {instance_type: t3.small, subnet: app"
    text = denied.but(f"security_groups: {{app: {OPEN}}} {end}", f"security_groups: {{app: {rules}}}\n    {end}")
    assert ask(text, "a.instances.one", "shared.instances.one").disposition is expected
    assert certainty(text, "a.instances.one", "shared.instances.one") == (set() if expected is D.DENIED_IN else {False})


def test_static_route_beats_a_propagated_one():
    """A static blackhole throws away what a propagation of the same length would carry."""
    text = HUB.but("spokes: {}", "spokes: {routes: {10.9.0.0/16: blackhole}}")
    assert decided(ask(text, "a.instances.one", "shared.instances.one")) == (
        D.NULL_ROUTED,
        "route_tables.spokes",
        "throws it away",
    )


def test_of_two_vpcs_with_one_block_either_may_be_propagated():
    """AWS propagates the one that was attached first, which the model does not say; found by renaming resources."""
    twin = HUB.but("cidr_block: 10.2.0.0/16", "cidr_block: 10.9.0.0/16").but("10.2.1.0/24", "10.9.3.0/24")
    twin = twin.but(
        "transit_gateway: hub, subnets: one, association: spokes, propagations: shared",
        "transit_gateway: hub, subnets: one, association: spokes, propagations: [shared, spokes]",
    )
    trace = ask(twin, "a.instances.one", "shared.instances.one")
    assert (trace.disposition, tail(trace.deciding)) == (D.INSUFFICIENT_INFO, "route_tables.spokes")
    assert "has the route for 10.9.0.0/16" in trace.deciding.remedy
    assert certainty(twin, "a.instances.one", "shared.instances.one") == {False}


def test_longer_propagated_route_beats_a_shorter_static_one():
    """The longest prefix comes first: a static 10.0.0.0/8 does not touch what is propagated as /16."""
    text = HUB.but("spokes: {}", "spokes: {routes: {10.0.0.0/8: blackhole}}")
    assert ask(text, "a.instances.one", "shared.instances.one").disposition is D.ACCEPTED


def test_acl_of_the_attachments_subnet_applies_on_the_way_in():
    """Out of the transit gateway the egress rules of the attachment's subnet apply, its ingress rules do not."""
    text = HUB.but("egress: {100: {allow: all, to: 0.0.0.0/0}}", "egress: {100: {deny: all, to: 10.9.1.0/24}}")
    assert decided(ask(text, "a.instances.one", "shared.instances.one"))[:2] == (D.DENIED_OUT, "network_acls.door")
    text = HUB.but("ingress: {100: {allow: all, from: 0.0.0.0/0}}", "ingress: {100: {deny: all, from: 10.1.0.0/16}}")
    assert ask(text, "a.instances.one", "shared.instances.one").disposition is D.ACCEPTED


REFERENCE = HUB.but(
    f"security_groups: {{app: {OPEN}}}\n    instances: {{one: {{instance_type: t3.small, subnet: app",
    "security_groups:\n"
    "      app: {ingress: {a: {ports: tcp/443, from: accounts.dev.vpcs.a.security_groups.app}}, egress: {}}\n"
    "    instances: {one: {instance_type: t3.small, subnet: app",
)


@pytest.mark.parametrize(("support", "expected"), [("yes", D.ACCEPTED), ("no", D.DENIED_IN)])
def test_ingress_references_hold_over_a_transit_gateway_that_supports_them(support: str, expected: Disposition):
    """An ingress rule may name a group behind the transit gateway only where that is switched on."""
    text = REFERENCE.but(
        "  hub:\n    route", f"  hub:\n    security_group_referencing_support: {support}\n    route", 1
    )
    assert ask(text, "a.instances.one", "shared.instances.one").disposition is expected


def test_egress_references_never_hold_over_a_transit_gateway():
    """An egress rule that names a group behind the transit gateway lets nothing out."""
    text = HUB.but("  hub:\n    route", "  hub:\n    security_group_referencing_support: yes\n    route", 1)
    text = text.but(
        f"security_groups: {{app: {OPEN}}}",
        "security_groups: {app: {egress: {shared: {ports: all, to: accounts.dev.vpcs.shared.security_groups.app}}}}",
        1,
    )
    assert decided(ask(text, "a.instances.one", "shared.instances.one"))[:2] == (D.DENIED_OUT, "security_groups.app")


CENTRAL_EGRESS = (
    HUB.but("spokes: {}", "spokes: {routes: {0.0.0.0/0: vpcs.shared.transit_gateway_attachments.hub}}")
    .but("10.0.0.0/8: transit_gateway_attachments.hub", "0.0.0.0/0: transit_gateway_attachments.hub", 1)
    .but(
        "    route_tables: {app: {routes: {10.0.0.0/8: transit_gateway_attachments.hub}}}\n    network_acls",
        "    internet_gateways: {main: {}}\n    nat_gateways: {nat: {subnet: app}}\n    route_tables:\n"
        "      app: {routes: {10.0.0.0/8: transit_gateway_attachments.hub, 0.0.0.0/0: internet_gateways.main}}\n"
        "      door: {routes: {10.0.0.0/8: transit_gateway_attachments.hub, 0.0.0.0/0: nat_gateways.nat}}\n"
        "    network_acls",
    )
    .but("cidr_block: 10.9.0.0/28, route_table: app", "cidr_block: 10.9.0.0/28, route_table: door")
)


def test_central_egress_through_a_shared_nat_gateway():
    """A spoke gets out by the shared VPC's NAT gateway, and the answer finds its way back."""
    trace = ask(CENTRAL_EGRESS, "a.instances.one", "internet")
    assert trace.disposition is D.EXITS_NETWORK
    assert [part for part in way(trace.hops) if part.startswith(("nat_", "internet_g"))] == [
        "nat_gateways.nat",
        "internet_gateways.main",
    ]
    assert tail(trace.return_hops[-1]) == "instances.one"


TWO_REGIONS = Yaml(f"""
transit_gateways:
  east:
    peering_attachments: {{west: {{peer_transit_gateway: west, association: main, peer_association: main}}}}
    route_tables: {{main: {{routes: {{10.2.0.0/16: peering_attachments.west}}}}}}
  west:
    region: us-west-2
    route_tables: {{main: {{routes: {{10.1.0.0/16: transit_gateways.east.peering_attachments.west}}}}}}
vpcs:
  a:
    cidr_block: 10.1.0.0/16
    transit_gateway_attachments: {{hub: {{transit_gateway: east, subnets: one, association: main, propagations: main}}}}
    subnets: {{one: {{availability_zone: a, cidr_block: 10.1.1.0/24, route_table: app}}}}
    route_tables: {{app: {{routes: {{10.0.0.0/8: transit_gateway_attachments.hub}}}}}}
    security_groups: {{app: {OPEN}}}
    instances: {{one: {{instance_type: t3.small, subnet: one, security_groups: app}}}}
  b:
    region: us-west-2
    cidr_block: 10.2.0.0/16
    transit_gateway_attachments: {{hub: {{transit_gateway: west, subnets: one, association: main, propagations: main}}}}
    subnets: {{one: {{availability_zone: a, cidr_block: 10.2.1.0/24, route_table: app}}}}
    route_tables: {{app: {{routes: {{10.0.0.0/8: transit_gateway_attachments.hub}}}}}}
    security_groups: {{app: {OPEN}}}
    instances: {{one: {{instance_type: t3.small, subnet: one, security_groups: app}}}}
""")


def test_peered_transit_gateways_join_regions_by_static_routes():
    """With a static route on each side a session crosses both transit gateways."""
    trace = ask(TWO_REGIONS, "a.instances.one", "b.instances.one")
    assert trace.disposition is D.ACCEPTED
    assert "peering_attachments.west" in way(trace.hops)


def test_peered_transit_gateways_propagate_nothing():
    """Without the static route the other region is not known."""
    text = TWO_REGIONS.but("{routes: {10.2.0.0/16: peering_attachments.west}}", "{}")
    assert decided(ask(text, "a.instances.one", "b.instances.one"))[:2] == (D.NO_ROUTE, "route_tables.main")


def test_routes_in_a_circle_loop():
    """Two transit gateways that each send a block to the other never deliver it."""
    text = TWO_REGIONS.but("propagations: main", "propagations: []").but(
        "{10.1.0.0/16: transit_gateways.east.peering_attachments.west}",
        "{10.1.0.0/16: transit_gateways.east.peering_attachments.west, "
        "10.2.0.0/16: transit_gateways.east.peering_attachments.west}",
    )
    assert ask(text, "a.instances.one", "b.instances.one").disposition is D.LOOP


def test_references_do_not_hold_over_two_transit_gateways():
    """Between regions a reference to a group admits nobody, whatever the two transit gateways support."""
    text = TWO_REGIONS.but("  east:", "  east:\n    security_group_referencing_support: yes")
    text = text.but("  west:\n    region", "  west:\n    security_group_referencing_support: yes\n    region")
    rule = "{ingress: {a: {ports: all, from: accounts.dev.vpcs.a.security_groups.app}}, egress: {}}"
    head, _, tail_of = text.rpartition(OPEN)
    trace = ask(head + rule + tail_of, "a.instances.one", "b.instances.one")
    assert decided(trace)[:2] == (D.DENIED_IN, "security_groups.app")


BEHIND_A_SPOKE = HUB.but(
    "vpcs:\n  a:",
    """vpc_peering_connections: {far: {vpc: shared, peer_vpc: far}}
s3_buckets: {data: {}}
vpcs:
  far:
    cidr_block: 10.77.0.0/16
    subnets: {one: {availability_zone: a, cidr_block: 10.77.1.0/24, route_table: app}}
    route_tables: {app: {routes: {10.0.0.0/8: vpc_peering_connections.far}}}
    security_groups: {app: OPEN}
    instances: {one: {instance_type: t3.small, subnet: one, security_groups: app}}
  a:""".replace("OPEN", OPEN),
)
BEHIND_A_SPOKE = BEHIND_A_SPOKE.but(
    "spokes: {}", "spokes: {routes: {0.0.0.0/0: vpcs.shared.transit_gateway_attachments.hub}}"
)
BEHIND_A_SPOKE = BEHIND_A_SPOKE.but(
    "10.0.0.0/8: transit_gateway_attachments.hub", "0.0.0.0/0: transit_gateway_attachments.hub", 1
)
BEHIND_A_SPOKE = BEHIND_A_SPOKE.but(
    "cidr_block: 10.9.0.0/28, route_table: app", "cidr_block: 10.9.0.0/28, route_table: door"
)
BEHIND_A_SPOKE = BEHIND_A_SPOKE.but(
    "    network_acls: {door",
    "    vpc_endpoints: {s3: {service: s3, type: Gateway, route_tables: door}}\n    network_acls: {door",
)
BEHIND_A_SPOKE = BEHIND_A_SPOKE.but(
    "{app: {routes: {10.0.0.0/8: transit_gateway_attachments.hub}}}\n    vpc_endpoints",
    "{app: {routes: {10.0.0.0/8: transit_gateway_attachments.hub}}, "
    "door: {routes: {10.77.0.0/16: vpc_peering_connections.far}}}\n    vpc_endpoints",
)


def test_transit_gateway_leads_to_no_peer_behind_a_vpc():
    """A peering connection carries what its own two VPCs send, and nothing that comes in from a transit gateway."""
    trace = ask(BEHIND_A_SPOKE, "a.instances.one", "far.instances.one")
    assert not trace.fails_on_return
    assert decided(trace)[:2] == (D.NULL_ROUTED, "vpc_peering_connections.far")


def test_transit_gateway_leads_to_no_gateway_endpoint_behind_a_vpc():
    """A gateway endpoint serves its own VPC, and nothing that comes in from a transit gateway."""
    trace = ask(BEHIND_A_SPOKE, "a.instances.one", "s3_buckets.data")
    assert decided(trace)[:2] == (D.NULL_ROUTED, "vpc_endpoints.s3")

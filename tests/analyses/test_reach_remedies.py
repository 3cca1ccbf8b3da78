"""What a flow that is stopped would need, and how far that is known."""

from innovate_model.analyses.flow import Disposition, Trace

from .networks import OPEN, Yaml, ask, decided, tail, way
from .test_reach_pairs import HALF

D = Disposition

ACL = Yaml(f"""
vpcs:
  main:
    cidr_block: 10.0.0.0/16
    internet_gateways: {{main: {{}}}}
    nat_gateways: {{egress: {{subnet: public}}}}
    subnets:
      app: {{availability_zone: a, cidr_block: 10.0.1.0/24, route_table: app}}
      data: {{availability_zone: a, cidr_block: 10.0.2.0/24, route_table: app, network_acl: data}}
      public: {{availability_zone: a, cidr_block: 10.0.3.0/24, route_table: public, network_acl: public}}
    route_tables:
      app: {{routes: {{0.0.0.0/0: nat_gateways.egress}}}}
      public: {{routes: {{0.0.0.0/0: internet_gateways.main}}}}
    network_acls:
      data: {{ingress: {{100: {{allow: tcp/443, from: 10.0.0.0/16}}}}, egress: {{}}}}
      public: {{ingress: {{100: {{allow: all, from: 10.0.0.0/16}}}}, egress: {{100: {{allow: all, to: 0.0.0.0/0}}}}}}
    security_groups: {{all: {OPEN}}}
    instances:
      app: {{instance_type: t3.small, subnet: app, security_groups: all}}
      data: {{instance_type: t3.small, subnet: data, security_groups: all}}
      twin: {{instance_type: t3.small, subnet: app, security_groups: all}}
""")


def remedies(trace: Trace) -> dict[str, str]:
    return {tail(hop): hop.remedy for hop in trace.blocking}


def test_rule_for_an_answer_is_for_every_port_of_the_client():
    """One port would only move the question to the next one; with the whole range the session works."""
    trace = ask(ACL, "instances.app", "instances.data")
    wanted = "an egress rule that allows tcp/32768-60999 to accounts.dev.vpcs.main.instances.app"
    assert remedies(trace) == {"network_acls.data": wanted}
    mended = ACL.but("from: 10.0.0.0/16}}, egress: {}}", "from: 10.0.0.0/16}}, egress: "
                     "{100: {allow: tcp/32768-60999, to: 10.0.0.0/16}}}")  # fmt: skip
    assert ask(mended, "instances.app", "instances.data").is_open


def test_rule_for_an_answer_is_for_every_port_of_a_nat_gateway():
    """The answer comes to the NAT gateway, whose ports are others than its client's."""
    trace = ask(ACL, "instances.app", "internet")
    assert remedies(trace) == {"network_acls.public": "an ingress rule that allows tcp/1024-65535 from internet"}


def test_rule_for_a_first_packet_is_for_its_port():
    """A range is for answers alone."""
    trace = ask(ACL, "instances.app", "instances.data", "tcp/80")
    assert trace.blocking[0].remedy == "an ingress rule that allows tcp/80 from accounts.dev.vpcs.main.instances.app"


MEMBERS = HALF.but("security_groups: {all: {ingress: {all: {ports: all, from: [0.0.0.0/0, '::/0']}}, "
                   "egress: {all: {ports: all, to: [0.0.0.0/0, '::/0']}}}}\n    efs_file_systems",
                   "security_groups: {all: {ingress: {nfs: {ports: tcp/2049, from: accounts.dev.vpcs.app."
                   "security_groups.all}}, egress: {}}}\n    efs_file_systems")  # fmt: skip


def test_group_of_another_vpc_is_seen_when_the_transit_gateway_tells():
    """The attribute of the gateway is named, and the block of the subnet: not each block of addresses AWS gives out."""
    trace = ask(MEMBERS, "instances.client", "efs_file_systems.files", "tcp/2049")
    remedy = remedies(trace)["security_groups.all"]
    assert "names addresses (10.0.0.0/24) in place of security_groups.all" in remedy
    assert "`security_group_referencing_support: yes` of transit_gateways.hub" in remedy
    told = MEMBERS.but("hub: {route_tables", "hub: {security_group_referencing_support: yes, route_tables")
    assert ask(told, "instances.client", "efs_file_systems.files", "tcp/2049").is_open


ASTRAY = HALF.but("{10.9.0.0/16: transit_gateway_attachments.app}", "{0.0.0.0/0: internet_gateways.main}").but(
    "subnets: {a: {availability_zone: a, cidr_block: 10.0.0.0/24, route_table: app}}",
    "internet_gateways: {main: {}}\n    subnets: {a: {availability_zone: a, cidr_block: 10.0.0.0/24, "
    "route_table: app, map_public_ip_on_launch: yes}}",
)


def test_private_network_is_not_advised_to_open_itself_to_the_internet():
    """The route is wrong, not the other VPC; and what comes after a right one is not known."""
    trace = ask(ASTRAY, "instances.client", "efs_file_systems.files", "tcp/2049")
    assert decided(trace)[0] is D.NULL_ROUTED
    assert not any("internet gateway" in hop.remedy for hop in trace.blocking)
    assert "a route to 10.9.0.0/16 in accounts.dev.vpcs.app.route_tables.app" in trace.blocking[-1].remedy
    assert trace.cut_off_at == "internet"


def test_way_that_is_followed_to_its_end_is_not_cut_off():
    """Though something stops it on the way."""
    assert ask(ACL, "instances.app", "instances.twin").cut_off_at == ""
    assert ask(ACL, "instances.app", "instances.data").cut_off_at == ""
    lost = ask(ACL.but("0.0.0.0/0: nat_gateways.egress", ""), "instances.app", "internet")
    assert lost.cut_off_at == "accounts.dev.vpcs.main.route_tables.app"


def test_loop_is_called_one_and_names_its_route():
    """A NAT gateway in the subnet that it serves."""
    trace = ask(ACL.but("egress: {subnet: public}", "egress: {subnet: app}"), "instances.app", "internet")
    assert decided(trace) == (
        D.LOOP,
        "route_tables.app",
        "a loop: this route leads it back to where it has been",
    )
    assert trace.deciding.remedy == "another target in place of this route 0.0.0.0/0 -> nat_gateways.egress"
    assert trace.deciding.path[-1] == "0.0.0.0/0"


def test_neighbours_are_told_that_no_network_acl_is_asked():
    """It judges what enters and leaves the subnet."""
    hops = ask(ACL, "instances.app", "instances.twin").hops
    assert "delivers it inside the subnet, where no network ACL is asked" in [hop.action for hop in hops]


UNKNOWN = ACL.but("security_groups: {all", "vpc_endpoints: {s3: {service: s3, type: Gateway, route_tables: app}}\n"
                  "    security_groups: {all")  # fmt: skip


def test_what_stops_a_flow_beyond_a_missing_fact_is_told_on_that_condition():
    """Whether 8.8.8.8 is one of S3's is not known: if it is not, the network ACL before the NAT gateway decides."""
    text = UNKNOWN.but("public: {ingress: {100: {allow: all,", "public: {ingress: {100: {allow: tcp/443,")
    trace = ask(text, "instances.app", "8.8.8.8", "udp/53")
    assert trace.missing_only
    assert [hop.action for hop in trace.missing] == [
        "may take route 0.0.0.0/0 -> nat_gateways.egress",
        "if it comes here: NACL ingress has no rule for it",
    ]
    assert {hop.remedy for hop in trace.missing} == {"whether 8.8.8.8 is in com.amazonaws.us-east-1.s3"}
    condition = "an ingress rule that allows udp/53 from accounts.dev.vpcs.main.instances.app"
    assert trace.missing[-1].condition == condition
    assert way(trace.hops)[-1] == "internet"
    assert trace.cut_off_at == "accounts.dev.vpcs.main.route_tables.app"


def test_loop_beyond_a_missing_fact_ends():
    """What is only supposed leads round in circles once."""
    trace = ask(UNKNOWN.but("egress: {subnet: public}", "egress: {subnet: app}"), "instances.app", "8.8.8.8")
    assert trace.missing_only
    assert any("a loop" in hop.action for hop in trace.missing)

"""Small networks, one for each mechanism of AWS, and what must come of connections in them. The tables are written by
hand from AWS's documentation, which each of them names."""

from dataclasses import dataclass
from functools import cache
from textwrap import indent

from innovate_model.analyses.endpoints import Endpoint
from innovate_model.analyses.parties import parties
from innovate_model.analyses.survey import survey
from innovate_model.emulation.emulating import Probe
from innovate_model.graph import Graph, build
from innovate_model.loader import load_text

HEAD = """
innovate: 1
organization:
  title: Scenario
  region: us-east-1
  prefix_lists:
    cloudfront: {aws_managed: com.amazonaws.global.cloudfront.origin-facing}
accounts:
  dev:
    account_id: "012345670123"
"""

OPEN = "{ingress: {all: {ports: all, from: [0.0.0.0/0, '::/0']}}, egress: {all: {ports: all, to: [0.0.0.0/0, '::/0']}}}"
"""A security group that lets everything through."""


@dataclass(frozen=True)
class Scenario:
    """`account`: YAML of the one account. `table`: lines such as `instances.a -> instances.b tcp/443 from 40000: open`;
    before the colon, `public` dials the public address, `ipv6` takes the ends' IPv6 addresses."""

    name: str
    account: str
    table: str

    def probes(self) -> tuple[tuple[Probe, str], ...]:
        """Each line as a probe and the outcome that it must have."""
        graph = graph_of(self.account)
        lines = [line.strip() for line in self.table.strip().splitlines()]
        return tuple(_probe(graph, line, 40000 + number) for number, line in enumerate(lines))


@cache
def graph_of(account: str) -> Graph:
    """The graph of a scenario; a fault in its text fails the test."""
    loaded = load_text(HEAD + indent(account, "    "))
    assert not loaded.findings, [(finding.message, finding.span) for finding in loaded.findings]
    return build(loaded.model)


def _probe(graph: Graph, line: str, usual_port: int) -> tuple[Probe, str]:
    asked, _, expected = line.partition(": ")
    source, _, destination, ports, *words = asked.split()
    protocol, _, port = ports.partition("/")
    version = 6 if "ipv6" in words else 4
    source_port = int(words[words.index("from") + 1]) if "from" in words else usual_port
    ends = (_end(graph, source, version), _end(graph, destination, version))
    return Probe(*ends, protocol, int(port), source_port, "public" in words), expected


def _end(graph: Graph, name: str, version: int) -> Endpoint:
    return next(end for end in parties(survey(graph), name) if end.place.version == version)


GROUPS = Scenario(
    "security groups are stateful and know one another's members",
    # https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
    f"""
vpcs:
  main:
    cidr_block: 10.0.0.0/16
    subnets:
      one: {{cidr_block: 10.0.1.0/24, availability_zone: a}}
      two: {{cidr_block: 10.0.2.0/24, availability_zone: b}}
    security_groups:
      web:
        ingress: {{https: {{ports: tcp/443, from: 10.0.2.0/24}}}}
        egress: {{db: {{ports: tcp/5432, to: security_groups.db}}, dns: {{ports: udp/53, to: 10.0.2.0/24}}}}
      db:
        ingress: {{web: {{ports: tcp/5400-5500, from: security_groups.web}}, own: {{ports: tcp/7000, from: self}},
          dns: {{ports: udp/53, from: 10.0.0.0/16}}}}
        egress: {{}}
      any: {OPEN}
    instances:
      web: {{instance_type: t3.small, subnet: one, private_ip: 10.0.1.10, security_groups: web}}
      db: {{instance_type: t3.small, subnet: two, private_ip: 10.0.2.10, security_groups: db}}
      peer: {{instance_type: t3.small, subnet: two, private_ip: 10.0.2.11, security_groups: [db, any]}}
      other: {{instance_type: t3.small, subnet: one, private_ip: 10.0.1.11, security_groups: any}}
""",
    """
instances.web -> instances.db tcp/5432: open
instances.web -> instances.db tcp/5433: blocked
instances.web -> instances.db udp/53: open
instances.web -> instances.other tcp/5432: blocked
instances.other -> instances.db tcp/5432: blocked
instances.other -> instances.db udp/53: open
instances.other -> instances.web tcp/443: blocked
instances.peer -> instances.web tcp/443: open
instances.peer -> instances.web tcp/444: blocked
instances.peer -> instances.db tcp/7000: open
instances.db -> instances.peer tcp/7000: blocked
instances.web -> instances.peer tcp/5432: open
""",
)

ACLS = Scenario(
    "network ACLs are stateless, ordered, and at the border of the subnet only",
    # https://docs.aws.amazon.com/vpc/latest/userguide/nacl-basics.html
    f"""
vpcs:
  main:
    cidr_block: 10.0.0.0/16
    subnets:
      one: {{cidr_block: 10.0.1.0/24, availability_zone: a}}
      two: {{cidr_block: 10.0.2.0/24, availability_zone: b, network_acl: strict}}
    network_acls:
      strict:
        ingress:
          200: {{allow: tcp/443, from: vpc}}
          100: {{deny: tcp/443, from: 10.0.1.11/32}}
          300: {{allow: udp/53, from: 10.0.0.0/16}}
          400: {{allow: tcp/80, from: 0.0.0.0/0}}
        egress:
          100: {{allow: tcp/32768-60999, to: 10.0.0.0/16}}
          110: {{allow: tcp/9000, to: 10.0.1.0/24}}
    security_groups: {{any: {OPEN}}}
    instances:
      a: {{instance_type: t3.small, subnet: one, private_ip: 10.0.1.10, security_groups: any}}
      b: {{instance_type: t3.small, subnet: one, private_ip: 10.0.1.11, security_groups: any}}
      c: {{instance_type: t3.small, subnet: two, private_ip: 10.0.2.10, security_groups: any}}
      d: {{instance_type: t3.small, subnet: two, private_ip: 10.0.2.11, security_groups: any}}
""",
    """
instances.a -> instances.c tcp/443 from 40000: open
instances.a -> instances.c tcp/443 from 2000: no return
instances.a -> instances.c tcp/443 from 61000: no return
instances.b -> instances.c tcp/443: blocked
instances.b -> instances.c tcp/80: open
instances.a -> instances.c tcp/8080: blocked
instances.a -> instances.c udp/53: no return
instances.c -> instances.d tcp/8080 from 2000: open
instances.c -> instances.a tcp/9000: no return
instances.c -> instances.a tcp/40000 from 443: open
instances.c -> instances.a tcp/9001: blocked
instances.a -> instances.b tcp/1: open
""",
)

INTERNET = Scenario(
    "an internet gateway maps public addresses one to one and passes nothing else",
    # https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html
    f"""
vpcs:
  main:
    cidr_block: 10.0.0.0/16
    ipv6_cidr_block: 2001:db8:1::/56
    internet_gateways: {{main: {{}}}}
    subnets:
      public: {{cidr_block: 10.0.1.0/24, ipv6_cidr_block: "2001:db8:1:1::/64", availability_zone: a, route_table: out}}
      private: {{cidr_block: 10.0.2.0/24, availability_zone: a}}
      guarded: {{cidr_block: 10.0.3.0/24, availability_zone: a, route_table: out, network_acl: guarded}}
    route_tables: {{out: {{routes: {{0.0.0.0/0: internet_gateways.main, "::/0": internet_gateways.main}}}}}}
    network_acls:
      guarded:
        ingress: {{100: {{allow: tcp/443, from: 0.0.0.0/0}}}}
        egress: {{100: {{allow: tcp/1024-65535, to: 10.0.0.0/8}}}}
    security_groups:
      any: {OPEN}
      web: {{ingress: {{https: {{ports: tcp/443, from: [0.0.0.0/0, "::/0"]}}}}, egress: {{}}}}
    instances:
      web: {{instance_type: t3.small, subnet: public, private_ip: 10.0.1.10, public_ip: 54.0.0.1,
        ipv6_addresses: ["2001:db8:1:1::10"], security_groups: web}}
      any: {{instance_type: t3.small, subnet: public, private_ip: 10.0.1.11, public_ip: 54.0.0.2,
        security_groups: any}}
      hidden: {{instance_type: t3.small, subnet: public, private_ip: 10.0.1.12, security_groups: any}}
      unrouted: {{instance_type: t3.small, subnet: private, private_ip: 10.0.2.10, public_ip: 54.0.0.3,
        security_groups: any}}
      guarded: {{instance_type: t3.small, subnet: guarded, private_ip: 10.0.3.10, public_ip: 54.0.0.4,
        security_groups: any}}
""",
    """
internet -> instances.web tcp/443: open
internet -> instances.web tcp/22: blocked
internet -> instances.web tcp/443 ipv6: open
internet -> instances.web tcp/22 ipv6: blocked
instances.web -> internet tcp/443: blocked
instances.any -> internet tcp/443: open
instances.any -> internet udp/443: open
instances.hidden -> internet tcp/443: blocked
internet -> instances.hidden tcp/443: blocked
internet -> instances.unrouted tcp/443: no return
instances.unrouted -> internet tcp/443: blocked
internet -> instances.guarded tcp/443: no return
internet -> instances.guarded tcp/444: blocked
instances.any -> instances.web tcp/443: open
instances.any -> instances.web tcp/443 public: open
instances.hidden -> instances.web tcp/443 public: blocked
""",
)

NAT = Scenario(
    "a NAT gateway lets sessions out, nothing in, by the routes and the network ACL of its own subnet",
    # https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html
    f"""
vpcs:
  main:
    cidr_block: 10.0.0.0/16
    internet_gateways: {{main: {{}}}}
    nat_gateways:
      good: {{subnet: public, private_ip: 10.0.1.250}}
      deaf: {{subnet: deaf, private_ip: 10.0.4.250}}
      buried: {{subnet: unrouted, private_ip: 10.0.7.250}}
    subnets:
      public: {{cidr_block: 10.0.1.0/24, availability_zone: a, route_table: out}}
      private: {{cidr_block: 10.0.2.0/24, availability_zone: a, route_table: good}}
      other: {{cidr_block: 10.0.3.0/24, availability_zone: b, route_table: good}}
      deaf: {{cidr_block: 10.0.4.0/24, availability_zone: b, route_table: out, network_acl: deaf}}
      behind: {{cidr_block: 10.0.5.0/24, availability_zone: b, route_table: deaf}}
      deep: {{cidr_block: 10.0.6.0/24, availability_zone: b, route_table: buried}}
      unrouted: {{cidr_block: 10.0.7.0/24, availability_zone: b}}
    route_tables:
      out: {{routes: {{0.0.0.0/0: internet_gateways.main}}}}
      good: {{routes: {{0.0.0.0/0: nat_gateways.good}}}}
      deaf: {{routes: {{0.0.0.0/0: nat_gateways.deaf}}}}
      buried: {{routes: {{0.0.0.0/0: nat_gateways.buried}}}}
    network_acls:
      deaf:
        ingress: {{100: {{allow: tcp/443, from: 10.0.0.0/16}}, 110: {{allow: tcp/1024-65535, from: 192.0.2.0/24}}}}
        egress: {{100: {{allow: all, to: 0.0.0.0/0}}}}
    security_groups: {{any: {OPEN}}}
    instances:
      near: {{instance_type: t3.small, subnet: private, private_ip: 10.0.2.10, security_groups: any}}
      far: {{instance_type: t3.small, subnet: other, private_ip: 10.0.3.10, security_groups: any}}
      behind: {{instance_type: t3.small, subnet: behind, private_ip: 10.0.5.10, security_groups: any}}
      deep: {{instance_type: t3.small, subnet: deep, private_ip: 10.0.6.10, security_groups: any}}
      beside: {{instance_type: t3.small, subnet: public, private_ip: 10.0.1.10, security_groups: any}}
""",
    """
instances.near -> internet tcp/443: open
instances.near -> internet udp/123: open
instances.far -> internet tcp/443: open
internet -> instances.near tcp/443: blocked
internet -> nat_gateways.good tcp/443: blocked
instances.beside -> nat_gateways.good tcp/443: blocked
instances.beside -> internet tcp/443: blocked
instances.behind -> 192.0.2.9 tcp/443: open
instances.behind -> 198.51.100.9 tcp/443: no return
instances.behind -> 192.0.2.9 tcp/80: blocked
instances.deep -> internet tcp/443: blocked
nat_gateways.good -> internet tcp/443: not mimicked
""",
)

ROUTES = Scenario(
    "the longest prefix decides, then static routes before propagated ones, and local routes before either",
    # https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html
    f"""
customer_gateways:
  site: {{ip_address: 203.0.113.10, cidr_blocks: [192.168.0.0/24, 192.168.1.0/24, 10.0.2.0/24, 192.168.2.0/24]}}
vpn_connections:
  site: {{customer_gateway: site, vpn_gateway: vpcs.main.vpn_gateways.site}}
vpc_peering_connections: {{far: {{vpc: main, peer_vpc: far}}}}
vpcs:
  main:
    cidr_block: 10.0.0.0/16
    vpn_gateways: {{site: {{}}}}
    subnets:
      one: {{cidr_block: 10.0.1.0/24, availability_zone: a, route_table: app}}
      two: {{cidr_block: 10.0.2.0/24, availability_zone: b, route_table: app}}
      lost: {{cidr_block: 10.0.3.0/24, availability_zone: b, route_table: lost}}
    route_tables:
      app:
        propagating_vpn_gateways: site
        routes:
          10.1.0.0/16: vpc_peering_connections.far
          10.1.2.0/24: blackhole
          192.168.1.0/24: blackhole
          192.168.2.0/25: blackhole
      lost: {{routes: {{10.1.0.0/16: blackhole, 10.1.1.0/24: vpc_peering_connections.far}}}}
    security_groups: {{any: {OPEN}}}
    instances:
      a: {{instance_type: t3.small, subnet: one, private_ip: 10.0.1.10, security_groups: any}}
      b: {{instance_type: t3.small, subnet: two, private_ip: 10.0.2.10, security_groups: any}}
      lost: {{instance_type: t3.small, subnet: lost, private_ip: 10.0.3.10, security_groups: any}}
  far:
    cidr_block: 10.1.0.0/16
    subnets:
      one: {{cidr_block: 10.1.1.0/24, availability_zone: a, route_table: back}}
      two: {{cidr_block: 10.1.2.0/24, availability_zone: a, route_table: back}}
    route_tables: {{back: {{routes: {{10.0.0.0/8: vpc_peering_connections.far}}}}}}
    security_groups: {{any: {OPEN}}}
    instances:
      one: {{instance_type: t3.small, subnet: one, private_ip: 10.1.1.10, security_groups: any}}
      two: {{instance_type: t3.small, subnet: two, private_ip: 10.1.2.10, security_groups: any}}
""",
    """
far.instances.one -> main.instances.a tcp/443: open
main.instances.a -> far.instances.one tcp/443: open
main.instances.a -> far.instances.two tcp/443: blocked
far.instances.two -> main.instances.a tcp/443: no return
main.instances.lost -> far.instances.one tcp/443: open
main.instances.lost -> far.instances.two tcp/443: blocked
main.instances.a -> 192.168.0.7 tcp/443: open
main.instances.a -> 192.168.1.7 tcp/443: blocked
main.instances.a -> 192.168.2.7 tcp/443: blocked
main.instances.a -> 192.168.2.200 tcp/443: open
192.168.1.7 -> main.instances.a tcp/443: no return
main.instances.a -> main.instances.b tcp/443: open
main.instances.b -> main.instances.a tcp/443: open
main.instances.lost -> 192.168.0.7 tcp/443: blocked
""",
)

MIDDLEBOX = Scenario(
    "inside a VPC a more specific static route leads to a NAT gateway or a machine, and to nothing else",
    # https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html#route-table-concepts
    f"""
vpcs:
  main:
    cidr_block: 10.0.0.0/16
    nat_gateways: {{box: {{subnet: box, private_ip: 10.0.9.250, connectivity_type: private}}}}
    internet_gateways: {{main: {{}}}}
    subnets:
      one: {{cidr_block: 10.0.1.0/24, availability_zone: a, route_table: by-nat}}
      two: {{cidr_block: 10.0.2.0/24, availability_zone: a}}
      three: {{cidr_block: 10.0.3.0/24, availability_zone: a, route_table: by-machine}}
      four: {{cidr_block: 10.0.4.0/24, availability_zone: a, route_table: by-router}}
      box: {{cidr_block: 10.0.9.0/24, availability_zone: a}}
    route_tables:
      by-nat: {{routes: {{10.0.2.0/24: nat_gateways.box}}}}
      by-machine: {{routes: {{10.0.2.0/24: instances.checked}}}}
      by-router: {{routes: {{10.0.2.0/24: instances.router, 10.0.1.0/24: internet_gateways.main}}}}
    security_groups:
      any: {OPEN}
      client: {OPEN}
      named: {{ingress: {{client: {{ports: tcp/443, from: security_groups.client}}}}, egress: {{}}}}
      nat: {{ingress: {{nat: {{ports: tcp/443, from: 10.0.9.250/32}}}}, egress: {{}}}}
      naming: {{ingress: {{}}, egress: {{named: {{ports: tcp/443, to: [security_groups.named, security_groups.nat]}}}}}}
    instances:
      client: {{instance_type: t3.small, subnet: one, private_ip: 10.0.1.10, security_groups: client}}
      naming: {{instance_type: t3.small, subnet: one, private_ip: 10.0.1.11, security_groups: naming}}
      straight: {{instance_type: t3.small, subnet: box, private_ip: 10.0.9.10, security_groups: client}}
      three: {{instance_type: t3.small, subnet: three, private_ip: 10.0.3.10, security_groups: client}}
      four: {{instance_type: t3.small, subnet: four, private_ip: 10.0.4.10, security_groups: client}}
      named: {{instance_type: t3.small, subnet: two, private_ip: 10.0.2.10, security_groups: named}}
      nat: {{instance_type: t3.small, subnet: two, private_ip: 10.0.2.11, security_groups: nat}}
      any: {{instance_type: t3.small, subnet: two, private_ip: 10.0.2.12, security_groups: any}}
      checked: {{instance_type: t3.small, subnet: box, private_ip: 10.0.9.20, security_groups: any}}
      router: {{instance_type: t3.small, subnet: box, private_ip: 10.0.9.21, security_groups: any,
        source_dest_check: no}}
""",
    """
instances.client -> instances.any tcp/443: open
instances.client -> instances.named tcp/443: blocked
instances.client -> instances.nat tcp/443: open
instances.straight -> instances.named tcp/443: open
instances.straight -> instances.nat tcp/443: blocked
instances.naming -> instances.nat tcp/443: blocked
instances.checked -> instances.any tcp/443: open
instances.three -> instances.any tcp/443: blocked
instances.four -> instances.any tcp/443: not mimicked
instances.four -> instances.client tcp/443: open
instances.any -> instances.client tcp/443: no return
""",
)

PEERING = Scenario(
    "peering joins two VPCs, no third, and no gateway behind either",
    # https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html#vpc-peering-limitations
    f"""
vpc_peering_connections:
  ab: {{vpc: a, peer_vpc: b}}
  bc: {{vpc: b, peer_vpc: c}}
  ad: {{vpc: a, peer_vpc: d}}
vpcs:
  a:
    cidr_block: 10.1.0.0/16
    subnets: {{one: {{cidr_block: 10.1.1.0/24, availability_zone: a, route_table: out}}}}
    route_tables:
      out: {{routes: {{10.2.0.0/16: vpc_peering_connections.ab, 10.3.0.0/16: vpc_peering_connections.ab,
        10.4.0.0/16: vpc_peering_connections.ad, 0.0.0.0/0: vpc_peering_connections.ab}}}}
    security_groups:
      any: {OPEN}
      client: {{ingress: {{}}, egress: {{b: {{ports: tcp/443, to: vpcs.b.security_groups.web}}}}}}
    instances:
      one: {{instance_type: t3.small, subnet: one, private_ip: 10.1.1.10, public_ip: 54.0.0.1, security_groups: any}}
      client: {{instance_type: t3.small, subnet: one, private_ip: 10.1.1.11, security_groups: client}}
  b:
    cidr_block: 10.2.0.0/16
    internet_gateways: {{main: {{}}}}
    subnets:
      one: {{cidr_block: 10.2.1.0/24, availability_zone: a, route_table: out}}
      mute: {{cidr_block: 10.2.2.0/24, availability_zone: a}}
    route_tables:
      out: {{routes: {{10.1.0.0/16: vpc_peering_connections.ab, 10.3.0.0/16: vpc_peering_connections.bc,
        0.0.0.0/0: internet_gateways.main}}}}
    security_groups:
      any: {OPEN}
      web: {{ingress: {{a: {{ports: tcp/443, from: vpcs.a.security_groups.client}}}}, egress: {{}}}}
    instances:
      one: {{instance_type: t3.small, subnet: one, private_ip: 10.2.1.10, security_groups: any}}
      web: {{instance_type: t3.small, subnet: one, private_ip: 10.2.1.11, security_groups: web}}
      mute: {{instance_type: t3.small, subnet: mute, private_ip: 10.2.2.10, security_groups: any}}
  c:
    cidr_block: 10.3.0.0/16
    subnets: {{one: {{cidr_block: 10.3.1.0/24, availability_zone: a, route_table: out}}}}
    route_tables: {{out: {{routes: {{0.0.0.0/0: vpc_peering_connections.bc}}}}}}
    security_groups: {{any: {OPEN}}}
    instances:
      one: {{instance_type: t3.small, subnet: one, private_ip: 10.3.1.10, security_groups: any}}
  d:
    region: eu-west-1
    cidr_block: 10.4.0.0/16
    subnets: {{one: {{cidr_block: 10.4.1.0/24, availability_zone: a, route_table: out}}}}
    route_tables: {{out: {{routes: {{10.1.0.0/16: vpc_peering_connections.ad}}}}}}
    security_groups:
      any: {OPEN}
      web: {{ingress: {{a: {{ports: tcp/443, from: vpcs.a.security_groups.any}}}}, egress: {{}}}}
      block: {{ingress: {{a: {{ports: tcp/443, from: 10.1.0.0/16}}}}, egress: {{}}}}
    instances:
      web: {{instance_type: t3.small, subnet: one, private_ip: 10.4.1.10, security_groups: web}}
      block: {{instance_type: t3.small, subnet: one, private_ip: 10.4.1.11, security_groups: block}}
""",
    """
a.instances.one -> b.instances.one tcp/443: open
b.instances.one -> a.instances.one tcp/443: open
a.instances.one -> b.instances.mute tcp/443: no return
b.instances.mute -> a.instances.one tcp/443: blocked
a.instances.client -> b.instances.web tcp/443: open
a.instances.one -> b.instances.web tcp/443: blocked
a.instances.client -> b.instances.one tcp/443: blocked
a.instances.one -> c.instances.one tcp/443: blocked
c.instances.one -> a.instances.one tcp/443: blocked
b.instances.one -> c.instances.one tcp/443: open
a.instances.one -> internet tcp/443: blocked
c.instances.one -> internet tcp/443: blocked
a.instances.one -> d.instances.block tcp/443: open
a.instances.one -> d.instances.web tcp/443: blocked
""",
)

HUB = Scenario(
    "a transit gateway goes by association, propagation and static routes",
    # https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html
    f"""
transit_gateways:
  hub:
    route_tables:
      spokes: {{routes: {{10.4.0.0/16: blackhole, 10.5.0.0/16: vpcs.b.transit_gateway_attachments.hub}}}}
      shared: {{}}
vpcs:
  a:
    cidr_block: 10.1.0.0/16
    transit_gateway_attachments: {{hub: {{transit_gateway: hub, subnets: one, association: spokes,
      propagations: shared}}}}
    subnets: {{one: {{cidr_block: 10.1.1.0/24, availability_zone: a, route_table: out}}}}
    route_tables: {{out: {{routes: {{10.0.0.0/8: transit_gateway_attachments.hub}}}}}}
    security_groups: {{any: {OPEN}}}
    instances: {{one: {{instance_type: t3.small, subnet: one, private_ip: 10.1.1.10, security_groups: any}}}}
  b:
    cidr_block: 10.2.0.0/16
    transit_gateway_attachments: {{hub: {{transit_gateway: hub, subnets: one, association: spokes,
      propagations: shared}}}}
    subnets: {{one: {{cidr_block: 10.2.1.0/24, availability_zone: a, route_table: out}}}}
    route_tables: {{out: {{routes: {{10.0.0.0/8: transit_gateway_attachments.hub}}}}}}
    security_groups: {{any: {OPEN}}}
    instances: {{one: {{instance_type: t3.small, subnet: one, private_ip: 10.2.1.10, security_groups: any}}}}
  shared:
    cidr_block: 10.3.0.0/16
    transit_gateway_attachments: {{hub: {{transit_gateway: hub, subnets: one, association: shared,
      propagations: spokes}}}}
    subnets: {{one: {{cidr_block: 10.3.1.0/24, availability_zone: a, route_table: out}}}}
    route_tables: {{out: {{routes: {{10.0.0.0/8: transit_gateway_attachments.hub}}}}}}
    security_groups: {{any: {OPEN}}}
    instances: {{one: {{instance_type: t3.small, subnet: one, private_ip: 10.3.1.10, security_groups: any}}}}
  banned:
    cidr_block: 10.4.0.0/16
    transit_gateway_attachments: {{hub: {{transit_gateway: hub, subnets: one, association: shared,
      propagations: [spokes, shared]}}}}
    subnets: {{one: {{cidr_block: 10.4.1.0/24, availability_zone: a, route_table: out}}}}
    route_tables: {{out: {{routes: {{10.0.0.0/8: transit_gateway_attachments.hub}}}}}}
    security_groups: {{any: {OPEN}}}
    instances: {{one: {{instance_type: t3.small, subnet: one, private_ip: 10.4.1.10, security_groups: any}}}}
  astray:
    cidr_block: 10.5.0.0/16
    transit_gateway_attachments: {{hub: {{transit_gateway: hub, subnets: one, propagations: [spokes, shared]}}}}
    subnets: {{one: {{cidr_block: 10.5.1.0/24, availability_zone: a, route_table: out}}}}
    route_tables: {{out: {{routes: {{10.0.0.0/8: transit_gateway_attachments.hub}}}}}}
    security_groups: {{any: {OPEN}}}
    instances: {{one: {{instance_type: t3.small, subnet: one, private_ip: 10.5.1.10, security_groups: any}}}}
""",
    """
a.instances.one -> shared.instances.one tcp/443: open
shared.instances.one -> a.instances.one tcp/443: open
shared.instances.one -> b.instances.one udp/443: open
a.instances.one -> b.instances.one tcp/443: blocked
a.instances.one -> banned.instances.one tcp/443: blocked
banned.instances.one -> a.instances.one tcp/443: no return
banned.instances.one -> shared.instances.one tcp/443: blocked
shared.instances.one -> banned.instances.one tcp/443: no return
astray.instances.one -> shared.instances.one tcp/443: blocked
shared.instances.one -> astray.instances.one tcp/443: no return
a.instances.one -> astray.instances.one tcp/443: blocked
""",
)

ZONES = Scenario(
    "an attachment serves the Availability Zones in which it has a subnet",
    # https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html
    # https://docs.aws.amazon.com/vpc/latest/tgw/tgw-nacls.html
    f"""
transit_gateways: {{hub: {{route_tables: {{all: {{}}}}}}}}
vpcs:
  a:
    cidr_block: 10.1.0.0/16
    transit_gateway_attachments: {{hub: {{transit_gateway: hub, subnets: door, association: all, propagations: all}}}}
    subnets:
      door: {{cidr_block: 10.1.0.0/24, availability_zone: a, network_acl: door}}
      one: {{cidr_block: 10.1.1.0/24, availability_zone: a, route_table: out}}
      two: {{cidr_block: 10.1.2.0/24, availability_zone: b, route_table: out}}
    route_tables: {{out: {{routes: {{10.0.0.0/8: transit_gateway_attachments.hub}}}}}}
    network_acls:
      door:
        ingress: {{100: {{allow: all, from: 10.1.0.0/16}}}}
        egress: {{100: {{deny: tcp/22, to: 0.0.0.0/0}}, 110: {{allow: all, to: 10.1.0.0/16}}}}
    security_groups: {{any: {OPEN}}}
    instances:
      one: {{instance_type: t3.small, subnet: one, private_ip: 10.1.1.10, security_groups: any}}
      two: {{instance_type: t3.small, subnet: two, private_ip: 10.1.2.10, security_groups: any}}
      door: {{instance_type: t3.small, subnet: door, private_ip: 10.1.0.10, security_groups: any}}
  b:
    cidr_block: 10.2.0.0/16
    transit_gateway_attachments: {{hub: {{transit_gateway: hub, subnets: [first, second], association: all,
      propagations: all}}}}
    subnets:
      first: {{cidr_block: 10.2.1.0/24, availability_zone: a, route_table: out, network_acl: first}}
      second: {{cidr_block: 10.2.2.0/24, availability_zone: b, route_table: out}}
      third: {{cidr_block: 10.2.3.0/24, availability_zone: a, route_table: out}}
    route_tables: {{out: {{routes: {{10.0.0.0/8: transit_gateway_attachments.hub}}}}}}
    network_acls:
      first:
        ingress: {{100: {{deny: tcp/22, from: 0.0.0.0/0}}, 110: {{allow: all, from: 0.0.0.0/0}}}}
        egress: {{100: {{deny: tcp/80, to: 0.0.0.0/0}}, 110: {{allow: all, to: 0.0.0.0/0}}}}
    security_groups: {{any: {OPEN}}}
    instances:
      first: {{instance_type: t3.small, subnet: first, private_ip: 10.2.1.10, security_groups: any}}
      second: {{instance_type: t3.small, subnet: second, private_ip: 10.2.2.10, security_groups: any}}
      third: {{instance_type: t3.small, subnet: third, private_ip: 10.2.3.10, security_groups: any}}
""",
    """
a.instances.one -> b.instances.second tcp/443: open
a.instances.two -> b.instances.second tcp/443: blocked
b.instances.second -> a.instances.one tcp/443: open
b.instances.second -> a.instances.two tcp/443: no return
b.instances.second -> a.instances.one tcp/22: blocked
a.instances.one -> b.instances.second tcp/22: open
a.instances.one -> b.instances.third tcp/80: blocked
a.instances.one -> b.instances.first tcp/80: open
a.instances.one -> b.instances.first tcp/22: open
b.instances.third -> a.instances.one tcp/22: blocked
b.instances.third -> a.instances.one tcp/23: open
b.instances.first -> a.instances.one tcp/80: blocked
a.instances.door -> b.instances.second tcp/443: blocked
b.instances.second -> a.instances.door tcp/443: no return
""",
)

GROUPS_IN_TRANSIT = Scenario(
    "over a transit gateway that knows of security groups, ingress rules may name them, and egress rules not",
    # https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html#vpc-attachment-security
    f"""
transit_gateways:
  knows: {{security_group_referencing_support: yes, route_tables: {{all: {{}}}}}}
  plain: {{route_tables: {{all: {{}}}}}}
vpcs:
  a:
    cidr_block: 10.1.0.0/16
    transit_gateway_attachments:
      knows: {{transit_gateway: knows, subnets: one, association: all, propagations: all}}
      plain: {{transit_gateway: plain, subnets: one, association: all, propagations: all}}
    subnets: {{one: {{cidr_block: 10.1.1.0/24, availability_zone: a, route_table: out}}}}
    route_tables: {{out: {{routes: {{10.2.0.0/16: transit_gateway_attachments.knows,
      10.3.0.0/16: transit_gateway_attachments.plain}}}}}}
    security_groups:
      client: {OPEN}
      naming: {{ingress: {{}}, egress: {{b: {{ports: tcp/443, to: vpcs.b.security_groups.any}}}}}}
    instances:
      client: {{instance_type: t3.small, subnet: one, private_ip: 10.1.1.10, security_groups: client}}
      naming: {{instance_type: t3.small, subnet: one, private_ip: 10.1.1.11, security_groups: naming}}
  b:
    cidr_block: 10.2.0.0/16
    transit_gateway_attachments: {{knows: {{transit_gateway: knows, subnets: one, association: all,
      propagations: all}}}}
    subnets: {{one: {{cidr_block: 10.2.1.0/24, availability_zone: a, route_table: out}}}}
    route_tables: {{out: {{routes: {{10.1.0.0/16: transit_gateway_attachments.knows}}}}}}
    security_groups:
      any: {OPEN}
      named: {{ingress: {{a: {{ports: tcp/443, from: vpcs.a.security_groups.client}}}}, egress: {{}}}}
    instances:
      any: {{instance_type: t3.small, subnet: one, private_ip: 10.2.1.10, security_groups: any}}
      named: {{instance_type: t3.small, subnet: one, private_ip: 10.2.1.11, security_groups: named}}
  c:
    cidr_block: 10.3.0.0/16
    transit_gateway_attachments: {{plain: {{transit_gateway: plain, subnets: one, association: all,
      propagations: all}}}}
    subnets: {{one: {{cidr_block: 10.3.1.0/24, availability_zone: a, route_table: out}}}}
    route_tables: {{out: {{routes: {{10.1.0.0/16: transit_gateway_attachments.plain}}}}}}
    security_groups:
      any: {OPEN}
      named: {{ingress: {{a: {{ports: tcp/443, from: vpcs.a.security_groups.client}}}}, egress: {{}}}}
    instances:
      any: {{instance_type: t3.small, subnet: one, private_ip: 10.3.1.10, security_groups: any}}
      named: {{instance_type: t3.small, subnet: one, private_ip: 10.3.1.11, security_groups: named}}
""",
    """
a.instances.client -> b.instances.any tcp/443: open
a.instances.client -> b.instances.named tcp/443: open
a.instances.naming -> b.instances.any tcp/443: blocked
a.instances.client -> c.instances.any tcp/443: open
a.instances.client -> c.instances.named tcp/443: blocked
""",
)

REGIONS = Scenario(
    "transit gateways of two regions are joined by static routes on both sides",
    # https://docs.aws.amazon.com/vpc/latest/tgw/tgw-peering.html
    f"""
transit_gateways:
  us:
    peering_attachments: {{far: {{peer_transit_gateway: eu, association: all, peer_association: all}}}}
    route_tables: {{all: {{routes: {{10.2.0.0/16: peering_attachments.far, 10.3.0.0/16: peering_attachments.far}}}}}}
  eu:
    region: eu-west-1
    route_tables: {{all: {{routes: {{10.1.1.0/24: transit_gateways.us.peering_attachments.far}}}}}}
vpcs:
  us:
    cidr_block: 10.1.0.0/16
    transit_gateway_attachments: {{hub: {{transit_gateway: us, subnets: one, association: all, propagations: all}}}}
    subnets:
      one: {{cidr_block: 10.1.1.0/24, availability_zone: a, route_table: out}}
      two: {{cidr_block: 10.1.2.0/24, availability_zone: a, route_table: out}}
    route_tables: {{out: {{routes: {{10.0.0.0/8: transit_gateway_attachments.hub}}}}}}
    security_groups: {{any: {OPEN}}}
    instances:
      one: {{instance_type: t3.small, subnet: one, private_ip: 10.1.1.10, security_groups: any}}
      two: {{instance_type: t3.small, subnet: two, private_ip: 10.1.2.10, security_groups: any}}
  eu:
    region: eu-west-1
    cidr_block: 10.2.0.0/16
    transit_gateway_attachments: {{hub: {{transit_gateway: eu, subnets: one, association: all, propagations: all}}}}
    subnets: {{one: {{cidr_block: 10.2.1.0/24, availability_zone: a, route_table: out}}}}
    route_tables: {{out: {{routes: {{10.0.0.0/8: transit_gateway_attachments.hub}}}}}}
    security_groups: {{any: {OPEN}}}
    instances: {{one: {{instance_type: t3.small, subnet: one, private_ip: 10.2.1.10, security_groups: any}}}}
  silent:
    region: eu-west-1
    cidr_block: 10.3.0.0/16
    transit_gateway_attachments: {{hub: {{transit_gateway: eu, subnets: one, association: all}}}}
    subnets: {{one: {{cidr_block: 10.3.1.0/24, availability_zone: a, route_table: out}}}}
    route_tables: {{out: {{routes: {{10.0.0.0/8: transit_gateway_attachments.hub}}}}}}
    security_groups: {{any: {OPEN}}}
    instances: {{one: {{instance_type: t3.small, subnet: one, private_ip: 10.3.1.10, security_groups: any}}}}
""",
    """
us.instances.one -> eu.instances.one tcp/443: open
eu.instances.one -> us.instances.one tcp/443: open
us.instances.two -> eu.instances.one tcp/443: no return
eu.instances.one -> us.instances.two tcp/443: blocked
us.instances.one -> silent.instances.one tcp/443: blocked
silent.instances.one -> us.instances.one tcp/443: no return
""",
)

VPN = Scenario(
    "a VPN gateway joins its VPC and the networks behind its connections, and leads no further",
    # https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNRoutingTypes.html
    f"""
customer_gateways:
  paris: {{ip_address: 203.0.113.10, cidr_blocks: [192.168.0.0/24]}}
  rome: {{ip_address: 203.0.113.11, cidr_blocks: [192.168.1.0/24, 192.168.2.0/24]}}
vpn_connections:
  paris: {{customer_gateway: paris, vpn_gateway: vpcs.main.vpn_gateways.site}}
  rome: {{customer_gateway: rome, vpn_gateway: vpcs.main.vpn_gateways.site, static_routes: [192.168.1.0/24]}}
vpc_peering_connections: {{far: {{vpc: main, peer_vpc: far}}}}
vpcs:
  main:
    cidr_block: 10.0.0.0/16
    vpn_gateways: {{site: {{}}}}
    internet_gateways: {{main: {{}}}}
    subnets:
      learns: {{cidr_block: 10.0.1.0/24, availability_zone: a, route_table: learns}}
      written: {{cidr_block: 10.0.2.0/24, availability_zone: a, route_table: written}}
      mute: {{cidr_block: 10.0.3.0/24, availability_zone: a}}
    route_tables:
      learns: {{propagating_vpn_gateways: site, routes: {{}}}}
      written: {{routes: {{192.168.0.0/16: vpn_gateways.site, 10.1.0.0/16: vpc_peering_connections.far}}}}
    security_groups:
      any: {OPEN}
      paris: {{ingress: {{ssh: {{ports: tcp/22, from: 192.168.0.0/24}}}}, egress: {{}}}}
    instances:
      learns: {{instance_type: t3.small, subnet: learns, private_ip: 10.0.1.10, security_groups: any}}
      guarded: {{instance_type: t3.small, subnet: learns, private_ip: 10.0.1.11, security_groups: paris}}
      written: {{instance_type: t3.small, subnet: written, private_ip: 10.0.2.10, security_groups: any}}
      mute: {{instance_type: t3.small, subnet: mute, private_ip: 10.0.3.10, security_groups: any}}
  far:
    cidr_block: 10.1.0.0/16
    subnets: {{one: {{cidr_block: 10.1.1.0/24, availability_zone: a, route_table: out}}}}
    route_tables: {{out: {{routes: {{10.0.0.0/16: vpc_peering_connections.far,
      192.168.0.0/16: vpc_peering_connections.far}}}}}}
    security_groups: {{any: {OPEN}}}
    instances: {{one: {{instance_type: t3.small, subnet: one, private_ip: 10.1.1.10, security_groups: any}}}}
""",
    """
main.instances.learns -> 192.168.0.7 tcp/443: open
192.168.0.7 -> main.instances.learns tcp/443: open
192.168.0.7 -> main.instances.learns udp/443: open
192.168.0.7 -> main.instances.guarded tcp/22: open
192.168.1.7 -> main.instances.guarded tcp/22: blocked
main.instances.learns -> 192.168.1.7 tcp/443: open
main.instances.learns -> 192.168.2.7 tcp/443: blocked
192.168.2.7 -> main.instances.learns tcp/443: no return
main.instances.written -> 192.168.0.7 tcp/443: open
main.instances.written -> 192.168.2.7 tcp/443: blocked
main.instances.mute -> 192.168.0.7 tcp/443: blocked
192.168.0.7 -> main.instances.mute tcp/443: no return
192.168.0.7 -> far.instances.one tcp/443: blocked
far.instances.one -> 192.168.0.7 tcp/443: blocked
192.168.0.7 -> internet tcp/443: blocked
""",
)

HYBRID = Scenario(
    "a VPN connection to a transit gateway reaches what its route table knows",
    # https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpn-attachments.html
    f"""
customer_gateways: {{site: {{ip_address: 203.0.113.10, cidr_blocks: [192.168.0.0/16]}}}}
transit_gateways: {{hub: {{route_tables: {{vpcs: {{}}, sites: {{}}}}}}}}
vpn_connections: {{site: {{customer_gateway: site, transit_gateway: hub, association: sites, propagations: vpcs}}}}
vpcs:
  known:
    cidr_block: 10.1.0.0/16
    transit_gateway_attachments: {{hub: {{transit_gateway: hub, subnets: two, association: vpcs,
      propagations: sites}}}}
    subnets:
      one: {{cidr_block: 10.1.1.0/24, availability_zone: a, route_table: out, network_acl: shut}}
      two: {{cidr_block: 10.1.2.0/24, availability_zone: b, route_table: out}}
      three: {{cidr_block: 10.1.3.0/24, availability_zone: b, route_table: out}}
    route_tables: {{out: {{routes: {{192.168.0.0/16: transit_gateway_attachments.hub}}}}}}
    network_acls: {{shut: {{ingress: {{100: {{allow: all, from: 0.0.0.0/0}}}}, egress: {{}}}}}}
    security_groups: {{any: {OPEN}}}
    instances:
      one: {{instance_type: t3.small, subnet: one, private_ip: 10.1.1.10, security_groups: any}}
      two: {{instance_type: t3.small, subnet: two, private_ip: 10.1.2.10, security_groups: any}}
      three: {{instance_type: t3.small, subnet: three, private_ip: 10.1.3.10, security_groups: any}}
  alike:
    cidr_block: 10.3.0.0/16
    transit_gateway_attachments: {{hub: {{transit_gateway: hub, subnets: [one, two], association: vpcs,
      propagations: sites}}}}
    subnets:
      one: {{cidr_block: 10.3.1.0/24, availability_zone: a, route_table: out}}
      two: {{cidr_block: 10.3.2.0/24, availability_zone: b, route_table: out}}
    route_tables: {{out: {{routes: {{192.168.0.0/16: transit_gateway_attachments.hub}}}}}}
    security_groups: {{any: {OPEN}}}
    instances: {{two: {{instance_type: t3.small, subnet: two, private_ip: 10.3.2.10, security_groups: any}}}}
  torn:
    cidr_block: 10.4.0.0/16
    transit_gateway_attachments: {{hub: {{transit_gateway: hub, subnets: [one, two], association: vpcs,
      propagations: sites}}}}
    subnets:
      one: {{cidr_block: 10.4.1.0/24, availability_zone: a, route_table: out, network_acl: shut}}
      two: {{cidr_block: 10.4.2.0/24, availability_zone: b, route_table: out}}
    route_tables: {{out: {{routes: {{192.168.0.0/16: transit_gateway_attachments.hub}}}}}}
    network_acls: {{shut: {{ingress: {{100: {{allow: all, from: 0.0.0.0/0}}}}, egress: {{}}}}}}
    security_groups: {{any: {OPEN}}}
    instances: {{two: {{instance_type: t3.small, subnet: two, private_ip: 10.4.2.10, security_groups: any}}}}
  unknown:
    cidr_block: 10.2.0.0/16
    transit_gateway_attachments: {{hub: {{transit_gateway: hub, subnets: one, association: vpcs,
      propagations: vpcs}}}}
    subnets: {{one: {{cidr_block: 10.2.1.0/24, availability_zone: a, route_table: out}}}}
    route_tables: {{out: {{routes: {{0.0.0.0/0: transit_gateway_attachments.hub}}}}}}
    security_groups: {{any: {OPEN}}}
    instances: {{one: {{instance_type: t3.small, subnet: one, private_ip: 10.2.1.10, security_groups: any}}}}
""",
    """
192.168.9.9 -> known.instances.two tcp/443: open
192.168.9.9 -> known.instances.three tcp/443: open
192.168.9.9 -> known.instances.one tcp/443: no return
known.instances.two -> 192.168.9.9 tcp/443: open
192.168.9.9 -> alike.instances.two tcp/443: open
192.168.9.9 -> torn.instances.two tcp/443: not mimicked
torn.instances.two -> 192.168.9.9 tcp/443: not mimicked
192.168.9.9 -> unknown.instances.one tcp/443: blocked
unknown.instances.one -> 192.168.9.9 tcp/443: no return
""",
)

EGRESS = Scenario(
    "spokes leave through the NAT gateway of a shared VPC, which needs a way back to them",
    # https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-nat-igw.html
    f"""
transit_gateways:
  hub:
    route_tables:
      spokes: {{routes: {{0.0.0.0/0: vpcs.egress.transit_gateway_attachments.hub}}}}
      egress: {{}}
vpcs:
  spoke:
    cidr_block: 10.1.0.0/16
    transit_gateway_attachments: {{hub: {{transit_gateway: hub, subnets: one, association: spokes,
      propagations: egress}}}}
    subnets: {{one: {{cidr_block: 10.1.1.0/24, availability_zone: a, route_table: out}}}}
    route_tables: {{out: {{routes: {{0.0.0.0/0: transit_gateway_attachments.hub}}}}}}
    security_groups: {{any: {OPEN}}}
    instances: {{one: {{instance_type: t3.small, subnet: one, private_ip: 10.1.1.10, public_ip: 54.0.0.9,
      security_groups: any}}}}
  forgotten:
    cidr_block: 10.2.0.0/16
    transit_gateway_attachments: {{hub: {{transit_gateway: hub, subnets: one, association: spokes}}}}
    subnets: {{one: {{cidr_block: 10.2.1.0/24, availability_zone: a, route_table: out}}}}
    route_tables: {{out: {{routes: {{0.0.0.0/0: transit_gateway_attachments.hub}}}}}}
    security_groups: {{any: {OPEN}}}
    instances: {{one: {{instance_type: t3.small, subnet: one, private_ip: 10.2.1.10, security_groups: any}}}}
  egress:
    cidr_block: 10.9.0.0/16
    internet_gateways: {{main: {{}}}}
    nat_gateways: {{out: {{subnet: public, private_ip: 10.9.1.250}}}}
    transit_gateway_attachments: {{hub: {{transit_gateway: hub, subnets: [door, shortcut], association: egress,
      propagations: spokes}}}}
    subnets:
      door: {{cidr_block: 10.9.0.0/24, availability_zone: a, route_table: inner}}
      shortcut: {{cidr_block: 10.9.2.0/24, availability_zone: b, route_table: public}}
      public: {{cidr_block: 10.9.1.0/24, availability_zone: a, route_table: public}}
    route_tables:
      inner: {{routes: {{0.0.0.0/0: nat_gateways.out}}}}
      public: {{routes: {{0.0.0.0/0: internet_gateways.main, 10.0.0.0/8: transit_gateway_attachments.hub}}}}
  direct:
    cidr_block: 10.3.0.0/16
    transit_gateway_attachments: {{hub: {{transit_gateway: hub, subnets: one, association: spokes,
      propagations: egress}}}}
    subnets: {{one: {{cidr_block: 10.3.1.0/24, availability_zone: b, route_table: out}}}}
    route_tables: {{out: {{routes: {{0.0.0.0/0: transit_gateway_attachments.hub}}}}}}
    security_groups: {{any: {OPEN}}}
    instances: {{one: {{instance_type: t3.small, subnet: one, private_ip: 10.3.1.10, security_groups: any}}}}
""",
    """
spoke.instances.one -> internet tcp/443: open
spoke.instances.one -> internet udp/123: open
forgotten.instances.one -> internet tcp/443: no return
direct.instances.one -> internet tcp/443: blocked
internet -> spoke.instances.one tcp/443: blocked
""",
)

IPV6 = Scenario(
    "an egress-only internet gateway carries IPv6 outward, and nothing unsolicited inward",
    # https://docs.aws.amazon.com/vpc/latest/userguide/egress-only-internet-gateway.html
    f"""
transit_gateways: {{hub: {{route_tables: {{all: {{}}}}}}}}
vpcs:
  main:
    cidr_block: 10.0.0.0/16
    ipv6_cidr_block: 2001:db8:1::/56
    internet_gateways: {{main: {{}}}}
    egress_only_internet_gateways: {{out: {{}}}}
    transit_gateway_attachments: {{hub: {{transit_gateway: hub, subnets: open, association: all, propagations: all}}}}
    subnets:
      open: {{cidr_block: 10.0.1.0/24, ipv6_cidr_block: "2001:db8:1:1::/64", availability_zone: a, route_table: open}}
      shy: {{cidr_block: 10.0.2.0/24, ipv6_cidr_block: "2001:db8:1:2::/64", availability_zone: a, route_table: shy,
        network_acl: shy}}
    route_tables:
      open: {{routes: {{"::/0": internet_gateways.main, "2001:db8:2::/56": transit_gateway_attachments.hub}}}}
      shy: {{routes: {{"::/0": egress_only_internet_gateways.out, 0.0.0.0/0: egress_only_internet_gateways.out}}}}
    network_acls:
      shy:
        ingress: {{100: {{deny: tcp/8443, from: "::/0"}}, 110: {{allow: all, from: ["::/0", 0.0.0.0/0]}}}}
        egress: {{100: {{allow: all, to: ["::/0", 0.0.0.0/0]}}}}
    security_groups:
      any: {OPEN}
      named: {{ingress: {{any: {{ports: tcp/443, from: security_groups.any}}}}, egress: {{}}}}
    instances:
      open: {{instance_type: t3.small, subnet: open, private_ip: 10.0.1.10, ipv6_addresses: ["2001:db8:1:1::10"],
        security_groups: any}}
      shy: {{instance_type: t3.small, subnet: shy, private_ip: 10.0.2.10, public_ip: 54.0.0.1,
        ipv6_addresses: ["2001:db8:1:2::10"], security_groups: any}}
      named: {{instance_type: t3.small, subnet: shy, private_ip: 10.0.2.11, ipv6_addresses: ["2001:db8:1:2::11"],
        security_groups: named}}
  closed:
    cidr_block: 10.3.0.0/16
    ipv6_cidr_block: 2001:db8:3::/56
    egress_only_internet_gateways: {{out: {{}}}}
    subnets:
      one: {{cidr_block: 10.3.1.0/24, ipv6_cidr_block: "2001:db8:3:1::/64", availability_zone: a, route_table: out}}
    route_tables: {{out: {{routes: {{"::/0": egress_only_internet_gateways.out}}}}}}
    security_groups: {{any: {OPEN}}}
    instances:
      one: {{instance_type: t3.small, subnet: one, private_ip: 10.3.1.10, ipv6_addresses: ["2001:db8:3:1::10"],
        security_groups: any}}
  far:
    cidr_block: 10.2.0.0/16
    ipv6_cidr_block: 2001:db8:2::/56
    transit_gateway_attachments: {{hub: {{transit_gateway: hub, subnets: one, association: all, propagations: all}}}}
    subnets:
      one: {{cidr_block: 10.2.1.0/24, ipv6_cidr_block: "2001:db8:2:1::/64", availability_zone: a, route_table: out}}
    route_tables: {{out: {{routes: {{"::/0": transit_gateway_attachments.hub}}}}}}
    security_groups: {{any: {OPEN}}}
    instances:
      one: {{instance_type: t3.small, subnet: one, private_ip: 10.2.1.10, ipv6_addresses: ["2001:db8:2:1::10"],
        security_groups: any}}
""",
    """
instances.open -> internet tcp/443 ipv6: open
internet -> instances.open tcp/443 ipv6: open
instances.shy -> internet tcp/443 ipv6: open
internet -> instances.shy tcp/443 ipv6: no return
internet -> instances.shy tcp/8443 ipv6: blocked
internet -> instances.shy udp/443 ipv6: not mimicked
closed.instances.one -> internet tcp/443 ipv6: open
closed.instances.one -> internet udp/443 ipv6: open
internet -> closed.instances.one tcp/443 ipv6: blocked
closed.instances.one -> main.instances.open tcp/443 ipv6: open
instances.shy -> internet tcp/443: blocked
instances.open -> instances.shy tcp/443 ipv6: open
instances.open -> instances.shy tcp/8443 ipv6: blocked
instances.open -> instances.named tcp/443 ipv6: open
instances.open -> instances.named tcp/444 ipv6: blocked
main.instances.open -> far.instances.one tcp/443 ipv6: open
far.instances.one -> main.instances.open tcp/443 ipv6: open
main.instances.shy -> far.instances.one tcp/443 ipv6: blocked
far.instances.one -> main.instances.shy tcp/443 ipv6: no return
""",
)

EDGE = Scenario(
    "CloudFront's servers are known by AWS's own prefix list",
    # https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/LocationsOfEdgeServers.html
    """
cloudfront_distributions:
  web: {origins: {lb: {lb: vpcs.main.lbs.web}}, default_origin: lb, viewer_protocol_policy: https-only}
vpcs:
  main:
    cidr_block: 10.0.0.0/16
    internet_gateways: {main: {}}
    subnets:
      a: {cidr_block: 10.0.1.0/24, availability_zone: a, route_table: out}
      b: {cidr_block: 10.0.2.0/24, availability_zone: b, route_table: out}
      app: {cidr_block: 10.0.3.0/24, availability_zone: b}
    route_tables: {out: {routes: {0.0.0.0/0: internet_gateways.main}}}
    security_groups:
      web:
        ingress: {cloudfront: {ports: tcp/443, from: prefix_lists.cloudfront}}
        egress: {app: {ports: tcp/8080, to: security_groups.app}}
      app: {ingress: {lb: {ports: tcp/8080, from: security_groups.web}}, egress: {}}
    lbs: {web: {type: application, subnets: [a, b], security_groups: web}}
    instances:
      app: {instance_type: t3.small, subnet: app, security_groups: app}
      bare: {instance_type: t3.small, subnet: app}
""",
    """
cloudfront_distributions.web -> lbs.web tcp/443: open
cloudfront_distributions.web -> lbs.web tcp/80: blocked
internet -> lbs.web tcp/443: blocked
lbs.web -> instances.app tcp/8080: open
instances.app -> lbs.web tcp/443: blocked
cloudfront_distributions.web -> instances.app tcp/8080: blocked
lbs.web -> instances.bare tcp/8080: blocked
instances.bare -> instances.app tcp/8080: blocked
8.8.8.8 -> lbs.web tcp/443: not mimicked
""",
)

UNSTATED = Scenario(
    "an address that is not stated counts only where no rule tells its possible ones apart",
    # https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
    f"""
vpcs:
  main:
    cidr_block: 10.0.0.0/16
    internet_gateways: {{main: {{}}}}
    subnets:
      one: {{cidr_block: 10.0.1.0/24, availability_zone: a, route_table: out}}
      two: {{cidr_block: 10.0.2.0/24, availability_zone: a, route_table: out}}
    route_tables: {{out: {{routes: {{0.0.0.0/0: internet_gateways.main}}}}}}
    security_groups:
      any: {OPEN}
      half: {{ingress: {{half: {{ports: tcp/443, from: 10.0.1.0/25}}, ssh: {{ports: tcp/22, from: 10.0.2.0/24}}}},
        egress: {{}}}}
    instances:
      one: {{instance_type: t3.small, subnet: one, security_groups: any}}
      two: {{instance_type: t3.small, subnet: two, security_groups: any}}
      half: {{instance_type: t3.small, subnet: two, security_groups: half}}
      public: {{instance_type: t3.small, subnet: two, security_groups: any, associate_public_ip_address: yes}}
""",
    """
instances.two -> instances.half tcp/22: open
instances.two -> instances.half tcp/443: blocked
instances.one -> instances.half tcp/443: not mimicked
internet -> instances.public tcp/443: open
instances.public -> internet tcp/443: open
subnets.two -> instances.half tcp/22: open
subnets.two -> internet tcp/443: blocked
10.0.2.77 -> instances.half tcp/22: open
instances.two -> 10.0.2.77 tcp/22: not mimicked
""",
)

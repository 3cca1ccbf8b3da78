"""A large organisation whose VPCs are joined, as YAML text: the same numbers give the same bytes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from ipaddress import ip_address
from string import Template

SEGMENTS = ("production", "staging", "development", "shared")
"""Each has a quarter of 10.0.0.0/8, in this order."""
MOST_VPCS = 750
_UNITS = 5
_TABLES = tuple(f"{segment}-{unit}" for segment in SEGMENTS[:3] for unit in range(_UNITS))
_SHARED_EVERY = 33
_ZONES = "abc"
_GROUPS = {
    "public": ("edge", "[edge, admin]"),
    "app": ("[app, monitored]", "[app, batch, admin]"),
    "data": ("data", "[data, monitored]"),
}
"""Tier -> the security groups of each of the two instances in a subnet."""

_NETWORK = Template("""\
innovate: 1
organization: {title: Connected, region: us-east-1}
accounts:
  network:
    account_id: "199999999999"
    transit_gateways:
      hub:
        security_group_referencing_support: yes
        shared_with: [$accounts]
        route_tables:
          shared: {routes: {$quarantine: blackhole}}
$tables""")

_VPC = Template("""\
      vpc-$number:
        cidr_block: $block
        availability_zones: [a, b, c]
        internet_gateways: {main: {}}
        nat_gateways: {egress-a: {subnet: public-a}, egress-b: {subnet: public-b}, egress-c: {subnet: public-c}}
        transit_gateway_attachments:
          hub:
            transit_gateway: accounts.network.transit_gateways.hub
            subnets: [app-a, app-b, app-c]
            association: $table
            propagations: [$propagations]
        route_tables:
          public: {routes: {0.0.0.0/0: internet_gateways.main, 10.0.0.0/8: transit_gateway_attachments.hub}}
          app-a: {routes: {0.0.0.0/0: nat_gateways.egress-a, 10.0.0.0/8: transit_gateway_attachments.hub}}
          app-b: {routes: {0.0.0.0/0: nat_gateways.egress-b, 10.0.0.0/8: transit_gateway_attachments.hub}}
          app-c: {routes: {0.0.0.0/0: nat_gateways.egress-c, 10.0.0.0/8: transit_gateway_attachments.hub}}
          data: {routes: {10.0.0.0/8: transit_gateway_attachments.hub, $no_data: blackhole}}
        network_acls:
          public:
            ingress: {90: {deny: tcp/22, from: $far}, 100: {allow: all, from: 0.0.0.0/0}}
            egress: {90: {deny: udp/1-52, to: 0.0.0.0/0}, 100: {allow: all, to: 0.0.0.0/0}}
          app:
            ingress: {90: {deny: tcp/9104, from: $near}, 100: {allow: all, from: 0.0.0.0/0}}
            egress: {100: {allow: all, to: 0.0.0.0/0}}
          data:
            ingress:
              100: {allow: tcp/5432, from: $tiers}
              110: {deny: tcp/5400-$denied, from: $near}
              120: {allow: tcp/5430-5500, from: 10.0.0.0/8}
              130: {deny: tcp/6379, from: $shared}
              140: {allow: tcp/6379-6390, from: 10.0.0.0/8}
              150: {deny: tcp/9103-9104, from: $near}
              160: {allow: tcp/9100-9105, from: 10.0.0.0/8}
              170: {allow: tcp/32768-65535, from: 10.0.0.0/8}
            egress:
              100: {deny: tcp/1024-32767, to: $far}
              110: {allow: tcp/1024-65535, to: 10.0.0.0/8}
        security_groups:
          edge:
            ingress: {https: {ports: tcp/443, from: 0.0.0.0/0}, status: {ports: icmp, from: $near}}
            egress:
              app: {ports: tcp/$port, to: security_groups.app}
              names: {ports: udp/53, to: vpc}
              unit: {ports: tcp/8000-9000, to: $near}
          app:
            ingress:
              edge: {ports: tcp/$port, from: security_groups.edge}
              unit: {ports: tcp/$port-$last_port, from: $near}
              self: {ports: tcp/7000-7100, from: self}
            egress:
              data: {ports: tcp/5432, to: security_groups.data}
              out: {ports: tcp/443, to: 0.0.0.0/0}
              near: {ports: tcp/1024-9999, to: 10.0.0.0/8}
          batch: {egress: {all: {ports: all, to: 10.0.0.0/8}}}
          data:
            ingress:
              app: {ports: tcp/5432, from: security_groups.app}
              cache: {ports: tcp/6379, from: vpc}
              shared: {ports: tcp/5430-5440, from: $shared}
              copies: {ports: tcp/5436-5445, from: $near}
            egress: {copies: {ports: tcp/5432-5440, to: $near}}
          admin:
            ingress: {shell: {ports: tcp/22, from: $shared}}
            egress: {segment: {ports: tcp/22, to: $near}, office: {ports: tcp/8443, to: $shared}}
          monitored:
            ingress: {probe: {ports: tcp/9100-9105, from: [$first.security_groups.monitored, $near]}}
            egress: {report: {ports: tcp/9090, to: $shared}, probe: {ports: tcp/9100-9105, to: 10.0.0.0/8}}
        subnets:
$subnets
        instances:
$instances""")

_SUBNET = Template("""\
          $tier-$zone: {cidr_block: $block, availability_zone: $zone, route_table: $table, network_acl: $tier}""")
_INSTANCE = Template("""\
          $tier-$zone-$which: {instance_type: m7g.large, subnet: $tier-$zone, security_groups: $groups}""")


def connected_organization(vpcs: int, vpcs_in_an_account: int = 3) -> str:
    """A valid model with `vpcs` VPCs of unique blocks on one transit gateway.

    Each has nine subnets (three tiers in three zones) and in each of them two instances with different security groups,
    so 18 groups of endpoints; security groups that name one another, blocks of the VPC and of segments, and a group of
    a shared VPC; a network ACL for each tier, with denials among what it allows; an internet gateway, and a NAT gateway
    in each zone. The transit gateway has a route table for each of five units in production, in staging and in
    development, and one for what is shared. A VPC sees its unit and what is shared, which is one pair of VPCs in eight;
    static routes and blackholes make exceptions.

    ValueError for no VPC, or more than have blocks.
    """
    if not 1 <= vpcs <= MOST_VPCS:
        raise ValueError(f"{vpcs} VPCs: 1 to {MOST_VPCS} have blocks of their own")
    return "\n".join(_lines(vpcs, vpcs_in_an_account)) + "\n"


def segment_table(number: int) -> str:
    """The route table of the transit gateway that a VPC is associated with."""
    if number % _SHARED_EVERY == 0:
        return "shared"
    return _TABLES[(number - 1 - number // _SHARED_EVERY) % len(_TABLES)]


def _lines(vpcs: int, vpcs_in_an_account: int) -> Iterator[str]:
    accounts = [f"account-{index:04d}" for index in range(-(-vpcs // vpcs_in_an_account))]
    addresses = [f"accounts.{accounts[number // vpcs_in_an_account]}.vpcs.vpc-{number}" for number in range(vpcs)]
    yield _NETWORK.substitute(
        accounts=", ".join(f"accounts.{account}" for account in accounts),
        quarantine=_part("development", 16 << 14, 14),
        tables="\n".join(_tables(addresses)),
    )
    for number in range(vpcs):
        if number % vpcs_in_an_account == 0:
            index = number // vpcs_in_an_account
            yield f'  {accounts[index]}:\n    account_id: "{200_000_000_000 + index}"\n    vpcs:'
        yield _VPC.substitute(_vpc(number, addresses[0]))


def _tables(addresses: list[str]) -> Iterator[str]:
    """Each unit's table throws away what is for another segment; staging's lead to one VPC of production, which has no
    way to answer."""
    others = {"production": "development", "staging": "production", "development": "production"}
    seen = [number for number in range(len(addresses)) if segment_table(number) == _TABLES[0]][:1]
    for table in _TABLES:
        segment = table.partition("-")[0]
        routes = {_part(others[segment]): "blackhole"}
        for number in seen if segment == "staging" else ():
            routes[_part("production", _start_of(number), 18)] = f"{addresses[number]}.transit_gateway_attachments.hub"
        written = ", ".join(f"{block}: {target}" for block, target in routes.items())
        yield f"          {table}: {{routes: {{{written}}}}}"


def _vpc(number: int, first: str) -> Mapping[str, object]:
    table, start = segment_table(number), _start_of(number)
    segment = table.partition("-")[0]
    port = 8000 + number * 37 % 1500
    return {
        "number": number,
        "block": _part(segment, start, 18),
        "tiers": _part(segment, start, 20),
        "near": _part(segment),
        "far": _part("development" if segment == "staging" else "staging"),
        "shared": _part("shared"),
        "no_data": _part("shared", 4 << 14, 16),
        "table": table,
        "propagations": ", ".join([*_TABLES, "shared"] if table == "shared" else [table, "shared"]),
        "first": first,
        "port": port,
        "last_port": port + 20 + number % 5,
        "denied": 5435 + number % 4,
        "subnets": "\n".join(_subnets(segment, start)),
        "instances": "\n".join(_instances()),
    }


def _subnets(segment: str, start: int) -> Iterator[str]:
    for index in range(len(_GROUPS) * len(_ZONES)):
        tier, zone = tuple(_GROUPS)[index // 3], _ZONES[index % 3]
        table = f"app-{zone}" if tier == "app" else tier
        yield _SUBNET.substitute(tier=tier, zone=zone, table=table, block=_part(segment, start + (index << 10), 22))


def _instances() -> Iterator[str]:
    for tier, pair in _GROUPS.items():
        for zone in _ZONES:
            for which, groups in enumerate(pair):
                yield _INSTANCE.substitute(tier=tier, zone=zone, which=which, groups=groups)


def _part(segment: str, start: int = 0, length: int = 10) -> str:
    """A block in a segment: how many addresses after its beginning, and the length of its prefix."""
    return f"{ip_address((10 << 24) + (SEGMENTS.index(segment) << 22) + start)}/{length}"


def _start_of(number: int) -> int:
    """Where the /18 of a VPC starts in its segment."""
    table = segment_table(number)
    if table == "shared":
        return number // _SHARED_EVERY << 14
    row = (number - 1 - number // _SHARED_EVERY) // len(_TABLES)
    return (row * _UNITS + int(table.partition("-")[2])) << 14

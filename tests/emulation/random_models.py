"""Small networks of every kind, by a seed: what a transit gateway, peerings, NAT and VPN make of one another is more
than anybody would write down."""

import json
from random import Random
from typing import Any

from innovate_model.graph import Graph, build
from innovate_model.loader import load_text

Data = dict[str, Any]

REGIONS = ("us-east-1", "us-east-1", "us-east-1", "eu-west-1")
PORTS = ("all", "all", "tcp/443", "tcp/400-500", "tcp/1024-65535", "udp/443", "tcp/32768-60999")
PUBLIC = ("203.0.113.0/24", "198.51.100.0/24")
CUSTOMER = ("192.168.0.0/17", "192.168.128.0/17")


def graph_of(seed: int) -> tuple[str, Graph]:
    """The text of a model and its graph; a fault in it fails the test."""
    text = json.dumps(Dice(seed).model())
    loaded = load_text(text)
    assert not loaded.findings, [(finding.message, finding.span) for finding in loaded.findings]
    return text, build(loaded.model)


class Dice:
    """A model by chance, the same for the same seed. Wide rules and useful routes come up more often than they would by
    themselves: a network in which nothing works proves little."""

    def __init__(self, seed: int) -> None:
        self.dice = Random(seed)
        self.names = ["red", "green", "blue", "grey"][: self.dice.choice((1, 2, 3, 3, 4))]
        self.region = {name: self.dice.choice(REGIONS) for name in self.names}
        self.has_ipv6 = {name: self.chance(0.3) for name in self.names}
        self.has = {name: {kind: self.chance(odds) for kind, odds in KINDS.items()} for name in self.names}
        self.subnets = {
            name: self.dice.choice((("one",), ("one", "two"), ("one", "two", "three"))) for name in self.names
        }
        self.hubs = {region: f"hub-{region}" for region in dict.fromkeys(self.region.values()) if self.chance(0.75)}
        self.attached = {name: self.region[name] in self.hubs and self.chance(0.8) for name in self.names}
        pairs = [(a, b) for i, a in enumerate(self.names) for b in self.names[i + 1 :]]
        self.peered = [pair for pair in pairs if self.chance(0.35)]
        self.hub_vpn = [hub for hub in self.hubs.values() if self.chance(0.4)]

    def chance(self, odds: float) -> bool:
        return self.dice.random() < odds

    def some(self, options: list[Any], most: int) -> list[Any]:
        return self.dice.sample(options, min(len(options), self.dice.randint(1, most)))

    def model(self) -> Data:
        account: Data = {"account_id": "012345670123", "vpcs": {name: self.vpc(name) for name in self.names}}
        account["transit_gateways"] = {hub: self.hub(region, hub) for region, hub in self.hubs.items()}
        account["vpc_peering_connections"] = {f"{a}-{b}": {"vpc": a, "peer_vpc": b} for a, b in self.peered}
        account["customer_gateways"] = {
            "east": {"ip_address": "203.0.113.200", "cidr_blocks": [CUSTOMER[0]]},
            "west": {"ip_address": "203.0.113.201", "cidr_blocks": [CUSTOMER[1]]},
        }
        account["vpn_connections"] = dict(self.vpns())
        return {
            "innovate": "1",
            "organization": {
                "title": "Random",
                "region": "us-east-1",
                "prefix_lists": {"private": {"entries": self.privates()}},
            },
            "accounts": {"dev": account},
        }

    def privates(self) -> list[str]:
        return self.some([self.block(name) for name in self.names] + ["192.168.0.0/16"], 3)

    def block(self, name: str) -> str:
        return f"10.{1 + self.names.index(name)}.0.0/16"

    def ipv6(self, name: str) -> str:
        return f"2001:db8:{1 + self.names.index(name)}00::/56"

    def vpns(self) -> Any:
        for hub in self.hub_vpn:
            if self.chance(0.7):
                yield f"east-{hub}", self.joined_to(hub, {"customer_gateway": "east", "transit_gateway": hub})
        for name in self.names:
            if self.has[name]["vpn_gateway"]:
                entry: Data = {"customer_gateway": "west", "vpn_gateway": f"vpcs.{name}.vpn_gateways.site"}
                yield f"west-{name}", entry | ({"static_routes": [CUSTOMER[1]]} if self.chance(0.3) else {})

    def joined_to(self, hub: str, entry: Data) -> Data:
        tables = ["spokes", "shared"]
        if self.chance(0.95):
            entry["association"] = self.dice.choice(tables)
        if self.chance(0.9):
            entry["propagations"] = tables if self.chance(0.75) else self.some(tables, 2)
        return entry

    def hub(self, region: str, hub: str) -> Data:
        attachments = [
            f"vpcs.{n}.transit_gateway_attachments.hub"
            for n in self.names
            if self.attached[n] and self.region[n] == region
        ]
        targets = [*attachments, "blackhole"]
        found: Data = {"region": region, "security_group_referencing_support": self.dice.choice(("yes", "no"))}
        blocks = [self.block(name) for name in self.names] + ["10.1.1.0/24", "0.0.0.0/0", CUSTOMER[0]]
        found["route_tables"] = {
            table: {
                "routes": {block: self.dice.choice(targets) for block in self.some(blocks, 2)}
                if self.chance(0.4)
                else {}
            }
            for table in ("spokes", "shared")
        }
        other = next((one for at, one in self.hubs.items() if at != region), None)
        if other is not None and region == "us-east-1":
            found["peering_attachments"] = {
                "far": {"peer_transit_gateway": other, "association": "spokes", "peer_association": "shared"}
            }
        if other is not None:
            through = f"transit_gateways.{self.hubs.get('us-east-1')}.peering_attachments.far"
            for table in found["route_tables"].values():
                for name in self.names:
                    if self.region[name] != region and self.chance(0.8):
                        table["routes"].setdefault(self.block(name), through)
        return found

    def vpc(self, name: str) -> Data:
        has = self.has[name]
        found: Data = {"region": self.region[name], "cidr_block": self.block(name)}
        if self.has_ipv6[name]:
            found["ipv6_cidr_block"] = self.ipv6(name)
        if has["internet_gateway"]:
            found["internet_gateways"] = {"main": {}}
        if has["egress_only"]:
            found["egress_only_internet_gateways"] = {"out": {}}
        if has["vpn_gateway"]:
            found["vpn_gateways"] = {"site": {}}
        if has["nat_gateway"]:
            kind = self.dice.choice(("public", "public", "private"))
            found["nat_gateways"] = {
                "nat": {
                    "subnet": "one",
                    "connectivity_type": kind,
                    "private_ip": f"10.{1 + self.names.index(name)}.1.250",
                    **({"public_ip": f"54.{1 + self.names.index(name)}.0.250"} if kind == "public" else {}),
                }
            }
        if self.attached[name]:
            doors = ["one", *(["two"] if "two" in self.subnets[name] and self.chance(0.6) else [])]
            hub = self.hubs[self.region[name]]
            found["transit_gateway_attachments"] = {
                "hub": self.joined_to(hub, {"transit_gateway": hub, "subnets": doors})
            }
        found["subnets"] = {subnet: self.subnet(name, index) for index, subnet in enumerate(self.subnets[name])}
        found["route_tables"] = {table: self.table(name) for table in ("first", "second")}
        found["security_groups"] = {group: self.group(name) for group in ("app", "db")}
        found["network_acls"] = {
            acl: {"ingress": self.acl("from", name), "egress": self.acl("to", name)} for acl in ("loose", "tight")
        }
        found["instances"] = {
            subnet: self.instance(name, index, subnet) for index, subnet in enumerate(self.subnets[name])
        }
        return found

    def subnet(self, name: str, index: int) -> Data:
        second = 1 + self.names.index(name)
        zone = {"us-east-1": "abb", "eu-west-1": "abb"}[self.region[name]][index]
        found: Data = {
            "availability_zone": zone,
            "cidr_block": f"10.{second}.{1 + index}.0/24",
            "route_table": self.dice.choice(("first", "first", "second")),
        }
        if self.has_ipv6[name] and self.chance(0.8):
            found["ipv6_cidr_block"] = f"2001:db8:{second}00:{1 + index}::/64"
        if self.chance(0.3):
            found["network_acl"] = self.dice.choice(("loose", "tight"))
        return found

    def exits(self, name: str) -> list[str]:
        has = self.has[name]
        found = ["blackhole"]
        found += ["internet_gateways.main"] * 2 * has["internet_gateway"]
        found += ["nat_gateways.nat"] * has["nat_gateway"]
        found += ["vpn_gateways.site"] * has["vpn_gateway"]
        found += ["transit_gateway_attachments.hub"] * 3 * self.attached[name]
        found += [f"vpc_peering_connections.{a}-{b}" for a, b in self.peered if name in (a, b)]
        found += ["instances.one"] * self.chance(0.1)
        return found

    def table(self, name: str) -> Data:
        routes: Data = {}
        exits = self.exits(name)
        if self.chance(0.8):
            routes["0.0.0.0/0"] = self.dice.choice(exits[1:] or exits)
        for other in self.names:
            if other != name and self.chance(0.9):
                straight = [f"vpc_peering_connections.{a}-{b}" for a, b in self.peered if {name, other} == {a, b}]
                routes[self.block(other)] = self.dice.choice([*exits[1:], *straight * 6] or exits)
        for block in CUSTOMER:
            if self.chance(0.5):
                routes[block] = self.dice.choice([one for one in exits if "internet" not in one])
        if self.chance(0.1):
            routes[f"10.{1 + self.names.index(name)}.2.0/24"] = self.dice.choice(exits)
        if self.chance(0.1):
            routes["prefix_lists.private"] = self.dice.choice(exits)
        routes.update(self.ipv6_routes(name))
        found: Data = {"routes": routes}
        if self.has[name]["vpn_gateway"] and self.chance(0.6):
            found["propagating_vpn_gateways"] = ["site"]
        return found

    def ipv6_routes(self, name: str) -> Data:
        if not self.has_ipv6[name]:
            return {}
        has = self.has[name]
        ways = ["internet_gateways.main"] * 2 * has["internet_gateway"]
        ways += ["egress_only_internet_gateways.out"] * has["egress_only"]
        inner = ["transit_gateway_attachments.hub"] * 2 * self.attached[name]
        inner += [f"vpc_peering_connections.{a}-{b}" for a, b in self.peered if name in (a, b)]
        routes: Data = {"::/0": self.dice.choice(ways)} if ways and self.chance(0.9) else {}
        for other in self.names:
            if other != name and inner and self.chance(0.8):
                routes[self.ipv6(other)] = self.dice.choice(inner)
        return routes

    def peers(self, name: str, may_be_group: bool) -> list[str]:
        blocks = (
            ["0.0.0.0/0"] * 5
            + ["::/0"] * 2
            + [self.block(other) for other in self.names]
            + [self.block(name), *PUBLIC, CUSTOMER[0], self.ipv6(name)]
        )
        blocks += [f"10.{1 + self.names.index(other)}.1.0/24" for other in self.names]
        if may_be_group:
            blocks += ["security_groups.app", "security_groups.db", "security_groups.app"]
            others = [other for other in self.names if other != name and self.region[other] == self.region[name]]
            blocks += [f"vpcs.{other}.security_groups.app" for other in others] * 2
            blocks += ["prefix_lists.private"]
        return self.some(blocks, 2)

    def group(self, name: str) -> Data:
        def rules(key: str, odds: float) -> Data:
            count = self.dice.choice((1, 1, 2, 3))
            made = {f"r{n}": {"ports": self.dice.choice(PORTS), key: self.peers(name, True)} for n in range(count)}
            if self.chance(odds):
                made["wide"] = {"ports": "all", key: ["0.0.0.0/0", "::/0"]}
            return made

        return {"ingress": rules("from", 0.5), "egress": rules("to", 0.75)}

    def acl(self, key: str, name: str) -> Data:
        made: Data = {}
        for number in sorted(self.dice.sample(range(1, 300), self.dice.choice((1, 2, 3)))):
            verb = self.dice.choice(("allow", "allow", "allow", "deny"))
            made[str(number)] = {verb: self.dice.choice(PORTS), key: self.peers(name, False)}
        if self.chance(0.7):
            made["900"] = {"allow": self.dice.choice(("all", "all", "tcp/1024-65535")), key: ["0.0.0.0/0", "::/0"]}
        return made

    def instance(self, name: str, index: int, subnet: str) -> Data:
        second = 1 + self.names.index(name)
        found: Data = {
            "instance_type": "t3.small",
            "subnet": subnet,
            "private_ip": f"10.{second}.{1 + index}.20",
            "security_groups": self.some(["app", "db"], 2),
        }
        if self.has_ipv6[name]:
            found["ipv6_addresses"] = []
        if self.chance(0.5):
            found["public_ip"] = f"54.{second}.0.{1 + index}"
        elif self.chance(0.15):
            found["associate_public_ip_address"] = "yes"
        if subnet == "one" and self.chance(0.15):
            found["source_dest_check"] = "no"
        return found


KINDS = {"internet_gateway": 0.7, "egress_only": 0.3, "vpn_gateway": 0.35, "nat_gateway": 0.45}

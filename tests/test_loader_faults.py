"""Every fault that a person can make in a model comes back as a finding that is enough to mend it."""

from __future__ import annotations

import pytest

from innovate_model.loader import load_text
from innovate_model.rendering.text import render

from .support import HEADER, in_account, in_vpc, load_marked, told, unmark

NONE = ""
SUBNET = "cidr_block: 10.0.0.0/24, availability_zone: a"

FAULTS = {
    # what stands in the wrong place
    "unknown key at the top": ("unknown-key", HEADER + "«acounts»: {}\n", "did you mean `accounts`?"),
    "unknown key at the top, like none": (
        "unknown-key",
        HEADER + "«x»: {}\n",
        "known: innovate, include, blueprints, accounts, organization, suppressions, properties",
    ),
    "unknown key in a resource": (
        "unknown-key",
        in_vpc(f"subnets: {{x: {{{SUBNET}, «route_tabel»: x}}}}"),
        "did you mean `route_table`?",
    ),
    "unknown key in a nested rule": (
        "unknown-key",
        in_vpc("security_groups: {x: {egress: {all: {ports: all, to: vpc, «desciption»: x}}}}"),
        "did you mean `description`?",
    ),
    "section in the singular": ("unknown-key", in_account("«vpc»: {}"), "did you mean `vpcs`?"),
    "misspelt word of a family": (
        "unknown-key",
        in_vpc("route_tables: {x: {«pre»: availability_zone, routes: {}}}"),
        "did you mean `per`?",
    ),
    "the address": ("unknown-key", in_account("«address»: here"), "remove it"),
    "name of a field in Python": (
        "unknown-key",
        in_vpc("security_groups: {x: {egress: {all: {ports: all, to: vpc, «peers»: vpc}}}}"),
        "did you mean `ports`?",
    ),
    "name in brackets": (
        "unknown-key",
        HEADER + "«(x)»: {}\n",
        "known: innovate, include, blueprints, accounts, organization, suppressions, properties",
    ),
    "resource named with a dot": ("bad-name", HEADER + "accounts: {«a.b»: {account_id: 012345670123}}\n", NONE),
    "include in a text": ("unknown-key", HEADER + "«include»: [x.yaml]\n", "only files on disk include others"),
    # what has the wrong type
    "list for a section": ("wrong-type", in_account("«vpcs»: [main]"), "vpcs: {NAME: {...}}"),
    "empty section": ("wrong-type", in_account("«vpcs»:"), "`vpcs: {}` for none"),
    "text for a resource": (
        "wrong-type",
        in_account("vpcs: {«main»: x}"),
        "`{}` for one with nothing to say; null removes only what a blueprint sets",
    ),
    "empty attribute": (
        "wrong-type",
        in_account("«purpose»: null"),
        "write a value, or remove the key; null removes only what a blueprint sets",
    ),
    "empty optional attribute": (
        "wrong-type",
        in_account("«environment»:"),
        "write a value, or remove the key; null removes only what a blueprint sets",
    ),
    "empty value in a nested mapping": (
        "wrong-type",
        in_account("tags: {a: b, «c»: ~}"),
        "write a value, or remove the key; null removes only what a blueprint sets",
    ),
    "empty item of a list": (
        "wrong-type",
        in_account("prefix_lists: {x: {entries: [10.0.0.0/8, «~»]}}").replace("«~»", "«»~"),
        "write a value, or remove the key; null removes only what a blueprint sets",
    ),
    "text for a mapping": (
        "wrong-type",
        in_account("tags: «production»"),
        "tags: {NAME: ...}, or `tags: {}` for nothing",
    ),
    "list for a mapping": ("wrong-type", in_account("«tags»: [a]"), "tags: {NAME: ...}, or `tags: {}` for nothing"),
    "list for a text": ("wrong-type", in_account("«purpose»: [a]"), NONE),
    "text for yes or no": ("wrong-type", in_vpc("enable_dns_support: «maybe»"), NONE),
    "text for a list": (
        "wrong-type",
        in_account("prefix_lists: {x: {entries: «10.0.0.0/8»}}"),
        "entries: [10.0.0.0/8]",
    ),
    "word that is not one of those": (
        "wrong-type",
        in_account("environment: «productive»"),
        "did you mean `production`?",
    ),
    "text for a number": ("wrong-type", in_vpc("vpn_gateways: {x: {amazon_side_asn: «many»}}"), NONE),
    "mapping for a reference": ("wrong-type", in_vpc(f"subnets: {{x: {{{SUBNET}, «route_table»: {{a: b}}}}}}"), NONE),
    "blueprints that are a list": ("wrong-type", HEADER + "«blueprints»: [a]\n", NONE),
    "blueprint that is a text": ("wrong-type", HEADER + "blueprints: {«env»: x}\n", "env: {...}"),
    "extends that is a mapping": ("wrong-type", in_account("«extends»: {a: b}"), "extends: blueprints.NAME"),
    "unknown version": ("language-version", "«innovate»: 2\n", "`innovate: 1` at the top of model.yaml"),
    "no version": (
        "language-version",
        "«organization»: {title: x, region: us-east-1}\n",
        "`innovate: 1` at the top of model.yaml",
    ),
    # what is missing
    "missing key": ("missing-key", HEADER + "accounts: {«dev»: {}}\n", NONE),
    "missing key that Python calls otherwise": (
        "missing-key",
        in_vpc(f"subnets: {{s: {{{SUBNET}}}}}\nlbs: {{«x»: {{subnets: s}}}}"),
        NONE,
    ),
    "missing mapping": ("missing-key", in_vpc("security_groups: {«x»: {}}"), "`egress: {}` for none"),
    "missing key in a nested rule": (
        "missing-key",
        in_vpc("security_groups: {x: {egress: {«all»: {ports: all}}}}"),
        NONE,
    ),
    "missing region": (
        "missing-key",
        "innovate: 1\naccounts: {«dev»: {account_id: 012345670123}}\n",
        "write `region` here, or once in `organization` for everything",
    ),
    # what is no such value
    "bad CIDR": ("bad-cidr", in_account("vpcs: {x: {cidr_block: «10.0.0.0/33»}}"), NONE),
    "no prefix length": ("bad-cidr", in_account("vpcs: {x: {cidr_block: «10.0.0.0»}}"), NONE),
    "netmask": ("bad-cidr", in_account("vpcs: {x: {cidr_block: «10.0.0.0/255.255.0.0»}}"), NONE),
    "host bits set": ("host-bits-set", in_account("vpcs: {x: {cidr_block: «10.0.1.0/16»}}"), NONE),
    "host bits set in IPv6": ("host-bits-set", in_vpc("ipv6_cidr_block: «2001:db8::1/56»"), NONE),
    "IPv6 where IPv4 is meant": ("bad-cidr", in_account("vpcs: {x: {cidr_block: «2001:db8::/56»}}"), NONE),
    "CIDR as the key of a route": (
        "bad-cidr",
        in_vpc("internet_gateways: {i: {}}\nroute_tables: {x: {routes: {10.0.0.0/40: «internet_gateways.i»}}}"),
        NONE,
    ),
    "bad address": ("bad-ip", in_account("customer_gateways: {x: {ip_address: «10.0.0.256»}}"), NONE),
    "block larger than a VPC's": ("block-size", in_account("vpcs: {x: {cidr_block: «10.0.0.0/12»}}"), NONE),
    "zone listed twice": (
        "repeated-zone",
        in_account("vpcs: {x: {cidr_block: 10.0.0.0/16, availability_zones: [a, b, «us-east-1a»]}}"),
        NONE,
    ),
    "region that nobody knows": (
        "unknown-region",
        HEADER.replace("us-east-1", "«eu-central-9»"),
        "did you mean `eu-central-2` or `eu-central-1`?",
    ),
    "mapping for an account id": (
        "wrong-type",
        HEADER + "accounts: {dev: {«account_id»: {a: b}}}\n",
        NONE,
    ),
    "list for a block": ("wrong-type", in_account("vpcs: {x: {«cidr_block»: [10.0.0.0/16]}}"), NONE),
    "number that is too small": (
        "wrong-type",
        in_account("s3_buckets: {x: {lifecycle_rules: {r: {expiration_days: «0»}}}}"),
        NONE,
    ),
    "number that is too long": (
        "wrong-type",
        in_vpc(f"vpn_gateways: {{x: {{amazon_side_asn: «{'9' * 5000}»}}}}"),
        NONE,
    ),
    "empty name": ("bad-name", HEADER + "accounts: {«\"\"»: {}}\n", NONE),
    "name with a space": ("bad-name", HEADER + "accounts: {«a b»: {}}\n", NONE),
    "text where a colon lacks": (
        "wrong-type",
        HEADER + "accounts:\n  «dev»:\n    account_id 012345670123\n",
        "put a colon behind `account_id`",
    ),
    "port of ICMP": (
        "bad-ports",
        in_vpc("security_groups: {x: {egress: {a: {ports: «icmp/443», to: vpc}}}}"),
        NONE,
    ),
    "no resources": (
        "no-resources",
        "«i»nnovate: 1\n",
        "an account, to begin with: `accounts: {NAME: {account_id: ...}}`",
    ),
    "misspelt region": (
        "bad-region",
        in_vpc("subnets: {x: {per: availability_zone, newbits: 2, netnum: 1}}").replace("us-east-1", "«us-east1»"),
        NONE,
    ),
    "rule without a peer": (
        "bad-peer",
        in_vpc("security_groups: {x: {egress: {a: {ports: all, «to»: []}}}}"),
        NONE,
    ),
    "zone outside the region": (
        "bad-availability-zone",
        in_vpc("subnets: {x: {cidr_block: 10.0.0.0/24, availability_zone: «eu-west-1a»}}"),
        NONE,
    ),
    "zone that the region has not": (
        "bad-availability-zone",
        in_vpc("subnets: {x: {cidr_block: 10.0.0.0/24, availability_zone: «z»}}"),
        NONE,
    ),
    "port out of range": (
        "bad-ports",
        in_vpc("security_groups: {x: {egress: {a: {ports: «tcp/70000», to: vpc}}}}"),
        NONE,
    ),
    "ports backwards": (
        "bad-ports",
        in_vpc("security_groups: {x: {egress: {a: {ports: «tcp/90-80», to: vpc}}}}"),
        NONE,
    ),
    "port without a protocol": (
        "bad-ports",
        in_vpc("security_groups: {x: {egress: {a: {ports: «443», to: vpc}}}}"),
        NONE,
    ),
    "account id of 11 digits": ("bad-account-id", HEADER + "accounts: {dev: {account_id: «01234567012»}}\n", NONE),
    "account id of letters": ("bad-account-id", HEADER + "accounts: {dev: {account_id: «O12345670123»}}\n", NONE),
    "peer that is no block and no name": (
        "bad-peer",
        in_vpc("security_groups: {x: {egress: {a: {ports: all, to: «internet»}}}}"),
        NONE,
    ),
    "peer without its collection": (
        "bad-peer",
        in_vpc("security_groups: {x: {egress: {a: {ports: all, to: «web»}}}, web: {egress: {}}}"),
        "did you mean `security_groups.web`?",
    ),
    # what points nowhere
    "dangling reference, near": (
        "dangling-reference",
        in_vpc(f"route_tables: {{public: {{routes: {{}}}}}}\nsubnets: {{x: {{{SUBNET}, route_table: «publi»}}}}"),
        "did you mean `public`?",
    ),
    "dangling reference, like none": (
        "dangling-reference",
        in_vpc(f"route_tables: {{public: {{routes: {{}}}}}}\nsubnets: {{x: {{{SUBNET}, route_table: «xyz»}}}}"),
        "there is `public`",
    ),
    "dangling reference, none there": (
        "dangling-reference",
        in_vpc(f"subnets: {{x: {{{SUBNET}, route_table: «public»}}}}"),
        "none is declared: add it under `route_tables`",
    ),
    "dangling absolute reference": (
        "dangling-reference",
        in_account("vpc_peering_connections: {x: {vpc: v, peer_vpc: «accounts.dve.vpcs.v»}}").replace(
            "vpc_peer", "vpcs: {v: {cidr_block: 10.0.0.0/16}}\n    vpc_peer"
        ),
        "did you mean `accounts.dev.vpcs.v`?",
    ),
    "dangling reference in a list": (
        "dangling-reference",
        in_vpc(
            f"subnets: {{s: {{{SUBNET}}}}}\nsecurity_groups: {{web: {{egress: {{}}}}}}\n"
            "instances: {x: {instance_type: t3.micro, subnet: s, security_groups: [web, «wbe»]}}"
        ),
        "did you mean `web`?",
    ),
    "dangling target of a route": (
        "dangling-reference",
        in_vpc("internet_gateways: {i: {}}\nroute_tables: {x: {routes: {0.0.0.0/0: «internet_gateways.j»}}}"),
        "did you mean `internet_gateways.i`?",
    ),
    "dangling target of a route, none there": (
        "dangling-reference",
        in_vpc("route_tables: {x: {routes: {0.0.0.0/0: «internet_gateways.i»}}}"),
        "none is declared: add it under `internet_gateways`",
    ),
    "dangling peer": (
        "dangling-reference",
        in_vpc("security_groups: {web: {egress: {a: {ports: all, to: «security_groups.wbe»}}}}"),
        "did you mean `security_groups.web`?",
    ),
    "dangling peer in a list": (
        "dangling-reference",
        in_vpc("security_groups: {web: {egress: {a: {ports: all, to: [vpc, «security_groups.wbe»]}}}}"),
        "did you mean `security_groups.web`?",
    ),
    "reference of the wrong kind": (
        "wrong-reference",
        in_vpc(
            "internet_gateways: {i: {}}\nroute_tables: {x: {routes: {0.0.0.0/0: «subnets.s»}}}\n"
            f"subnets: {{s: {{{SUBNET}}}}}"
        ),
        "there is `internet_gateways.i`",
    ),
    "family where one is meant": (
        "wrong-reference",
        in_vpc(
            "subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}\n"
            "instances: {x: {instance_type: t3.micro, subnet: «app»}}"
        ),
        "name one member: app-a, app-b",
    ),
    # families
    "other family": (
        "wrong-type",
        in_vpc("subnets: {app: {per: «az», newbits: 4, netnum: 0}}"),
        "per: availability_zone",
    ),
    "family without zones": (
        "family-zones",
        in_account(
            "vpcs: {x: {cidr_block: 10.0.0.0/16, subnets: {s: {per: «availability_zone», newbits: 4, netnum: 0}}}}"
        ),
        "availability_zones: [a, b, c] in its VPC",
    ),
    "family of a VPC with an empty list of zones": (
        "family-zones",
        in_account(
            "vpcs: {x: {cidr_block: 10.0.0.0/16, availability_zones: [],\n"
            "  subnets: {s: {per: «availability_zone», newbits: 4, netnum: 0}}}}"
        ),
        "availability_zones: [a, b, c] in its VPC",
    ),
    "family beyond its zone bits": (
        "family-zones",
        in_vpc("subnets: {s: {per: availability_zone, newbits: 4, netnum: 0, zone_bits: «0»}}"),
        "a larger `zone_bits` makes room (and moves every member)",
    ),
    "netnum beyond newbits": (
        "family-cidr",
        in_vpc("subnets: {s: {per: availability_zone, newbits: 2, netnum: «4»}}"),
        NONE,
    ),
    "newbits beyond the block": (
        "family-cidr",
        in_vpc("subnets: {s: {per: availability_zone, newbits: 17, netnum: «0»}}"),
        NONE,
    ),
    "newbits alone": ("family-cidr", in_vpc("subnets: {s: {per: availability_zone, newbits: «2»}}"), NONE),
    "IPv6 without a block": (
        "family-cidr",
        in_vpc("subnets: {s: {per: availability_zone, newbits: 2, netnum: 0, ipv6_netnum: «0»}}"),
        NONE,
    ),
    "newbits that is no number": (
        "wrong-type",
        in_vpc("subnets: {s: {per: availability_zone, newbits: «two», netnum: 0}}"),
        NONE,
    ),
    "family with one block": (
        "family-cidr",
        in_vpc("subnets: {s: {per: availability_zone, cidr_block: «10.0.0.0/24»}}"),
        "write newbits and netnum instead, or take `per` out",
    ),
    "member written as well": (
        "family-collision",
        in_vpc(f"subnets:\n  s: {{per: availability_zone, newbits: 2, netnum: 0}}\n  «s-a»: {{{SUBNET}}}"),
        "give one of the two another name",
    ),
    # composition
    "unknown blueprint": (
        "dangling-blueprint",
        in_account("extends: «blueprints.evn»") + "blueprints: {env: {purpose: x}}\n",
        "did you mean `env`?",
    ),
    "no blueprint at all": (
        "dangling-blueprint",
        in_account("extends: «env»"),
        "none is declared: add it under `blueprints`",
    ),
    "unknown blueprint in a list": (
        "dangling-blueprint",
        in_account("extends: [env, «nev»]") + "blueprints: {env: {purpose: x}}\n",
        "did you mean `env`?",
    ),
    "unknown blueprint in a blueprint that nobody uses": (
        "dangling-blueprint",
        HEADER + "blueprints: {env: {extends: «bsae»}, base: {}}\n",
        "did you mean `base`?",
    ),
    "circle of blueprints": (
        "extends-cycle",
        in_account("extends: b") + "blueprints:\n  a: {extends: b}\n  b: {extends: c}\n  c: {extends: «a»}\n",
        "take `extends` out of `c`",
    ),
    "circle of blueprints that nobody uses": (
        "extends-cycle",
        HEADER + "blueprints:\n  a: {extends: b}\n  b: {extends: «a»}\n",
        "take `extends` out of `b`",
    ),
    "blueprint that extends itself": (
        "extends-cycle",
        HEADER + "blueprints: {a: {extends: «a»}}\n",
        "take `extends` out of `a`",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("check", "text", "suggestion"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_one_finding_at_its_place(check: str, text: str, suggestion: str) -> None:
    """The check, file:line:column and length of the caret, and the suggestion: of this fault, and of nothing else."""
    loaded, (place,) = load_marked(text)
    assert [(finding.check, finding.span, finding.suggestion) for finding in loaded.findings] == [
        (check, place, suggestion)
    ]


def test_a_fault_is_shown_with_its_line_and_a_caret() -> None:
    """What a person reads names the place, quotes the line and underlines the fault."""
    loaded = load_text(in_account("vpcs: {x: {cidr_block: 10.0.1.0/16}}"))
    assert render(loaded.findings, loaded.model.texts).split("\n")[:5] == [
        "error[host-bits-set]: `10.0.1.0/16` has host bits set: the block is 10.0.0.0/16",
        " --> model.yaml:6:28 (accounts.dev.vpcs.x.cidr_block)",
        "  |",
        "6 |     vpcs: {x: {cidr_block: 10.0.1.0/16}}",
        "  |                            ^^^^^^^^^^^",
    ]


MESSAGES = {
    "bad CIDR": "`10.0.0.0/33` is not a CIDR block: /33 is longer than /32",
    "host bits set": "`10.0.1.0/16` has host bits set: the block is 10.0.0.0/16",
    "zone outside the region": "`eu-west-1a` is not in us-east-1, the region of its VPC",
    "zone that the region has not": "`z`: us-east-1 has the zones a, b, c, d, e, f",
    "block larger than a VPC's": "/12 cannot be the size of a VPC's block: in IPv4 it is /16 to /28",
    "zone listed twice": "us-east-1a is listed twice",
    "region that nobody knows": "no AWS region named `eu-central-9` is known",
    "mapping for an account id": "`account_id` must be one text, not a mapping",
    "list for a block": "`cidr_block` must be one text, not a list",
    "number that is too small": "`lifecycle_rules.r.expiration_days` must be at least 1, not `0`",
    "number that is too long": "must be a whole number, not `999999999999999999999999999999... (5000 characters)`",
    "empty name": '`""` cannot be a name: letters, digits, - and _ only',
    "text where a colon lacks": "`dev` must be a mapping, not `account_id 012345670123`",
    "list for a section": "`vpcs` must be a mapping of names to vpcs, not a list",
    "port of ICMP": "`icmp/443`: icmp takes no port: write icmp",
    "no resources": "the model has no resources",
    "port out of range": "`tcp/70000`: ports end at 65535",
    "port without a protocol": "`443` is not a port such as tcp/443: write tcp/443",
    "account id of 11 digits": "`01234567012` is not an account id: it has 12 digits",
    "missing key": "account needs `account_id`",
    "missing key in a nested rule": "egress.all needs `to`",
    "unknown key in a resource": "`route_tabel` is not an attribute of subnet",
    "unknown key in a nested rule": "`desciption` is not an attribute of egress.all",
    "word that is not one of those": "`environment` must be 'dev', 'staging' or 'production', not `productive`",
    "list for a text": "`purpose` must be one text, not a list",
    "text for yes or no": "`enable_dns_support` must be yes or no, not `maybe`",
    "text for a number": "`amazon_side_asn` must be a whole number, not `many`",
    "text for a list": "`entries` must be a list, not `10.0.0.0/8`",
    "list for a mapping": "`tags` must be a mapping, not a list",
    "reference of the wrong kind": "`subnets.s` is a subnet, not an internet_gateway, egress_only_internet_gateway, ",
    "family where one is meant": "`app` is a family of 2, one is needed here",
    "netnum beyond newbits": "`s`: netnum 4 does not fit into 2 bits: 10.0.0.0/16 holds 0 to 3",
    "circle of blueprints": "blueprints extend one another in a circle: a -> b -> c -> a",
}


@pytest.mark.parametrize(("name", "words"), MESSAGES.items(), ids=MESSAGES)
def test_a_message_says_what_is_wrong_with_the_value(name: str, words: str) -> None:
    """The message names the value and the rule that it breaks."""
    loaded, _ = load_marked(FAULTS[name][1])
    assert words in loaded.findings[0].message


# --- several faults ----------------------------------------------------------------------------------------------


def test_good_resources_survive_and_one_run_reports_all_faults() -> None:
    """Each bad resource costs itself only; every fault is told, also two in one resource."""
    loaded, places = load_marked(
        in_vpc(
            """
            subnets:
              good: {cidr_block: 10.0.0.0/24, availability_zone: a, route_table: open}
              bad: {cidr_block: «10.0.1.7/24», availability_zone: «q»}
            route_tables:
              open: {routes: {}}
              shut: {routes: {}, main: «perhaps»}
            instances:
              «neither»: {security_groups: [«x», «y»]}
              fine: {instance_type: t3.micro, subnet: good}
            """
        )
        + "«extra»: 1\n"
    )
    found = [(finding.check, finding.span) for finding in loaded.findings]
    ten_seven, zone, perhaps, neither, x, y, extra = places
    assert found == [
        ("host-bits-set", ten_seven),
        ("bad-availability-zone", zone),
        ("wrong-type", perhaps),
        ("missing-key", neither),
        ("missing-key", neither),
        ("dangling-reference", x),
        ("dangling-reference", y),
        ("unknown-key", extra),
    ]
    messages = [finding.message for finding in loaded.findings if finding.check == "missing-key"]
    assert messages == ["instance needs `instance_type`", "instance needs `subnet`"]
    vpc = "accounts.dev.vpcs.main"
    assert set(loaded.model.resources) == {
        "organization",
        "accounts.dev",
        vpc,
        f"{vpc}.subnets.good",
        f"{vpc}.route_tables.open",
        f"{vpc}.instances.fine",
        "availability_zones.us-east-1a",
        "availability_zones.us-east-1b",
    }


def test_a_fault_in_a_blueprint_is_one_finding_that_lists_its_users() -> None:
    """Three environments over one blueprint make one finding, not three."""
    text, (place,) = unmark(
        HEADER
        + "blueprints: {env: {vpcs: {main: {security_groups: {x: {egress: {a: {ports: «tcp/99999», to: vpc}}}}}}}}\n"
        + "accounts:\n"
        + "".join(
            f"  {name}: {{extends: blueprints.env, account_id: 01234567012{number}, "
            f"vpcs: {{main: {{cidr_block: 10.{number}.0.0/16}}}}}}\n"
            for number, name in enumerate(("dev", "staging", "production"))
        )
    )
    (finding,) = load_text(text).findings
    assert (finding.check, finding.span) == ("bad-ports", place)
    tail = "vpcs.main.security_groups.x.egress.a.ports"
    assert [related.note for related in finding.related] == [
        f"used by accounts.{name}.{tail}" for name in ("dev", "production", "staging")
    ]


def test_many_users_of_a_fault_are_counted() -> None:
    """Twelve users are named, the rest are a number."""
    accounts = "".join(f"  a{n}: {{extends: env, account_id: {n:012d}}}\n" for n in range(20))
    (finding,) = load_text(HEADER + "blueprints: {env: {environment: live}}\naccounts:\n" + accounts).findings
    assert len(finding.related) == 13
    assert finding.related[-1].note == "and 8 more"


def test_two_faults_of_one_blueprint_stay_two() -> None:
    """Findings are one only where they say the same of the same place."""
    text = HEADER + "blueprints: {env: {vpcs: {main: {}}}}\naccounts:\n  a: {extends: env}\n  b: {extends: env}\n"
    found = load_text(text.replace("organization: {title: Test, region: us-east-1}\n", "")).findings
    assert [(finding.check, finding.message) for finding in found] == [
        ("missing-key", "vpc needs `cidr_block`"),
        ("missing-key", "vpc needs `region`"),
        ("missing-key", "account needs `account_id`"),
        ("missing-key", "account needs `region`"),
        ("missing-key", "account needs `account_id`"),
        ("missing-key", "account needs `region`"),
    ]


def test_a_misspelt_key_is_not_also_missing() -> None:
    """`acount_id` is one fault: the unknown key says which one was meant."""
    loaded, (place,) = load_marked(HEADER + "accounts: {dev: {«acount_id»: 012345670123}}\n")
    assert told(loaded.findings) == [f"unknown-key {place}"]


@pytest.mark.parametrize("block", ["10.0.1.0/16", "10.0.0.0/16x", "10.0.0.0", "ten"])
def test_a_bad_block_of_a_vpc_is_not_told_again_by_its_families(block: str) -> None:
    """What follows from the VPC's fault is no fault of its subnets or of what refers to them."""
    text = in_account(
        f"""
        vpcs:
          main:
            cidr_block: {block}
            availability_zones: [a, b]
            subnets:
              app: {{per: availability_zone, newbits: 2, netnum: 1}}
              one: {{newbits: 4, netnum: 0, availability_zone: a}}
            nat_gateways: {{x: {{per: availability_zone, subnet: app}}}}
            network_acls: {{x: {{ingress: {{1: {{allow: all, from: subnets.app}}}}, egress: {{}}}}}}
        """
    )
    (finding,) = load_text(text).findings
    assert finding.path == ("accounts", "dev", "vpcs", "main", "cidr_block")


def test_a_bad_zone_of_a_vpc_is_told_where_it_is_written() -> None:
    """Its families' members in that zone fall away in silence; those in good zones stand."""
    loaded, (place,) = load_marked(
        in_account("region: us-west-1\nvpcs: {main: {cidr_block: 10.0.0.0/16, availability_zones: [a, «d»],\n"
                   "  subnets: {app: {per: availability_zone, newbits: 2, netnum: 1}}}}")
    )  # fmt: skip
    assert told(loaded.findings) == [f"bad-availability-zone {place}"]
    assert "accounts.dev.vpcs.main.subnets.app-a" in loaded.model


def test_what_looks_inside_a_missing_resource_is_not_told_again() -> None:
    """An attachment whose transit gateway dangles has one fault; its association cannot be looked up."""
    loaded, (place,) = load_marked(
        in_vpc(
            """
            subnets: {s: {cidr_block: 10.0.0.0/24, availability_zone: a}}
            transit_gateway_attachments: {x: {transit_gateway: «hbu», subnets: s, association: main}}
            """
        )
    )
    assert told(loaded.findings) == [f"dangling-reference {place}"]


def test_a_thousand_dangling_references_are_told_in_moments() -> None:
    """Hints stay cheap: one misspelling in a blueprint of a large organisation must not cost minutes."""
    accounts = "".join(
        f"  a{n}:\n    account_id: {n:012d}\n    vpcs:\n      main:\n        cidr_block: 10.0.0.0/16\n"
        f"        route_tables: {{{', '.join(f'table-{n}-{m}: {{routes: {{}}}}' for m in range(10))}}}\n"
        f"        subnets: {{{', '.join(f's{m}: {{{SUBNET}, route_table: tabel-{n}-{m}}}' for m in range(10))}}}\n"
        for n in range(100)
    )
    findings = load_text(HEADER + "accounts:\n" + accounts).findings
    assert len(findings) == 1000
    assert findings[0].suggestion.startswith("did you mean `table-0-0` or `table-")


def test_a_section_that_is_misspelt_is_named_where_its_members_are_missed() -> None:
    """`subnet:` next door is why there are no subnets; to add one more section would not help."""
    loaded = load_text(in_vpc(f"subnet: {{s: {{{SUBNET}}}}}\nnat_gateways: {{x: {{subnet: s}}}}"))
    assert [(finding.check, finding.suggestion) for finding in loaded.findings] == [
        ("unknown-key", "did you mean `subnets`?"),
        ("dangling-reference", "`subnet` in accounts.dev.vpcs.main declares none: did you mean `subnets`?"),
    ]


def test_a_family_whose_blocks_are_too_small_is_one_finding() -> None:
    """It lists its members instead of repeating itself."""
    loaded, (place,) = load_marked(in_vpc("subnets: {x: {per: availability_zone, newbits: 12, netnum: «0»}}"))
    (finding,) = loaded.findings
    assert (finding.check, finding.span, len(finding.related)) == ("block-size", place, 2)


@pytest.mark.parametrize("name", ["", "a b"])
def test_a_name_that_is_no_word_is_quoted_in_paths(name: str) -> None:
    """`accounts.a b` and `accounts.` would read like a slip of the program."""
    loaded = load_text(HEADER + f'accounts: {{"{name}": {{}}}}\n')
    assert f'(accounts["{name}"])' in render(loaded.findings, loaded.model.texts)

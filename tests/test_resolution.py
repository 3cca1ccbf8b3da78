"""What a name in a reference means."""

from __future__ import annotations

from typing import Any

import pytest

from innovate_model.loader import load_text

from .support import HEADER, in_vpc, load_marked, told

VPC = "accounts.dev.vpcs.main"


def value_of(text: str, address: str, attribute: str) -> Any:
    """An attribute of a resource in a model that nothing is wrong with."""
    loaded = load_text(text)
    assert loaded.findings == ()
    return getattr(loaded.model[address], attribute)


def test_the_innermost_name_wins() -> None:
    """From the resource outward: a bare name is of the own VPC, and another VPC's is named with its own."""
    group = "security_groups: {x: {egress: {a: {ports: all, to: security_groups.y}}}, y: {egress: {}}}"
    text = in_vpc(group) + f"      other: {{cidr_block: 10.1.0.0/16, {group}}}\n"
    for vpc in ("main", "other"):
        address = f"accounts.dev.vpcs.{vpc}.security_groups"
        assert value_of(text, f"{address}.x", "egress")["a"].peers[0].address == f"{address}.y"
    outside = text.replace("to: security_groups.y", "to: vpcs.other.security_groups.y", 1)
    peers = value_of(outside, f"{VPC}.security_groups.x", "egress")["a"].peers
    assert peers[0].address == "accounts.dev.vpcs.other.security_groups.y"


def test_what_a_resource_does_not_see_it_takes_from_further_out() -> None:
    """A rule in a VPC finds the prefix list of its account."""
    text = in_vpc("security_groups: {x: {egress: {a: {ports: all, to: prefix_lists.office}}}}").replace(
        "    vpcs:", "    prefix_lists: {office: {entries: [192.0.2.0/24]}}\n    vpcs:"
    )
    (peer,) = value_of(text, f"{VPC}.security_groups.x", "egress")["a"].peers
    assert (peer.kind, peer.address) == ("prefix_list", "accounts.dev.prefix_lists.office")


def test_the_organization_is_looked_at_last() -> None:
    """Units are named bare, from wherever an account stands."""
    text = HEADER.replace("us-east-1", "us-east-1, organizational_units: {workloads: {}}") + (
        "accounts: {dev: {account_id: 012345670123, organizational_unit: workloads}}\n"
    )
    assert value_of(text, "accounts.dev", "organizational_unit") == "organization.organizational_units.workloads"


SUBNETS = """
subnets:
  app: {per: availability_zone, newbits: 2, netnum: 1}
  one: {cidr_block: 10.0.0.0/24, availability_zone: a}
"""


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("app", ["app-a", "app-b"]),
        ("subnets.app", ["app-a", "app-b"]),
        (f"{VPC}.subnets.app", ["app-a", "app-b"]),
        ("app-b", ["app-b"]),
        ("[one, app, app-a]", ["one", "app-a", "app-b"]),
    ],
)
def test_a_family_is_all_its_members_where_several_may_be_named(written: str, meant: list[str]) -> None:
    """Bare, with its collection or in full; each member once, in the order in which they are named."""
    text = in_vpc(
        SUBNETS
        + f"vpc_endpoints: {{x: {{service: ecr.api, type: Interface, subnets: {written}, security_groups: [g]}}}}\n"
        "security_groups: {g: {egress: {}}}\n"
    )
    assert list(value_of(text, f"{VPC}.vpc_endpoints.x", "subnets")) == [f"{VPC}.subnets.{name}" for name in meant]


def test_a_member_of_a_family_means_the_member_in_its_own_zone() -> None:
    """A NAT gateway per zone stands in the subnet of its zone, and a route table per zone leads to that gateway."""
    text = in_vpc(
        SUBNETS + "nat_gateways: {out: {per: availability_zone, subnet: app, connectivity_type: private}}\n"
        "route_tables: {t: {per: availability_zone, routes: {0.0.0.0/0: nat_gateways.out}}}\n"
    )
    for zone in "ab":
        assert value_of(text, f"{VPC}.nat_gateways.out-{zone}", "subnet") == f"{VPC}.subnets.app-{zone}"
        assert value_of(text, f"{VPC}.route_tables.t-{zone}", "routes") == {
            "0.0.0.0/0": f"{VPC}.nat_gateways.out-{zone}"
        }


def test_a_bare_name_is_of_the_kind_that_the_attribute_takes() -> None:
    """A route table and a network ACL of one name are not confused."""
    text = in_vpc(
        "subnets: {x: {cidr_block: 10.0.0.0/24, availability_zone: a, route_table: x, network_acl: x}}\n"
        "route_tables: {x: {routes: {}}}\nnetwork_acls: {x: {ingress: {}, egress: {}}}\n"
    )
    subnet: Any = load_text(text).model[f"{VPC}.subnets.x"]
    assert (subnet.route_table, subnet.network_acl) == (f"{VPC}.route_tables.x", f"{VPC}.network_acls.x")


@pytest.mark.parametrize(
    ("peer", "address", "blocks"),
    [
        ("vpc", VPC, ("10.0.0.0/16",)),
        ("subnets.app", f"{VPC}.subnets.app", ("10.0.64.0/18",)),
        ("subnets.app-b", f"{VPC}.subnets.app-b", ("10.0.80.0/20",)),
        ("subnets.one", f"{VPC}.subnets.one", ("10.0.0.0/24",)),
        ("192.0.2.0/24", "", ("192.0.2.0/24",)),
        ("2001:DB8::/32", "", ("2001:db8::/32",)),
    ],
)
def test_a_peer_stands_for_blocks(peer: str, address: str, blocks: tuple[str, ...]) -> None:
    """A tier is quoted by its one block, so a new zone changes no rule."""
    text = in_vpc(
        SUBNETS + f'network_acls: {{x: {{ingress: {{100: {{allow: all, from: "{peer}"}}}}, egress: {{}}}}}}\n'
    )
    (found,) = value_of(text, f"{VPC}.network_acls.x", "ingress")[100].peers
    assert (found.kind, found.address, found.cidr_blocks) == ("cidr", address, blocks)


def test_self_is_the_group_that_says_it() -> None:
    """A rule about its own group names no other."""
    text = in_vpc("security_groups: {x: {egress: {a: {ports: all, to: self}}}}")
    (peer,) = value_of(text, f"{VPC}.security_groups.x", "egress")["a"].peers
    assert (peer.kind, peer.address) == ("security_group", f"{VPC}.security_groups.x")


def test_a_network_acl_knows_no_groups() -> None:
    """AWS's network ACLs take blocks only: `self` and a group are no peers there."""
    loaded, places = load_marked(
        in_vpc(
            "security_groups: {g: {egress: {}}}\n"
            "network_acls: {x: {egress: {}, ingress: {\n"
            "  1: {allow: all, from: «self»}, 2: {allow: all, from: «security_groups.g»}}}}"
        )
    )
    assert told(loaded.findings) == [f"bad-peer {place}" for place in places]


def test_the_nearest_names_of_the_own_account_come_first() -> None:
    """Another account's table of a nearer name is not what somebody meant who wrote a bare name."""
    loaded, _ = load_marked(
        in_vpc(
            "subnets: {x: {cidr_block: 10.0.0.0/24, availability_zone: a, route_table: pubic}}\n"
            "route_tables: {public-own: {routes: {}}}\n"
        )
        + "  other: {account_id: 012345670124, vpcs: {main: {cidr_block: 10.1.0.0/16,\n"
        + "    route_tables: {public: {routes: {}}}}}}\n"
    )
    assert loaded.findings[0].suggestion == "did you mean `public-own`?"


def test_a_name_out_of_sight_is_not_suggested_as_it_is() -> None:
    """What was written exists in another account only: the hint says so, and does not repeat it."""
    text = """\
innovate: 1
organization: {title: T, region: us-east-1}
accounts:
  a: {account_id: "111111111111", kms_keys: {main: {}}}
  b: {account_id: "222222222222", secrets: {s: {kms_key: main}}}
"""
    (finding,) = load_text(text).findings
    assert (finding.check, finding.suggestion) == (
        "dangling-reference",
        "one of that name stands elsewhere: write its whole address",
    )

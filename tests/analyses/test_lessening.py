"""A model less a resource or a line: what goes, what stays, and what one line makes."""

from __future__ import annotations

import pytest

from innovate_model.analyses.lessening import entry_at, less, without, written_together
from innovate_model.graph import build
from innovate_model.loader import load_text
from innovate_model.resources.network_acl import NetworkAcl
from innovate_model.resources.route_table import RouteTable
from innovate_model.resources.security_group import SecurityGroup
from innovate_model.span import at

TEXT = """\
innovate: 1
organization: {title: Test, region: us-east-1}
blueprints:
  site:
    s3_buckets: {files: {}, payroll: {block_public_access: no}}
    iam_roles:
      worker:
        trust: {services: [ec2.amazonaws.com], accounts: accounts.a}
        permissions: {files: {effect: Allow, actions: [s3:GetObject], on: s3_buckets.files}}
    vpcs:
      main:
        availability_zones: [a]
        cidr_block: 10.0.0.0/16
        route_tables: {main: {routes: {0.0.0.0/0: nat_gateways.egress, 10.9.0.0/16: blackhole}}}
        subnets: {app: {cidr_block: 10.0.0.0/24, availability_zone: a, route_table: main, network_acl: app}}
        nat_gateways: {egress: {subnet: app}}
        network_acls: {app: {ingress: {100: {allow: all, from: vpc}}, egress: {}}}
        security_groups: {app: {ingress: {a: {ports: tcp/1, from: vpc}, b: {ports: tcp/2, from: vpc}}, egress: {}}}
accounts:
  a: {extends: blueprints.site, account_id: "111111111111"}
  b: {extends: blueprints.site, account_id: "222222222222"}
"""
LOADED = load_text(TEXT)
GRAPH = build(LOADED.model)
VPC = "accounts.a.vpcs.main"


def test_the_text_has_no_fault() -> None:
    assert LOADED.findings == ()


def test_without_a_resource_a_route_to_it_is_a_black_hole() -> None:
    """As in AWS; nothing else changes, and the graph that it is taken from is as it was."""
    lessened = without(GRAPH, [f"{VPC}.nat_gateways.egress"])
    assert set(GRAPH.model.resources) - set(lessened.model.resources) == {f"{VPC}.nat_gateways.egress"}
    table = lessened.model.get(f"{VPC}.route_tables.main", RouteTable)
    assert table is not None
    assert set(table.routes.values()) == {"blackhole"}
    changed = {a for a, one in lessened.model.resources.items() if GRAPH.model[a] is not one}
    assert changed == {table.address}


def test_without_a_resource_what_stands_in_it_is_gone() -> None:
    """An account with all of its own."""
    whole = without(GRAPH, ["accounts.a"])
    assert not [address for address in whole.model.resources if address.startswith("accounts.a")]
    assert len(whole.model) == len(GRAPH.model) - len([a for a in GRAPH.model.resources if a.startswith("accounts.a")])


@pytest.mark.parametrize(
    "path",
    [
        at(f"{VPC}.security_groups.app", "ingress", "a"),
        at(f"{VPC}.security_groups.app", "ingress", "a", "ports"),
        at(f"{VPC}.network_acls.app", "ingress", "100"),
        at(f"{VPC}.route_tables.main", "routes", "0.0.0.0/0"),
        at("accounts.a.iam_roles.worker", "permissions", "files", "on"),
        at("accounts.a.iam_roles.worker", "trust", "accounts"),
        at("accounts.a.iam_roles.worker", "trust", "services", 0),
        at("accounts.a.s3_buckets.payroll", "block_public_access"),
        at(f"{VPC}.subnets.app", "network_acl"),
    ],
    ids=lambda path: ".".join(map(str, path[-3:])),
)
def test_one_line_is_taken_out_of_one_resource(path: tuple[str | int, ...]) -> None:
    """Nothing else changes."""
    lessened = less(GRAPH, [path])
    assert lessened is not None
    changed = [a for a, one in GRAPH.model.resources.items() if lessened.model.resources[a] is not one]
    assert len(changed) == 1
    assert ".".join(map(str, path)).startswith(changed[0])
    assert lessened.model[changed[0]] != GRAPH.model[changed[0]]


def test_a_rule_goes_with_all_that_it_says() -> None:
    """Security groups and network ACLs, whose keys are numbers."""
    lessened = less(
        GRAPH, [at(f"{VPC}.security_groups.app", "ingress", "a"), at(f"{VPC}.network_acls.app", "ingress", "100")]
    )
    assert lessened is not None
    group = lessened.model.get(f"{VPC}.security_groups.app", SecurityGroup)
    acl = lessened.model.get(f"{VPC}.network_acls.app", NetworkAcl)
    assert group is not None
    assert acl is not None
    assert (list(group.ingress), list(acl.ingress)) == (["b"], [])


@pytest.mark.parametrize(
    "path",
    [
        at(VPC, "cidr_block"),  # a VPC has one
        at(f"{VPC}.subnets.app", "assign_ipv6_address_on_creation"),  # nobody said it
        at(f"{VPC}.security_groups.app", "ingress", "c"),
        at(f"{VPC}.security_groups.app", "colour"),
        at(f"{VPC}.security_groups.app"),
        at("accounts.c"),
        (),
    ],
)
def test_what_cannot_be_taken_out_is_none(path: tuple[str | int, ...]) -> None:
    """A required attribute, what was not said, what is not there, a resource as a whole."""
    assert less(GRAPH, [path]) is None


def test_a_line_of_a_blueprint_stands_in_each_of_its_users() -> None:
    """The path that was asked about first."""
    rest = ("security_groups", "app", "ingress", "a")
    second = ("accounts", "b", "vpcs", "main", *rest)
    assert written_together(GRAPH.model, second) == (second, ("accounts", "a", "vpcs", "main", *rest))


def test_an_entry_is_the_smallest_thing_that_can_go_alone() -> None:
    """Not the ports of a rule."""
    rule = at(f"{VPC}.security_groups.app", "ingress", "a")
    assert entry_at(GRAPH.model, (*rule, "ports")) == rule == entry_at(GRAPH.model, rule)
    trust = at("accounts.a.iam_roles.worker", "trust", "accounts")
    assert entry_at(GRAPH.model, trust) == trust

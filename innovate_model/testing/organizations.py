"""Large organisations as YAML text: the same numbers give the same bytes."""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.testing.connected import connected_organization

__all__ = ["connected_organization", "large_organization"]

ZONES = "abc"
_SUBNETS_IN_A_VPC = 36
_GROUPS_IN_A_VPC = 36
_KEYS_IN_AN_ACCOUNT = 12


def large_organization(vpcs: int, vpcs_in_an_account: int = 3) -> str:
    """A valid model with `vpcs` VPCs, each with 36 subnets over three zones, their route tables and NAT gateways, 36
    security groups that refer to one another, a network ACL and the account's keys and secrets: some 91 resources
    for each VPC.

    Families would make it shorter; every resource is written out, as an importer writes it. VPCs have /16 blocks of
    10.0.0.0/8 and repeat after 256: nothing joins them.
    """
    return "\n".join(_lines(vpcs, vpcs_in_an_account)) + "\n"


def _lines(vpcs: int, vpcs_in_an_account: int) -> Iterator[str]:
    yield "innovate: 1"
    yield "organization: {title: Large, region: us-east-1}"
    yield "accounts:"
    for first in range(0, vpcs, vpcs_in_an_account):
        number = first // vpcs_in_an_account
        yield f"  account-{number:04d}:"
        yield f'    account_id: "{100_000_000_000 + number}"'
        yield "    kms_keys:"
        for key in range(_KEYS_IN_AN_ACCOUNT):
            yield f"      key-{key}: {{description: What service {key} keeps, enable_key_rotation: yes}}"
        yield "    secrets:"
        for secret in range(_KEYS_IN_AN_ACCOUNT):
            yield f"      secret-{secret}: {{kms_key: key-{secret}, rotation_days: 30}}"
        yield "    vpcs:"
        for vpc in range(first, min(first + vpcs_in_an_account, vpcs)):
            yield from _vpc(vpc)


def _vpc(number: int) -> Iterator[str]:
    second = number % 256
    yield f"      vpc-{number}:"
    yield f"        cidr_block: 10.{second}.0.0/16"
    yield f"        availability_zones: [{', '.join(ZONES)}]"
    yield "        tags: {Environment: production, Owner: platform-team, CostCenter: '4711'}"
    yield "        internet_gateways: {main: {}}"
    yield "        nat_gateways:"
    for letter in ZONES:
        yield f"          egress-{letter}: {{subnet: public-{letter}}}"
    yield "        route_tables:"
    yield "          public: {routes: {0.0.0.0/0: internet_gateways.main}}"
    for letter in ZONES:
        yield f"          private-{letter}: {{routes: {{0.0.0.0/0: nat_gateways.egress-{letter}}}}}"
    yield from _subnets(second)
    yield from _groups()
    yield "        network_acls:"
    yield "          private:"
    yield "            ingress: {100: {allow: all, from: vpc}, 200: {allow: tcp/1024-65535, from: 0.0.0.0/0}}"
    yield "            egress: {100: {allow: all, to: vpc}, 200: {allow: tcp/443, to: 0.0.0.0/0}}"


def _subnets(second: int) -> Iterator[str]:
    yield "        subnets:"
    for index in range(_SUBNETS_IN_A_VPC):
        letter, tier = ZONES[index % 3], index // 3
        name, table = (f"tier{tier}-{letter}", f"private-{letter}") if tier else (f"public-{letter}", "public")
        yield f"          {name}:"
        yield f"            cidr_block: 10.{second}.{4 * index}.0/22"
        yield f"            availability_zone: {letter}"
        yield f"            route_table: {table}"
        if tier:
            yield "            network_acl: private"


def _groups() -> Iterator[str]:
    yield "        security_groups:"
    for index in range(_GROUPS_IN_A_VPC):
        before, after = (index - 7) % _GROUPS_IN_A_VPC, (index + 1) % _GROUPS_IN_A_VPC
        yield f"          service-{index}:"
        yield f"            ingress: {{https: {{ports: tcp/443, from: security_groups.service-{after}}}}}"
        yield f"            egress: {{database: {{ports: tcp/5432, to: security_groups.service-{before}}}}}"

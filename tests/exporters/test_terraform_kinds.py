"""Kinds that the Terraform exporter does not write field by field."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from exporters.terraform import EXPORTER
from innovate_model.graph import build
from innovate_model.loader import load

from .terraform_run import VALUES, exported, in_dev, values


def test_acl_blocks_take_the_numbers_that_follow() -> None:
    """A rule with three blocks becomes three entries, and the rule behind it moves up rather than being overwritten."""
    acl = in_dev(
        "network_acls: {edge: {egress: {}, ingress: {"
        "100: {allow: tcp/443, from: [10.1.0.0/16, 10.2.0.0/16, 2001:db8::/64]},"
        "101: {deny: all, from: 0.0.0.0/0}}}}"
    )["network_acls"]["main/edge"]
    assert acl["ingress"] == {
        "100": {
            "cidr_block": "10.1.0.0/16",
            "from_port": 443,
            "protocol": "tcp",
            "rule_action": "allow",
            "to_port": 443,
        },
        "101": {
            "cidr_block": "10.2.0.0/16",
            "from_port": 443,
            "protocol": "tcp",
            "rule_action": "allow",
            "to_port": 443,
        },
        "102": {
            "from_port": 443,
            "ipv6_cidr_block": "2001:db8::/64",
            "protocol": "tcp",
            "rule_action": "allow",
            "to_port": 443,
        },
        "103": {"cidr_block": "0.0.0.0/0", "from_port": 0, "protocol": "-1", "rule_action": "deny", "to_port": 0},
    }


@given(st.dictionaries(st.integers(1, 400), st.tuples(st.booleans(), st.integers(1, 4)), max_size=6))
def test_acl_entries_keep_the_order_of_the_rules(rules: Mapping[int, tuple[bool, int]]) -> None:
    """Whatever the numbers and the number of blocks, entries in order of their numbers are the rules in order."""
    expected = [
        (f"10.{n}.{block}.0/24", "allow" if rules[number][0] else "deny")
        for n, number in enumerate(sorted(rules))
        for block in range(rules[number][1])
    ]
    said = ", ".join(
        f"{number}: {{{'allow' if rules[number][0] else 'deny'}: tcp/1, from: "
        f"[{', '.join(f'10.{n}.{block}.0/24' for block in range(rules[number][1]))}]}}"
        for n, number in enumerate(sorted(rules))
    )
    acl = in_dev(f"network_acls: {{edge: {{egress: {{}}, ingress: {{{said}}}}}}}")["network_acls"]["main/edge"]
    entries = sorted(acl.get("ingress", {}).items(), key=lambda entry: int(entry[0]))
    assert [(entry["cidr_block"], entry["rule_action"]) for _, entry in entries] == expected


def test_icmp_and_all_are_written_as_aws_wants_them() -> None:
    """ICMP of every type is -1, and every protocol has no ports."""
    group = in_dev(
        "security_groups: {g: {egress: {}, ingress: {ping: {ports: icmp, from: 10.0.0.0/8},"
        " any: {ports: all, from: 10.0.0.0/8}, tcp: {ports: tcp, from: 10.0.0.0/8}}}}"
    )["security_groups"]["main/g"]
    assert group["ingress"] == {
        "any@10.0.0.0/8": {"cidr_ipv4": "10.0.0.0/8", "ip_protocol": "-1"},
        "ping@10.0.0.0/8": {"cidr_ipv4": "10.0.0.0/8", "from_port": -1, "ip_protocol": "icmp", "to_port": -1},
        "tcp@10.0.0.0/8": {"cidr_ipv4": "10.0.0.0/8", "from_port": 0, "ip_protocol": "tcp", "to_port": 65535},
    }


def test_a_new_peer_leaves_the_other_entries_alone() -> None:
    """Adding a peer to a rule adds an entry and changes no key, so Terraform rebuilds nothing."""
    rule = "security_groups: {{g: {{egress: {{}}, ingress: {{in: {{ports: tcp/1, from: [{}]}}}}}}}}"
    before = in_dev(rule.format("10.0.0.0/8"))["security_groups"]["main/g"]["ingress"]
    after = in_dev(rule.format("10.0.0.0/8, 192.0.2.0/24"))["security_groups"]["main/g"]["ingress"]
    assert before.items() < after.items()


def test_a_list_prefix_of_aws_keeps_its_name() -> None:
    """A prefix list that AWS keeps is external to no account and is looked up by AWS's own name."""
    export = exported(
        """\
innovate: 1
organization:
  title: x
  region: us-east-1
  prefix_lists: {edge: {aws_managed: com.amazonaws.global.cloudfront.origin-facing}, hq: {entries: [192.0.2.0/24]}}
accounts:
  dev:
    account_id: 012345670121
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        security_groups: {g: {egress: {}, ingress: {in: {ports: tcp/443, from: prefix_lists.edge}}}}
"""
    )
    dev = values(export, "accounts/dev")
    address = "organization.prefix_lists.edge"
    assert dev["security_groups"]["main/g"]["ingress"][f"in@{address}"]["prefix_list"] == address
    assert dev["external"][address]["name"] == "com.amazonaws.global.cloudfront.origin-facing"
    assert "account_id" not in dev["external"][address]
    assert values(export, "organization")["prefix_lists"]["hq"] == {
        "address_family": "IPv4",
        "entries": ["192.0.2.0/24"],
        "is_aws_managed": False,
        "max_entries": 1,
        "name": "hq",
    }


def test_who_may_reach_a_private_endpoint_is_not_said() -> None:
    """The blocks that may reach a cluster from outside are written only where its endpoint is public."""
    clusters = in_dev(
        "availability_zones: [a, b], subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}, "
        "eks_clusters: {public: {version: 1.35, subnets: app}, private: "
        "{version: 1.35, subnets: app, endpoint_public_access: no, endpoint_private_access: yes}}"
    )["eks_clusters"]
    assert clusters["main/public"]["public_access_cidrs"] == ["0.0.0.0/0"]
    assert "public_access_cidrs" not in clusters["main/private"]


def test_a_trust_is_written_with_its_condition() -> None:
    """Who comes through IAM Identity Center is let in as the account under a condition, not as a federation."""
    loaded = load(Path(__file__).parents[2] / "models" / "innovate")
    files = EXPORTER.export(build(loaded.model), {}).files
    trust = json.loads(files[f"accounts/security/{VALUES}"])["iam_roles"]["auditor"]["trust"]
    assert "federated" not in trust
    assert trust["accounts"] == ["012345670121"]
    assert "AWSReservedSSO_SecurityAudit_" in trust["condition"]["ArnLike"]["aws:PrincipalArn"]


def test_an_add_on_has_its_role_and_its_settings() -> None:
    """The role that trusts its service account, and only those settings that the model writes."""
    loaded = load(Path(__file__).parents[2] / "models" / "innovate")
    files = EXPORTER.export(build(loaded.model), {}).files
    addons = json.loads(files[f"accounts/production/{VALUES}"])["eks_addons"]
    assert addons["main/main/vpc-cni"]["service_account_role_arn"] == "vpc-cni"
    settings = json.loads(addons["main/main/vpc-cni"]["configuration_values"])
    assert settings == {"env": {"ENABLE_PREFIX_DELEGATION": "true", "WARM_PREFIX_TARGET": "1"}}
    assert "configuration_values" not in addons["main/main/coredns"]

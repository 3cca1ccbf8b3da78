"""Kinds that the Terraform exporter does not write field by field."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

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


def _reference(account: str) -> dict[str, Any]:
    """What is written of the reference model for an account, or for the organization."""
    loaded = load(Path(__file__).parents[2] / "models" / "innovate")
    return dict(json.loads(EXPORTER.export(build(loaded.model), {}).files[f"{account}/{VALUES}"]))


def test_what_there_is_only_one_of_has_no_part_in_a_key() -> None:
    """A permission set is called by its own name, and its assignment names it by that; a setting by its section."""
    people = _reference("organization")
    assert people["account_assignments"]["billing"]["permission_set"] == "Billing"
    assert people["permission_sets"]["Billing"]["session_duration"] == "PT4H"
    assert _reference("accounts/dev")["ebs_encryption_by_default"].keys() == {"ebs_encryption_by_default"}


def test_an_alarm_names_what_it_watches_by_kind() -> None:
    """One dimension, under the name of its kind; pods, which are no resource of the provider, in EKS's words."""
    production = _reference("accounts/production")["cloudwatch_metric_alarms"]
    assert all(len(alarm["dimensions"]) == 1 for alarm in production.values())
    assert {"lb": "main/api"} in [alarm["dimensions"] for alarm in production.values()]
    template = _reference("accounts/staging")["fis_experiment_templates"]
    pods = [action["target"].get("pods") for each in template.values() for action in each["action"].values()]
    assert {"main/main/api/flask-api": {"eks_cluster": "main/main", "name": "flask-api", "namespace": "api"}} in pods


def test_a_delivery_stream_has_the_block_of_its_destination() -> None:
    """A bucket is a destination of its own, or the backup of OpenSearch; never are both blocks written."""
    streams = _reference("accounts/production")["kinesis_firehose_delivery_streams"].values()
    assert {stream["destination"] for stream in streams} == {"extended_s3", "opensearch"}
    for stream in streams:
        is_search = stream["destination"] == "opensearch"
        assert ("opensearch_configuration" in stream, "extended_s3_configuration" in stream) == (
            is_search,
            not is_search,
        )
        bucket = (
            stream["opensearch_configuration"]["s3_configuration"] if is_search else stream["extended_s3_configuration"]
        )
        assert bucket["s3_bucket"].startswith("accounts.log-archive.s3_buckets.")


def test_a_record_says_one_thing() -> None:
    """An alias has no time to live, values have; a zone that answers for a part of another is named by its address."""
    zone = _reference("accounts/networking")["route53_zones"]["innovate"]
    assert zone["name"] == "innovate.example"
    assert zone["records"]["api.innovate.example"] == {
        "alias": {"lb": "accounts.production.vpcs.main.lbs.api"},
        "type": "A",
    }
    assert zone["records"]["innovate.example"]["records"] == ['0 issue "amazon.com"']
    assert zone["records"]["dev.innovate.example"]["delegates_to"] == "accounts.dev.route53_zones.public"


def test_target_groups_say_whether_they_keep_clients_addresses() -> None:
    """Only where the model says it: what AWS does otherwise depends on targets and protocol."""
    of = "port: 8443, protocol: TCP"
    groups = in_dev(
        "subnets: {a: {cidr_block: 10.0.1.0/24, availability_zone: a}}, "
        f"lbs: {{nlb: {{type: network, subnets: a, target_groups: {{one: {{{of}, preserve_client_ip: no}}, "
        f"other: {{{of}}}}}}}}}"
    )["target_groups"]
    assert groups["main/nlb/one"]["preserve_client_ip"] is False
    assert "preserve_client_ip" not in groups["main/nlb/other"]

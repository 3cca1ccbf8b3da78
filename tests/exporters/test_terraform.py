"""The Terraform exporter without Terraform: what is written, under which keys, and what is said to be left out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.terraform import EXPORTER
from exporters.terraform.contract import entry_of, kinds_in, variables_tf
from exporters.terraform.derive import plural
from exporters.terraform.kinds import kinds
from innovate_model.exporting import Export, Exporter
from innovate_model.graph import build
from innovate_model.loader import load, load_text
from innovate_model.resources import types

MODELS = sorted(path.parent for path in (Path(__file__).parents[2] / "models").glob("*/model.yaml"))
SMALL = """\
innovate: 1
organization: {title: small, region: us-east-1}
accounts:
  hub:
    account_id: 012345670120
    transit_gateways: {core: {route_tables: {all: {}}}}
  dev:
    account_id: 012345670121
    environment: dev
    tags: {owner: platform}
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        internet_gateways: {door: {}}
        route_tables: {public: {routes: {0.0.0.0/0: internet_gateways.door}}}
        subnets: {web: {cidr_block: 10.0.1.0/24, availability_zone: a, route_table: public}}
        transit_gateway_attachments:
          core: {transit_gateway: accounts.hub.transit_gateways.core, subnets: [web]}
        security_groups:
          web:
            ingress: {https: {ports: tcp/443, from: [0.0.0.0/0, "::/0", self]}}
            egress: {all: {ports: all, to: vpc}}
"""
GOLDEN = {
    "account_id": "012345670121",
    "account_name": "dev",
    "environment": "dev",
    "external": {
        "accounts.hub.transit_gateways.core": {
            "account": "hub",
            "account_id": "012345670120",
            "key": "core",
            "kind": "transit_gateway",
            "name": "core",
            "region": "us-east-1",
        }
    },
    "internet_gateways": {"main/door": {"name": "door", "vpc": "main"}},
    "region": "us-east-1",
    "route_tables": {
        "main/public": {
            "main": False,
            "name": "public",
            "routes": {"0.0.0.0/0": {"destination_cidr_block": "0.0.0.0/0", "internet_gateway": "main/door"}},
            "vpc": "main",
        }
    },
    "security_groups": {
        "main/web": {
            "egress": {"all@10.0.0.0/16": {"cidr_ipv4": "10.0.0.0/16", "ip_protocol": "-1"}},
            "ingress": {
                "https@0.0.0.0/0": {"cidr_ipv4": "0.0.0.0/0", "from_port": 443, "ip_protocol": "tcp", "to_port": 443},
                "https@::/0": {"cidr_ipv6": "::/0", "from_port": 443, "ip_protocol": "tcp", "to_port": 443},
                "https@main/web": {
                    "from_port": 443,
                    "ip_protocol": "tcp",
                    "referenced_security_group": "main/web",
                    "to_port": 443,
                },
            },
            "name": "web",
            "vpc": "main",
        }
    },
    "subnets": {
        "main/web": {
            "availability_zone": "us-east-1a",
            "cidr_block": "10.0.1.0/24",
            "map_public_ip_on_launch": False,
            "name": "web",
            "route_table": "main/public",
            "vpc": "main",
        }
    },
    "tags": {"owner": "platform"},
    "transit_gateway_attachments": {
        "main/core": {
            "name": "core",
            "subnets": ["main/web"],
            "transit_gateway": "accounts.hub.transit_gateways.core",
            "vpc": "main",
        }
    },
    "vpcs": {
        "main": {
            "cidr_block": "10.0.0.0/16",
            "enable_dns_hostnames": True,
            "enable_dns_support": True,
            "name": "main",
            "region": "us-east-1",
        }
    },
}
SUBNETS_TYPE = """\
/44 to /64 in IPv6. Key: VPC/NAME."
  type = map(object({
    availability_zone       = string
    cidr_block              = optional(string)
    ipv6_cidr_block         = optional(string)
    map_public_ip_on_launch = optional(bool, false)
    name                    = string
    network_acl             = optional(string)
    route_table             = optional(string)
    shared_with             = optional(set(string), [])
    tags                    = optional(map(string), {})
    vpc                     = string
  }))
  default  = {}
  nullable = false

  validation {
"""


def exported(text: str) -> Export:
    loaded = load_text(text)
    assert not loaded.findings, loaded.findings
    return EXPORTER.export(build(loaded.model), {})


def values(export: Export, folder: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(export.files[f"{folder}/10-innovate.auto.tfvars.json"])
    return data


def in_dev(vpc: str) -> dict[str, Any]:
    """The values of one account whose one VPC, main, holds `vpc` (YAML in flow style)."""
    text = (
        "innovate: 1\norganization: {title: x, region: us-east-1}\n"
        f'accounts: {{dev: {{account_id: "012345670121", vpcs: {{main: {{cidr_block: 10.0.0.0/16, {vpc}}}}}}}}}\n'
    )
    return values(exported(text), "accounts/dev")


def test_it_is_an_exporter() -> None:
    """The object that the entry point names keeps the protocol."""
    as_exporter: Exporter = EXPORTER
    assert as_exporter.name == "terraform"
    assert as_exporter.summary


def test_every_kind_is_written_or_has_a_reason() -> None:
    """A resource type that is neither written nor declared unsupported cannot be added unnoticed."""
    known = set(types().by_kind)
    assert EXPORTER.handles | EXPORTER.unsupported.keys() == known
    assert not EXPORTER.handles & EXPORTER.unsupported.keys()
    assert all(EXPORTER.unsupported.values())


def test_every_written_kind_has_a_variable_of_its_own() -> None:
    """No two kinds share a variable, and each kind is in the contract of an account or of the organization."""
    assert len({plural(kind) for kind in kinds()}) == len(kinds())
    assert set(kinds_in("organization")) | set(kinds_in("accounts/any")) == set(kinds())


def test_left_out_and_special_fields_exist() -> None:
    """What a kind's file says about a field is about a field that the type has, so a renamed field is noticed."""
    for kind, how in kinds().items():
        fields = types().by_kind[kind].model_fields
        for said in (how.left_out, how.rename, how.instead):
            assert set(said) <= set(fields), kind


def test_no_attribute_of_an_entry_is_written_twice() -> None:
    """Each attribute of a variable has one source."""
    for kind in kinds():
        names = [attribute.name for attribute in entry_of(kind)]
        assert len(names) == len(set(names)), kind


def test_two_resources_of_a_kind_never_share_a_key() -> None:
    """A key is made of names without sections: that is unambiguous because no kind has two ways of one length to its
    account."""

    def ways(kind: str) -> list[tuple[str, ...]]:
        cls = types().by_kind[kind]
        if kind == "account" or cls.is_single:
            return [(kind,)]
        return [(*way, cls.section) for parent in cls.parents if parent for way in ways(parent)]

    for kind in kinds():
        lengths = [(way[0], len(way)) for way in ways(kind)]
        assert lengths, kind
        assert len(lengths) == len(set(lengths)), kind


def test_a_small_model_in_full() -> None:
    """One account with a VPC, a subnet, routes, rules, and a transit gateway of another account."""
    export = exported(SMALL)
    assert list(export.files) == [
        f"{folder}/{name}"
        for folder in ("accounts/dev", "accounts/hub", "organization")
        for name in ("10-innovate.auto.tfvars.json", "variables.tf")
    ]
    text = export.files["accounts/dev/10-innovate.auto.tfvars.json"].decode()
    assert text == json.dumps(GOLDEN, indent=2) + "\n"
    assert values(export, "organization") == {
        "accounts": {
            "dev": {"account_id": "012345670121", "name": "dev", "tags": {"owner": "platform"}},
            "hub": {"account_id": "012345670120", "name": "hub"},
        }
    }
    assert SUBNETS_TYPE in export.files["accounts/dev/variables.tf"].decode()


def test_one_contract_for_all_accounts() -> None:
    """Every account's variables.tf is the same, and nothing of a model is in it."""
    export = exported(SMALL)
    contracts = {
        content for name, content in export.files.items() if name.startswith("accounts/") and "tfvars" not in name
    }
    assert contracts == {variables_tf("accounts/anything")}


def test_it_says_what_it_leaves_out() -> None:
    """A kind, a field and a target that Terraform is not given are one note each, with the reason."""
    export = exported(
        """\
innovate: 1
organization: {title: x, region: us-east-1}
accounts:
  dev:
    account_id: 012345670121
    purpose: to try things
    customer_gateways: {office: {ip_address: 192.0.2.1, cidr_blocks: [192.168.0.0/16]}}
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        route_tables: {dead: {routes: {10.1.0.0/16: blackhole}}}
"""
    )
    messages = [finding.message for finding in export.findings]
    assert [message for message in messages if "accounts.dev" in message] == [
        "terraform: account.purpose left out (accounts.dev): a remark of the architect's",
        "terraform: customer_gateway.cidr_blocks left out (accounts.dev.customer_gateways.office): "
        "AWS learns them by BGP or from the static routes of the VPN connection",
        "terraform: route_table.routes to blackhole left out (accounts.dev.vpcs.main.route_tables.dead): "
        "AWS makes them itself when a target goes",
    ]
    assert any("organization left out" in message for message in messages)
    assert values(export, "accounts/dev")["route_tables"] == {
        "main/dead": {"main": False, "name": "dead", "vpc": "main"}
    }


def test_an_option_that_it_does_not_have_is_a_finding() -> None:
    """A misspelt option does not pass in silence."""
    found = EXPORTER.export(build(load_text(SMALL).model), {"acount": "dev"}).findings
    assert "terraform: there is no option `acount`" in [finding.message for finding in found]


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


@pytest.mark.parametrize("model", MODELS, ids=lambda path: path.name)
def test_every_reference_is_a_key(model: Path) -> None:
    """Each address in the values of a shipped model is a key of `external`, and each key of `external` is used."""
    export = EXPORTER.export(build(load(model).model), {})
    folders = {name.rpartition("/")[0] for name in export.files}
    assert folders
    for folder in folders:
        data = values(export, folder)
        external = data.pop("external", {})
        assert {text for text in _texts(data) if text.startswith(("accounts.", "organization."))} == set(external)


def _texts(data: Any) -> list[str]:
    if isinstance(data, dict):
        return [text for value in data.values() for text in _texts(value)]
    if isinstance(data, list):
        return [text for value in data for text in _texts(value)]
    return [data] if isinstance(data, str) else []


def test_the_same_bytes_under_any_hash_seed(tmp_path: Path) -> None:
    """Neither the hash seed nor the order in which accounts are written shows in the files."""
    program = (
        "import sys, hashlib\nfrom innovate_model.loader import load_text\nfrom innovate_model.graph import build\n"
        "from exporters.terraform import EXPORTER\n"
        "e = EXPORTER.export(build(load_text(open(sys.argv[1]).read()).model), {})\n"
        "print(hashlib.sha256(repr((dict(e.files), e.findings)).encode()).hexdigest())"
    )
    model = tmp_path / "model.yaml"
    model.write_text(SMALL)
    seen = {
        subprocess.run(
            [sys.executable, "-c", program, str(model)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(seen) == 1
    head, hub, dev = (
        SMALL.partition("  hub:\n")[0],
        SMALL[SMALL.index("  hub:\n") : SMALL.index("  dev:\n")],
        SMALL[SMALL.index("  dev:\n") :],
    )
    assert exported(head + dev + hub).files == exported(SMALL).files

"""The Terraform exporter without Terraform: what is written, under which keys, and what is said to be left out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from exporters.terraform import EXPORTER
from exporters.terraform.contract import variables_tf
from innovate_model.graph import build
from innovate_model.loader import load, load_text

from .terraform_run import exported, values

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

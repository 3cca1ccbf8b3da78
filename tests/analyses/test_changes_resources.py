"""Who is who in two models: changed, renamed, moved, or another one."""

import re
import shutil
from pathlib import Path

import pytest

from innovate_model.analyses.changes import Changed, Resources
from innovate_model.analyses.changes.resources import match, resources
from innovate_model.api import Architecture, load_text
from innovate_model.graph import build
from innovate_model.loader import load

from .shops import SHOP, changed

HEAD = "innovate: 1\norganization: {title: T, region: us-east-1}\n"


def model(text: str) -> Architecture:
    architecture = load_text(text)
    assert not architecture.findings, [each.message for each in architecture.findings]
    return architecture


def compared(old: str, new: str) -> Resources:
    before, after = model(old), model(new)
    return resources(before.model, after.model, match(before.graph, after.graph))


def in_shop(*pairs: tuple[str, str]) -> Resources:
    text = SHOP
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    return compared(SHOP, text)


def names(found: Resources) -> dict[str, list[str]]:
    return {
        "added": [each.address for each in found.added],
        "removed": [each.address for each in found.removed],
        "renamed": [f"{each.old} {each.new} {each.inner}" for each in found.renamed],
        "changed": [each.address for each in found.changed],
    }


NOTHING: dict[str, list[str]] = {"added": [], "removed": [], "renamed": [], "changed": []}


def attributes(each: Changed) -> list[tuple[str, object, object]]:
    return [(".".join(map(str, one.path)), one.old, one.new) for one in each.attributes]


def test_a_changed_attribute_has_its_value_and_place_on_both_sides() -> None:
    """The line of each text."""
    (each,) = in_shop(("rotation_days: 30", "rotation_days: 7")).changed
    assert attributes(each) == [("rotation_days", 30, 7)]
    line = next(number for number, text in enumerate(SHOP.splitlines(), 1) if "rotation_days" in text)
    (one,) = each.attributes
    assert one.old_span is not None
    assert one.new_span is not None
    assert (one.old_span.line, one.new_span.line) == (line, line)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("description: Data}", "description: Data, tags: {a: b}}", ("tags.a", None, "b")),
        ("private: {routes: {0.0.0.0/0: nat_gateways.egress}}", "private: {routes: {}}", None),
        ("web: {ports: tcp/8080, from", "from-web: {ports: tcp/8080, from", None),
    ],
)
def test_what_only_one_side_says(old: str, new: str, expected: tuple[str, object, object] | None) -> None:
    """Nothing is there instead; the name of a rule, which AWS does not keep, is no difference."""
    found = in_shop((old, new))
    if "from-web" in new:
        assert not found
        return
    (each,) = found.changed
    (one,) = attributes(each)
    assert one == (expected or ("routes.0.0.0.0/0", "accounts.shop.vpcs.main.nat_gateways.egress", None))


def test_a_rule_of_a_security_group_has_the_place_of_its_rule() -> None:
    """In AWS's words, at the line of the model's."""
    (each,) = in_shop(("from: 203.0.113.0/24", "from: [203.0.113.0/24, 198.51.100.0/24]")).changed
    ((path, old, new),) = attributes(each)
    assert (path, old, new) == ("ingress.tcp/443 198.51.100.0/24", None, "tcp/443 198.51.100.0/24")
    assert each.attributes[0].new_span is not None
    assert "203.0.113.0/24" in SHOP.splitlines()[each.attributes[0].new_span.line - 1]


def test_a_renamed_resource_and_nothing_else() -> None:
    """References to it say the same as before."""
    for name in ("the key is renamed", "the group of the app is renamed"):
        found = names(changed(name).resources)
        assert len(found["renamed"]) == 1
        assert {**found, "renamed": []} == NOTHING


def test_a_renamed_resource_may_change_as_well() -> None:
    """One rename, and what differs beyond the name, at the new address."""
    found = in_shop(
        ("kms_keys: {data: {enable_key_rotation: yes", "kms_keys: {vault: {enable_key_rotation: no"),
        ("kms_key: data", "kms_key: vault"),
        ("kms_keys.data", "kms_keys.vault"),
    )
    assert names(found) == {
        **NOTHING,
        "renamed": ["accounts.shop.kms_keys.data accounts.shop.kms_keys.vault 0"],
        "changed": ["accounts.shop.kms_keys.vault"],
    }
    assert found.changed[0].old_address == "accounts.shop.kms_keys.data"
    assert attributes(found.changed[0]) == [("enable_key_rotation", True, False)]


def test_what_stands_in_a_renamed_network_goes_with_it() -> None:
    """One rename for the VPC, with the number of the others; a rule that names its own group is the same."""
    found = in_shop(("      main:\n", "      shop:\n"))
    (each,) = found.renamed
    assert (each.old, each.new) == ("accounts.shop.vpcs.main", "accounts.shop.vpcs.shop")
    assert each.inner == len(model(SHOP).model) - len([a for a in model(SHOP).model.resources if "vpcs.main." not in a])
    assert {**names(found), "renamed": []} == NOTHING


def test_a_moved_resource_keeps_its_name() -> None:
    """Under another parent: one that was moved."""
    accounts = "accounts:\n  one: {{account_id: 111122223333{0}}}\n  two: {{account_id: 444455556666{1}}}\n"
    bucket = ", s3_buckets: {logs: {versioning: yes, lifecycle_rules: {old: {expiration_days: 30}}}}"
    found = compared(HEAD + accounts.format(bucket, ""), HEAD + accounts.format("", bucket))
    assert names(found) == {**NOTHING, "renamed": ["accounts.one.s3_buckets.logs accounts.two.s3_buckets.logs 0"]}
    other = bucket.replace("logs", "archive")
    found = compared(HEAD + accounts.format(bucket, ""), HEAD + accounts.format("", other))
    assert names(found)["renamed"] == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("  shop:\n    account_id: 012345670123", "  store:\n    account_id: 999988887777"),
        ("web: {cidr_block: 10.0.1.0/24", "front: {cidr_block: 10.0.9.0/24"),
    ],
)
def test_another_number_or_block_is_another_thing(old: str, new: str) -> None:
    """However alike they are: an account with another number, a subnet with another block."""
    text = SHOP.replace(old, new).replace("subnet: web", "subnet: front" if "front" in new else "subnet: web")
    found = compared(SHOP, text)
    assert found.added
    assert found.removed
    assert not [each for each in found.renamed if each.kind in ("account", "subnet")]


def test_of_two_alike_the_more_similar_is_the_same() -> None:
    """Greatest likeness first; equals by their names, so that the answer is one and the same."""
    key = "      {}: {{description: {}, tags: {{x: y, z: w, v: u}}}}\n"
    head = HEAD + "accounts:\n  one:\n    account_id: 111122223333\n    kms_keys:\n"
    old = head + key.format("a", "A") + key.format("b", "B")
    for new, expected in (
        (key.format("c", "A") + key.format("d", "B"), ["ac", "bd"]),
        (key.format("c", "B") + key.format("d", "A"), ["ad", "bc"]),
        (key.format("c", "C") + key.format("d", "C"), ["ac", "bd"]),
    ):
        assert [f"{each.old[-1]}{each.new[-1]}" for each in compared(old, head + new).renamed] == expected


def test_things_of_which_nothing_is_said_are_not_taken_for_one_another() -> None:
    """Two empty namespaces have nothing in common but that."""
    account = "accounts:\n  one: {{account_id: 111122223333, iam_policies: {{}}, kms_keys: {{{}: {{}}}}}}\n"
    found = compared(HEAD + account.format("a"), HEAD + account.format("b"))
    assert (names(found)["added"], names(found)["removed"]) == (
        ["accounts.one.kms_keys.b"],
        ["accounts.one.kms_keys.a"],
    )


def test_what_stands_in_something_new_is_told_to() -> None:
    """So that a report need not list it."""
    account = "  store:\n    account_id: 999988887777\n    kms_keys: {a: {}, b: {}}\n"
    found = in_shop(("accounts:\n", "accounts:\n" + account))
    assert [(each.address, each.within) for each in found.added] == [
        ("accounts.store", ""),
        ("accounts.store.kms_keys.a", "accounts.store"),
        ("accounts.store.kms_keys.b", "accounts.store"),
    ]


def test_the_reference_model_is_its_own_equal_and_renames_whole_accounts(tmp_path: Path) -> None:
    """Two loads of it do not differ; an account under another name is one rename, with all that is in it."""
    source = Path(__file__).parents[2] / "models" / "innovate"
    shutil.copytree(source, tmp_path / "innovate")
    for file in (tmp_path / "innovate").rglob("*.yaml"):
        text = re.sub(r"\baccounts\.log-archive\b", "accounts.archive", file.read_text("utf-8"))
        file.write_text(re.sub(r"^  log-archive:", "  archive:", text, flags=re.MULTILINE), "utf-8")
    old, new = load(source), load(tmp_path / "innovate")
    graphs = build(old.model), build(new.model)
    assert not resources(old.model, load(source).model, match(graphs[0], build(load(source).model)))
    found = resources(old.model, new.model, match(*graphs))
    assert [(each.old, each.new) for each in found.renamed] == [("accounts.log-archive", "accounts.archive")]
    assert found.renamed[0].inner > 5
    assert (found.added, found.removed, found.changed) == ((), (), ())

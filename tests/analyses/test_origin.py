"""Where each value comes from."""

from pathlib import Path

import pytest

from innovate_model.analyses.origin import origins
from innovate_model.loader import load, load_text
from innovate_model.span import Span, path_text
from tests.support import load_marked, underlined

INNOVATE = load(Path(__file__).parents[2] / "models" / "innovate").model


def test_every_leaf_with_the_place_that_set_it() -> None:
    """A value of the resource's own, one of its blueprint, one that the resource overrides, an item of a list."""
    loaded, spans = load_marked("""
innovate: 1
organization: {title: Test, region: us-east-1}
blueprints: {key: {enable_key_rotation: «yes», description: common}}
accounts:
  dev:
    account_id: 012345670123
    kms_keys: {k: {extends: blueprints.key, description: «own»}}
    vpcs: {v: {cidr_block: 10.0.0.0/16, availability_zones: [«a», «b»]}}
""")
    key = {path_text(item.path): (item.text, item.span) for item in origins(loaded.model, "accounts.dev.kms_keys.k")}
    assert key == {"enable_key_rotation": ("yes", spans[0]), "description": ("own", spans[1])}
    vpc = origins(loaded.model, "accounts.dev.vpcs.v")
    assert [(item.path, item.text, item.span) for item in vpc[1:]] == [
        (("availability_zones", 0), "a", spans[2]),
        (("availability_zones", 1), "b", spans[3]),
    ]


def test_a_member_of_a_family_comes_from_the_familys_line() -> None:
    """The block that a family works out stands at the family."""
    texts = INNOVATE.texts
    found = {path_text(item.path): item for item in origins(INNOVATE, "accounts.production.vpcs.main.subnets.app-b")}
    assert found["cidr_block"].text == "10.48.80.0/20"
    span = found["cidr_block"].span
    assert isinstance(span, Span)
    assert span.file.endswith("blueprint.yaml")
    assert "per: availability_zone" in texts[span.file].split("\n")[span.line - 1]
    zone = found["availability_zone"]
    assert zone.text == "us-east-1b"
    assert zone.span is not None
    assert (zone.span.file, zone.span.line) == (span.file, span.line)


def test_a_zone_that_is_written_is_told_once() -> None:
    """At its own place, as it is written."""
    text = """\
innovate: 1
organization: {title: T, region: us-east-1}
accounts:
  dev:
    account_id: 012345670123
    vpcs: {v: {cidr_block: 10.0.0.0/16, subnets: {s: {cidr_block: 10.0.0.0/24, availability_zone: a}}}}
"""
    found = origins(load_text(text).model, "accounts.dev.vpcs.v.subnets.s")
    assert [(path_text(item.path), item.text) for item in found] == [
        ("cidr_block", "10.0.0.0/24"),
        ("availability_zone", "a"),
    ]


@pytest.mark.parametrize("address", ["availability_zones.us-east-1a", "accounts.nowhere", "accounts.dev.account_id.x"])
def test_what_nobody_wrote_has_no_origin(address: str) -> None:
    """An Availability Zone, and what is not there at all."""
    assert origins(INNOVATE, address) == ()


def test_an_empty_mapping_or_list_is_a_value() -> None:
    """It says that there is nothing, at its place."""
    loaded = load_text("innovate: 1\naccounts: {dev: {account_id: 012345670123, kms_keys: {k: {}}, x: []}}")
    found = [(path_text(item.path), item.text) for item in origins(loaded.model, "accounts.dev")]
    assert found == [("account_id", "012345670123"), ("kms_keys.k", "{}"), ("x", "[]")]


def test_every_place_of_the_reference_model_holds_what_it_says() -> None:
    """Each value that stands in the text stands where its span points; families' blocks are worked out."""
    checked = 0
    for item in origins(INNOVATE, "accounts.production"):
        assert item.span is not None
        if item.text in underlined(item.span, INNOVATE.texts[item.span.file]):
            checked += 1
    assert checked > 400

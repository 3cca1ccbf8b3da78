"""Families -> single resources: where their addresses come from, and that nothing else ever moves them."""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import ip_network
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innovate_model.expand import Expanded, expand, zone_letter
from innovate_model.memory import Memory
from innovate_model.overlay import as_block
from innovate_model.reading import parse
from innovate_model.source import find_span
from innovate_model.values import cidr_subnet

from .support import unmark

VPC = ("accounts", "dev", "vpcs", "main")
SUBNETS = (*VPC, "subnets")


def plan(zones: str, tiers: Mapping[str, Mapping[str, Any]], **vpc: str) -> Expanded:
    """A VPC with the zones (letters) and subnet families, expanded."""
    body = {
        "cidr_block": "10.0.0.0/16",
        "ipv6_cidr_block": "2001:db8::/56",
        "availability_zones": list(zones),
        **vpc,
        "subnets": {name: {"per": "availability_zone", **tier} for name, tier in tiers.items()},
    }
    return expand(as_block({"accounts": {"dev": {"vpcs": {"main": body}}}}))


def subnets(expanded: Expanded) -> dict[str, dict[str, str]]:
    """The subnets by name."""
    data: Any = expanded.data
    for key in SUBNETS:
        data = data[key]
    return dict(data)


def _tier(newbits: int, netnum: int, ipv6_netnum: int) -> dict[str, int]:
    return {"newbits": newbits, "netnum": netnum % 2**newbits, "ipv6_netnum": ipv6_netnum}


TIERS = st.builds(_tier, st.integers(1, 10), st.integers(0, 1023), st.integers(0, 63))
NAMED_TIERS = st.dictionaries(st.sampled_from(["public", "app", "data", "cache", "edge"]), TIERS, min_size=1)
ZONES = st.sets(st.sampled_from("abcd"), min_size=1).map(lambda zones: "".join(sorted(zones)))


@given(NAMED_TIERS, st.tuples(st.just("new"), TIERS), ZONES, ZONES)
def test_adding_a_tier_or_a_zone_never_changes_another_subnet(
    tiers: dict[str, Any], added: tuple[str, Any], zones: str, more_zones: str
) -> None:
    """Every subnet of the smaller plan is in the larger one, address for address."""
    before = subnets(plan(zones, tiers))
    after = subnets(plan("".join(sorted({*zones, *more_zones})), {**tiers, added[0]: added[1]}))
    assert before
    assert {name: after.get(name) for name in before} == before


@given(NAMED_TIERS, ZONES, st.permutations("abcd"))
def test_the_order_of_zones_and_tiers_does_not_matter(tiers: dict[str, Any], zones: str, order: list[str]) -> None:
    """A letter picks its part of the block, not a position in a list."""
    shuffled = "".join(letter for letter in order if letter in zones)
    assert subnets(plan(shuffled, dict(reversed(tiers.items())))) == subnets(plan(zones, tiers))


@given(NAMED_TIERS, ZONES)
def test_members_lie_apart_in_the_block_of_their_tier(tiers: dict[str, Any], zones: str) -> None:
    """No two members of a tier overlap, and each lies within the tier's block: Terraform's cidrsubnet of the VPC's."""
    expanded = plan(zones, tiers)
    for name, tier in tiers.items():
        family = expanded.families[*SUBNETS, name]
        assert family.members == {letter: f"{name}-{letter}" for letter in zones}
        expected = [cidr_subnet("10.0.0.0/16", tier["newbits"], tier["netnum"])]
        expected.append(cidr_subnet("2001:db8::/56", 6, tier["ipv6_netnum"]))
        assert list(family.cidr_blocks) == expected
        for key, block in zip(("cidr_block", "ipv6_cidr_block"), family.cidr_blocks, strict=True):
            blocks = [ip_network(subnets(expanded)[member][key]) for member in family.members.values()]
            assert all(part.subnet_of(ip_network(block)) for part in blocks)  # type: ignore[arg-type]
            assert not any(one.overlaps(other) for one, other in combinations(blocks, 2))


@given(st.integers(1, 10), st.integers(0, 1023), st.integers(0, 1023))
def test_tiers_of_equal_size_and_other_number_lie_apart(newbits: int, one: int, other: int) -> None:
    """Equal `newbits` and different `netnum` never overlap."""
    one, other = one % 2**newbits, other % 2**newbits
    blocks = [ip_network(cidr_subnet("10.0.0.0/16", newbits, number)) for number in (one, other)]
    assert blocks[0].overlaps(blocks[1]) == (one == other)


def test_the_sketch_of_the_language_gets_these_addresses() -> None:
    """Worked out by hand: a /16, a tier of a quarter and one of a sixteenth, four parts each."""
    tiers = {"app": {"newbits": 2, "netnum": 1}, "public": {"newbits": 4, "netnum": 0}}
    found = subnets(plan("abc", tiers, cidr_block="10.48.0.0/16"))
    assert {name: body["cidr_block"] for name, body in found.items()} == {
        "app-a": "10.48.64.0/20",
        "app-b": "10.48.80.0/20",
        "app-c": "10.48.96.0/20",
        "public-a": "10.48.0.0/22",
        "public-b": "10.48.4.0/22",
        "public-c": "10.48.8.0/22",
    }


def test_more_zone_bits_make_room_for_more_zones() -> None:
    """Three bits hold eight zones; the fifth is beyond two bits, and the others stand."""
    tier = {"newbits": 2, "netnum": 0}
    wide = subnets(plan("ae", {"x": {**tier, "zone_bits": 3}}))
    assert {name: body["cidr_block"] for name, body in wide.items()} == {"x-a": "10.0.0.0/21", "x-e": "10.0.32.0/21"}
    narrow = plan("ae", {"x": tier})
    assert list(subnets(narrow)) == ["x-a"]
    assert [finding.check for finding in narrow.findings] == ["family-zones"]


def test_a_large_netnum_is_a_number_like_another() -> None:
    """/28s in a /16 are numbered up to 4095."""
    expanded = expand(
        as_block({"accounts": {"dev": {"vpcs": {"main": {
            "cidr_block": "10.0.0.0/16", "subnets": {"x": {"newbits": 12, "netnum": 4095}}
        }}}}})
    )  # fmt: skip
    assert expanded.findings == []
    assert subnets(expanded)["x"]["cidr_block"] == "10.0.255.240/28"


def test_a_member_says_what_its_family_says_but_for_the_words_of_the_family() -> None:
    """Every other attribute is handed down as the same object, and stands where the family has it."""
    text, (place, number) = unmark(
        "accounts: {dev: {vpcs: {main: {cidr_block: 10.0.0.0/16, availability_zones: [a],\n"
        "  subnets: {«app»: {per: availability_zone, newbits: 2, netnum: «1», tags: {x: y}, zone_bits: 3}}}}}}\n"
    )
    data = parse(text, "model.yaml").data
    made: Any = expand(data).data
    tags: Any = data
    for key in (*SUBNETS, "app", "tags"):
        tags = tags[key]
    for key in (*SUBNETS, "app-a"):
        made = made[key]
    assert made == {"cidr_block": "10.0.64.0/21", "tags": {"x": "y"}}
    assert made["tags"] is tags
    assert find_span(expand(data).data, (*SUBNETS, "app-a")) == place
    assert find_span(expand(data).data, (*SUBNETS, "app-a", "cidr_block")) == number


@pytest.mark.parametrize("section", ["nat_gateways", "route_tables", "instances"])
def test_any_resource_can_be_a_family(section: str) -> None:
    """Without addresses of its own a family is one member for each zone."""
    body = {"availability_zones": ["a", "c"], section: {"x": {"per": "availability_zone", "tags": {}}}}
    expanded = expand(as_block({"accounts": {"dev": {"vpcs": {"main": body}}}}))
    assert expanded.zones == {(*VPC, section, "x-a"): "a", (*VPC, section, "x-c"): "c"}
    assert expanded.families[*VPC, section, "x"].cidr_blocks == ()


def test_a_tree_without_families_is_the_same_object() -> None:
    """Nothing is copied where nothing is written out; a tag named like a word of ours is no family."""
    data = as_block({"accounts": {"dev": {"tags": {"per": "x", "newbits": "2"}, "vpcs": {"main": {}}}}})
    assert expand(data).data is data


def test_what_was_written_out_once_is_remembered() -> None:
    """The same mapping in the same surroundings gives the same objects, and says the same on the side."""
    data = as_block({"accounts": {
        "dev": {"vpcs": {"main": {"cidr_block": "10.0.0.0/16", "availability_zones": ["a"], "subnets": {
            "x": {"per": "availability_zone", "newbits": "2", "netnum": "9"},
            "y": {"per": "availability_zone", "newbits": "2", "netnum": "1"}}}}},
    }})  # fmt: skip
    memory = Memory()
    first, second = expand(data, memory), expand(data, memory)
    assert second.data["accounts"]["dev"] is first.data["accounts"]["dev"]
    assert (second.families, second.zones) == (first.families, first.zones)
    assert (second.findings, second.unplanned) == (first.findings, first.unplanned)
    assert [finding.check for finding in first.findings] == ["family-cidr"]
    assert first.unplanned == {(*SUBNETS, "x-a")}


@pytest.mark.parametrize(
    "block", ["2001:db8::/5²", "2001:db8::/" + "9" * 5000, "2001:db8::/129", "x/y", "/", "2001:db8::"]
)
def test_a_block_that_is_none_raises_nothing(block: str) -> None:
    """The VPC's own finding is enough: the subnets are left without an address, and without a word."""
    expanded = plan("a", {"x": {"newbits": 2, "netnum": 0, "ipv6_netnum": 0}}, ipv6_cidr_block=block)
    assert expanded.findings == []
    assert expanded.unplanned == {(*SUBNETS, "x-a")}


@pytest.mark.parametrize(
    ("text", "letter"),
    [
        ("a", "a"),
        ("us-east-1c", "c"),
        ("ap-southeast-2b", "b"),
        ("z", None),
        ("us-east-1", None),
        ("", None),
        ("A", None),
    ],
)
def test_a_zone_is_its_letter(text: str, letter: str | None) -> None:
    """Alone or behind the name of the region."""
    assert zone_letter(text) == letter


@pytest.mark.parametrize("word", ["per", "newbits", "netnum", "zone_bits"])
def test_a_null_with_nothing_to_take_away_does_nothing(word: str) -> None:
    """`per: null` over a blueprint that makes one of it anyway; the mapping beside it stays the very same."""
    text = "accounts: {dev: {vpcs: {main: {availability_zones: [a, b], nat_gateways: {egress: {NULLsubnet: web}}}}}}"
    plain, told = (expand(parse(text.replace("NULL", each), "x.yaml").data) for each in ("", f"{word}: null, "))
    assert told.data == plain.data
    assert (told.findings, told.families) == ([], {})

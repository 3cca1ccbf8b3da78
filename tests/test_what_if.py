"""A what-if is an overlay: it says what a fresh load of the merged text says, and shares what did not change."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from innovate_model.loader import Loaded, load_text, vary
from innovate_model.overlay import Composer, as_block
from innovate_model.source import Block, Items

from .support import HEADER, in_vpc, load_marked, told

TEXT = (
    HEADER
    + """
blueprints:
  env:
    vpcs:
      main:
        availability_zones: [a, b]
        internet_gateways: {main: {}}
        nat_gateways: {out: {per: availability_zone, subnet: public}}
        subnets:
          public: {per: availability_zone, newbits: 4, netnum: 0, route_table: public, network_acl: open}
          app: {per: availability_zone, newbits: 2, netnum: 1, route_table: app}
        route_tables:
          public: {routes: {0.0.0.0/0: internet_gateways.main}}
          app: {per: availability_zone, routes: {0.0.0.0/0: nat_gateways.out, prefix_lists.office: blackhole}}
        network_acls:
          open: {ingress: {100: {deny: tcp/22, from: subnets.app}, 200: {allow: all, from: vpc}}, egress: {}}
        security_groups:
          web: {egress: {app: {ports: tcp/8080, to: security_groups.app}, all: {ports: all, to: subnets.public}}}
          app: {ingress: {web: {ports: tcp/8080, from: [security_groups.web, prefix_lists.office]}}, egress: {}}
        transit_gateway_attachments: {hub: {transit_gateway: hub, subnets: app, association: main}}
        instances: {one: {instance_type: t3.micro, subnet: app-a, security_groups: [app]}}
accounts:
  shared:
    account_id: 012345670120
    prefix_lists: {office: {entries: [192.0.2.0/24]}}
    transit_gateways: {hub: {route_tables: {main: {}, other: {}}}}
  dev:
    extends: env
    account_id: 012345670121
    prefix_lists: {office: {entries: [198.51.100.0/24]}}
    transit_gateways: {hub: {route_tables: {main: {}}}}
    vpcs: {main: {cidr_block: 10.0.0.0/16}}
  prod:
    extends: env
    account_id: 012345670122
    region: us-west-2
    prefix_lists: {office: {entries: [203.0.113.0/24]}}
    transit_gateways: {hub: {route_tables: {main: {}}}}
    vpcs: {main: {cidr_block: 10.48.0.0/16, instances: {one: {subnet: app-b}}}}
"""
)
BASE = load_text(TEXT)


def test_the_base_of_these_tests_is_sound() -> None:
    """What-ifs below start from a model without findings."""
    assert BASE.findings == ()


def fresh(loaded: Loaded, overlay: dict[str, Any]) -> Loaded:
    """The merged text, written out and loaded as if it had never been anything else. One text cannot say that nothing
    of a blueprint shows through where something was removed: such a one is built from its data, without a memory."""
    merged = Composer().merge(loaded.texts.data, as_block(overlay))
    if _has_removed(merged):
        return vary(load_text("{}"), merged)
    return load_text(yaml.safe_dump(_plain(merged), sort_keys=False))


def _has_removed(value: Any) -> bool:
    return isinstance(value, Block) and (bool(value.removed) or any(map(_has_removed, value.values())))


def _plain(value: Any) -> Any:
    if isinstance(value, Block):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, Items) else value


def assert_same(varied: Loaded, expected: Loaded) -> None:
    """The same resources, one by one, and the same complaints (a what-if has no file, so their places differ)."""
    assert dict(varied.model.resources) == dict(expected.model.resources)
    assert _complaints(varied) == _complaints(expected)


def _complaints(loaded: Loaded) -> set[tuple[str, str]]:
    """What is complained of; without the number of what was not judged, which counts places."""
    return {(found.check, found.message if found.check != "not-judged" else "") for found in loaded.findings}


VPC = "accounts.dev.vpcs.main"


def overlay(path: str, value: Any) -> dict[str, Any]:
    """`value` at a dotted path."""
    for key in reversed(path.split(".")):
        value = {key: value}
    return value  # type: ignore[no-any-return]


CHANGES = {
    "an attribute": overlay(f"{VPC}.enable_dns_hostnames", False),
    "the block of a VPC": overlay(f"{VPC}.cidr_block", "10.9.0.0/16"),
    "a zone more": overlay(f"{VPC}.availability_zones", ["a", "b", "c"]),
    "a zone less": overlay(f"{VPC}.availability_zones", ["b"]),
    "the block of a tier": overlay(f"{VPC}.subnets.app.netnum", 2),
    "a tier removed": overlay(f"{VPC}.subnets.app", None),
    "an account removed": {"accounts": {"dev": None}},
    "a name nearer by": overlay(f"{VPC}.prefix_lists", {"office": {"entries": ["10.0.0.0/8"]}}),
    "a gateway with fewer tables": overlay("accounts.dev.transit_gateways.hub.route_tables", {"main": None}),
    "a nearer name removed": overlay("accounts.dev.prefix_lists", None),
    "another region": {"accounts": {"prod": {"region": "eu-west-1"}}},
    "another region for all": {"organization": {"region": "eu-central-1"}},
    "a blueprint": overlay("blueprints.env.vpcs.main.subnets.public.newbits", 5),
    "no blueprint": {"accounts": {"prod": {"extends": None}}},
    "a reference that dangles": overlay(f"{VPC}.subnets.public.route_table", "publik"),
    "nonsense": {"accounts": {"dev": {"vpcs": "none", "purpos": 3}}},
    "nothing": {},
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_what_if_says_what_a_fresh_load_says(change: dict[str, Any]) -> None:
    """Resource by resource, and complaint by complaint."""
    assert_same(vary(BASE, change), fresh(BASE, change))


def _paths(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield (*path, key), item
            yield from _paths(item, (*path, key))


PLACES = [(path, value) for path, value in _paths(_plain(BASE.texts.data)) if path[0] != "innovate"]
VALUES = [value for _, value in PLACES]


@st.composite
def overlays(draw: st.DrawFn) -> dict[str, Any]:
    """At some places of the model: nothing, or something that stands elsewhere in it (under the same key, or not)."""
    change: dict[str, Any] = {}
    for _ in range(draw(st.integers(1, 3))):
        path, _ = draw(st.sampled_from(PLACES))
        alike = [value for other, value in PLACES if other[-1] == path[-1]]
        value = draw(st.none() | st.sampled_from(alike) | st.sampled_from(VALUES))
        holder = change
        for key in path[:-1]:
            if not isinstance(holder.get(key), dict):
                holder[key] = {}
            holder = holder[key]
        holder[path[-1]] = deepcopy(value)
    return change


@settings(max_examples=100)
@given(overlays(), overlays())
def test_any_what_if_says_what_a_fresh_load_says(first: dict[str, Any], second: dict[str, Any]) -> None:
    """Whatever is replaced or removed, and also for a what-if upon a what-if."""
    once = vary(BASE, first)
    assert_same(once, fresh(BASE, first))
    assert_same(vary(once, second), fresh(once, second))
    assert_same(vary(BASE, second), fresh(BASE, second))


def test_what_did_not_change_is_the_same_object() -> None:
    """One security group in one account: every other resource is shared, down to its rules."""
    varied = vary(BASE, overlay(f"{VPC}.security_groups.web.egress.all.ports", "tcp/443"))
    changed = [
        address for address, resource in BASE.model.resources.items() if varied.model.resources[address] is not resource
    ]
    assert changed == [f"{VPC}.security_groups.web"]
    assert varied.model["accounts.prod"] is BASE.model["accounts.prod"]
    assert varied.model.data["accounts"]["prod"] is BASE.model.data["accounts"]["prod"]


def test_an_empty_what_if_shares_every_resource() -> None:
    """Nothing is built again."""
    varied = vary(BASE, {})
    assert all(varied.model.resources[address] is resource for address, resource in BASE.model.resources.items())


def test_a_what_if_leaves_the_base_alone() -> None:
    """The base is what it was, however often it was varied."""
    before = dict(BASE.model.resources)
    for change in CHANGES.values():
        vary(BASE, change)
    assert dict(BASE.model.resources) == before
    assert dict(load_text(TEXT).model.resources) == before


def test_a_fault_of_a_what_if_points_at_what_it_changes() -> None:
    """A mapping from a notebook has no lines: the finding stands at the key that it overrides."""
    base, (place,) = load_marked(in_vpc("subnets: {x: {«cidr_block»: 10.0.0.0/24, availability_zone: a}}"))
    varied = vary(base, overlay(f"{VPC}.subnets.x.cidr_block", "10.0.0.0/33"))
    (finding,) = varied.findings
    assert finding.span == place
    assert finding.path == ("accounts", "dev", "vpcs", "main", "subnets", "x", "cidr_block")
    assert told([finding]) == [f"bad-cidr {place}"]


def test_an_include_in_a_what_if_is_refused() -> None:
    """A what-if is one layer, not a set of files."""
    (finding,) = vary(BASE, {"include": ["x.yaml"]}).findings
    assert (finding.check, finding.suggestion) == ("unknown-key", "only files on disk include others")


def test_a_mapping_that_contains_itself_is_refused() -> None:
    """Python can nest without end, a file cannot: the caller is told, before the stack is."""
    loop: dict[str, Any] = {}
    loop["again"] = loop
    with pytest.raises(ValueError, match="nested deeper than 64 levels"):
        vary(BASE, loop)

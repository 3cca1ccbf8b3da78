"""The picture of the organisation: units, accounts, guardrails, and what crosses borders."""

from __future__ import annotations

from pathlib import Path

import pytest

from innovate_model.edge import Relation
from innovate_model.graph import build
from innovate_model.loader import load, load_text
from innovate_model.views import all_views, view
from innovate_model.views.view import Arrow, Box, Side, Tone, View

MODELS = Path(__file__).parents[2] / "models"
UNITS = "organization.organizational_units"


def drawn(text: str) -> View:
    return view(build(load_text(text).model), "organization")


def boxes(picture: View) -> dict[str, Box]:
    return {box.id: box for box in picture.root.walk()}


def parent_of(picture: View, id_: str) -> str:
    (holder,) = [box.id for box in picture.root.walk() if any(child.id == id_ for child in box.children)]
    return holder


@pytest.fixture(scope="module")
def innovate() -> View:
    return view(build(load(MODELS / "innovate").model), "organization")


def test_every_account_stands_in_its_unit(innovate: View) -> None:
    """§2: the workload units hold one account each; the management account stands in none."""
    accounts = {box.label: parent_of(innovate, box.id) for box in innovate.root.walk() if box.tone is Tone.ACCOUNT}
    assert len(accounts) == 9
    units = {"dev": "sandbox", "staging": "staging", "production": "production"}
    assert {name: accounts[name] for name in units} == {name: f"{UNITS}.{unit}" for name, unit in units.items()}
    assert parent_of(innovate, f"{UNITS}.production") == f"{UNITS}.workloads"
    assert [name for name, holder in accounts.items() if holder == "loose"] == ["management"]


def test_guardrails_hang_on_what_they_bind(innovate: View) -> None:
    """Each policy is docked on the border of its unit, account or organisation."""
    graph = build(load(MODELS / "innovate").model)
    docked = {(parent_of(innovate, box.id), box.label) for box in innovate.root.walk() if box.tone is Tone.POLICY}
    applied = {
        (edge.target, graph.model[edge.source].name)
        for edge in graph.edges(Relation.APPLIES_TO)
        if graph.model[edge.source].kind == "service_control_policy"
    }
    assert docked == applied
    assert all(box.dock is Side.TOP for box in innovate.root.walk() if box.tone is Tone.POLICY)


def test_what_crosses_borders_is_gathered_at_the_unit(innovate: View) -> None:
    """All three environments send their logs and copies: one arrow from their unit, with the number."""
    found = set(innovate.arrows)
    workloads = f"{UNITS}.workloads"
    assert {
        Arrow(workloads, "accounts.log-archive", "logs", "logs", 12),
        Arrow(workloads, "accounts.log-archive", "records", "logs", 4),
        Arrow(workloads, "accounts.backup.backup_vaults.aurora", "backup copies", "replication", 3),
        Arrow(workloads, "accounts.networking.transit_gateways.hub", "VPC attachments", "attachment", 3),
        Arrow("accounts.shared-services", workloads, "image replicas", "replication", 9),
    } <= found
    logs = [arrow for arrow in found if arrow.source == workloads and arrow.relation == "logs"]
    assert {arrow.target for arrow in logs} == {"accounts.log-archive"}  # it has more buckets than are drawn one by one
    assert sum(arrow.count for arrow in logs) >= 12
    crossing = {(arrow.source, arrow.target) for arrow in found}
    assert not any(source.startswith(target) or target.startswith(source) for source, target in crossing)


def test_many_of_a_kind_are_one_card_with_their_number() -> None:
    """Four load balancers are counted, three are drawn; what is left out is said."""
    lbs = ", ".join(f"l{n}: {{type: network, subnets: app}}" for n in range(4))
    text = f"""
innovate: 1
organization: {{title: Test, region: us-east-1}}
accounts:
  dev:
    account_id: 012345670123
    s3_buckets: {{one: {{}}, two: {{}}, three: {{}}}}
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        subnets: {{app: {{cidr_block: 10.0.0.0/24, availability_zone: a}}}}
        lbs: {{{lbs}}}
"""
    picture = drawn(text)
    cards = {box.id: box.count for box in boxes(picture)["accounts.dev"].children}
    assert cards == {
        "accounts.dev:lb": 4,
        "accounts.dev.s3_buckets.one": 1,
        "accounts.dev.s3_buckets.two": 1,
        "accounts.dev.s3_buckets.three": 1,
        "accounts.dev:vpc": 1,
    }
    (note,) = picture.notes
    assert note.startswith("Key services only: 10 of the model's 12 resources")


ORGANIZATION = """
innovate: 1
organization:
  title: "<b>T & Co</b>"
  region: us-east-1
  organizational_units: {units}
accounts:
  one: {{account_id: 012345670121, organizational_unit: {unit}}}
"""


@pytest.mark.parametrize("units", ["{a: {parent_unit: b}, b: {parent_unit: a}}", "{a: {parent_unit: a}, b: {}}"])
def test_an_account_in_units_that_lead_nowhere_is_drawn_all_the_same(units: str) -> None:
    """Units that stand in one another have no place on the page; their accounts are not lost with them."""
    picture = drawn(ORGANIZATION.format(units=units, unit="a"))
    assert parent_of(picture, "accounts.one") == "loose"


def test_labels_are_as_written() -> None:
    """A view is data: escaping is the drawing's affair."""
    picture = drawn(ORGANIZATION.format(units="{a: {}}", unit="a"))
    assert picture.root.label == "<b>T & Co</b>"
    assert parent_of(picture, "accounts.one") == f"{UNITS}.a"


def test_networks_outside_hang_on_their_vpn() -> None:
    """Customer gateways stand outside the organisation, joined by VPN to a transit gateway or to the account whose VPC
    has the gateway; two transit gateways that are joined have an arrow, in one account too."""
    picture = view(build(load(MODELS / "hybrid").model), "organization")
    network, operations = "accounts.network", "accounts.operations"
    outside = {box.id for box in boxes(picture)["outside"].children if box.tone is Tone.OUTSIDE}
    assert outside == {f"{network}.customer_gateways.hamburg", f"{operations}.customer_gateways.rotterdam"}
    gateways = f"{network}.transit_gateways"
    assert {
        Arrow(f"{gateways}.frankfurt", f"{network}.customer_gateways.hamburg", "VPN", "attachment"),
        Arrow(operations, f"{operations}.customer_gateways.rotterdam", "VPN", "attachment"),
        Arrow(f"{gateways}.frankfurt", f"{gateways}.dublin", "", "peering"),
    } <= set(picture.arrows)


def test_many_branches_are_one_card_with_one_arrow() -> None:
    """Four customer gateways of an account are counted, and so are their VPN connections."""
    names = [f"b{number}" for number in range(4)]
    gateways = ", ".join(f"{name}: {{ip_address: 203.0.113.{n}, bgp_asn: 65010}}" for n, name in enumerate(names))
    connections = ", ".join(f"{name}: {{customer_gateway: {name}, transit_gateway: hub}}" for name in names)
    picture = drawn(f"""
innovate: 1
organization: {{title: Test, region: us-east-1}}
accounts:
  net:
    account_id: 012345670123
    transit_gateways: {{hub: {{}}}}
    customer_gateways: {{{gateways}}}
    vpn_connections: {{{connections}}}
""")
    assert boxes(picture)["accounts.net:customer_gateway"].count == 4
    assert picture.arrows == (
        Arrow("accounts.net.transit_gateways.hub", "accounts.net:customer_gateway", "VPN", "attachment", 4),
    )


def test_without_an_organisation_or_accounts_there_is_no_picture() -> None:
    """Nothing to draw is no fault."""
    assert all_views(build(load_text("innovate: 1\naccounts: {}").model)) == []
    empty = load_text("innovate: 1\norganization: {title: Test, region: us-east-1}")
    assert all_views(build(empty.model)) == []


def test_what_belongs_to_no_account(innovate: View) -> None:
    """Permission sets with those who have them, habits with their interval, runbooks; and who administers what."""
    found = boxes(innovate)
    center = "organization.identity_center"
    on_call = found[f"{center}.permission_sets.ProductionOnCall"]
    assert (on_call.sublabel, len(on_call.members)) == ("for on-call · 1 account", 1)
    assert found[center].sublabel == "identity-center · MFA always on"
    assert found["organization.practices.penetration-test"].sublabel == "every 180 days"
    assert found["organization.runbooks.failover"].sublabel == "runbook, cross-region-failover"
    assert found["accounts.security:delegated_administrator"].count == 5
    assert found["accounts.production.applications.spa"].sublabel == "React · 500 to 2,000,000 users/day"


def test_counted_boxes_name_their_members(innovate: View) -> None:
    """Every number is that of resources that it stands for."""
    numbers = {box.id: (box.count, len(box.members)) for box in innovate.root.walk() if box.count > 1}
    assert numbers
    assert all(count == members for count, members in numbers.values())

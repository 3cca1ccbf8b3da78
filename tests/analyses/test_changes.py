"""The whole comparison: laws over combinations of changes, and what each single one comes to."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from innovate_model.analyses.changes import Changes, FlowGroup, Promised, Turn, changes
from innovate_model.api import Architecture, diff, load_text
from innovate_model.loader import load_sources
from innovate_model.reading import parse
from innovate_model.span import Path
from innovate_model.values import Ports

from .shops import CHANGES, HOME, SHOP, changed, shop

subsets = st.frozensets(st.sampled_from(sorted(CHANGES)), max_size=3)
MIRROR = {Turn.OPENED: Turn.CLOSED, Turn.WIDENED: Turn.NARROWED, Turn.CLOSED: Turn.OPENED, Turn.NARROWED: Turn.WIDENED}


Told = tuple[list[str], list[str], list[tuple[str, str]], list[tuple[str, str, list[Path]]]]
"""Added, removed, renamed (old, new), changed (old address, new address, attributes): what there is but the places."""


def resources_of(found: Changes) -> Told:
    """The resources that changed."""
    told = found.resources
    return (
        [each.address for each in told.added],
        [each.address for each in told.removed],
        sorted((each.old, each.new) for each in told.renamed),
        sorted((each.old_address, each.address, [one.path[:1] for one in each.attributes]) for each in told.changed),
    )


def mirrored(found: Told) -> Told:
    """The same from the other side."""
    added, removed, renamed, changed_ones = found
    return (
        removed,
        added,
        sorted((new, old) for old, new in renamed),
        sorted((new, old, paths) for old, new, paths in changed_ones),
    )


def flows_of(found: Changes, names: dict[str, str] | None = None) -> set[tuple[Turn, bool, str, str, Ports]]:
    """Every pair and port that opened or closed, `names` saying what to call an address."""
    called = names or {}
    return {
        (each.turn, each.is_certain, called.get(source, source), called.get(destination, destination), port)
        for each in found.flows
        for source in each.sources
        for destination in each.destinations
        for port in each.ports
    }


@given(subsets)
@settings(max_examples=30)
def test_a_model_does_not_differ_from_itself(names: frozenset[str]) -> None:
    """Nothing changed, nothing opened, nothing is cheaper."""
    found = shop(names).diff(shop(names))
    assert not found.differs
    assert found.is_whole
    assert found.table().rows == ()


@given(subsets, subsets)
@settings(max_examples=30)
def test_the_way_back_is_the_mirror_image(one: frozenset[str], other: frozenset[str]) -> None:
    """Added is removed, opened is closed, grown is shrunk, new is gone, and money changes its sign."""
    there, back = shop(one).diff(shop(other)), shop(other).diff(shop(one))
    assert there.differs is back.differs
    assert resources_of(there) == mirrored(resources_of(back))
    by_old = {each.old: each.new for each in there.resources.renamed}
    assert {(MIRROR[turn], *rest) for turn, *rest in flows_of(back, by_old)} == flows_of(there)
    radii = {(each.mode, each.subject): (len(each.grown), len(each.shrunk)) for each in there.radii.changed}
    assert radii == {
        (each.mode, by_old.get(each.subject, each.subject)): (len(each.shrunk), len(each.grown))
        for each in back.radii.changed
    }
    assert len(there.findings.new) == len(back.findings.gone)
    assert len(there.findings.accepted) == len(back.findings.told_again)
    assert there.usd_more == -back.usd_more
    assert [(room.before, room.after) for room in there.space.rooms] == [
        (room.after, room.before) for room in back.space.rooms
    ]


@given(subsets)
@settings(max_examples=30)
def test_the_order_of_files_and_keys_does_not_matter(names: frozenset[str]) -> None:
    """A model in two files, either way round, differs from the whole one in nothing."""
    head, accounts = SHOP.split("accounts:\n")
    files = [parse(head, "head.yaml"), parse("accounts:\n" + accounts, "accounts.yaml")]
    split = [Architecture(load_sources(order)) for order in (files, files[::-1])]
    for architecture in split:
        assert not shop().diff(architecture).differs
        assert resources_of(architecture.diff(shop(names))) == resources_of(shop().diff(shop(names)))
        assert flows_of(architecture.diff(shop(names))) == flows_of(shop().diff(shop(names)))


def opened(found: Changes) -> list[tuple[str, str, str, str]]:
    """(turn, from, to, ports) of each group, names by their last parts."""
    return [
        (
            ("" if each.is_certain else "perhaps ") + each.turn,
            " ".join(_short(name) for name in each.sources),
            " ".join(_short(name) for name in each.destinations),
            " ".join(map(str, each.ports)),
        )
        for each in found.flows
    ]


def _short(name: str) -> str:
    return name.rpartition(".")[2]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("open the database to batch", [("opened", "batch", "db", "tcp/5432")]),
        ("open the front to the world", [("widened", "internet", "front", "tcp/443")]),
        ("deny the database's answers", [("closed", "api", "db", "tcp/5432")]),
        ("close the way out of the app", []),
        ("a bigger database", []),
        ("the key is renamed", []),
        ("the group of the app is renamed", []),
        ("a smaller network for data", []),
        ("no machine for batch", []),
        ("the report reads the secret", []),
        ("a finding is accepted", []),
        ("another machine", [("opened", "spare", "db", "tcp/5432"), ("opened", "front", "spare", "tcp/8080")]),
    ],
)
def test_a_single_change_opens_exactly_this(name: str, expected: list[tuple[str, str, str, str]]) -> None:
    """Of each change, every flow that it opens or closes and no other."""
    assert opened(changed(name)) == expected


def test_every_change_differs() -> None:
    """Each of them alone, and each pair against the first of it."""
    for name in CHANGES:
        assert changed(name).differs, name
    for one, other in combinations(["a bigger database", "the key is renamed", "a finding is accepted"], 2):
        assert shop(frozenset({one})).diff(shop(frozenset({one, other}))).differs


def test_a_witness_has_the_place_of_every_rule() -> None:
    """Hop by hop, on the port and from an address that the change is about."""
    (group,) = changed("open the database to batch").flows
    assert (group.pairs_before, group.pairs_after, group.tier, group.account) == (0, 1, "private", "shop")
    assert group.witness.flow == "tcp 10.0.2.4:32768 -> 10.0.3.4:5432"
    decided = {
        (step.hop.component.removeprefix(f"{HOME}."), step.span.line if step.span else 0)
        for step in group.witness.there
    }
    rules = SHOP.splitlines()
    assert {
        ("security_groups.batch", rules.index("          batch:") + 3),
        ("security_groups.db", rules.index("          db:") + 2),
        ("network_acls.app", rules.index("          app:") + 3),
    } <= decided
    assert all(step.hop.stops is None for step in (*group.witness.there, *group.witness.back))


def test_a_wider_rule_tells_the_addresses_that_are_new() -> None:
    """The witness comes from one of them."""
    (group,) = changed("open the front to the world").flows
    assert group.turn is Turn.WIDENED
    assert not any(str(block) == "203.0.113.0/24" for block in group.source_addresses)
    assert group.source_addresses
    assert "203.0.113." not in group.witness.flow


def test_what_is_closed_shows_how_it_was_open() -> None:
    """The witness of a closed flow is of the old model."""
    (group,) = changed("deny the database's answers").flows
    assert (group.turn, group.pairs_before, group.pairs_after) == (Turn.CLOSED, 1, 0)
    assert group.witness.there


def test_flows_of_something_new_are_told_apart() -> None:
    """A new resource has flows; that is another matter than a way opened between old ones."""
    assert [each.is_of_new for each in changed("another machine").flows] == [True, True]
    (group,) = changed("open the database to batch").flows
    assert not group.is_of_new


def test_who_is_hit_harder() -> None:
    """A role that may read more: what an intruder in it gets at."""
    (radius,) = changed("the report reads the secret").radii.changed
    assert (radius.mode, radius.subject) == ("compromise", "accounts.shop.iam_roles.report")
    assert [(each.address.removeprefix("accounts.shop."), each.before, each.after) for each in radius.grown] == [
        ("kms_keys.data", None, "exposed"),
        ("secrets.db", None, "exposed"),
    ]


def test_what_is_added_has_a_radius_of_its_own() -> None:
    """A machine that acts as a role, where there was none: all that was there and that it gets at; and on the way back
    as much less."""
    (radius,) = (each for each in changed("another machine").radii.changed if each.mode == "compromise")
    assert radius.is_new
    assert radius.grown
    assert not radius.shrunk
    assert all(each.before is None for each in radius.grown)
    assert (radius.count_before, radius.count_after >= len(radius.grown)) == (0, True)
    (gone,) = (
        each for each in shop(frozenset({"another machine"})).diff(shop()).radii.changed if each.mode == "compromise"
    )
    assert gone.is_gone
    assert [(each.address, each.after, each.before) for each in gone.shrunk] == [
        (each.address, each.before, each.after) for each in radius.grown
    ]


def test_who_is_hit_less() -> None:
    """A route that is gone takes its dependence along; the zone is among what is compared."""
    found = changed("close the way out of the app").radii
    assert {each.subject for each in found.changed} == {
        "availability_zones.eu-central-1a",
        f"{HOME}.nat_gateways.egress",
    }
    assert all(each.shrunk and not each.grown for each in found.changed)
    assert found.compared == {"failure": 5, "compromise": 0}


def test_findings_that_are_new_and_gone() -> None:
    """By check, message and address; lines may move."""
    found = changed("open the front to the world").findings
    assert [each.check for each in found.new] == ["security-group-open-to-the-world"]
    assert not found.gone


def test_a_finding_that_is_accepted_is_not_gone() -> None:
    """A suppression hides something: it is told, with its reason, and told again when the suppression goes."""
    found = changed("a finding is accepted").findings
    assert (found.new, found.gone, found.told_again) == ((), (), ())
    assert [(each.name, each.reason) for each in found.accepted] == [("flow", "A shop of one")]
    back = shop(frozenset({"a finding is accepted"})).diff(shop()).findings
    assert (back.new, back.gone, back.accepted) == ((), (), ())
    assert [each.name for each in back.told_again] == ["flow"]


def test_room_of_networks() -> None:
    """What a VPC has left, and what a subnet gives out."""
    rooms = changed("a smaller network for data").space.rooms
    assert [(room.address.removeprefix(HOME), room.what, room.after - room.before) for room in rooms] == [
        ("", "in no subnet", 128),
        (".subnets.data", "given out", -128),
    ]


def test_overlaps_come_and_go() -> None:
    """A subnet that grows into its neighbour."""
    text = SHOP.replace("10.0.2.0/24, availability_zone: a", "10.0.2.0/23, availability_zone: a")
    found = shop().diff(Architecture(load_sources([parse(text, "shop.yaml")]))).space
    assert [(each.first_block, each.second_block) for each in found.new_overlaps] == [("10.0.2.0/23", "10.0.3.0/24")]


def test_what_nobody_can_price_is_no_zero() -> None:
    """A machine of which the book has no price is a gap that is new."""
    found = changed("another machine")
    assert not found.usd_more
    assert {str(each.standing) for each in found.new_gaps} == {"unknown price", "usage not stated"}
    assert all(each.subject.address.endswith("instances.spare") for each in found.new_gaps)


def test_money() -> None:
    """A NAT gateway less is its price less, in the account and in the service."""
    text = SHOP.replace("        nat_gateways: {egress: {subnet: web}}\n", "")
    text = text.replace("nat_gateways.egress", "internet_gateways.igw")
    text, old = (each.replace("eu-central-1", "us-east-1") for each in (text, SHOP))
    before, after = (Architecture(load_sources([parse(each, "shop.yaml")])) for each in (old, text))
    found = before.diff(after)
    assert found.usd_more < 0
    assert found.usd_more == after.cost().total.monthly_usd - before.cost().total.monthly_usd
    assert [row.group for row in found.costs_by_account.rows if row.changes_usd[1]] == ["shop"]


def test_promises_are_compared_by_name() -> None:
    """What is known of them comes from outside; one that is broken, or new and broken, is worse."""
    was = {"a": Promised("holds"), "b": Promised("holds"), "c": Promised("broken"), "d": Promised("not known")}
    now = {"a": Promised("broken", "it is"), "b": Promised("holds"), "c": Promised("holds"), "e": Promised("broken")}
    sides = [shop()._side(name, None) for name in ("old", "new")]
    old, new = (
        replace(side, judged=replace(side.judged, promises=promises))
        for side, promises in zip(sides, (was, now), strict=True)
    )
    found = changes(old, new)
    assert [(each.name, each.is_worse) for each in found.promises] == [
        ("a", True),
        ("c", False),
        ("d", False),
        ("e", True),
    ]
    assert found.differs


def test_a_promise_of_the_model_that_a_change_breaks() -> None:
    """It is told as a promise, once, and not as a finding as well; suppressed it is broken all the same."""
    promise = """properties:
  database-from-the-app-alone:
    never: {from: accounts.shop.vpcs.main.instances.batch, to: accounts.shop.vpcs.main.instances.db}
    because: Batch has no business there
"""
    accept = "suppressions:\n  known: {check: never, at: properties.database-from-the-app-alone, reason: For a week}\n"
    pairs = CHANGES["open the database to batch"]
    broken = SHOP.replace(*pairs[0]) + promise
    old, new, accepted = (load_text(text, "shop.yaml") for text in (SHOP + promise, broken, broken + accept))
    assert not accepted.findings
    for there, is_told in ((new, False), (accepted, True)):
        found = old.diff(there)
        (change,) = found.promises
        assert (change.name, change.is_worse) == ("database-from-the-app-alone", True)
        assert change.before is not None
        assert change.after is not None
        assert (change.before.verdict, change.after.verdict) == ("holds", "broken")
        assert not found.findings.new
        assert bool(found.findings.accepted) is is_told
    (back,) = new.diff(old).promises
    assert not back.is_worse


def test_a_fault_on_one_side_is_no_difference() -> None:
    """What one side wrote and could not build is neither added nor removed, nor are its flows; it is said."""
    text = SHOP.replace("front: {instance_type: m6i.large, ", "front: {")
    broken = Architecture(load_sources([parse(text, "shop.yaml")]))
    for found in (diff(shop(), broken), diff(broken, shop())):
        assert not found.is_whole
        assert found.resources.not_compared == (f"{HOME}.instances.front",)
        assert not found.resources
        assert not [each for each in found.flows if _touches(each, "front")]


def _touches(group: FlowGroup, name: str) -> bool:
    return any(_short(each) == name for each in (*group.sources, *group.destinations))


def test_the_table_has_a_row_for_each_change() -> None:
    """For notebooks."""
    table = changed("open the front to the world").table()
    assert {row[0] for row in table.rows} == {"resource", "flows", "finding"}
    assert table.sentence == "old -> new"

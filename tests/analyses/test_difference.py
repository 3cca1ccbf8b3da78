"""Designed against observed, as plain models."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innovate_model.analyses.difference import Change, Difference, NotChecked, Terms, difference
from innovate_model.loader import load_text
from innovate_model.model import Model

BODY = """
innovate: 1
organization: {title: T, region: us-east-1}
accounts:
  dev:
    account_id: 111122223333
    web_acls: {edge: {scope: REGIONAL, managed_rule_groups: [First, Second]}}
    iam_roles:
      app:
        trust: {services: [ec2.amazonaws.com]}
        permissions: {read-it: {effect: Allow, actions: [s3:GetObject], resources: ["*"]}}
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a]
        subnets: {app: {cidr_block: 10.0.1.0/24, availability_zone: a}}
        network_acls:
          app: {ingress: {100: {allow: tcp/443, from: [10.1.0.0/16, 10.2.0.0/16]}}, egress: {}}
        security_groups:
          app:
            ingress: {web: {ports: tcp/443, from: [10.1.0.0/16, 10.2.0.0/16]}}
            egress: {}
"""
VPC = "accounts.dev.vpcs.main"


def _model(text: str = BODY, **replaced: str) -> Model:
    for old, new in replaced.items():
        assert old in text
        text = text.replace(old, new)
    loaded = load_text(text)
    assert not loaded.findings
    return loaded.model


def _changed(designed: str, observed: str, terms: Terms | None = None) -> list[tuple[str, object, object]]:
    """What differs when `designed` in the text became `observed`: (attribute path, designed, observed)."""
    found = difference(_model(), _model(BODY.replace(designed, observed)), (), terms)
    assert designed in BODY
    assert not found.missing
    assert not found.unmanaged
    return [(".".join(map(str, each.attribute)), each.designed, each.observed) for each in found.changed]


def test_a_model_does_not_differ_from_itself() -> None:
    """The comparison of a model with itself is empty and complete."""
    found = difference(_model(), _model())
    assert found == Difference(compared=found.compared)
    assert not found.has_drift
    assert found.is_complete


ADDRESSES = sorted(address for address in _model().resources if not address.startswith("availability_zones"))


@given(st.sets(st.sampled_from(ADDRESSES)), st.sets(st.sampled_from(ADDRESSES)))
def test_missing_and_unmanaged_are_mirror_images(ours: set[str], theirs: set[str]) -> None:
    """What one model has and the other lacks is missing one way round and unmanaged the other, and both are exact."""
    whole = _model()
    here, there = (Model({each: whole[each] for each in sorted(some)}) for some in (ours, theirs))
    forth, back = difference(here, there), difference(there, here)
    assert set(forth.missing) == ours - theirs == set(back.unmanaged)
    assert set(forth.unmanaged) == theirs - ours == set(back.missing)
    assert forth.changed == ()


@given(st.randoms(use_true_random=False))
def test_order_does_not_matter(chance: random.Random) -> None:
    """The same resources in another order give the same difference."""
    whole, other = _model(), _model(BODY.replace("10.0.1.0/24", "10.0.2.0/24"))
    shuffled = list(other.resources.items())
    chance.shuffle(shuffled)
    assert difference(whole, Model(dict(shuffled))) == difference(whole, other)


def test_a_changed_attribute_is_named() -> None:
    """The attribute, its designed and its observed value."""
    assert _changed("cidr_block: 10.0.1.0/24", "cidr_block: 10.0.9.0/24") == [
        ("cidr_block", "10.0.1.0/24", "10.0.9.0/24")
    ]


def test_names_of_rules_are_nobodys_business() -> None:
    """A security group whose rules are called otherwise, and cut otherwise, is the same group."""
    same = "ingress: {one: {ports: tcp/443, from: 10.2.0.0/16}, two: {ports: tcp/443, from: 10.1.0.0/16}}"
    assert _changed("ingress: {web: {ports: tcp/443, from: [10.1.0.0/16, 10.2.0.0/16]}}", same) == []


def test_each_permission_is_compared() -> None:
    """A permission that came, and one that went, each by itself."""
    other = "ingress: {web: {ports: tcp/443, from: [10.1.0.0/16, 0.0.0.0/0]}}"
    assert _changed("ingress: {web: {ports: tcp/443, from: [10.1.0.0/16, 10.2.0.0/16]}}", other) == [
        ("ingress.tcp/443 0.0.0.0/0", None, "tcp/443 0.0.0.0/0"),
        ("ingress.tcp/443 10.2.0.0/16", "tcp/443 10.2.0.0/16", None),
    ]


def test_a_rule_of_several_peers_takes_several_numbers() -> None:
    """AWS holds one peer for each number of a network ACL: the further ones stand after the first."""
    written_out = "ingress: {100: {allow: tcp/443, from: 10.1.0.0/16}, 101: {allow: tcp/443, from: 10.2.0.0/16}}"
    rules = "ingress: {100: {allow: tcp/443, from: [10.1.0.0/16, 10.2.0.0/16]}}"
    assert _changed(rules, written_out) == []
    assert _changed(rules, written_out.replace("allow: tcp/443, from: 10.2", "deny: tcp/443, from: 10.2")) == [
        ("ingress.101", "allow tcp/443 10.2.0.0/16", "deny tcp/443 10.2.0.0/16")
    ]


def test_statements_are_known_by_what_they_say() -> None:
    """A statement under another name is the same; one with the same letters and another content has changed."""
    assert _changed("read-it:", "Sid1:") == []
    assert _changed("read-it: {effect: Allow", "readit: {effect: Deny") == [
        ("permissions.read-it.effect", "Allow", "Deny")
    ]


def test_order_counts_where_aws_heeds_it() -> None:
    """Rule groups of a web ACL look at a request in order."""
    assert _changed("[First, Second]", "[Second, First]") == [
        ("managed_rule_groups", ["First", "Second"], ["Second", "First"])
    ]


def test_what_the_design_leaves_open_is_no_drift() -> None:
    """None in the design is AWS's to fill in; an observed tag that nobody designed is somebody's default tag."""
    assert _changed("availability_zone: a}", "availability_zone: a, ipv6_cidr_block: 2001:db8::/64}") == []
    assert _changed("availability_zone: a}", "availability_zone: a, tags: {Owner: x}}") == []


def test_a_designed_tag_counts() -> None:
    """A tag that the design sets is compared."""
    tagged = _model(BODY.replace("availability_zone: a}", "availability_zone: a, tags: {Owner: x}}"))
    found = difference(tagged, _model())
    assert found.changed == (Change(f"{VPC}.subnets.app", ("tags", "Owner"), "x", None),)


def test_terms_of_the_comparison() -> None:
    """What AWS has no word for is not compared; what AWS fills in is compared only where the design says something."""
    flag = ("availability_zone: a}", "availability_zone: a, map_public_ip_on_launch: yes}")
    assert len(_changed(*flag)) == 1
    assert _changed(*flag, Terms(model_only={"subnet": {"map_public_ip_on_launch": "a reason"}})) == []
    assert _changed(*flag, Terms(filled_by_aws={"subnet": frozenset({"map_public_ip_on_launch"})})) == []


SUBNET = f"{VPC}.subnets.app"


@pytest.mark.parametrize(
    ("gap", "is_hidden"),
    [
        (NotChecked("r", "subnet"), True),
        (NotChecked("r", "subnet", "111122223333", "us-east-1"), True),
        (NotChecked("r", "", "111122223333"), True),
        (NotChecked("r", "", "", "us-east-1"), True),
        (NotChecked("r", address=SUBNET), True),
        (NotChecked("r", "subnet", "999999999999"), False),
        (NotChecked("r", "subnet", "", "eu-west-1"), False),
        (NotChecked("r", "vpc"), False),
        (NotChecked("r", address=VPC), False),
        (NotChecked("r", address=SUBNET, attribute=("cidr_block",)), False),
    ],
)
def test_an_absence_with_a_reason_is_not_checked(gap: NotChecked, is_hidden: bool) -> None:
    """What could not be seen is never missing; what could have been seen is, whatever else was closed."""
    without = Model({address: each for address, each in _model().resources.items() if address != SUBNET})
    found = difference(_model(), without, [gap])
    assert found.missing == (() if is_hidden else (SUBNET,))
    assert is_hidden <= (not found.is_complete)


def test_an_attribute_that_was_not_seen_never_counts_as_equal() -> None:
    """A gap of an attribute that the design sets is reported even where the values happen to agree."""
    gap = NotChecked("r", "subnet", address=SUBNET, attribute=("cidr_block",))
    assert difference(_model(), _model(), [gap]).not_checked == (gap,)
    changed = difference(_model(), _model(BODY.replace("10.0.1.0/24", "10.0.2.0/24")), [gap])
    assert (changed.changed, changed.not_checked) == ((), (gap,))


def test_a_closed_account_is_reported_even_if_nothing_is_missing() -> None:
    """Nobody knows what a closed account holds that was never designed."""
    gap = NotChecked("closed", account_id="999999999999")
    assert difference(_model(), _model(), [gap]).not_checked == (gap,)


def test_accepted_kinds_leave_the_gaps() -> None:
    """A gap of a kind that somebody accepts no longer makes the comparison incomplete."""
    without = Model({address: each for address, each in _model().resources.items() if address != SUBNET})
    found = difference(_model(), without, [NotChecked("r", "subnet")])
    assert not found.is_complete
    assert found.accepting(["subnet"]).is_complete
    assert not found.accepting(["vpc"]).is_complete


@given(
    st.builds(
        NotChecked,
        st.text(),
        st.text(),
        st.text(),
        st.text(),
        st.text(),
        st.lists(st.text() | st.integers(), max_size=2).map(tuple),
    )
)
def test_gaps_survive_json(gap: NotChecked) -> None:
    """Written as plain data and read again, a gap is the same."""
    assert NotChecked.from_json(gap.to_json()) == gap

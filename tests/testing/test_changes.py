"""Single changes of a model."""

from collections import Counter
from pathlib import Path

from innovate_model.loader import Loaded, load, load_text, vary
from innovate_model.testing.changes import Change, Effect, changes_of
from innovate_model.testing.random_models import random_organization

ROOT = Path(__file__).parents[2]
SMALL = """
innovate: 1
organization: {title: Test, region: us-east-1}
accounts:
  dev:
    account_id: "012345670123"
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]
        internet_gateways: {main: {}}
        subnets: {app: {per: availability_zone, newbits: 2, netnum: 0, route_table: app}}
        route_tables: {app: {per: availability_zone, routes: {0.0.0.0/0: internet_gateways.main}}}
        security_groups: {app: {ingress: {https: {ports: tcp/443, from: vpc}}, egress: {}}}
        network_acls: {app: {ingress: {100: {allow: all, from: vpc}, 110: {deny: all, from: 0.0.0.0/0}}, egress: {}}}
"""


def told(loaded: Loaded) -> list[tuple[str, str, Effect]]:
    """Each change: the last part of what it changes, its words, its effect."""
    return [(one.resource.rpartition(".")[2], one.what, one.effect) for one in changes_of(loaded)]


def difference(before: Loaded, change: Change) -> set[str]:
    """The addresses of the resources that a change makes other ones."""
    after = vary(before, change.overlay)
    assert not after.findings, (str(change), [finding.message for finding in after.findings])
    assert before.model.resources.keys() == after.model.resources.keys()
    return {address for address, one in before.model.resources.items() if after.model[address] != one}


def test_rules_of_a_small_model():
    """Each rule can go, each filter can be opened or closed; the families' members are left alone."""
    found = told(load_text(SMALL))
    assert [change for change in found if change[0].startswith("app-")] == []
    assert ("app", "without ingress rule https", Effect.CLOSES) in found
    assert ("app", "without ingress rule 100", Effect.CLOSES) in found
    assert ("app", "without ingress rule 110", Effect.OPENS) in found
    assert ("app", "denies all first, ingress", Effect.CLOSES) in found
    assert ("app", "ingress from and to anywhere", Effect.OPENS) in found


def test_every_change_changes_one_resource_and_makes_no_fault():
    """Over random organisations: the resource that is named, and nothing else."""
    effects: Counter[Effect] = Counter()
    for seed in range(12):
        loaded = load_text(random_organization(seed))
        for change in changes_of(loaded):
            assert difference(loaded, change) == {change.resource}, str(change)
            effects[change.effect] += 1
    assert set(effects) == set(Effect)


def test_changes_of_models_with_families_and_blueprints():
    """What a blueprint says can be taken away below it; whatever is offered can be done."""
    loaded = load(ROOT / "models" / "innovate")
    found = list(changes_of(loaded))
    assert len(found) > 100
    for change in found[:: len(found) // 12]:
        assert difference(loaded, change) == {change.resource}, str(change)

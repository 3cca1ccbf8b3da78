"""A model written out loads again, as the same model."""

from pathlib import Path

import pytest

from innovate_model import api

ROOT = Path(__file__).parents[2]
MODELS = sorted(path.parent.name for path in (ROOT / "models").glob("*/model.yaml"))


@pytest.mark.parametrize("name", MODELS)
def test_a_whole_model_loads_again_as_the_same(name: str) -> None:
    """No fault, the same addresses, the same relations, nothing else found, and the same text when written out again:
    no family and no blueprint is left in it."""
    model = api.load(ROOT / "models" / name)
    text = model.expand()
    again = api.load_text(text)
    assert again.findings == ()
    assert set(again.model.resources) == set(model.model.resources)
    assert set(again.graph.edges()) == set(model.graph.edges())
    assert sorted(finding.check for finding in again.check()) == sorted(finding.check for finding in model.check())
    assert again.expand() == text
    assert not {"per:", "extends:", "blueprints:", "include:"} & set(text.split())


SMALL = """\
innovate: 1
organization: {title: Test, region: us-east-1}
suppressions: {one: {check: flow-logs-to-log-archive, at: accounts.dev.vpcs.main, reason: "yes", expires: 2027-01-01}}
accounts:
  dev:
    account_id: 012345670123
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]
        subnets: {app: {per: availability_zone, newbits: 4, netnum: 1, map_public_ip_on_launch: no}}
        security_groups:
          app: {ingress: {tier: {ports: tcp/80, from: subnets.app}, all: {ports: all, from: vpc}}, egress: {}}
"""


def test_a_part_stands_under_the_keys_that_lead_to_it() -> None:
    """With what stands in it; a tier is its block, a reference a whole address."""
    model = api.load_text(SMALL)
    assert model.expand("subnets.app-b") == (
        "accounts:\n  dev:\n    vpcs:\n      main:\n        subnets:\n          app-b:\n"
        "            cidr_block: 10.0.20.0/22\n            availability_zone: us-east-1b\n"
        "            map_public_ip_on_launch: no\n"
    )
    assert "from:\n                  - 10.0.16.0/20\n" in model.expand("security_groups.app")
    with pytest.raises(KeyError):
        model.expand("nothing")


def test_suppressions_are_kept() -> None:
    """Else the findings would be back."""
    again = api.load_text(api.load_text(SMALL).expand())
    assert again.model.suppressions == api.load_text(SMALL).model.suppressions

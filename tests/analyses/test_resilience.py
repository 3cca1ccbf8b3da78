"""The services that people use, and what they withstand."""

from pathlib import Path

import pytest

from innovate_model.analyses.losses import loss
from innovate_model.analyses.resilience import resilience, used_services
from innovate_model.graph import build
from innovate_model.loader import load, load_text
from tests.support import in_vpc

INNOVATE = build(load(Path(__file__).parents[2] / "models" / "innovate").model)
WEB = """
subnets:
  a: {cidr_block: 10.0.0.0/24, availability_zone: a}
  b: {cidr_block: 10.0.1.0/24, availability_zone: b}
instances: {one: {instance_type: t3.micro, subnet: a}, two: {instance_type: t3.micro, subnet: b}}
lbs:
  inside: {type: network, subnets: a, internal: yes}
  web:
    type: network
    subnets: [a, b]
    target_groups: {web: {port: 80, protocol: TCP, targets: [instances.one, instances.two]}}
    listeners: {web: {port: 80, protocol: TCP, forward_to: web}}
"""


def test_what_people_use() -> None:
    """Applications, distributions, load balancers that face the internet, and what is behind load balancers; neither an
    internal one nor a background job."""
    found = list(used_services(INNOVATE))
    kinds = {INNOVATE.model[address].kind for address in found}
    assert kinds == {"application", "cloudfront_distribution", "lb", "deployment"}
    assert "accounts.shared-services.vpcs.tools.lbs.packages" not in found
    assert not any("worker" in address for address in found)
    assert any(address.endswith("deployments.flask-api") for address in found)
    assert list(used_services(build(load_text(in_vpc(WEB)).model))) == ["accounts.dev.vpcs.main.lbs.web"]


def test_single_points_and_pairs() -> None:
    """A load balancer of two zones with a machine in each: no zone alone, both together; itself is no news."""
    graph = build(load_text(in_vpc(WEB)).model)
    (web,) = resilience(graph).services
    assert set(web.single_points) == {
        "accounts.dev",
        "accounts.dev.vpcs.main",
        "accounts.dev.vpcs.main.lbs.web.listeners.web",
        "accounts.dev.vpcs.main.lbs.web.target_groups.web",
        "region us-east-1",
    }
    pairs = {cut.losses for cut in web.together}
    assert ("availability_zones.us-east-1a", "availability_zones.us-east-1b") in pairs
    assert ("accounts.dev.vpcs.main.instances.one", "accounts.dev.vpcs.main.instances.two") in pairs
    assert ("accounts.dev.vpcs.main.instances.one", "availability_zones.us-east-1b") in pairs


def test_machines_side_by_side() -> None:
    """99.99 percent of the load balancer, times what two machines of 99.5 percent make."""
    (web,) = resilience(build(load_text(in_vpc(WEB)).model)).services
    assert float(web.availability.low) == pytest.approx(0.9999 * (1 - 0.005**2), abs=1e-15)
    assert str(web.availability) == "99.9875 % at most"


def test_only_what_may_be_lost_is_looked_at() -> None:
    """Zones alone: none of them takes production down, any two do."""
    zones = [loss(INNOVATE, f"us-east-1{zone}") for zone in "abc"]
    (api,) = resilience(INNOVATE, ["accounts.production.applications.api"], zones, most=3).services
    assert api.single_points == ()
    assert [len(cut) for cut in api.cuts] == [2, 2, 2]


def test_the_table_has_a_row_for_each_service() -> None:
    """Counts and the figure; the sentence says what is assumed."""
    table = resilience(INNOVATE, ["accounts.production.applications.api"]).table()
    assert table.rows[0][:2] == ("application", "accounts.production.applications.api")
    assert table.sentence.startswith("assumed: parts fail independently")
    with pytest.raises(KeyError):
        resilience(INNOVATE, ["accounts.nowhere"])

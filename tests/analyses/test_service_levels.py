"""What AWS commits to: dated facts, and which of them is whose."""

import re
from datetime import date
from fractions import Fraction

import pytest

from innovate_model.analyses import service_levels
from innovate_model.analyses.service_levels import WITHIN, Level, level_of
from innovate_model.graph import build
from innovate_model.loader import load_text
from innovate_model.resources import types
from tests.support import in_vpc

LEVELS = {name: level for name, level in vars(service_levels).items() if isinstance(level, Level)}


@pytest.mark.parametrize("name", LEVELS)
def test_every_figure_says_where_it_is_from(name: str) -> None:
    """A page of AWS's, and the day of its last change unless others quoted it without one."""
    level = LEVELS[name]
    assert re.fullmatch(r"https://aws\.amazon\.com/[a-z0-9/-]*sla[a-z0-9/-]*", level.page)
    assert Fraction(95, 100) < level.availability <= 1
    assert level.origin in (service_levels.READ, service_levels.QUOTED)
    if level.date:
        assert date(2019, 1, 1) <= date.fromisoformat(level.date)
    else:
        assert level.origin == service_levels.QUOTED


def test_the_kinds_exist() -> None:
    """No figure and no exception for a kind that there is not."""
    assert set(types().by_kind) >= {*WITHIN, *(cls.kind for cls in service_levels._LEVELS)}


MAIN = """
subnets:
  a: {cidr_block: 10.0.0.0/24, availability_zone: a}
  b: {cidr_block: 10.0.1.0/24, availability_zone: b}
"""
LB = "lbs: {it: {type: network, subnets: %s}}"
AURORA = """
aurora_clusters:
  it:
    {engine: aurora-postgresql, engine_version: 16.4, storage_encrypted: yes, subnets: [a, b], instances: {
      one: {instance_class: db.r6g.large, availability_zone: a}, two: {instance_class: db.r6g.large%s}}}
"""
CACHE = """
elasticache_replication_groups:
  it:
    {engine: valkey, engine_version: 8.0, node_type: cache.r7g.large, num_cache_clusters: 2, subnets: [a, b],
     automatic_failover_enabled: %s, multi_az_enabled: %s, at_rest_encryption_enabled: yes,
     transit_encryption_enabled: yes}
"""
NODES = """
eks_clusters:
  main:
    version: 1.34
    subnets: [a, b]
    node_groups:
      it:
        {instance_types: [m6i.large], capacity_type: %s, subnets: %s,
         scaling_config: {min_size: %d, desired_size: 2, max_size: 3}}
"""
SEARCH = """
opensearch_domains:
  it:
    {engine_version: OpenSearch_2.17, instance_type: r6g.large.search, instance_count: 2,
     zone_awareness_enabled: %s, subnets: [a, b], encrypt_at_rest: yes, node_to_node_encryption: yes}
"""


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        (LB % "[a, b]", "99.99"),
        (LB % "a", "99.9"),
        (AURORA % ", availability_zone: b", "99.99"),
        (AURORA % ", availability_zone: a", "99.9"),
        (AURORA % "", "99.9"),
        (CACHE % ("yes", "yes"), "99.99"),
        (CACHE % ("yes", "no"), "99.5"),
        (NODES % ("ON_DEMAND", "[a, b]", 2), "99.99"),
        (NODES % ("ON_DEMAND", "[a, b]", 1), "99.5"),
        (NODES % ("ON_DEMAND", "a", 2), "99.5"),
        (NODES % ("SPOT", "[a, b]", 2), "AWS may take Spot capacity back at any time"),
        (SEARCH % "yes", "99.9"),
        (SEARCH % "no", "the agreement is for domains in several zones"),
        ("instances: {it: {instance_type: t3.micro, subnet: a}}", "99.5"),
        ("nat_gateways: {it: {subnet: a}}", "99.9"),
        ("internet_gateways: {it: {}}", "no agreement with a figure is known"),
    ],
)
def test_the_figure_depends_on_what_is_built(text: str, percent: str) -> None:
    """Several zones as they are written, never as AWS might choose them; no figure where there is none."""
    loaded = load_text(in_vpc(MAIN + text))
    assert not loaded.findings
    (address,) = (address for address in loaded.model.resources if address.endswith(".it"))
    found = level_of(build(loaded.model), address)
    assert (found if isinstance(found, str) else found.percent) == percent

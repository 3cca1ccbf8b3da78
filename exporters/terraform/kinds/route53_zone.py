"""aws_route53_zone, with its aws_route53_record: `alias` and `delegates_to` name what the record leads to."""

from __future__ import annotations

from exporters.terraform.derive import attributes_of
from exporters.terraform.parts import plain
from exporters.terraform.rules import whole
from exporters.terraform.shapes import Attribute, Json, Kind, Object, Rule, Scalar, Table, write
from exporters.terraform.site import Site
from innovate_model.resources.route53_zone import Record, Route53Zone


def _ttl(record: Record) -> int | None:
    """AWS decides it for what is its own: the provider takes none there."""
    return None if record.alias or record.latency else record.ttl


_RECORD = attributes_of(
    Record,
    Kind(
        "route53_zone.records",
        rename={"values": "records", "latency": "latency_routing_policy"},
        instead={"ttl": (plain("ttl", Scalar("number", whole(0)), _ttl),)},
    ),
    frozenset({"lb", "cloudfront_distribution", "vpc_endpoint", "route53_zone"}),
)


def _one_way(x: str) -> str:
    there = [f"{x}.{name} != null" for name in ("alias", "delegates_to")]
    there += [f"length({x}.{name}) > 0" for name in ("records", "latency_routing_policy")]
    return f"length([for found in [{', '.join(there)}] : found if found]) == 1"


_RULE = Rule("must have exactly one of alias, delegates_to, records and latency_routing_policy", _one_way)


def _records(zone: Route53Zone, site: Site) -> Json:
    return {name: write(_RECORD, record, site) for name, record in zone.records.items()}


KIND = Kind(
    "route53_zone",
    instead={
        "domain_name": (),
        "records": (Attribute("records", Table(Object(_RECORD, (_RULE,))), _records, default={}),),
    },
    name_of=lambda zone: str(zone.domain_name),
)

"""Who cannot do its work without a certificate, or without the zone that holds its name: told by the names."""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.edge import Edge, Relation
from innovate_model.graph import Graph
from innovate_model.resources.acm_certificate import AcmCertificate
from innovate_model.resources.application import Application
from innovate_model.resources.cloudfront_distribution import CloudfrontDistribution
from innovate_model.resources.listener import ENCRYPTED, Listener
from innovate_model.resources.route53_zone import Record, Route53Zone

EDGE_REGION = "us-east-1"
"""Where CloudFront takes its certificates from.
https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html"""


def name_needs(graph: Graph) -> Iterator[Edge]:
    """What shows a certificate of the model depends on it; an application on the zones that have a name for its entry,
    of which one is enough; a zone on the one that delegates to it. Certificates of one name back one another up.

    https://docs.aws.amazon.com/elasticloadbalancing/latest/application/https-listener-certificates.html
    https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-routing-traffic-for-subdomains.html
    """
    certificates: dict[tuple[str, str, str], list[str]] = {}
    for each in graph.model.of(AcmCertificate):
        certificates.setdefault((each.parent, each.region, each.domain_name), []).append(each.address)
    for listener in graph.model.of(Listener):
        if listener.protocol in ENCRYPTED:
            key = listener.within("accounts") or "", graph.model.region_of(listener), listener.certificate
            yield from _any(listener.address, certificates.get(key, ()), "certificate")
    for distribution in graph.model.of(CloudfrontDistribution):
        key = distribution.parent, EDGE_REGION, distribution.certificate
        yield from _any(distribution.address, certificates.get(key, ()), "certificate")
    zones = tuple(graph.model.of(Route53Zone))
    for application in graph.model.of(Application):
        named = [zone for zone in zones if application.entry and application.entry in _led_to(zone)]
        public = [zone.address for zone in named if not zone.is_private]
        yield from _any(application.address, public or [zone.address for zone in named], "entry")
    for zone in zones:
        for name, record in zone.records.items():
            if record.delegates_to and record.delegates_to in graph.model:  # one with a fault is not built
                yield Edge(record.delegates_to, Relation.DEPENDS_ON, zone.address, ("domain_name",), detail=name)


def _any(source: str, targets: list[str] | tuple[str, ...], attribute: str) -> Iterator[Edge]:
    for target in targets:
        yield Edge(source, Relation.DEPENDS_ON, target, (attribute,), alternatives=f"{attribute} by name")


def _led_to(zone: Route53Zone) -> set[str]:
    return {target for record in zone.records.values() for target in _targets(record)}


def _targets(record: Record) -> Iterator[str]:
    yield from record.latency.values()
    if record.alias:
        yield record.alias

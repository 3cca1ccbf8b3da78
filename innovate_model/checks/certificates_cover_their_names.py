"""Each certificate that is named exists, in the region where AWS looks for it, and covers the names it is shown for.

Design document §3.2: "TLS termination at ALB"; §5: the SPA is served by CloudFront. A browser turns away from a
certificate of another name, and CloudFront takes certificates from us-east-1 only and no alias that they do not cover:
https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html

A load balancer's names are those that zones have for it. A distribution with aliases names a certificate, because
CloudFront's own covers none of them. Apart from that, accounts that declare no certificates are not judged, nor are
certificates that are named by their ARN.

PASS:
    accounts:
      a:
        account_id: "111111111111"
        s3_buckets: {spa: {}}
        acm_certificates: {app: {domain_name: example.com, subject_alternative_names: ["*.example.com"]}}
        cloudfront_distributions:
          spa:
            aliases: [example.com, app.example.com]
            certificate: example.com
            origins: {spa: {s3_bucket: spa, access: origin_access_control}}
            default_origin: spa
            viewer_protocol_policy: https-only
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        s3_buckets: {spa: {}}
        acm_certificates: {app: {domain_name: example.com}}
        cloudfront_distributions:
          spa:
            aliases: [app.example.com]
            certificate: example.com
            origins: {spa: {s3_bucket: spa, access: origin_access_control}}
            default_origin: spa
            viewer_protocol_policy: https-only
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        s3_buckets: {spa: {}}
        cloudfront_distributions:
          spa:
            aliases: [app.example.com]
            origins: {spa: {s3_bucket: spa, access: origin_access_control}}
            default_origin: spa
            viewer_protocol_policy: https-only
FAIL:
    organization: {title: Example, region: eu-central-1}
    accounts:
      a:
        account_id: "111111111111"
        s3_buckets: {spa: {}}
        acm_certificates: {app: {domain_name: example.com}}
        cloudfront_distributions:
          spa:
            aliases: [example.com]
            certificate: example.com
            origins: {spa: {s3_bucket: spa, access: origin_access_control}}
            default_origin: spa
            viewer_protocol_policy: https-only
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        acm_certificates: {api: {domain_name: api.example.com}}
        route53_zones: {main: {domain_name: example.com, records: {www.example.com: {alias: vpcs.main.lbs.api}}}}
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {public: {per: availability_zone, newbits: 4, netnum: 0}}
            lbs:
              api:
                type: application
                subnets: public
                listeners: {https: {port: 443, protocol: HTTPS, certificate: api.example.com, forward_to: api}}
                target_groups: {api: {port: 8080, protocol: HTTP}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph
from innovate_model.resources.acm_certificate import AcmCertificate
from innovate_model.resources.cloudfront_distribution import CloudfrontDistribution
from innovate_model.resources.lb import Lb
from innovate_model.resources.listener import ENCRYPTED, Listener
from innovate_model.resources.route53_zone import Route53Zone

SEVERITY = Severity.ERROR
PILLAR: Pillar = "security"
SECTION = "3.2"
EDGE = "us-east-1"
"""Where CloudFront takes its certificates from."""
Declared = dict[str, list[AcmCertificate]]
"""Account -> its certificates."""
Shown = dict[str, list[AcmCertificate]]
"""Load balancer -> the certificates that its listeners show."""


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each certificate that is not there and for each name that its certificate does not cover."""
    declared: Declared = {}
    for certificate in graph.model.of(AcmCertificate):
        declared.setdefault(certificate.parent, []).append(certificate)
    for distribution in graph.model.of(CloudfrontDistribution):
        yield from _at_the_edge(distribution, declared.get(distribution.parent, []))
    shown: Shown = {}
    for listener in graph.model.of(Listener):
        yield from _at_a_listener(graph, listener, declared, shown)
    for zone in graph.model.of(Route53Zone):
        yield from _by_name(graph, zone, shown)


def _at_the_edge(distribution: CloudfrontDistribution, own: list[AcmCertificate]) -> Iterator[Complaint]:
    name = distribution.certificate
    if distribution.aliases and not name:
        message = f"answers to {distribution.aliases[0]}, which CloudFront's own certificate does not cover"
        yield Complaint(at(distribution.address, "certificate"), message, "certificate: the name of one in us-east-1")
    if not own or not name or name.startswith("arn:"):
        return
    path = at(distribution.address, "certificate")
    found = [certificate for certificate in own if certificate.domain_name == name]
    near = [certificate for certificate in found if certificate.region == EDGE]
    if not near:
        where = (
            f"stands in {found[0].region}, and CloudFront takes those of {EDGE}" if found else "is not declared here"
        )
        yield Complaint(path, f"the certificate {name} {where}", f"acm_certificates: {{NAME: {{region: {EDGE}, ...}}}}")
        return
    for index, alias in enumerate(distribution.aliases):
        if not any(certificate.covers(alias) for certificate in near):
            related = Related("the certificate", at(near[0].address))
            message = f"the certificate {name} does not cover {alias}"
            mend = f"subject_alternative_names: [{alias}]"
            yield Complaint(at(distribution.address, "aliases", index), message, mend, (related,))


def _at_a_listener(graph: Graph, listener: Listener, declared: Declared, shown: Shown) -> Iterator[Complaint]:
    name, account = listener.certificate, listener.within("accounts") or ""
    if listener.protocol not in ENCRYPTED or account not in declared:
        return
    region = graph.model.region_of(listener)
    found = [each for each in declared[account] if each.domain_name == name and each.region == region]
    shown.setdefault(listener.parent, []).extend(found)
    if not found and not name.startswith("arn:"):
        message = f"the certificate {name} is not declared in this account and region"
        yield Complaint(
            at(listener.address, "certificate"), message, f"acm_certificates: {{NAME: {{domain_name: {name}}}}}"
        )


def _by_name(graph: Graph, zone: Route53Zone, shown: Shown) -> Iterator[Complaint]:
    """Names that lead to a load balancer whose certificates do not cover them, or to a distribution that does not know
    them."""
    for name, record in zone.records.items():
        path = at(zone.address, "records", name, "alias")
        target = graph.model.resources.get(record.alias or "")
        if isinstance(target, CloudfrontDistribution) and name not in target.aliases:
            message = f"the distribution answers to no {name}"
            yield Complaint(
                path, message, f"aliases: [{name}]", (Related("its aliases", at(target.address, "aliases")),)
            )
        elif isinstance(target, Lb):
            own = shown.get(target.address, [])
            if own and not any(certificate.covers(name) for certificate in own):
                related = tuple(Related("its certificate", at(each.address)) for each in own)
                message = f"no certificate of the load balancer covers {name}"
                yield Complaint(path, message, f"subject_alternative_names: [{name}]", related)

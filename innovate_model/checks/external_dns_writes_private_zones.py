"""ExternalDNS writes into private zones alone.

Design document §4.1: "ExternalDNS (private hosted zones)". Whoever may make a service or an ingress in the cluster may
make names by it; without a zone type it writes them wherever it finds a zone, the public one of the company too:
https://kubernetes-sigs.github.io/external-dns/latest/docs/tutorials/aws/

Judged are releases of its chart in environments, by the value `aws-zone-type` (or `aws.zoneType`).

PASS:
    accounts:
      production:
        account_id: "111111111111"
        environment: production
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
            eks_clusters:
              main:
                version: 1.34
                subnets: app
                namespaces:
                  dns:
                    helm_releases:
                      external-dns:
                        chart: external-dns
                        repository: https://kubernetes-sigs.github.io/external-dns
                        version: 1.19.0
                        values: {aws-zone-type: private}
FAIL:
    accounts:
      production:
        account_id: "111111111111"
        environment: production
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
            eks_clusters:
              main:
                version: 1.34
                subnets: app
                namespaces:
                  dns:
                    helm_releases:
                      external-dns:
                        chart: external-dns
                        repository: https://kubernetes-sigs.github.io/external-dns
                        version: 1.19.0
                        values: {policy: sync}
FAIL:
    accounts:
      production:
        account_id: "111111111111"
        environment: production
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
            eks_clusters:
              main:
                version: 1.34
                subnets: app
                namespaces:
                  dns:
                    helm_releases:
                      external-dns:
                        chart: external-dns
                        repository: https://kubernetes-sigs.github.io/external-dns
                        version: 1.19.0
                        values: {aws-zone-type: public}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.environments import environment_of
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.helm_release import HelmRelease

SEVERITY = Severity.WARNING
PILLAR: Pillar = "security"
SECTION = "4.1"

KEYS = ("aws-zone-type", "aws.zoneType")


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each release that may write elsewhere."""
    for release in graph.model.of(HelmRelease):
        if release.chart != "external-dns" or not environment_of(graph, release):
            continue
        said = [release.values[key] for key in KEYS if key in release.values]
        if said != ["private"]:
            message = "may write names into public zones"
            yield Complaint(at(release.address, "values"), message, f"values: {{{KEYS[0]}: private}}")

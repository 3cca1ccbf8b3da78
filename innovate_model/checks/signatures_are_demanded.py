"""Where images are signed, production admits no image without a signature.

Design document §7: "ECR lifecycle policies & signing (cosign) ensure provenance. Admission controllers (OPA/Gatekeeper)
enforce security baselines". A signature that nobody asks for proves nothing:
https://docs.sigstore.dev/policy-controller/overview/

Judged are clusters of production that have any admission policy, in a model that signs any image.

PASS:
    accounts:
      tools:
        account_id: "222222222222"
        ecr_repositories: {api: {signing: {tool: cosign}}}
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
                admission_policies: {provenance: {engine: kyverno, rules: [signed_images]}}
FAIL:
    accounts:
      tools:
        account_id: "222222222222"
        ecr_repositories: {api: {signing: {tool: cosign}}}
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
                admission_policies: {provenance: {engine: kyverno, rules: [no_latest_tag]}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.environments import in_environment
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph
from innovate_model.resources.admission_policy import AdmissionPolicy
from innovate_model.resources.ecr_repository import EcrRepository

SEVERITY = Severity.WARNING
PILLAR: Pillar = "security"
SECTION = "7"

DEMAND = "signed_images"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each cluster, at its first policy."""
    signed = next((each for each in graph.model.of(EcrRepository) if each.signing is not None), None)
    if signed is None:
        return
    by_cluster: dict[str, list[AdmissionPolicy]] = {}
    for policy in in_environment(graph, AdmissionPolicy, "production"):
        by_cluster.setdefault(policy.parent, []).append(policy)
    for policies in by_cluster.values():
        if not any(DEMAND in policy.rules for policy in policies):
            related = (Related("images are signed here", at(signed.address, "signing")),)
            message = "no policy of this cluster asks for the signature that images carry"
            yield Complaint(at(policies[0].address, "rules"), message, f"rules: [{DEMAND}, ...]", related)

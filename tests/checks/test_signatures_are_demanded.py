"""Signatures: who has to ask for them."""

from .support import Planted, expect

CHECK = "signatures-are-demanded"
PLANTED = Planted(
    "accounts.production.vpcs.main.eks_clusters.main.admission_policies.provenance.rules",
    "[trusted_registries]",
    found_at="accounts.production.vpcs.main.eks_clusters.main.admission_policies.baseline.rules",
)
MODEL = """\
accounts:
  tools: {account_id: "222222222222", ecr_repositories: {api: {SIGNING}}}
  it:
    account_id: "111111111111"
    environment: ENVIRONMENT
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]
        subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
        eks_clusters:
          main:
            version: 1.34
            subnets: app
            admission_policies:
              one: {engine: kyverno, rules: [probes]}
              two: {engine: kyverno, rules: [labels]}
"""


def test_one_policy_is_enough_and_one_complaint_too() -> None:
    """The cluster as a whole asks, or does not."""
    text = MODEL.replace("SIGNING", "signing: {tool: cosign}").replace("ENVIRONMENT", "production")
    expect(CHECK, text, (16, 38, "no policy of this cluster asks"))
    expect(CHECK, text.replace("[labels]", "[labels, signed_images]"))


def test_without_signatures_or_production() -> None:
    """Nothing to ask for, or nobody to protect."""
    expect(CHECK, MODEL.replace("SIGNING", "").replace("ENVIRONMENT", "production"))
    expect(CHECK, MODEL.replace("SIGNING", "signing: {tool: cosign}").replace("ENVIRONMENT", "dev"))

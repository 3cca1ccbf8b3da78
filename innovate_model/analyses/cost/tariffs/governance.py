"""Identity, boundaries and the control of costs are free; commitments take the place of what else would be billed."""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.cost.demand import Committed, Demand, Site
from innovate_model.resources.reservation import Reservation
from innovate_model.resources.savings_plan import SavingsPlan

_IDENTITY_CENTER = "IAM Identity Center has no charge: https://aws.amazon.com/iam/identity-center/faqs/"
_BUDGETS = (
    "budgets that only tell have no charge, those with actions have: "
    "https://aws.amazon.com/aws-cost-management/aws-budgets/pricing/"
)
_ANOMALIES = (
    "Cost Anomaly Detection has no charge: https://aws.amazon.com/aws-cost-management/aws-cost-anomaly-detection/faqs/"
)
_RAM = "AWS RAM has no charge, what is shared is billed to its owner: https://aws.amazon.com/ram/faqs/"
_IAM = "IAM has no charge: https://docs.aws.amazon.com/IAM/latest/UserGuide/introduction.html"
_ORGANIZATIONS = (
    "AWS Organizations has no charge: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_introduction.html"
)
_EBS = "encryption adds nothing to the volume's price: https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html"


def savings_plan(resource: SavingsPlan, site: Site) -> Iterator[Demand]:
    """The commitment by the hour; what it covers is billed at the plan's rates instead of on demand, where it arises.

    https://docs.aws.amazon.com/savingsplans/latest/userguide/sp-applying.html
    """
    yield Committed(resource)


def reservation(resource: Reservation, site: Site) -> Iterator[Demand]:
    """Each reserved instance by the hour, used or not; what it covers is not billed on demand.

    https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/apply_ri.html
    https://aws.amazon.com/rds/reserved-instances/
    """
    yield Committed(resource)


TIER = "organisation"
PRICED = {"savings_plan": savings_plan, "reservation": reservation}
FREE = {
    "identity_center": _IDENTITY_CENTER,
    "permission_set": _IDENTITY_CENTER,
    "account_assignment": _IDENTITY_CENTER,
    "delegated_administrator": _ORGANIZATIONS,
    "iam_policy": _IAM,
    "ram_resource_share": _RAM,
    "budget": _BUDGETS,
    "cost_anomaly_monitor": _ANOMALIES,
    "ebs_encryption_by_default": _EBS,
}

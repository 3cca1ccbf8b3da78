"""AWSComputeSavingsPlan: the rates of Compute and EC2 Instance Savings Plans, in a list of their own.

https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/reading-service-price-list-file-for-savings-plans.html
"""

from __future__ import annotations

from innovate_model.prices.commitments import PAYMENTS, TERMS
from innovate_model.prices.selector import Selector

SERVICE = "AWSComputeSavingsPlan"
_PLANS = {"savings_plan": "ComputeSavingsPlans", "instance_savings_plan": "EC2InstanceSavingsPlans"}


def _plan(family: str, term: str, payment: str) -> Selector:
    return Selector(
        SERVICE,
        "hour",
        "BoxUsage:{}",
        family,
        attributes={"operation": "RunInstances"},
        term={"LeaseContractLength": TERMS[term], "PurchaseOption": PAYMENTS[payment]},
        list_unit="Hrs",
    )


SELECTORS = {
    f"ec2.{plan}.{term}.{payment}.*": _plan(family, term, payment)
    for plan, family in _PLANS.items()
    for term in TERMS
    for payment in PAYMENTS
}

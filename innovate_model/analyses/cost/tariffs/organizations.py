"""AWS Organizations costs nothing; a Shield Advanced subscription is one for the whole organisation."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from innovate_model.analyses.cost.demand import Charge, Demand, Metered, NoCharge, Site
from innovate_model.resources.organization import Organization

_NO_CHARGE = (
    "AWS Organizations has no charge: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_introduction.html"
)


def organization(resource: Organization, site: Site) -> Iterator[Demand]:
    """One monthly fee for all accounts under one bill as soon as anything is protected, and a fee for each GB out.

    https://docs.aws.amazon.com/waf/latest/developerguide/ddos-advanced-summary-deciding.html
    https://aws.amazon.com/shield/pricing/
    """
    protected = [item.address for item in site.graph.model if vars(item).get("shield_advanced")]
    if not protected:
        yield NoCharge(_NO_CHARGE)
        return
    why = f"one subscription for the organisation, which protects {len(protected)}: {', '.join(protected)}"
    yield Charge("Shield Advanced subscription", "shield_advanced.subscription", Decimal(1), why)
    sent = "sent by CloudFront; what other protected resources send costs more"
    yield Metered("Shield Advanced data transfer out", "shield_advanced.gb", "gb_protected_out", sent)


TIER = "organisation"
PRICED = {"organization": organization}
FREE = dict.fromkeys(("organizational_unit", "service_control_policy", "account"), _NO_CHARGE)

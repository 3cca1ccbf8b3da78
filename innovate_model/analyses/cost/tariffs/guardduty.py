"""GuardDuty is billed by what it sees, which only the bill of a running organisation knows; what it asks for machines
and databases is theirs."""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.cost.demand import Demand, Metered, NoCharge, NotPriced, Site
from innovate_model.resources.guardduty_detector import GuarddutyDetector

_ALL = "of all accounts under the detector"
_ALWAYS = (
    Metered("GuardDuty, CloudTrail events", "guardduty.cloudtrail_1m", "cloudtrail_events", _ALL, 1_000_000),
    Metered("GuardDuty, flow and DNS logs", "guardduty.flow_and_dns_gb", "gb_of_flow_and_dns_logs", _ALL),
)
_FEATURES = {
    "S3_DATA_EVENTS": Metered("GuardDuty, S3 data events", "guardduty.s3_events_1m", "s3_data_events", _ALL, 1_000_000),
    "EKS_AUDIT_LOGS": Metered(
        "GuardDuty, EKS audit logs", "guardduty.eks_audit_logs_1m", "eks_audit_log_events", _ALL, 1_000_000
    ),
    "EBS_MALWARE_PROTECTION": Metered(
        "GuardDuty, volumes scanned for malware", "guardduty.ebs_malware_gb", "gb_scanned_for_malware", _ALL
    ),
    "LAMBDA_NETWORK_LOGS": Metered(
        "GuardDuty, network logs of functions", "guardduty.lambda_logs_gb", "gb_of_lambda_network_logs", _ALL
    ),
    "AI_PROTECTION": Metered("GuardDuty, AI data events", "guardduty.ai_events_gb", "gb_of_ai_data_events", _ALL),
}
_AT_THE_WATCHED = ("RDS_LOGIN_EVENTS", "RUNTIME_MONITORING")
_SUSPENDED = "switched off: https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_suspend-disable.html"


def guardduty_detector(resource: GuarddutyDetector, site: Site) -> Iterator[Demand]:
    """Each management event and each GB of flow and DNS logs, of every account under it; what its features look at, by
    rates of their own. Processors that agents stand on and whose logins it looks at are billed with the machines and
    databases.

    https://aws.amazon.com/guardduty/pricing/
    https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_data-sources.html
    """
    if not resource.enable:
        measured = (*_ALWAYS, *(_FEATURES[each] for each in resource.features if each in _FEATURES))
        yield NoCharge(_SUSPENDED, tuple(each.measure for each in measured))
        return
    yield from _ALWAYS
    for feature in resource.features:
        if feature in _FEATURES:
            yield _FEATURES[feature]
        elif feature not in _AT_THE_WATCHED:
            yield NotPriced(f"GuardDuty, {feature}", "the price book does not know its rates")


TIER = "security"
PRICED = {"guardduty_detector": guardduty_detector}

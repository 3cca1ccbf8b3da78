"""What watches over accounts is billed by what it sees, which only the bill of a running organisation knows."""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.cost.demand import Demand, Metered, NoCharge, NotPriced, Site
from innovate_model.resources.accessanalyzer_analyzer import AccessanalyzerAnalyzer
from innovate_model.resources.config_recorder import ConfigRecorder
from innovate_model.resources.guardduty_detector import GuarddutyDetector
from innovate_model.resources.inspector2_enabler import Inspector2Enabler
from innovate_model.resources.route53_resolver_query_log_config import Route53ResolverQueryLogConfig
from innovate_model.resources.securityhub_account import SecurityhubAccount

_NO_PRICE = "and the price book does not know the rates"


def guardduty_detector(resource: GuarddutyDetector, site: Site) -> Iterator[Demand]:
    """Each management event and each GB of flow and DNS logs, of every account under it; what its features look at, by
    rates of their own.

    https://aws.amazon.com/guardduty/pricing/
    https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_data-sources.html
    """
    why = "of all accounts under the detector"
    yield Metered("GuardDuty, CloudTrail events", "guardduty.cloudtrail_1m", "cloudtrail_events", why, 1_000_000)
    yield Metered("GuardDuty, flow and DNS logs", "guardduty.flow_and_dns_gb", "gb_of_flow_and_dns_logs", why)
    for feature in resource.features:
        yield NotPriced(f"GuardDuty, {feature}", f"billed by what it looks at, {_NO_PRICE}")


def securityhub_account(resource: SecurityhubAccount, site: Site) -> Iterator[Demand]:
    """Each check of each resource, and findings above a free amount.

    https://aws.amazon.com/security-hub/cspm/pricing/
    """
    yield NotPriced("Security Hub", f"billed by security checks and findings, {_NO_PRICE}")


def accessanalyzer_analyzer(resource: AccessanalyzerAnalyzer, site: Site) -> Iterator[Demand]:
    """Nothing for access from outside; for unused access each role and user by the month, for internal access each
    resource that it looks at.

    https://aws.amazon.com/iam/access-analyzer/pricing/
    """
    if resource.type_.endswith("UNUSED_ACCESS"):
        yield NotPriced("unused access", f"billed by the roles and users that it looks at, {_NO_PRICE}")
    elif resource.type_.endswith("INTERNAL_ACCESS"):
        yield NotPriced("internal access", f"billed by the resources that it looks at, {_NO_PRICE}")
    else:
        yield NoCharge(
            "findings of external access have no charge: https://aws.amazon.com/iam/access-analyzer/pricing/"
        )


def config_recorder(resource: ConfigRecorder, site: Site) -> Iterator[Demand]:
    """Each configuration item that is recorded.

    https://aws.amazon.com/config/pricing/
    """
    yield NotPriced("AWS Config", f"billed by configuration items, {_NO_PRICE}")


def inspector2_enabler(resource: Inspector2Enabler, site: Site) -> Iterator[Demand]:
    """Each image when it is pushed and each time that it is scanned again, each instance by the month.

    https://aws.amazon.com/inspector/pricing/
    """
    yield NotPriced("Inspector", f"billed by images and instances, {_NO_PRICE}")


def route53_resolver_query_log_config(resource: Route53ResolverQueryLogConfig, site: Site) -> Iterator[Demand]:
    """Nothing for the configuration; the delivery of the logs by the GB, as vended logs of CloudWatch.

    https://aws.amazon.com/route53/pricing/
    https://aws.amazon.com/cloudwatch/pricing/
    """
    yield Metered("query log delivery to S3", "cloudwatch.vended_logs.s3_gb", "gb_delivered")


TIER = "security"
PRICED = {
    "guardduty_detector": guardduty_detector,
    "securityhub_account": securityhub_account,
    "accessanalyzer_analyzer": accessanalyzer_analyzer,
    "config_recorder": config_recorder,
    "inspector2_enabler": inspector2_enabler,
    "route53_resolver_query_log_config": route53_resolver_query_log_config,
}
FREE = {"config_aggregator": "aggregation itself has no charge: https://aws.amazon.com/config/pricing/"}

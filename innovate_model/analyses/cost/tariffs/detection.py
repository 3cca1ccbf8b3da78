"""What watches over accounts is billed by what it sees, which only the bill of a running organisation knows, but for
the roles that a model writes."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from innovate_model.analyses.cost.demand import Charge, Demand, Metered, NoCharge, NotPriced, Site
from innovate_model.analyses.oversight import watched
from innovate_model.resources.accessanalyzer_analyzer import AccessanalyzerAnalyzer
from innovate_model.resources.config_recorder import ConfigRecorder
from innovate_model.resources.iam_role import IamRole
from innovate_model.resources.route53_resolver_query_log_config import Route53ResolverQueryLogConfig
from innovate_model.resources.securityhub_account import SecurityhubAccount


def securityhub_account(resource: SecurityhubAccount, site: Site) -> Iterator[Demand]:
    """Each check of each resource against a standard, and findings of other products. AWS fills the tiers of checks in
    each account by itself, which this bill does for all accounts under it together.

    https://aws.amazon.com/security-hub/cspm/pricing/
    """
    why = "of all accounts under it"
    if resource.standards:
        yield Metered("Security Hub, security checks", "securityhub.check", "security_checks", why)
    yield Metered("Security Hub, findings of others", "securityhub.finding", "findings_of_other_products", why)


def accessanalyzer_analyzer(resource: AccessanalyzerAnalyzer, site: Site) -> Iterator[Demand]:
    """Nothing for access from outside; for unused access each role and user by the month, for internal access each
    resource that it looks at.

    https://aws.amazon.com/iam/access-analyzer/pricing/
    https://aws.amazon.com/blogs/security/monitoring-and-optimizing-the-cost-of-the-unused-access-analyzer-in-iam-access-analyzer/
    """
    if resource.type_.endswith("UNUSED_ACCESS"):
        yield from _unused_access(resource, site)
    elif resource.type_.endswith("INTERNAL_ACCESS"):
        yield NotPriced("internal access", "billed by the resources that it looks at, at a rate that is not known")
    else:
        yield NoCharge(
            "findings of external access have no charge: https://aws.amazon.com/iam/access-analyzer/pricing/"
        )


def _unused_access(resource: AccessanalyzerAnalyzer, site: Site) -> Iterator[Demand]:
    price, accounts = "access_analyzer.unused_access", watched(site.graph, [resource])
    roles = sum(role.within("accounts") in accounts for role in site.graph.model.of(IamRole))
    if roles:
        yield Charge("unused access", price, Decimal(roles), f"{roles} roles of the model, looked at every month")
    why = "those that the model does not write: of Identity Center, clusters, nodes"
    yield Metered("unused access of other roles and users", price, "other_roles_and_users", why)


def config_recorder(resource: ConfigRecorder, site: Site) -> Iterator[Demand]:
    """Each configuration item that is recorded, at one rate for each change and a higher one for each day; and each
    evaluation of a rule or of a conformance pack, which the model does not have.

    https://aws.amazon.com/config/pricing/
    """
    what, pack = "AWS Config, configuration items", "config.conformance_pack_evaluation"
    if resource.recording_frequency == "DAILY":
        yield Metered(what, "config.item_daily", "configuration_items", "one a day for each resource that changed")
    else:
        yield Metered(what, "config.item", "configuration_items", "one for each change")
    yield Metered("AWS Config, evaluations of rules", "config.rule_evaluation", "rule_evaluations")
    yield Metered("AWS Config, evaluations of conformance packs", pack, "conformance_pack_evaluations")


def route53_resolver_query_log_config(resource: Route53ResolverQueryLogConfig, site: Site) -> Iterator[Demand]:
    """Nothing for the configuration; the delivery of the logs by the GB, as vended logs of CloudWatch.

    https://aws.amazon.com/route53/pricing/
    https://aws.amazon.com/cloudwatch/pricing/
    """
    yield Metered("query log delivery to S3", "cloudwatch.vended_logs.s3_gb", "gb_delivered")


TIER = "security"
PRICED = {
    "securityhub_account": securityhub_account,
    "accessanalyzer_analyzer": accessanalyzer_analyzer,
    "config_recorder": config_recorder,
    "route53_resolver_query_log_config": route53_resolver_query_log_config,
}
FREE = {"config_aggregator": "aggregation itself has no charge: https://aws.amazon.com/config/pricing/"}

"""Answers of AWS, written by hand in its own shapes, to designs of things that no emulator holds whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .snapshots import ACCOUNT, REGION, Told, subnet, tagged, vpc

HOME = f"{REGION}:{ACCOUNT}"


@dataclass(frozen=True)
class Case:
    """A design in one account, and answers that agree with it. `other` is what one call answers after somebody changed
    something by hand, and `changes` the attribute that it changes."""

    kind: str
    account: str
    answers: Mapping[str, Told]
    other: Mapping[str, Told]
    changes: str
    organization: str = ""


_VPC = {"ec2.describe_vpcs": [vpc("vpc-1", **tagged(Name="main"))]}


def _analyzer(age: int) -> Any:
    unused = {"configuration": {"unusedAccess": {"unusedAccessAge": age}}}
    arn = f"arn:aws:access-analyzer:{HOME}:analyzer/unused"
    return [{"arn": arn, "name": "unused", "type": "ACCOUNT_UNUSED_ACCESS", "status": "ACTIVE", **unused}]


_DOMAIN = f"arn:aws:codeartifact:{HOME}"


def _package_store(name: str) -> dict[str, Any]:
    arn = f"{_DOMAIN}:repository/art/{name}"
    return {"name": name, "domainName": "art", "domainOwner": ACCOUNT, "arn": arn}


def _package_stores(upstream: str) -> Any:
    def told(request: Mapping[str, Any]) -> Any:
        name = request["repository"]
        sources: dict[str, Any] = {"upstreams": [{"repositoryName": upstream}]}
        if name == "pypi":
            sources = {"externalConnections": [{"externalConnectionName": "public:pypi", "status": "Available"}]}
        return [{**_package_store(name), **sources}]

    return told


def _dx(cidr: str) -> Any:
    gateway = {"id": "vgw-1", "type": "virtualPrivateGateway", "ownerAccount": ACCOUNT, "region": REGION}
    return [{"associatedGateway": gateway, "allowedPrefixesToDirectConnectGateway": [{"cidr": cidr}]}]


def _xray(expression: str) -> Any:
    arn = f"arn:aws:xray:{HOME}:group/api/X"
    insights = {"InsightsConfiguration": {"InsightsEnabled": True}}
    return [
        {"GroupName": "api", "GroupARN": arn, "FilterExpression": expression, **insights},
        {"GroupName": "Default", "GroupARN": f"arn:aws:xray:{HOME}:group/Default"},
    ]


def _grafana(access: str) -> Any:
    about = {"name": "main", "accountAccessType": access, "authentication": {"providers": ["AWS_SSO"]}}
    return [{"id": "g-1", "dataSources": ["PROMETHEUS"], **about}]


def _addon(settings: str) -> Any:
    arn = f"arn:aws:eks:{HOME}:addon/main/vpc-cni/1"
    return [{"addonName": "vpc-cni", "clusterName": "main", "addonArn": arn, "configurationValues": settings}]


def _experiment(target: str) -> Any:
    return [
        {
            "id": "EXT1",
            "targets": {"them": {"resourceType": "aws:ec2:subnet", "resourceArns": [target]}},
            "actions": {"one": {"actionId": "aws:network:disrupt-connectivity", "targets": {"Subnets": "them"}}},
            "stopConditions": [{"source": "none"}],
            "tags": {"Name": "reader"},
        }
    ]


def _anomalies(usd: str) -> Any:
    impact = {"Key": "ANOMALY_TOTAL_IMPACT_ABSOLUTE", "MatchOptions": ["GREATER_THAN_OR_EQUAL"], "Values": [usd]}
    told = {"Subscribers": [{"Address": "a@b.example", "Type": "EMAIL", "Status": "CONFIRMED"}], "Frequency": "DAILY"}
    return [{"SubscriptionName": "s", "MonitorArnList": [], "ThresholdExpression": {"Dimensions": impact}, **told}]


def _reserved(count: int) -> Any:
    terms = {"Duration": 94608000, "OfferingType": "Partial Upfront", "State": "active"}
    return [{"ReservedDBInstanceId": "base", "DBInstanceClass": "db.r6g.large", "DBInstanceCount": count, **terms}]


def _plan(commitment: str) -> Any:
    terms = {"termDurationInSeconds": 31536000, "paymentOption": "No Upfront", "state": "active"}
    arn = f"arn:aws:savingsplans::{ACCOUNT}:savingsplan/p"
    about = {"savingsPlanArn": arn, "savingsPlanId": "p", "savingsPlanType": "Compute", "commitment": commitment}
    return [{**about, **terms, "tags": {"Name": "base"}}]


_NETWORK = """vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]"""

CASES = (
    Case(
        "accessanalyzer_analyzer",
        "access_analyzers: {unused: {type: ACCOUNT_UNUSED_ACCESS, unused_access_age_days: 90}}",
        {"accessanalyzer.list_analyzers": _analyzer(90)},
        {"accessanalyzer.list_analyzers": _analyzer(30)},
        "unused_access_age_days",
    ),
    Case(
        "codeartifact_repository",
        "codeartifact_domains: {art: {codeartifact_repositories: {pypi: {external_connection: 'public:pypi'}, "
        "all: {upstreams: [codeartifact_repositories.pypi]}}}}",
        {
            "codeartifact.list_domains": [{"name": "art", "owner": ACCOUNT, "arn": f"{_DOMAIN}:domain/art"}],
            "codeartifact.list_repositories_in_domain": [_package_store(name) for name in ("pypi", "all")],
            "codeartifact.describe_repository": _package_stores("pypi"),
        },
        {"codeartifact.describe_repository": _package_stores("other")},
        "upstreams",
    ),
    Case(
        "dx_gateway",
        f"{_NETWORK}\n        vpn_gateways: {{door: {{}}}}\n    dx_gateways: {{core: {{amazon_side_asn: 64513, "
        "associations: {hq: {gateway: vpcs.main.vpn_gateways.door, allowed_prefixes: [10.0.0.0/16]}}}}",
        {
            **_VPC,
            "ec2.describe_vpn_gateways": [
                {
                    "VpnGatewayId": "vgw-1",
                    "State": "available",
                    "VpcAttachments": [{"VpcId": "vpc-1", "State": "attached"}],
                    **tagged(Name="door"),
                }
            ],
            "directconnect.describe_direct_connect_gateways": [
                {"directConnectGatewayId": "dx-1", "directConnectGatewayName": "core", "amazonSideAsn": 64513}
            ],
            "directconnect.describe_direct_connect_gateway_associations": _dx("10.0.0.0/16"),
        },
        {"directconnect.describe_direct_connect_gateway_associations": _dx("10.9.0.0/16")},
        "associations",
    ),
    Case(
        "xray_group",
        "xray_groups: {api: {filter_expression: 'service(\"api\")', insights_enabled: yes}}",
        {"xray.get_groups": _xray('service("api")')},
        {"xray.get_groups": _xray("fault = true")},
        "filter_expression",
    ),
    Case(
        "grafana_workspace",
        "grafana_workspaces: {main: {account_access_type: ORGANIZATION, authentication_providers: [AWS_SSO]}}",
        {
            "grafana.list_workspaces": [{"id": "g-1", "name": "main"}],
            "grafana.describe_workspace": _grafana("ORGANIZATION"),
        },
        {"grafana.describe_workspace": _grafana("CURRENT_ACCOUNT")},
        "account_access_type",
    ),
    Case(
        "eks_addon",
        f"{_NETWORK}\n        subnets: {{app: {{per: availability_zone, newbits: 4, netnum: 0}}}}\n"
        "        eks_clusters: {main: {version: 1.35, subnets: app, addons: {vpc-cni: {addon_name: vpc-cni, "
        "vpc_cni: {enable_prefix_delegation: yes, enable_network_policy: yes}}}}}",
        {
            **_VPC,
            "eks.list_clusters": ["main"],
            "eks.describe_cluster": [
                {
                    "name": "main",
                    "arn": f"arn:aws:eks:{HOME}:cluster/main",
                    "version": "1.35",
                    "resourcesVpcConfig": {"vpcId": "vpc-1", "subnetIds": []},
                }
            ],
            "eks.list_addons": ["vpc-cni"],
            "eks.describe_addon": _addon(
                '{"enableNetworkPolicy": "true", "env": {"ENABLE_PREFIX_DELEGATION": "true"}}'
            ),
        },
        {"eks.describe_addon": _addon('{"env": {"ENABLE_PREFIX_DELEGATION": "true"}}')},
        "vpc_cni",
    ),
    Case(
        "cost_anomaly_monitor",
        "cost_anomaly_monitors: {services: {subscription: {threshold_usd: 50, subscribers: [a@b.example]}}}",
        {
            "ce.get_anomaly_monitors": [
                {"MonitorArn": "arn:aws:ce:x", "MonitorName": "services", "MonitorType": "DIMENSIONAL"}
            ],
            "ce.get_anomaly_subscriptions": _anomalies("50"),
        },
        {"ce.get_anomaly_subscriptions": _anomalies("500")},
        "subscription",
    ),
    Case(
        "reservation",
        "reservations: {base: {service: rds, instance_type: db.r6g.large, instance_count: 2, term_years: 3, "
        "payment_option: PARTIAL_UPFRONT}}",
        {"rds.describe_reserved_db_instances": _reserved(2)},
        {"rds.describe_reserved_db_instances": _reserved(1)},
        "instance_count",
    ),
    Case(
        "savings_plan",
        "savings_plans: {base: {plan_type: COMPUTE, commitment_usd_per_hour: 1.5, term_years: 1, "
        "payment_option: NO_UPFRONT}}",
        {"savingsplans.describe_savings_plans": _plan("1.5")},
        {"savingsplans.describe_savings_plans": _plan("2.0")},
        "commitment_usd_per_hour",
    ),
    Case(
        "fis_experiment_template",
        f"{_NETWORK}\n        subnets: {{app: {{cidr_block: 10.0.1.0/24, availability_zone: a}}}}\n"
        "    fis_experiment_templates: {reader: {actions: {one: {action_id: 'aws:network:disrupt-connectivity', "
        "targets: [vpcs.main.subnets.app]}}}}",
        {
            **_VPC,
            "ec2.describe_subnets": [subnet("subnet-1", "vpc-1", **tagged(Name="app"))],
            "fis.list_experiment_templates": [{"id": "EXT1"}],
            "fis.get_experiment_template": _experiment("subnet-1"),
        },
        {"fis.get_experiment_template": _experiment("subnet-2")},
        "actions",
    ),
)

"""Load balancers, their listeners and target groups."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from innovate_model.aws.calls import Call, Item, Scope, by, tags_of
from innovate_model.aws.services.base import UNSAID, AwsType, Seen, Unknown, View
from innovate_model.aws.services.certificate import CERTIFICATES, certificate_arn, certificate_name
from innovate_model.aws.services.s3 import bucket_arn
from innovate_model.resources.lb import Lb
from innovate_model.resources.listener import Listener
from innovate_model.resources.target_group import TargetGroup

if TYPE_CHECKING:
    from innovate_model.aws.sandbox import Sandbox


def _tags(key: str) -> Call:
    def ask(item: Item, request: Any) -> dict[str, Any]:
        return {"ResourceArns": [item[key]]}

    return Call("elbv2", "describe_tags", "TagDescriptions", ask=ask)


LB_TAGS, LISTENER_TAGS, GROUP_TAGS = (_tags(key) for key in ("LoadBalancerArn", "ListenerArn", "TargetGroupArn"))
_OF_LB = by("LoadBalancerArn", "LoadBalancerArn")
ATTRIBUTES = Call("elbv2", "describe_load_balancer_attributes", "Attributes", ask=_OF_LB)
LISTENERS = Call("elbv2", "describe_listeners", "Listeners", ask=_OF_LB, then=(LISTENER_TAGS,))
WEB_ACL = Call("wafv2", "get_web_acl_for_resource", ask=by("ResourceArn", "LoadBalancerArn"))
LOAD_BALANCERS = Call(
    "elbv2", "describe_load_balancers", "LoadBalancers", then=(ATTRIBUTES, LISTENERS, WEB_ACL, LB_TAGS)
)
GROUP_ATTRIBUTES = Call(
    "elbv2", "describe_target_group_attributes", "Attributes", ask=by("TargetGroupArn", "TargetGroupArn")
)
TARGET_GROUPS = Call("elbv2", "describe_target_groups", "TargetGroups", then=(GROUP_ATTRIBUTES, GROUP_TAGS))
PROTECTIONS = Call(
    "shield",
    "list_protections",
    "Protections",
    scope=Scope.ACCOUNT,
    absent=frozenset({"ResourceNotFoundException"}),
)
"""An account without a subscription to Shield Advanced answers ResourceNotFoundException
(https://docs.aws.amazon.com/waf/latest/DDOSAPIReference/API_ListProtections.html)."""


def is_protected(arn: str, view: View) -> bool | Unknown:
    """Whether Shield Advanced protects something."""
    first = View(view.snapshot, view.account_id, view.snapshot.regions[0], view.names)
    return first.problem(PROTECTIONS) or any(each.get("ResourceArn") == arn for each in first.items(PROTECTIONS))


def protect(sandbox: Sandbox, resource: Any, arn: str) -> None:
    """Put something under Shield Advanced."""
    with sandbox.part(resource, "shield_advanced"):
        shield = sandbox.client("shield", resource, "us-east-1")
        shield.create_subscription()
        shield.create_protection(Name=sandbox.unique_name(resource), ResourceArn=arn)


_PRIVATE_LINK = "EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic"


class LoadBalancers(AwsType[Lb]):
    """Of two kinds in the model; gateway load balancers are another thing."""

    resource = Lb
    calls = (LOAD_BALANCERS,)
    also_asks = (PROTECTIONS,)
    needs = ("subnet", "security_group", "s3_bucket", "wafv2_web_acl")
    filled_by_aws: ClassVar[frozenset[str]] = frozenset({"security_groups"})

    def seen(self, view: View) -> Iterator[Seen]:
        for item in view.items(LOAD_BALANCERS):
            if item["Type"] in ("application", "network"):
                tags = _tags_of(view, LB_TAGS, item)
                name = tags.get("Name", item["LoadBalancerName"])
                yield Seen(item["LoadBalancerArn"], item, name, item["VpcId"], tags, _dns(item))

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        item = seen.item
        acl = view.one(WEB_ACL, item) if item["Type"] == "application" else None
        answer = view.answer(ATTRIBUTES, item)
        attributes = {each["Key"]: each["Value"] for each in answer.items}
        told = Unknown(f"{ATTRIBUTES.key}: {answer.problem}") if answer.problem else None
        logs = attributes.get("access_logs.s3.enabled") == "true"
        return {
            "type": item["Type"],
            "internal": item.get("Scheme") == "internal",
            "ip_address_type": item.get("IpAddressType", "ipv4"),
            "subnets": view.addresses(zone["SubnetId"] for zone in item["AvailabilityZones"]),
            "security_groups": view.addresses(item.get("SecurityGroups")),
            "web_acl": acl if isinstance(acl, Unknown) else view.address(((acl or {}).get("WebACL") or {}).get("ARN")),
            "shield_advanced": is_protected(seen.id, view),
            "logs_to": told or (view.address(bucket_arn(attributes["access_logs.s3.bucket"])) if logs else None),
            "enable_deletion_protection": told or attributes.get("deletion_protection.enabled") == "true",
            "enforce_security_group_inbound_rules_on_private_link_traffic": item.get(_PRIVATE_LINK, UNSAID)
            if item["Type"] == "network" and item.get("SecurityGroups")
            else "on",
        }

    def create(self, sandbox: Sandbox, resource: Lb) -> tuple[str, ...]:
        elb = sandbox.client("elbv2", resource)
        groups = {"SecurityGroups": sandbox.ids_of(resource.security_groups)} if resource.security_groups else {}
        made = elb.create_load_balancer(
            Name=sandbox.unique_name(resource, 32, 1),  # the emulator makes its DNS name from it
            Type=resource.type_,
            Scheme="internal" if resource.internal else "internet-facing",
            IpAddressType=resource.ip_address_type,
            Subnets=sandbox.ids_of(resource.subnets),
            Tags=sandbox.tag_list(resource),
            **groups,
        )["LoadBalancers"][0]
        return made["LoadBalancerArn"], made["DNSName"]

    def connect(self, sandbox: Sandbox, resource: Lb) -> None:
        elb, arn = sandbox.client("elbv2", resource), sandbox.id(resource.address)
        attributes = {"deletion_protection.enabled": str(resource.enable_deletion_protection).lower()}
        if resource.logs_to:
            with sandbox.part(resource, "logs_to"):
                bucket = sandbox.id(resource.logs_to).rpartition(":")[2]
                logs = {"access_logs.s3.enabled": "true", "access_logs.s3.bucket": bucket}
                elb.modify_load_balancer_attributes(LoadBalancerArn=arn, Attributes=_pairs(logs))
        elb.modify_load_balancer_attributes(LoadBalancerArn=arn, Attributes=_pairs(attributes))
        if resource.web_acl:
            with sandbox.part(resource, "web_acl"):
                acl = sandbox.id(resource.web_acl)
                sandbox.client("wafv2", resource).associate_web_acl(WebACLArn=acl, ResourceArn=arn)
        if resource.shield_advanced:
            protect(sandbox, resource, arn)


class Listeners(AwsType[Listener]):
    """Known by its port where it has no name."""

    resource = Listener
    calls = (LOAD_BALANCERS, LISTENERS)
    also_asks = (CERTIFICATES,)
    needs = ("target_group",)
    filled_by_aws: ClassVar[frozenset[str]] = frozenset({"ssl_policy"})

    def seen(self, view: View) -> Iterator[Seen]:
        for balancer in view.items(LOAD_BALANCERS):
            for item in view.answer(LISTENERS, balancer).items:
                tags = _tags_of(view, LISTENER_TAGS, item)
                name = tags.get("Name", f"{item['Protocol'].lower()}-{item['Port']}")
                yield Seen(item["ListenerArn"], item, name, balancer["LoadBalancerArn"], tags)

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        item = seen.item
        action = item["DefaultActions"][0] if item.get("DefaultActions") else {}
        certificates = item.get("Certificates") or [{}]
        forwards = action.get("Type") == "forward"
        return {
            "port": item["Port"],
            "protocol": item["Protocol"],
            "certificate": certificate_name(certificates[0].get("CertificateArn"), view),
            "ssl_policy": item.get("SslPolicy") or "",
            "forward_to": view.address(_target_group(action)) if forwards else None,
            "redirect_to_https": (action.get("RedirectConfig") or {}).get("Protocol") == "HTTPS",
        }

    def create(self, sandbox: Sandbox, resource: Listener) -> str:
        action: dict[str, Any] = {"Type": "redirect", "RedirectConfig": {"Protocol": "HTTPS", "StatusCode": "HTTP_301"}}
        if resource.forward_to:
            action = {"Type": "forward", "TargetGroupArn": sandbox.id(resource.forward_to)}
        more: dict[str, Any] = {}
        if resource.certificate:
            arn = certificate_arn(sandbox, resource, resource.certificate)
            more["Certificates"] = [{"CertificateArn": arn}]
        if resource.ssl_policy:
            more["SslPolicy"] = resource.ssl_policy
        made = sandbox.client("elbv2", resource).create_listener(
            LoadBalancerArn=sandbox.id(resource.parent),
            Protocol=resource.protocol,
            Port=resource.port,
            DefaultActions=[action],
            Tags=sandbox.tag_list(resource),
            **more,
        )
        return str(made["Listeners"][0]["ListenerArn"])

    def delete(self, sandbox: Sandbox, resource: Listener) -> None:
        sandbox.client("elbv2", resource).delete_listener(ListenerArn=sandbox.id(resource.address))


class TargetGroups(AwsType[TargetGroup]):
    """It stands below the load balancer that uses it; one that none uses is not placed in the model."""

    resource = TargetGroup
    calls = (TARGET_GROUPS, LOAD_BALANCERS)
    needs = ()
    filled_by_aws: ClassVar[frozenset[str]] = frozenset({"health_check_path", "preserve_client_ip"})
    model_only: ClassVar[dict[str, str]] = {"targets": "what is registered comes and goes with the pods and machines"}

    def seen(self, view: View) -> Iterator[Seen]:
        for item in view.items(TARGET_GROUPS):
            tags = _tags_of(view, GROUP_TAGS, item)
            parent = next(iter(item.get("LoadBalancerArns") or []), "")
            yield Seen(item["TargetGroupArn"], item, tags.get("Name", item["TargetGroupName"]), parent, tags)

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        item = seen.item
        return {
            "port": item["Port"],
            "protocol": item["Protocol"],
            "target_type": item.get("TargetType", "instance"),
            "health_check_path": item.get("HealthCheckPath") or "",
            "preserve_client_ip": _preserves(item, view),
        }

    def create(self, sandbox: Sandbox, resource: TargetGroup) -> str:
        health = {"HealthCheckPath": resource.health_check_path} if resource.health_check_path else {}
        made = sandbox.client("elbv2", resource).create_target_group(
            Name=sandbox.unique_name(resource, limit=32),
            Protocol=resource.protocol,
            Port=resource.port,
            VpcId=sandbox.id(resource.within("vpcs") or ""),
            TargetType=resource.target_type,
            Tags=sandbox.tag_list(resource),
            **health,
        )
        arn = str(made["TargetGroups"][0]["TargetGroupArn"])
        if resource.preserve_client_ip is not None:
            attributes = {_PRESERVES: str(resource.preserve_client_ip).lower()}
            sandbox.client("elbv2", resource).modify_target_group_attributes(
                TargetGroupArn=arn, Attributes=_pairs(attributes)
            )
        return arn


_PRESERVES = "preserve_client_ip.enabled"


def _preserves(item: Item, view: View) -> bool | Unknown | None:
    """None where there is no such attribute: on load balancers of requests."""
    answer = view.answer(GROUP_ATTRIBUTES, item)
    if answer.problem:
        return Unknown(f"{GROUP_ATTRIBUTES.key}: {answer.problem}")
    said = {each["Key"]: each["Value"] for each in answer.items}.get(_PRESERVES)
    return None if said is None else said == "true"


def _dns(item: Item) -> tuple[str, ...]:
    """Its name, as it is told and as Route 53 writes it."""
    return tuple(dict.fromkeys((item["DNSName"], item["DNSName"].lower())))


def _target_group(action: Item) -> str | None:
    forward = (action.get("ForwardConfig") or {}).get("TargetGroups") or [{}]
    arn: str | None = action.get("TargetGroupArn") or forward[0].get("TargetGroupArn")
    return arn


def _tags_of(view: View, call: Call, item: Item) -> dict[str, str]:
    answer = view.answer(call, item)
    return tags_of(answer.items[0]) if answer.items else {}


def _pairs(attributes: dict[str, str]) -> list[dict[str, str]]:
    return [{"Key": key, "Value": value} for key, value in attributes.items()]

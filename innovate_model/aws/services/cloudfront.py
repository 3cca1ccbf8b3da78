"""CloudFront distributions: global, and kept in the home region."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from innovate_model.aws.calls import HOME_REGION, Call, Item, Scope, by, tags_of
from innovate_model.aws.services.base import AwsType, Seen, Unknown, View
from innovate_model.aws.services.certificate import CERTIFICATES, at_the_edge, certificate_arn, certificate_name
from innovate_model.aws.services.load_balancer import PROTECTIONS, is_protected, protect
from innovate_model.aws.services.s3 import bucket_arn
from innovate_model.resources.cloudfront_distribution import CloudfrontDistribution, Origin

if TYPE_CHECKING:
    from innovate_model.aws.sandbox import Sandbox

TAGS = Call("cloudfront", "list_tags_for_resource", "Tags.Items", scope=Scope.ACCOUNT, ask=by("Resource", "ARN"))
CONFIGURATION = Call(
    "cloudfront", "get_distribution_config", "DistributionConfig", scope=Scope.ACCOUNT, ask=by("Id", "Id")
)
"""The list leaves out where logs go."""
DISTRIBUTIONS = Call(
    "cloudfront", "list_distributions", "DistributionList.Items", scope=Scope.ACCOUNT, then=(TAGS, CONFIGURATION)
)


class CloudfrontDistributions(AwsType[CloudfrontDistribution]):
    """An origin's id is its name in the model."""

    resource = CloudfrontDistribution
    calls = (DISTRIBUTIONS,)
    also_asks = (CERTIFICATES, PROTECTIONS)
    needs = ("s3_bucket", "lb", "wafv2_web_acl")

    def seen(self, view: View) -> Iterator[Seen]:
        for item in view.items(DISTRIBUTIONS):
            tags = tags_of({"Tags": list(view.answer(TAGS, item).items)})
            yield Seen(item["ARN"], item, tags.get("Name", item["Id"]), "", tags, (item["DomainName"],))

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        item, behaviour = seen.item, seen.item["DefaultCacheBehavior"]
        viewer, whole = item.get("ViewerCertificate") or {}, view.one(CONFIGURATION, item)
        others = (item.get("CacheBehaviors") or {}).get("Items") or []
        return {
            "aliases": tuple((item.get("Aliases") or {}).get("Items") or ()),
            "certificate": certificate_name(viewer.get("ACMCertificateArn"), at_the_edge(view)),
            "origins": {each["Id"]: _origin_fields(each, view) for each in item["Origins"]["Items"]},
            "default_origin": behaviour["TargetOriginId"],
            "path_patterns": {each["PathPattern"]: each["TargetOriginId"] for each in others},
            "viewer_protocol_policy": behaviour["ViewerProtocolPolicy"],
            "web_acl": view.address(item.get("WebACLId")),
            "shield_advanced": is_protected(seen.id, view),
            "logs_to": whole if isinstance(whole, Unknown) else _log_bucket((whole or {}).get("Logging") or {}, view),
        }

    def region(self, sandbox: Sandbox, resource: CloudfrontDistribution) -> str:
        return HOME_REGION

    def create(self, sandbox: Sandbox, resource: CloudfrontDistribution) -> tuple[str, ...]:
        cloudfront = sandbox.client("cloudfront", resource)
        behaviour = {"ViewerProtocolPolicy": resource.viewer_protocol_policy, **_CACHING}
        configuration: dict[str, Any] = {
            "CallerReference": resource.address,
            "Comment": "",
            "Enabled": True,
            "Aliases": _items(list(resource.aliases)),
            "Origins": _items([_origin(sandbox, name, each) for name, each in resource.origins.items()]),
            "DefaultCacheBehavior": {"TargetOriginId": resource.default_origin, **behaviour},
            "CacheBehaviors": _items(
                [
                    {"PathPattern": pattern, "TargetOriginId": origin, **behaviour}
                    for pattern, origin in resource.path_patterns.items()
                ]
            ),
        }
        if resource.web_acl:
            configuration["WebACLId"] = sandbox.id(resource.web_acl)
        if resource.logs_to:
            bucket = sandbox.id(resource.logs_to).rpartition(":")[2]
            configuration["Logging"] = {
                "Enabled": True,
                "IncludeCookies": False,
                "Bucket": f"{bucket}.s3.amazonaws.com",
                "Prefix": "",
            }
        if resource.certificate:
            arn = certificate_arn(sandbox, resource, resource.certificate, HOME_REGION)
            configuration["ViewerCertificate"] = {"ACMCertificateArn": arn, "SSLSupportMethod": "sni-only"}
        made = cloudfront.create_distribution_with_tags(
            DistributionConfigWithTags={
                "DistributionConfig": configuration,
                "Tags": {"Items": sandbox.tag_list(resource)},
            }
        )
        return made["Distribution"]["ARN"], made["Distribution"]["DomainName"]

    def connect(self, sandbox: Sandbox, resource: CloudfrontDistribution) -> None:
        for name, origin in resource.origins.items():
            if origin.access == "origin_access_control":
                reason = "the emulator forgets the origin access control of an origin"
                sandbox.leave_out(resource, ("origins", name, "access"), f"{reason}")
        if resource.shield_advanced:
            protect(sandbox, resource, sandbox.id(resource.address))


_CACHING = {"ForwardedValues": {"QueryString": False, "Cookies": {"Forward": "none"}}, "MinTTL": 0}


def _origin_fields(origin: Item, view: View) -> dict[str, Any]:
    domain = origin["DomainName"]
    access = "origin_access_control" if origin.get("OriginAccessControlId") else "public"
    balancer = view.known(domain)
    if balancer:
        return {"lb": balancer, "access": access}
    if ".s3." in domain or ".s3-" in domain:
        return {"s3_bucket": view.address(_bucket(domain)), "access": access}
    return {"lb": domain, "access": access}


def _log_bucket(logging: Item, view: View) -> str | None:
    return view.address(_bucket(logging["Bucket"])) if logging.get("Enabled") else None


def _bucket(domain: str) -> str:
    return bucket_arn(domain.partition(".s3")[0])


def _origin(sandbox: Sandbox, name: str, origin: Origin) -> dict[str, Any]:
    if origin.s3_bucket:
        bucket = sandbox.id(origin.s3_bucket).rpartition(":")[2]
        return {
            "Id": name,
            "DomainName": f"{bucket}.s3.amazonaws.com",
            "S3OriginConfig": {"OriginAccessIdentity": ""},
        }
    custom = {"HTTPPort": 80, "HTTPSPort": 443, "OriginProtocolPolicy": "https-only"}
    return {"Id": name, "DomainName": sandbox.other_id(origin.lb or ""), "CustomOriginConfig": custom}


def _items(items: list[Any]) -> dict[str, Any]:
    return {"Quantity": len(items), "Items": items} if items else {"Quantity": 0}

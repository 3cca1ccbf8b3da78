"""Buckets. Listed once for an account; everything about one is a question of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from innovate_model.aws.calls import HOME_REGION, Call, Item, Scope, by, tags_of
from innovate_model.aws.services.base import AwsType, Seen, Unknown, View
from innovate_model.resources.s3_bucket import S3Bucket

if TYPE_CHECKING:
    from innovate_model.aws.sandbox import Sandbox


def _ask(operation: str, result: str, absent: str = "") -> Call:
    codes = frozenset({absent}) if absent else frozenset()
    return Call("s3", operation, result, scope=Scope.ACCOUNT, ask=by("Bucket", "Name"), absent=codes)


PUBLIC_ACCESS = _ask(
    "get_public_access_block", "PublicAccessBlockConfiguration", "NoSuchPublicAccessBlockConfiguration"
)
ENCRYPTION = _ask(
    "get_bucket_encryption",
    "ServerSideEncryptionConfiguration.Rules",
    "ServerSideEncryptionConfigurationNotFoundError",
)
VERSIONING = _ask("get_bucket_versioning", "")
LIFECYCLE = _ask("get_bucket_lifecycle_configuration", "Rules", "NoSuchLifecycleConfiguration")
LOGGING = _ask("get_bucket_logging", "")
TAGGING = _ask("get_bucket_tagging", "TagSet", "NoSuchTagSet")
BUCKETS = Call(
    "s3",
    "list_buckets",
    "Buckets",
    scope=Scope.ACCOUNT,
    then=(PUBLIC_ACCESS, ENCRYPTION, VERSIONING, LIFECYCLE, LOGGING, TAGGING),
)

_FOUR = ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets")


def bucket_arn(name: str) -> str:
    """The ARN of a bucket: names are unique in the world."""
    return f"arn:aws:s3:::{name}"


class S3Buckets(AwsType[S3Bucket]):
    """A bucket's rules keep their names as ids."""

    resource = S3Bucket
    calls = (BUCKETS,)
    filled_by_aws: ClassVar[frozenset[str]] = frozenset({"bucket"})
    model_only: ClassVar[dict[str, str]] = {"data_classification": "AWS keeps no class of data; a tag may"}

    def seen(self, view: View) -> Iterator[Seen]:
        for item in view.items(BUCKETS):
            tags = tags_of({"Tags": list(view.answer(TAGGING, item).items)})
            yield Seen(bucket_arn(item["Name"]), item, tags.get("Name", item["Name"]), "", tags)

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        item = seen.item
        blocked, versioning = view.one(PUBLIC_ACCESS, item), view.one(VERSIONING, item)
        lifecycle, logging = view.answer(LIFECYCLE, item), view.one(LOGGING, item)
        return {
            "bucket": item["Name"],
            "kms_key": _key(view.one(ENCRYPTION, item), view),
            "bucket_key_enabled": _has_bucket_key(view.one(ENCRYPTION, item)),
            "block_public_access": blocked
            if isinstance(blocked, Unknown)
            else all((blocked or {}).get(name) for name in _FOUR),
            "versioning": versioning
            if isinstance(versioning, Unknown)
            else (versioning or {}).get("Status") == "Enabled",
            "lifecycle_rules": Unknown(lifecycle.problem)
            if lifecycle.problem
            else {rule["ID"]: _rule_fields(rule) for rule in lifecycle.items if rule.get("Status") == "Enabled"},
            "logs_to": logging if isinstance(logging, Unknown) else _log_bucket(logging or {}, view),
        }

    def create(self, sandbox: Sandbox, resource: S3Bucket) -> str:
        s3 = sandbox.client("s3", resource)
        name = resource.bucket or f"{resource.name}-{sandbox.account_id(resource)}"
        region = sandbox.region(resource)
        elsewhere = {} if region == HOME_REGION else {"CreateBucketConfiguration": {"LocationConstraint": region}}
        s3.create_bucket(Bucket=name, **elsewhere)
        s3.put_bucket_tagging(Bucket=name, Tagging={"TagSet": sandbox.tag_list(resource)})
        # AWS turns it on for a new bucket, the emulator does not.
        s3.put_public_access_block(
            Bucket=name, PublicAccessBlockConfiguration=dict.fromkeys(_FOUR, resource.block_public_access)
        )
        return bucket_arn(name)

    def connect(self, sandbox: Sandbox, resource: S3Bucket) -> None:
        s3, name = sandbox.client("s3", resource), sandbox.id(resource.address).rpartition(":")[2]
        if resource.versioning:
            s3.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
        if resource.kms_key:
            with sandbox.part(resource, "kms_key"):
                rule = {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": sandbox.id(resource.kms_key)}
                rules = [{"ApplyServerSideEncryptionByDefault": rule, "BucketKeyEnabled": resource.bucket_key_enabled}]
                s3.put_bucket_encryption(Bucket=name, ServerSideEncryptionConfiguration={"Rules": rules})
        if resource.lifecycle_rules:
            with sandbox.part(resource, "lifecycle_rules"):
                aws_rules = [_aws_rule(name, rule) for name, rule in resource.lifecycle_rules.items()]
                s3.put_bucket_lifecycle_configuration(Bucket=name, LifecycleConfiguration={"Rules": aws_rules})
        if resource.logs_to:
            with sandbox.part(resource, "logs_to"):
                to = sandbox.id(resource.logs_to).rpartition(":")[2]
                enabled = {"TargetBucket": to, "TargetPrefix": f"{name}/"}
                s3.put_bucket_logging(Bucket=name, BucketLoggingStatus={"LoggingEnabled": enabled})

    def delete(self, sandbox: Sandbox, resource: S3Bucket) -> None:
        sandbox.client("s3", resource).delete_bucket(Bucket=sandbox.id(resource.address).rpartition(":")[2])


def _has_bucket_key(rule: Item | Unknown | None) -> bool | Unknown:
    return rule if isinstance(rule, Unknown) else bool((rule or {}).get("BucketKeyEnabled"))


def _key(rule: Item | Unknown | None, view: View) -> str | Unknown | None:
    if rule is None or isinstance(rule, Unknown):
        return rule
    by_default = rule.get("ApplyServerSideEncryptionByDefault", {})
    return view.address(by_default.get("KMSMasterKeyID")) if "kms" in str(by_default.get("SSEAlgorithm")) else None


def _log_bucket(logging: Mapping[str, Any], view: View) -> str | None:
    target = logging.get("LoggingEnabled", {}).get("TargetBucket")
    return view.address(bucket_arn(target)) if target else None


def _rule_fields(rule: Item) -> dict[str, Any]:
    transition: Item = next(iter(rule.get("Transitions", [])), {})
    selected = rule.get("Filter", {})
    return {
        "prefix": selected.get("Prefix") or selected.get("And", {}).get("Prefix") or rule.get("Prefix") or "",
        "transition_to": transition.get("StorageClass"),
        "transition_days": transition.get("Days", 0),
        "expiration_days": rule.get("Expiration", {}).get("Days"),
    }


def _aws_rule(name: str, rule: Any) -> dict[str, Any]:
    made: dict[str, Any] = {"ID": name, "Status": "Enabled", "Filter": {"Prefix": rule.prefix}}
    if rule.transition_to:
        made["Transitions"] = [{"Days": rule.transition_days, "StorageClass": rule.transition_to}]
    if rule.expiration_days:
        made["Expiration"] = {"Days": rule.expiration_days}
    return made

"""aws_s3_bucket and what surrounds it, in the words of the community module terraform-aws-modules/s3-bucket."""

from __future__ import annotations

from exporters.terraform.parts import key, nested, plain
from exporters.terraform.rules import BOOL, STRING, one_of, whole
from exporters.terraform.shapes import Attribute, Json, Kind, Object, Scalar, Table, write
from exporters.terraform.site import Site
from innovate_model.resources.s3_bucket import S3Bucket

_PUBLIC_ACCESS = ("block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets")
_CLASSES = ("STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE")
_DAYS = Scalar("number", whole(0))
_RULE = (
    nested("expiration", plain("days", _DAYS, lambda rule: rule.expiration_days, is_required=True)),
    plain("prefix", STRING, lambda rule: rule.prefix, default=""),
    nested(
        "transition",
        plain("days", _DAYS, lambda rule: rule.transition_days if rule.transition_to else None, is_required=True),
        plain("storage_class", Scalar("string", one_of(*_CLASSES)), lambda rule: rule.transition_to, is_required=True),
    ),
)


def _rules(bucket: S3Bucket, site: Site) -> Json:
    return {name: write(_RULE, rule, site) for name, rule in bucket.lifecycle_rules.items()}


KIND = Kind(
    "s3_bucket",
    left_out={"data_classification": "AWS has no such attribute: say it in `tags`"},
    instead={
        "block_public_access": tuple(
            plain(name, BOOL, lambda bucket: bucket.block_public_access, default=True) for name in _PUBLIC_ACCESS
        ),
        "lifecycle_rules": (Attribute("lifecycle_rule", Table(Object(_RULE)), _rules, default={}),),
        "logs_to": (
            nested("logging", key("target_bucket", "s3_bucket", lambda bucket: bucket.logs_to, is_required=True)),
        ),
    },
    name_of=lambda bucket: bucket.bucket or bucket.name,
)

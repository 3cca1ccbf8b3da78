"""aws_kinesis_firehose_delivery_stream, in its own blocks: those of the bucket, or of OpenSearch with its bucket."""

from __future__ import annotations

from typing import Any

from exporters.terraform.parts import key, keys, nested, plain, text, to_kind
from exporters.terraform.rules import exactly_one, one_of, whole
from exporters.terraform.shapes import Attribute, Json, Kind, Object, Read, Scalar, write
from exporters.terraform.site import Site
from innovate_model.resources.kinesis_firehose_delivery_stream import KinesisFirehoseDeliveryStream as Stream

_SECONDS = Scalar("number", whole(0, 900))
_BACKUP = Scalar("string", one_of("FailedDocumentsOnly", "AllDocuments"))
_COMMON = (
    plain("buffering_interval", _SECONDS, lambda stream: stream.buffering_seconds, default=300),
    key("iam_role", "iam_role", lambda stream: stream.iam_role),
)
_BUCKET = (
    text("prefix", lambda stream: stream.prefix),
    key("s3_bucket", "s3_bucket", lambda stream: stream.s3_bucket, is_required=True),
)
_S3 = (*_BUCKET, *_COMMON)
_VPC = nested(
    "vpc_config",
    keys("security_groups", "security_group", lambda stream: stream.security_groups),
    keys("subnets", "subnet", lambda stream: stream.subnets),
)
_SEARCH = (
    *_COMMON,
    key("opensearch_domain", "opensearch_domain", lambda stream: stream.opensearch_domain, is_required=True),
    plain("s3_backup_mode", _BACKUP, lambda stream: stream.s3_backup_mode, default="FailedDocumentsOnly"),
    Attribute("s3_configuration", Object(_S3), lambda stream, site: write(_S3, stream, site), is_required=True),
    _VPC,
)


def _where(shape: tuple[Attribute, ...], is_search: bool) -> Read:
    """The block, where it is the one of this stream."""

    def read(stream: Any, site: Site) -> Json:
        return write(shape, stream, site) if (stream.opensearch_domain is not None) == is_search else None

    return read


def _destination(stream: Stream) -> str:
    return "extended_s3" if stream.opensearch_domain is None else "opensearch"


_SOURCE = nested(
    "kinesis_source_configuration",
    to_kind("aurora_cluster", "aurora_cluster", lambda stream: stream.source),
    to_kind("kinesis_stream", "kinesis_stream", lambda stream: stream.source),
)
_ENCRYPTION = nested("server_side_encryption", key("kms_key", "kms_key", lambda stream: stream.kms_key, True))
_INSTEAD = (
    "prefix",
    "s3_backup_mode",
    "opensearch_domain",
    "subnets",
    "security_groups",
    "buffering_seconds",
    "iam_role",
)
KIND = Kind(
    "kinesis_firehose_delivery_stream",
    instead={
        **dict.fromkeys(_INSTEAD, ()),
        "source": (_SOURCE,),
        "kms_key": (_ENCRYPTION,),
        "s3_bucket": (
            plain("destination", Scalar("string", one_of("extended_s3", "opensearch")), _destination, is_required=True),
            Attribute("extended_s3_configuration", Object(_S3), _where(_S3, False)),
            Attribute("opensearch_configuration", Object(_SEARCH), _where(_SEARCH, True)),
        ),
    },
    rules=(exactly_one("extended_s3_configuration", "opensearch_configuration"),),
)

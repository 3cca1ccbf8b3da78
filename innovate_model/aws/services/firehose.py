"""Delivery streams of Amazon Data Firehose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from innovate_model.aws.calls import Call, Item, by
from innovate_model.aws.services.base import UNSAID, AwsType, Seen, View
from innovate_model.resources.kinesis_firehose_delivery_stream import KinesisFirehoseDeliveryStream as DeliveryStream

if TYPE_CHECKING:
    from innovate_model.aws.sandbox import Sandbox

_MOST = 10000
"""As many as one page holds: the operation has no token, and goes on by the last name
(https://docs.aws.amazon.com/firehose/latest/APIReference/API_ListDeliveryStreams.html)."""
DESCRIBE = Call("firehose", "describe_delivery_stream", "DeliveryStreamDescription", ask=by("DeliveryStreamName"))
TAGS = Call("firehose", "list_tags_for_delivery_stream", ask=by("DeliveryStreamName"))
STREAMS = Call("firehose", "list_delivery_streams", "DeliveryStreamNames", (("Limit", _MOST),), then=(DESCRIBE, TAGS))
_SEARCH = "AmazonopensearchserviceDestinationDescription"


class DeliveryStreams(AwsType[DeliveryStream]):
    """Where the destination is OpenSearch, the bucket is that of its backup."""

    resource = DeliveryStream
    calls = (STREAMS, DESCRIBE)
    needs = ("kms_key", "s3_bucket", "iam_role", "kinesis_stream", "opensearch_domain", "subnet", "security_group")

    def seen(self, view: View) -> Iterator[Seen]:
        for name in view.items(STREAMS):
            stream = view.one(DESCRIBE, name)
            if isinstance(stream, Mapping):
                tags = view.tags(TAGS, name)
                yield Seen(stream["DeliveryStreamARN"], stream, str(tags.get("Name", name)), "", tags)

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        first: Item = next(iter(seen.item.get("Destinations") or []), {})
        search = first.get(_SEARCH)
        bucket = (search or {}).get("S3DestinationDescription") or first.get("ExtendedS3DestinationDescription") or {}
        source = (seen.item.get("Source") or {}).get("KinesisStreamSourceDescription") or {}
        encryption = seen.item.get("DeliveryStreamEncryptionConfiguration") or {}
        return {
            "region": view.region,
            "source": view.address(source.get("KinesisStreamARN")),
            "s3_bucket": view.address(bucket.get("BucketARN")) or UNSAID,
            "prefix": bucket.get("Prefix") or "",
            "buffering_seconds": ((search or bucket).get("BufferingHints") or {}).get("IntervalInSeconds", 300),
            "kms_key": view.address(encryption.get("KeyARN")) if encryption.get("Status") != "DISABLED" else None,
            "iam_role": view.address((search or bucket).get("RoleARN")),
            **(_search(search, view) if search else {}),
        }

    def create(self, sandbox: Sandbox, resource: DeliveryStream) -> str:
        from innovate_model.aws.sandbox import NotHeld

        source = sandbox.model.resources.get(resource.source or "")
        if source is not None and source.kind != "kinesis_stream":
            raise NotHeld("it reads the activity stream of a cluster, which is not made here")
        bucket = _bucket(sandbox, resource)
        destination: dict[str, Any] = {"ExtendedS3DestinationConfiguration": bucket}
        if resource.opensearch_domain:
            destination = {"AmazonopensearchserviceDestinationConfiguration": _to_search(sandbox, resource, bucket)}
        if resource.kms_key:
            destination["DeliveryStreamEncryptionConfigurationInput"] = {
                "KeyType": "CUSTOMER_MANAGED_CMK",
                "KeyARN": sandbox.id(resource.kms_key),
            }
        if resource.source:
            destination["KinesisStreamSourceConfiguration"] = {
                "KinesisStreamARN": sandbox.id(resource.source),
                "RoleARN": bucket["RoleARN"],
            }
        made = sandbox.client("firehose", resource).create_delivery_stream(
            DeliveryStreamName=resource.name,
            DeliveryStreamType="KinesisStreamAsSource" if resource.source else "DirectPut",
            Tags=sandbox.tag_list(resource),
            **destination,
        )
        return str(made["DeliveryStreamARN"])

    def delete(self, sandbox: Sandbox, resource: DeliveryStream) -> None:
        sandbox.client("firehose", resource).delete_delivery_stream(DeliveryStreamName=resource.name)


def _search(item: Item, view: View) -> dict[str, Any]:
    network = item.get("VpcConfigurationDescription") or {}
    return {
        "opensearch_domain": view.address(item.get("DomainARN")),
        "s3_backup_mode": item.get("S3BackupMode", "FailedDocumentsOnly"),
        "subnets": view.addresses(network.get("SubnetIds")),
        "security_groups": view.addresses(network.get("SecurityGroupIds")),
    }


def _bucket(sandbox: Sandbox, resource: DeliveryStream) -> dict[str, Any]:
    return {
        "RoleARN": sandbox.id(resource.iam_role) if resource.iam_role else sandbox.any_role(resource),
        "BucketARN": sandbox.id(resource.s3_bucket),
        "Prefix": resource.prefix,
        "BufferingHints": {"IntervalInSeconds": resource.buffering_seconds, "SizeInMBs": 5},
    }


def _to_search(sandbox: Sandbox, resource: DeliveryStream, bucket: dict[str, Any]) -> dict[str, Any]:
    network = {
        "SubnetIds": sandbox.ids_of(resource.subnets),
        "RoleARN": bucket["RoleARN"],
        "SecurityGroupIds": sandbox.ids_of(resource.security_groups),
    }
    return {
        "RoleARN": bucket["RoleARN"],
        "DomainARN": sandbox.id(resource.opensearch_domain or ""),
        "IndexName": resource.name,
        "S3BackupMode": resource.s3_backup_mode,
        "BufferingHints": {"IntervalInSeconds": resource.buffering_seconds, "SizeInMBs": 5},
        "S3Configuration": bucket,
        **({"VpcConfiguration": network} if resource.subnets else {}),
    }

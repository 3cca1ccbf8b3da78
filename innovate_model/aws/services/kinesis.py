"""Kinesis data streams."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from innovate_model.aws.calls import Call, by
from innovate_model.aws.services.base import AwsType, Seen, View
from innovate_model.resources.kinesis_stream import KinesisStream

if TYPE_CHECKING:
    from innovate_model.aws.sandbox import Sandbox

DESCRIBE = Call("kinesis", "describe_stream_summary", "StreamDescriptionSummary", ask=by("StreamName"))
TAGS = Call("kinesis", "list_tags_for_stream", ask=by("StreamName"))
STREAMS = Call("kinesis", "list_streams", "StreamNames", then=(DESCRIBE, TAGS))


class KinesisStreams(AwsType[KinesisStream]):
    """The stream of a database's activity is Aurora's, and the cluster says it."""

    resource = KinesisStream
    calls = (STREAMS, DESCRIBE)
    needs = ("kms_key",)

    def seen(self, view: View) -> Iterator[Seen]:
        for name in view.items(STREAMS):
            stream = view.one(DESCRIBE, name)
            if isinstance(stream, Mapping) and stream.get("StreamStatus") != "DELETING":
                tags = view.tags(TAGS, name)
                why = "activity stream of a database" if name.startswith("aws-rds-das-") else ""
                yield Seen(stream["StreamARN"], stream, str(tags.get("Name", name)), "", tags, made_by_aws=why)

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        mode = (seen.item.get("StreamModeDetails") or {}).get("StreamMode", "PROVISIONED")
        return {
            "region": view.region,
            "stream_mode": mode,
            "shard_count": seen.item["OpenShardCount"] if mode == "PROVISIONED" else None,
            "retention_hours": seen.item["RetentionPeriodHours"],
            "kms_key": view.address(seen.item.get("KeyId")) if seen.item.get("EncryptionType") == "KMS" else None,
        }

    def create(self, sandbox: Sandbox, resource: KinesisStream) -> str:
        kinesis, name = sandbox.client("kinesis", resource), resource.name
        shards = {"ShardCount": resource.shard_count} if resource.shard_count else {}
        kinesis.create_stream(StreamName=name, StreamModeDetails={"StreamMode": resource.stream_mode}, **shards)
        kinesis.add_tags_to_stream(StreamName=name, Tags=sandbox.tags(resource))
        if resource.retention_hours > 24:
            kinesis.increase_stream_retention_period(StreamName=name, RetentionPeriodHours=resource.retention_hours)
        if resource.kms_key:
            kinesis.start_stream_encryption(StreamName=name, EncryptionType="KMS", KeyId=sandbox.id(resource.kms_key))
        return str(kinesis.describe_stream_summary(StreamName=name)["StreamDescriptionSummary"]["StreamARN"])

"""aws_kinesis_stream."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from innovate_model.edge import Relation
from innovate_model.resources.base import Resource
from innovate_model.resources.reference import Address, one
from innovate_model.values import Region


class KinesisStream(Resource):
    """Records in order, kept for `retention_hours` (Terraform: `retention_period`, 24 to 8760) for whoever reads them.

    `shard_count` is for PROVISIONED streams only. The stream of a database's activity is none of these: Aurora makes
    it, and the cluster's `activity_stream` says so.
    https://docs.aws.amazon.com/streams/latest/dev/how-do-i-size-a-stream.html
    """

    kind: ClassVar[str] = "kinesis_stream"
    section: ClassVar[str] = "kinesis_streams"
    parents: ClassVar[tuple[str, ...]] = ("account",)
    inherits: ClassVar[tuple[str, ...]] = ("region",)

    region: Region
    stream_mode: Literal["ON_DEMAND", "PROVISIONED"] = "PROVISIONED"
    shard_count: int | None = Field(default=None, ge=1)
    retention_hours: int = Field(default=24, ge=24, le=8760)
    kms_key: Annotated[Address, one("kms_key", relation=Relation.ENCRYPTED_BY)] | None = None

    @model_validator(mode="after")
    def _has_shards(self) -> Any:
        if (self.stream_mode == "PROVISIONED") != (self.shard_count is not None):
            message = "a PROVISIONED stream has a `shard_count`, an ON_DEMAND one has none"
            raise PydanticCustomError("bad_scaling", "{message}", {"message": message})
        return self

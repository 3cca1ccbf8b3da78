"""aws_kinesis_firehose_delivery_stream: Amazon Data Firehose, which was Kinesis Data Firehose until 2024."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from innovate_model.edge import Relation
from innovate_model.resources.base import Resource
from innovate_model.resources.reference import Address, Addresses, any_of, every, one
from innovate_model.values import Region


class KinesisFirehoseDeliveryStream(Resource):
    """Collects records and delivers them in batches: to a bucket, or to OpenSearch, and then the bucket gets what
    fails there or everything (`s3_backup_mode`).

    Log groups that it gets its records from name it in their `subscriptions`; `source` is the Kinesis stream that it
    reads by itself, or the Aurora cluster whose activity stream it reads. Where the OpenSearch domain stands in a VPC,
    it has interfaces in `subnets`, behind `security_groups`. A bucket may be another account's, a domain in a VPC not.
    https://docs.aws.amazon.com/firehose/latest/dev/create-destination.html
    """

    kind: ClassVar[str] = "kinesis_firehose_delivery_stream"
    section: ClassVar[str] = "kinesis_firehose_delivery_streams"
    parents: ClassVar[tuple[str, ...]] = ("account",)
    inherits: ClassVar[tuple[str, ...]] = ("region",)

    region: Region
    source: Annotated[Address, one("kinesis_stream", "aurora_cluster", relation=Relation.READS)] | None = None
    s3_bucket: Annotated[Address, one("s3_bucket", relation=Relation.SENDS_TO)]
    prefix: str = ""
    s3_backup_mode: Literal["FailedDocumentsOnly", "AllDocuments"] = "FailedDocumentsOnly"
    opensearch_domain: Annotated[Address, one("opensearch_domain", relation=Relation.SENDS_TO)] | None = None
    subnets: Annotated[Addresses, any_of("subnet", relation=Relation.PLACED_IN)] = ()
    security_groups: Annotated[Addresses, every("security_group", relation=Relation.MEMBER_OF)] = ()
    buffering_seconds: int = Field(default=300, ge=0, le=900)
    kms_key: Annotated[Address, one("kms_key", relation=Relation.ENCRYPTED_BY)] | None = None
    iam_role: Annotated[Address, one("iam_role", relation=Relation.RUNS_AS)] | None = None

    @model_validator(mode="after")
    def _has_interfaces_for_something(self) -> Any:
        if self.subnets and self.opensearch_domain is None:
            message = "only delivery to an `opensearch_domain` takes `subnets`"
            raise PydanticCustomError("missing_key", "{message}", {"message": message})
        return self

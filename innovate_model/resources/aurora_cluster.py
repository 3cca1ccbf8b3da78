"""aws_rds_cluster with an Aurora engine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from innovate_model.edge import Edge, Relation
from innovate_model.resources.base import Part, Resource
from innovate_model.resources.classification import DataClassification
from innovate_model.resources.reference import Address, Addresses, any_of, every, one
from innovate_model.values import Name, Port


def _half_steps(capacity: float) -> float:
    if not (0 <= capacity <= 256 and (capacity * 2).is_integer()):
        message = f"{capacity:g} is not a capacity: 0 to 256 ACU in steps of 0.5"
        raise PydanticCustomError("bad_scaling", "{message}", {"message": message})
    return capacity


Acu = Annotated[float, AfterValidator(_half_steps)]
"""Aurora capacity units, about 2 GiB of memory each."""


class ServerlessScaling(Part):
    """The bounds, in ACU, of each `db.serverless` instance. 0 lets it pause; `max_capacity` is 1 or more.

    https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.requirements.html
    """

    min_capacity: Acu
    max_capacity: Acu

    @model_validator(mode="after")
    def _is_in_order(self) -> Any:
        if self.min_capacity > self.max_capacity:
            message = f"min_capacity {self.min_capacity:g} is more than max_capacity {self.max_capacity:g}"
            raise PydanticCustomError("bad_scaling", "{message}", {"message": message})
        if self.max_capacity < 1:
            message = f"max_capacity {self.max_capacity:g} is too small: 1 ACU at least"
            raise PydanticCustomError("bad_scaling", "{message}", {"message": message})
        return self


class ReaderAutoscaling(Part):
    """How many readers an autoscaling policy keeps, those that are written included: 0 to 15.

    https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Integrating.AutoScaling.html
    """

    min_capacity: int = Field(ge=0, le=15)
    max_capacity: int = Field(ge=0, le=15)


class ActivityStream(Part):
    """What everybody does in the database, as a stream that nobody in the database can stop.

    Aurora makes the Kinesis stream for it (aws-rds-das-cluster-...) and removes it with the activity stream; the
    records in it are encrypted with `kms_key`, which must be a customer managed one. `async` costs a crash a few
    records; `sync` costs every statement time, and is for PostgreSQL only.
    https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/DBActivityStreams.Overview.html
    """

    mode: Literal["async", "sync"]
    kms_key: Annotated[Address, one("kms_key", relation=Relation.ENCRYPTED_BY)]


class AuroraCluster(Resource):
    """A database whose storage spans three Availability Zones, whatever its instances do. It answers while one
    instance stands, and its storage has a quorum: two copies lie in each zone, four of the six must be there to write
    and three to read. So one with three `subnets` does not outlive two of them; AWS does not say where the copies lie
    where there are fewer or more.
    https://aws.amazon.com/blogs/database/amazon-aurora-under-the-hood-quorum-and-correlated-failure/

    `subnets` make up its subnet group, in at least two zones. `storage_encrypted` must be written: it cannot be
    changed later, and AWS's and Terraform's defaults differ. `storage_type: aurora-iopt1` is I/O-Optimized, in
    which I/O requests are free, and instances and storage dearer; without it the configuration is Standard.
    `backup_retention_days` (Terraform: `backup_retention_period`) is 1 to 35 days of point-in-time recovery;
    `copies_to` is the vault that snapshots are copied to, every `copy_interval_hours`, by a plan of AWS Backup:
    Aurora itself copies none to another account. `serverlessv2_scaling_configuration` is for its `db.serverless`
    instances. A member of a `global_cluster` in another region than the primary one follows it. Who reads the
    `activity_stream` names this cluster as its source. Where no `port` is written, it is 5432, for Aurora MySQL
    3306.
    https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.AuroraHighAvailability.html
    https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Managing.Backups.html
    https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Overview.StorageReliability.html
    """

    kind: ClassVar[str] = "aurora_cluster"
    section: ClassVar[str] = "aurora_clusters"
    parents: ClassVar[tuple[str, ...]] = ("vpc",)

    engine: Literal["aurora-postgresql", "aurora-mysql"]
    engine_version: Name
    port: Port = 5432
    subnets: Annotated[Addresses, any_of("subnet", relation=Relation.PLACED_IN, is_never_empty=True)]
    security_groups: Annotated[Addresses, every("security_group", relation=Relation.MEMBER_OF)] = ()
    storage_encrypted: bool
    storage_type: Literal["aurora-iopt1"] | None = None
    kms_key: Annotated[Address, one("kms_key", relation=Relation.ENCRYPTED_BY)] | None = None
    backup_retention_days: int = Field(default=1, ge=1, le=35)
    copies_to: Annotated[Address, one("backup_vault", relation=Relation.COPIES_TO)] | None = None
    copy_interval_hours: int = Field(default=24, ge=1)
    deletion_protection: bool = False
    iam_database_authentication_enabled: bool = False
    serverlessv2_scaling_configuration: ServerlessScaling | None = None
    reader_autoscaling: ReaderAutoscaling | None = None
    data_classification: DataClassification | None = None
    parameter_group: (
        Annotated[Address, one("rds_cluster_parameter_group", relation=Relation.ASSOCIATED_WITH)] | None
    ) = None
    activity_stream: ActivityStream | None = None
    global_cluster: Annotated[Address, one("rds_global_cluster", relation=Relation.MEMBER_OF)] | None = None

    def edges(self) -> Iterator[Edge]:
        """Of three subnets it needs two."""
        for edge in super().edges():
            yield edge._replace(at_least=2) if edge.alternatives == "subnets" and len(self.subnets) == 3 else edge

    @model_validator(mode="after")
    def _on_the_port_of_its_engine(self) -> Any:
        """https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBCluster.html"""
        if self.engine == "aurora-mysql" and "port" not in self.model_fields_set:
            object.__setattr__(self, "port", 3306)  # a default cannot depend on another attribute
        return self

    @model_validator(mode="after")
    def _streams_as_it_can(self) -> Any:
        """https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/DBActivityStreams.Enabling.html"""
        if self.engine == "aurora-mysql" and self.activity_stream is not None and self.activity_stream.mode == "sync":
            message = "activity streams of Aurora MySQL are asynchronous only: `mode: async`"
            raise PydanticCustomError("not_supported", "{message}", {"message": message})
        return self

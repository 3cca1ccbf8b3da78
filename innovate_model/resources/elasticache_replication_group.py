"""aws_elasticache_replication_group."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from innovate_model.edge import Edge, Relation
from innovate_model.resources.base import Resource
from innovate_model.resources.classification import DataClassification
from innovate_model.resources.reference import Address, Addresses, any_of, every, one
from innovate_model.values import Name, Port


class ElasticacheReplicationGroup(Resource):
    """A cache (Valkey or Redis OSS) of one primary node and up to five replicas.

    A replica takes over, in another Availability Zone, only with `automatic_failover_enabled` and
    `multi_az_enabled`, which need two nodes; otherwise the loss of any of its subnets is taken to be its own. With
    fewer nodes than subnets it is not known which ones hold them: as many subnets as it has nodes may be all of them.
    `auth_secret` holds the token that clients show (Terraform: `auth_token`), which needs encryption in transit:
    https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth.html
    https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/AutoFailover.html
    """

    kind: ClassVar[str] = "elasticache_replication_group"
    section: ClassVar[str] = "elasticache_replication_groups"
    parents: ClassVar[tuple[str, ...]] = ("vpc",)

    engine: Literal["valkey", "redis"]
    engine_version: Name
    node_type: Name
    num_cache_clusters: int = Field(default=1, ge=1, le=6)
    port: Port = 6379
    subnets: Annotated[Addresses, any_of("subnet", relation=Relation.PLACED_IN)]
    security_groups: Annotated[Addresses, every("security_group", relation=Relation.MEMBER_OF)] = ()
    automatic_failover_enabled: bool = False
    multi_az_enabled: bool = False
    at_rest_encryption_enabled: bool
    transit_encryption_enabled: bool
    kms_key: Annotated[Address, one("kms_key", relation=Relation.ENCRYPTED_BY)] | None = None
    data_classification: DataClassification | None = None

    auth_secret: Annotated[Address, one("secret", relation=Relation.ASSOCIATED_WITH)] | None = None

    @model_validator(mode="after")
    def _can_fail_over(self) -> Any:
        if (self.automatic_failover_enabled or self.multi_az_enabled) and self.num_cache_clusters < 2:
            message = "failover needs a second node: `num_cache_clusters: 2` or more"
            raise PydanticCustomError("bad_scaling", "{message}", {"message": message})
        return self

    @property
    def survives_a_zone(self) -> bool:
        """Whether a replica in another zone takes over."""
        return self.automatic_failover_enabled and self.multi_az_enabled

    def edges(self) -> Iterator[Edge]:
        needed = max(1, len(self.subnets) - self.num_cache_clusters + 1)
        for edge in super().edges():
            if not edge.alternatives:
                yield edge
            elif self.survives_a_zone:
                yield edge._replace(at_least=needed)
            else:
                yield edge._replace(alternatives="")

"""aws_opensearch_domain in a VPC."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

from pydantic import Field

from innovate_model.edge import Edge, Relation
from innovate_model.resources.base import Resource
from innovate_model.resources.reference import Address, Addresses, any_of, every, one
from innovate_model.values import Name


class OpensearchDomain(Resource):
    """A search cluster of `instance_count` data nodes that answers HTTPS (tcp/443) in `subnets`.

    With `zone_awareness_enabled` its nodes and copies are spread over the zones of its subnets, two or three (of which
    it needs two: more than half of the nodes elect the one that leads); otherwise the loss of any of its subnets is
    taken to be its own. `volume_size_gb` is each node's disk.
    https://docs.aws.amazon.com/opensearch-service/latest/developerguide/managedomains-multiaz.html
    https://docs.aws.amazon.com/opensearch-service/latest/developerguide/vpc.html
    """

    kind: ClassVar[str] = "opensearch_domain"
    section: ClassVar[str] = "opensearch_domains"
    parents: ClassVar[tuple[str, ...]] = ("vpc",)

    engine_version: Name
    instance_type: Name
    instance_count: int = Field(default=1, ge=1)
    zone_awareness_enabled: bool = False
    volume_size_gb: int | None = Field(default=None, ge=10)
    subnets: Annotated[Addresses, any_of("subnet", relation=Relation.PLACED_IN)]
    security_groups: Annotated[Addresses, every("security_group", relation=Relation.MEMBER_OF)] = ()
    encrypt_at_rest: bool
    node_to_node_encryption: bool
    enforce_https: bool = False
    kms_key: Annotated[Address, one("kms_key", relation=Relation.ENCRYPTED_BY)] | None = None

    def edges(self) -> Iterator[Edge]:
        needed = 2 if len(self.subnets) == 3 else 1
        for edge in super().edges():
            if not edge.alternatives:
                yield edge
            elif self.zone_awareness_enabled:
                yield edge._replace(at_least=needed)
            else:
                yield edge._replace(alternatives="")

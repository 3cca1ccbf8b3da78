"""aws_rds_cluster_instance."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from innovate_model.edge import Edge, Relation
from innovate_model.resources.availability_zone import AvailabilityZone, ZoneName
from innovate_model.resources.base import Resource
from innovate_model.values import Name


class AuroraInstance(Resource):
    """One machine of an Aurora cluster, writer or reader: any reader can become the writer, so they back one another
    up.

    `instance_class` is `db.r6g.large` and the like, or `db.serverless`. Without `availability_zone` AWS chooses.
    When the writer fails, the reader with the lowest `promotion_tier` (0 to 15) takes over. At most 16 for each
    cluster.
    https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.AuroraHighAvailability.html
    """

    kind: ClassVar[str] = "aurora_instance"
    section: ClassVar[str] = "instances"
    parents: ClassVar[tuple[str, ...]] = ("aurora_cluster",)

    instance_class: Name
    availability_zone: ZoneName | None = None
    publicly_accessible: bool = False
    promotion_tier: int = Field(default=0, ge=0, le=15)
    performance_insights_enabled: bool = False

    def edges(self) -> Iterator[Edge]:
        """Also the cluster's need of one of its instances."""
        yield from super().edges()
        if self.availability_zone is not None:
            zone = AvailabilityZone.address_of(self.availability_zone)
            yield Edge(self.address, Relation.PLACED_IN, zone, ("availability_zone",))
        yield Edge(self.parent, Relation.DEPENDS_ON, self.address, ("instances", self.name), alternatives="instances")

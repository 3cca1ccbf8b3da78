"""Reserved Instances of EC2, aws_rds_reserved_instance, aws_elasticache_reserved_cache_node: one type for all."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from innovate_model.edge import Relation
from innovate_model.resources.base import Resource
from innovate_model.resources.reference import Addresses, every
from innovate_model.resources.savings_plan import PaymentOption, TermYears
from innovate_model.values import Name

_STARTS = {"rds": "db.", "elasticache": "cache."}


class Reservation(Resource):
    """Instances of one type, paid for one or three years whether they run or not, at a lower rate.

    A reservation is a discount on the bill: AWS applies it to any instance that fits. `covers` says what it was
    bought for.
    https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-reserved-instances.html
    https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_WorkingWithReservedDBInstances.html
    https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheNodes.Reserved.html
    """

    kind: ClassVar[str] = "reservation"
    section: ClassVar[str] = "reservations"
    parents: ClassVar[tuple[str, ...]] = ("account",)

    service: Literal["ec2", "rds", "elasticache"]
    instance_type: Name
    instance_count: int = Field(default=1, ge=1)
    term_years: TermYears
    payment_option: PaymentOption
    covers: Annotated[
        Addresses,
        every(
            *("eks_node_group", "instance", "aurora_instance", "elasticache_replication_group"),
            relation=Relation.APPLIES_TO,
        ),
    ] = ()

    @model_validator(mode="after")
    def _is_of_its_service(self) -> Any:
        start = _STARTS.get(self.service, "")
        others = [other for other in _STARTS.values() if other != start]
        if not self.instance_type.startswith(start) or self.instance_type.startswith(tuple(others)):
            message = f"`{self.instance_type}` is no instance type of {self.service}"
            raise PydanticCustomError("bad_instance_type", "{message}", {"message": message})
        if (self.service, self.term_years, self.payment_option) == ("rds", "3", "NO_UPFRONT"):
            message = "databases are reserved for three years with something upfront only"
            raise PydanticCustomError("not_supported", "{message}", {"message": message})
        return self

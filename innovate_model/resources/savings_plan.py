"""A Savings Plan (savingsplans:CreateSavingsPlan)."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from innovate_model.edge import Relation
from innovate_model.resources.base import Resource
from innovate_model.resources.reference import Addresses, every

PaymentOption = Literal["NO_UPFRONT", "PARTIAL_UPFRONT", "ALL_UPFRONT"]
TermYears = Literal["1", "3"]


class SavingsPlan(Resource):
    """A promise to spend `commitment_usd_per_hour` for one or three years, at lower rates than on demand.

    AWS applies it to whatever it fits, first in the account that bought it, then in the others of the bill;
    `covers` says what it was sized for. An EC2_INSTANCE plan holds for one `instance_family` in one region. A DATABASE
    plan for Aurora is for one year, without anything upfront, and newer instance families only (not db.r6g).
    https://docs.aws.amazon.com/savingsplans/latest/userguide/what-is-savings-plans.html
    https://docs.aws.amazon.com/savingsplans/latest/userguide/plan-types.html
    """

    kind: ClassVar[str] = "savings_plan"
    section: ClassVar[str] = "savings_plans"
    parents: ClassVar[tuple[str, ...]] = ("account",)

    plan_type: Literal["COMPUTE", "EC2_INSTANCE", "DATABASE"]
    instance_family: str = ""
    commitment_usd_per_hour: float = Field(gt=0)
    term_years: TermYears
    payment_option: PaymentOption
    covers: Annotated[
        Addresses,
        every(
            *("eks_node_group", "instance", "aurora_cluster", "elasticache_replication_group"),
            relation=Relation.APPLIES_TO,
        ),
    ] = ()

    @model_validator(mode="after")
    def _has_its_family(self) -> Any:
        if (self.plan_type == "EC2_INSTANCE") != bool(self.instance_family):
            message = "an EC2_INSTANCE plan names its `instance_family`, and no other plan has one"
            raise PydanticCustomError("missing_key", "{message}", {"message": message})
        return self

    @model_validator(mode="after")
    def _is_sold(self) -> Any:
        if self.plan_type == "DATABASE" and (self.term_years, self.payment_option) != ("1", "NO_UPFRONT"):
            message = "a DATABASE plan is for one year, without anything upfront"
            raise PydanticCustomError("not_supported", "{message}", {"message": message})
        return self

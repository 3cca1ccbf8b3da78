"""A Kubernetes ingress (kubernetes_ingress_v1)."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from innovate_model.edge import Relation
from innovate_model.resources.base import Resource
from innovate_model.resources.reference import Address, one
from innovate_model.values import FrozenMap, Name


class Ingress(Resource):
    """Which requests from outside of a cluster go where: path -> the target group that takes them.

    The controller of `ingress_class` (the AWS Load Balancer Controller: `alb`) configures `lb` accordingly, and keeps
    the pods of each target group's `targets` registered there. What the load balancer forwards to is written there, not
    here.
    https://docs.aws.amazon.com/eks/latest/userguide/alb-ingress.html
    """

    kind: ClassVar[str] = "ingress"
    section: ClassVar[str] = "ingresses"
    parents: ClassVar[tuple[str, ...]] = ("namespace",)

    ingress_class: Name
    lb: Annotated[Address, one("lb", relation=Relation.ASSOCIATED_WITH)]
    hosts: tuple[Name, ...] = ()
    paths: FrozenMap[Annotated[Address, one("target_group", relation=Relation.ASSOCIATED_WITH)]] = Field(
        default={}, validate_default=True
    )

"""aws_lb_target_group."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from innovate_model.edge import Relation
from innovate_model.resources.base import Resource
from innovate_model.resources.reference import Addresses, any_of
from innovate_model.values import Port

TARGETS = ("deployment", "instance", "eks_node_group", "network_interface", "lb")


class TargetGroup(Resource):
    """The things that a load balancer hands requests to, and the port on which they take them.

    `ip` targets are addresses (the pods of a deployment), `instance` targets machines or node groups, `alb` an ALB
    behind an NLB. Targets that fail the health check get nothing, so they back one another up
    (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html).
    https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html
    """

    kind: ClassVar[str] = "target_group"
    section: ClassVar[str] = "target_groups"
    parents: ClassVar[tuple[str, ...]] = ("lb",)

    port: Port
    protocol: Literal["HTTP", "HTTPS", "TCP", "TLS", "UDP", "TCP_UDP"]
    target_type: Literal["instance", "ip", "alb"] = "instance"
    targets: Annotated[Addresses, any_of(*TARGETS, relation=Relation.FORWARDS_TO)] = ()
    health_check_path: str = ""
    """What an HTTP health check asks for; AWS asks for `/` when this is empty."""

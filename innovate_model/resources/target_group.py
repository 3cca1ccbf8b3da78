"""aws_lb_target_group."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import model_validator
from pydantic_core import PydanticCustomError

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
    preserve_client_ip: bool | None = None
    """Whether a network load balancer hands connections on under the addresses of its clients, so that the filters of
    the targets see these. If nothing is said: yes, but for `ip` targets over TCP and TLS. UDP always does.
    https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html#client-ip-preservation
    """

    @property
    def preserves_client_ip(self) -> bool:
        """What `preserve_client_ip` says, or AWS where it says nothing. A load balancer of requests never does."""
        if self.protocol in _OF_REQUESTS:
            return False
        usual = self.protocol in _ALWAYS or self.target_type != "ip"
        return usual if self.preserve_client_ip is None else self.preserve_client_ip

    @model_validator(mode="after")
    def _may_preserve(self) -> Any:
        problem = ""
        if self.preserve_client_ip is not None and self.protocol in _OF_REQUESTS:
            problem = f"`preserve_client_ip` is for network load balancers, which do not speak {self.protocol}"
        elif self.preserve_client_ip is False and self.protocol in _ALWAYS:
            problem = f"targets always see the addresses of clients over {self.protocol}: AWS cannot turn this off"
        if problem:
            raise PydanticCustomError("not_supported", "{message}", {"message": problem})
        return self


_OF_REQUESTS = ("HTTP", "HTTPS")
_ALWAYS = ("UDP", "TCP_UDP")


def transports_of(protocol: str) -> tuple[str, ...]:
    """What a listener or target group of a protocol speaks on its port."""
    return {"UDP": ("udp",), "TCP_UDP": ("tcp", "udp")}.get(protocol, ("tcp",))

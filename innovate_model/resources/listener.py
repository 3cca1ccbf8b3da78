"""aws_lb_listener."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Literal

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from innovate_model.edge import Edge, Relation
from innovate_model.resources.base import Resource
from innovate_model.resources.reference import Address, one
from innovate_model.values import Port

ENCRYPTED = ("HTTPS", "TLS")


class Listener(Resource):
    """A port on which a load balancer takes requests, and where it hands them: to a target group, or back as a
    redirect to HTTPS.

    `certificate` is the domain name (or ARN) of the certificate that an HTTPS or TLS listener shows.
    https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html
    """

    kind: ClassVar[str] = "listener"
    section: ClassVar[str] = "listeners"
    parents: ClassVar[tuple[str, ...]] = ("lb",)

    port: Port
    protocol: Literal["HTTP", "HTTPS", "TCP", "TLS", "UDP", "TCP_UDP"]
    certificate: str = ""
    ssl_policy: str = ""
    """The security policy by its name (`ELBSecurityPolicy-TLS13-1-2-2021-06`)."""
    forward_to: Annotated[Address, one("target_group", relation=Relation.FORWARDS_TO)] | None = None
    redirect_to_https: bool = False

    @model_validator(mode="after")
    def _is_complete(self) -> Any:
        problem = ""
        if (self.forward_to is not None) == self.redirect_to_https:
            problem = "a listener needs either `forward_to` or `redirect_to_https: yes`"
        elif self.protocol in ENCRYPTED and not self.certificate:
            problem = f"a listener that speaks {self.protocol} needs a `certificate`"
        if problem:
            raise PydanticCustomError("missing_key", "{message}", {"message": problem})
        return self

    def edges(self) -> Iterator[Edge]:
        """Also the load balancer's use of it, so that what happens behind the listener is felt in front of it."""
        yield from super().edges()
        yield Edge(self.parent, Relation.FORWARDS_TO, self.address, ("listeners", self.name))

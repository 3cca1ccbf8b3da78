"""aws_dx_connection, with its virtual interfaces."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from innovate_model.edge import Relation
from innovate_model.resources.asn import CustomerAsn
from innovate_model.resources.base import Part, Resource
from innovate_model.resources.reference import Address, one
from innovate_model.values import FrozenMap, Name, Region

Bandwidth = Literal[
    "50Mbps",
    "100Mbps",
    "200Mbps",
    "300Mbps",
    "400Mbps",
    "500Mbps",
    "1Gbps",
    "2Gbps",
    "5Gbps",
    "10Gbps",
    "25Gbps",
    "100Gbps",
    "400Gbps",
]
"""https://docs.aws.amazon.com/directconnect/latest/UserGuide/WorkingWithConnections.html"""


class VirtualInterface(Part):
    """One use of a line: `transit` to transit gateways, `private` to a VPC's own gateway, both by a Direct Connect
    gateway, or `public` to AWS's public addresses. `bgp_asn` is the customer's.

    https://docs.aws.amazon.com/directconnect/latest/UserGuide/WorkingWithVirtualInterfaces.html
    """

    type_: Literal["transit", "private", "public"] = Field(alias="type")
    vlan: int = Field(ge=1, le=4094)
    bgp_asn: CustomerAsn
    dx_gateway: Annotated[Address, one("dx_gateway", relation=Relation.ASSOCIATED_WITH)] | None = None

    @model_validator(mode="after")
    def _ends_somewhere(self) -> Any:
        if (self.dx_gateway is None) != (self.type_ == "public"):
            message = "a transit or private interface names its `dx_gateway`, a public one has none"
            raise PydanticCustomError("missing_key", "{message}", {"message": message})
        return self


class DxConnection(Resource):
    """A line of one's own from `location` into AWS (Direct Connect).

    Nothing encrypts it unless MACsec does, which not every line can have.
    https://docs.aws.amazon.com/directconnect/latest/UserGuide/WorkingWithConnections.html
    https://docs.aws.amazon.com/directconnect/latest/UserGuide/MACsec.html
    """

    kind: ClassVar[str] = "dx_connection"
    section: ClassVar[str] = "dx_connections"
    parents: ClassVar[tuple[str, ...]] = ("account",)
    inherits: ClassVar[tuple[str, ...]] = ("region",)

    region: Region
    location: Name
    bandwidth: Bandwidth
    request_macsec: bool = False
    virtual_interfaces: FrozenMap[VirtualInterface] = Field(default={}, validate_default=True)

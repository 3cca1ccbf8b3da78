"""A service mesh, with its PeerAuthentication."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from innovate_model.edge import Relation
from innovate_model.resources.base import Resource
from innovate_model.resources.reference import Address, one
from innovate_model.values import Name


class ServiceMesh(Resource):
    """Proxies beside the pods of the namespaces whose `mesh` it is: they encrypt what services say to one another, know
    each side by its certificate, and divide requests between versions.

    `mtls_mode` is Istio's: STRICT refuses what comes without a certificate of the mesh, PERMISSIVE takes it too. Ports
    that must take it under STRICT are the `plaintext_ports` of a deployment. `installed_by` is the release of its
    control plane.
    https://istio.io/latest/docs/reference/config/security/peer_authentication/
    """

    kind: ClassVar[str] = "service_mesh"
    section: ClassVar[str] = "service_meshes"
    parents: ClassVar[tuple[str, ...]] = ("eks_cluster",)

    implementation: Literal["istio", "linkerd", "cilium", "app_mesh"]
    version: Name | None = None
    mtls_mode: Literal["STRICT", "PERMISSIVE", "DISABLE"] = "PERMISSIVE"
    installed_by: Annotated[Address, one("helm_release", relation=Relation.DEPENDS_ON)] | None = None

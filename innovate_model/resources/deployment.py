"""A Kubernetes deployment (kubernetes_deployment), with its autoscaler and disruption budget."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from innovate_model.edge import Edge, Relation
from innovate_model.resources.base import Part, Resource
from innovate_model.resources.quantity import Quantities
from innovate_model.resources.reference import Address, Addresses, any_of, one
from innovate_model.resources.telemetry import Telemetry
from innovate_model.resources.workload import Autoscaling, Probe, Rollout, VerticalAutoscaling, from_the_installer
from innovate_model.values import FrozenMap, Name, PortRange

CONNECTS_TO = (
    "aurora_cluster",
    "elasticache_replication_group",
    "efs_file_system",
    "opensearch_domain",
    "deployment",
    "lb",
    "instance",
    "s3_bucket",
    "vpc_endpoint",
)


class Replicas(Part):
    """How many pods: the bounds of the horizontal autoscaler. Equal bounds mean a fixed number."""

    min: int = Field(ge=0)
    max: int = Field(ge=1)

    @model_validator(mode="after")
    def _is_in_order(self) -> Any:
        if self.min > self.max:
            message = f"min {self.min} is more than max {self.max}"
            raise PydanticCustomError("bad_scaling", "{message}", {"message": message})
        return self


class Deployment(Resource):
    """Equal pods of one program, replaced when they fail, on nodes of any of `node_groups`.

    Pods take the network of their nodes: subnets and security groups (the VPC CNI without security groups for pods,
    https://docs.aws.amazon.com/eks/latest/userguide/security-groups-for-pods.html). `requests` is what the scheduler
    reserves for each pod. `connects_to`: what the program opens connections to, by the name it has for it. `sends_to`:
    where its metrics, logs and traces go. `min_available` is the disruption budget. `installed_by`: the EKS add-on or
    Helm release that brings it; the team's own programs have none. `topology_spread`: what its pods are spread over.
    `plaintext_ports`: those of `ports` that take requests without the mTLS of the service mesh (from a load balancer,
    which has no part in it).
    https://kubernetes.io/docs/concepts/workloads/controllers/deployment/
    """

    kind: ClassVar[str] = "deployment"
    section: ClassVar[str] = "deployments"
    parents: ClassVar[tuple[str, ...]] = ("namespace",)

    replicas: Replicas
    requests: Quantities
    limits: Quantities | None = None
    min_available: int | None = Field(default=None, ge=0)
    image: Annotated[Address, one("ecr_repository", relation=Relation.DEPENDS_ON)] | None = None
    service_account: Annotated[Address, one("service_account", relation=Relation.RUNS_AS)] | None = None
    node_groups: Annotated[Addresses, any_of("eks_node_group", relation=Relation.RUNS_ON, is_never_empty=True)]
    ports: FrozenMap[PortRange] = Field(default={}, validate_default=True)
    connects_to: FrozenMap[Annotated[Address, one(*CONNECTS_TO, relation=Relation.CONNECTS_TO)]] = Field(
        default={}, validate_default=True
    )
    sends_to: Telemetry
    installed_by: Annotated[Address, one("eks_addon", "helm_release", relation=Relation.DEPLOYS)] | None = None
    priority_class: Annotated[Address, one("priority_class", relation=Relation.ASSOCIATED_WITH)] | None = None
    autoscaling: Autoscaling | None = None
    vertical_autoscaling: VerticalAutoscaling | None = None
    topology_spread: tuple[Literal["zone", "hostname"], ...] = ()
    readiness_probe: Probe | None = None
    liveness_probe: Probe | None = None
    rollout: Rollout | None = None
    plaintext_ports: tuple[Name, ...] = ()

    @model_validator(mode="after")
    def _names_its_ports(self) -> Any:
        probed = [probe.port for probe in (self.readiness_probe, self.liveness_probe) if probe is not None]
        unknown = [name for name in (*probed, *self.plaintext_ports) if name not in self.ports]
        if unknown:
            message = f"`{unknown[0]}` is none of its `ports`"
            raise PydanticCustomError("unknown_port", "{message}", {"message": message})
        return self

    def edges(self) -> Iterator[Edge]:
        return from_the_installer(super().edges())

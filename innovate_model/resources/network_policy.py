"""A network policy of Kubernetes (kubernetes_network_policy_v1) or of Cilium (CiliumNetworkPolicy)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from innovate_model.edge import Edge, Relation
from innovate_model.resources.base import Part, Resource
from innovate_model.resources.peer import BlockPeers
from innovate_model.resources.reference import Addresses, every
from innovate_model.values import FrozenMap, Name, PortRange

PolicyType = Literal["Ingress", "Egress"]


class Peers(Part):
    """The other side of a rule: whoever is one of these, a union. At least one is named.

    `pods` are deployments and daemon sets, `namespaces` all pods in them (of Kubernetes' `namespaceSelector`), `blocks`
    addresses: CIDR blocks, `vpc` or `subnets.NAME`. In Cilium a block never means pods of the cluster
    (https://docs.cilium.io/en/stable/security/policy/language/#cidr-based). `fqdns` are names (Cilium's `toFQDNs`, with
    `*`), for egress only; `entities` are Cilium's.
    """

    pods: Annotated[Addresses, every("deployment", "daemon_set", relation=Relation.ALLOWS)] = ()
    namespaces: Annotated[Addresses, every("namespace", relation=Relation.ALLOWS)] = ()
    blocks: BlockPeers = ()
    fqdns: tuple[Name, ...] = ()
    entities: tuple[Literal["world", "cluster", "host", "remote-node", "kube-apiserver", "all"], ...] = ()

    @model_validator(mode="after")
    def _names_somebody(self) -> Any:
        if not (self.pods or self.namespaces or self.blocks or self.fqdns or self.entities):
            message = "peers are named: `pods`, `namespaces`, `blocks`, `fqdns` or `entities`"
            raise PydanticCustomError("missing_key", "{message}", {"message": message})
        return self


class PolicyIngressRule(Part):
    """What may come in: on `ports` (all where none is written), `from` peers (anybody where none is written)."""

    ports: tuple[PortRange, ...] = ()
    peers: Peers | None = Field(default=None, alias="from")


class PolicyEgressRule(Part):
    """What may go out: on `ports` (all where none is written), `to` peers (anybody where none is written)."""

    ports: tuple[PortRange, ...] = ()
    peers: Peers | None = Field(default=None, alias="to")


class NetworkPolicy(Resource):
    """What pods of its namespace may say to whom, and who to them: a union of what is allowed.

    `pods` are the deployments and daemon sets that it selects; none written selects every pod of the namespace, as an
    empty `podSelector` does. For each of its `policy_types` a selected pod is isolated: in that direction nothing
    passes but what a rule of some policy that selects the pod allows, of Kubernetes' policies and Cilium's alike. No
    rule, and the direction among the types: nothing ("default deny"). A pod that no policy selects for a direction may
    do everything in it. A connection needs both ends, the egress of the one and the ingress of the other. Answers pass,
    and so does what a pod's own node sends it (the kubelet's probes).

    Without `policy_types` they are, in the `kubernetes` API, Ingress, and Egress where there is an egress rule; in the
    `cilium` API the directions that have rules. What enforces them is not part of Kubernetes: Cilium, or the VPC CNI
    where its `enable_network_policy` is on (Kubernetes' own only).
    https://kubernetes.io/docs/concepts/services-networking/network-policies/
    https://docs.cilium.io/en/stable/security/policy/intro/
    """

    kind: ClassVar[str] = "network_policy"
    section: ClassVar[str] = "network_policies"
    parents: ClassVar[tuple[str, ...]] = ("namespace",)

    api: Literal["kubernetes", "cilium"] = "kubernetes"
    pods: Annotated[Addresses, every("deployment", "daemon_set", relation=Relation.APPLIES_TO)] = ()
    policy_types: tuple[PolicyType, ...] = ()
    ingress: FrozenMap[PolicyIngressRule] = Field(default={}, validate_default=True)
    egress: FrozenMap[PolicyEgressRule] = Field(default={}, validate_default=True)

    @property
    def isolates(self) -> tuple[PolicyType, ...]:
        """The directions in which it isolates the pods that it selects."""
        if self.policy_types:
            return self.policy_types
        ingress: tuple[PolicyType, ...] = ("Ingress",) if self.ingress or self.api == "kubernetes" else ()
        egress: tuple[PolicyType, ...] = ("Egress",) if self.egress else ()
        return ingress + egress

    @model_validator(mode="after")
    def _can_be_said(self) -> Any:
        problem = self._problem()
        if problem:
            raise PydanticCustomError("not_supported", "{message}", {"message": problem})
        return self

    def _problem(self) -> str:
        if not self.isolates:
            return "a Cilium policy has rules, or says its `policy_types`"
        for direction, rules in (("Ingress", self.ingress), ("Egress", self.egress)):
            if rules and direction not in self.isolates:
                return f"`policy_types` leave {direction} out, and there are rules for it"
        every_rule: list[PolicyIngressRule | PolicyEgressRule] = [*self.ingress.values(), *self.egress.values()]
        for rule in every_rule:
            if self.api == "kubernetes" and rule.peers is not None and (rule.peers.fqdns or rule.peers.entities):
                return "`fqdns` and `entities` are Cilium's: say `api: cilium`"
            if self.api == "kubernetes" and any(ports.protocol.startswith("icmp") for ports in rule.ports):
                return "Kubernetes' network policies speak of TCP, UDP and SCTP, not of ICMP"
        if any(rule.peers is not None and rule.peers.fqdns for rule in self.ingress.values()):
            return "`fqdns` are destinations: Cilium takes them in egress rules only"
        return ""

    def edges(self) -> Iterator[Edge]:
        """Also what an empty `pods` means: the namespace; and the subnets or VPC that its blocks were named by."""
        yield from super().edges()
        if not self.pods:
            yield Edge(self.address, Relation.APPLIES_TO, self.parent)
        for direction, rules in (("ingress", self.ingress), ("egress", self.egress)):
            for name, rule in rules.items():
                for peer in rule.peers.blocks if rule.peers is not None else ():
                    if peer.address:
                        side = "from" if direction == "ingress" else "to"
                        yield Edge(self.address, Relation.ALLOWS, peer.address, (direction, name, side, "blocks"))

"""network_policies of a namespace"""

import pytest

from .support import faults, one

API = "eks_clusters.k8s.namespaces.api"


def test_a_policy_selects_pods_and_names_peers() -> None:
    """Pods, namespaces and blocks, which subnets may stand for."""
    it, edges = one(
        "namespace",
        """
        network_policies:
          it:
            api: cilium
            pods: deployments.api
            ingress:
              web: {ports: [tcp/8080], from: {blocks: [subnets.app, 192.0.2.0/24]}}
            egress:
              own: {to: {pods: deployments.api, namespaces: namespaces.api}}
              pay: {ports: [tcp/443], to: {fqdns: ["*.example.com"]}}
        """,
    )
    assert it.isolates == ("Ingress", "Egress")
    assert [str(ports) for ports in it.ingress["web"].ports] == ["tcp/8080"]
    assert it.ingress["web"].peers.blocks[1].cidr_blocks == ("192.0.2.0/24",)
    assert it.egress["own"].ports == ()
    assert edges == {
        f"applies_to {API}.deployments.api",
        f"allows {API}.deployments.api",
        f"allows {API}",
        "allows subnets.app",
    }


@pytest.mark.parametrize(
    ("text", "isolates"),
    [
        ("{}", ("Ingress",)),
        ("{egress: {out: {ports: [tcp/443]}}}", ("Ingress", "Egress")),
        ("{policy_types: [Egress]}", ("Egress",)),
        ("{api: cilium, egress: {out: {ports: [tcp/443]}}}", ("Egress",)),
        ("{api: cilium, policy_types: [Ingress, Egress]}", ("Ingress", "Egress")),
    ],
)
def test_what_a_policy_isolates(text: str, isolates: tuple[str, ...]) -> None:
    """Kubernetes' policies isolate for Ingress unless they say otherwise, Cilium's for what they have rules for."""
    it, edges = one("namespace", f"network_policies: {{it: {text}}}")
    assert it.isolates == isolates
    assert edges == {f"applies_to {API}"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{api: cilium}", "not-supported"),
        ("{policy_types: [Ingress], egress: {out: {}}}", "not-supported"),
        ("{egress: {out: {to: {fqdns: [example.com]}}}}", "not-supported"),
        ("{egress: {out: {to: {entities: [world]}}}}", "not-supported"),
        ("{egress: {out: {ports: [icmp]}}}", "not-supported"),
        ("{api: cilium, ingress: {in: {from: {fqdns: [example.com]}}}}", "not-supported"),
        ("{ingress: {in: {from: {}}}}", "missing-key"),
        ("{ingress: {in: {from: {pods: deployments.apy}}}}", "dangling-reference"),
        ("{ingress: {in: {from: {blocks: 10.0.0.1/24}}}}", "host-bits-set"),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """What neither API can say, and what no rule can mean."""
    assert faults("namespace", f"network_policies: {{it: {text}}}") == [f"{expected}:1"]

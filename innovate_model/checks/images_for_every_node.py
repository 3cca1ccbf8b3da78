"""Images are built for the processor of every node that their pods may run on.

Design document §4.2: "System node group (t3.medium/t4g.medium)". A t4g has a Graviton processor (arm64); a pod whose
image is built for amd64 alone does not start there, and the other way round:
https://docs.aws.amazon.com/AmazonECR/latest/userguide/docker-push-multi-architecture-image.html
https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html

A repository that does not say its `architectures` is judged only where nodes are arm64, for which nobody builds
without knowing.

PASS:
    accounts:
      a:
        account_id: "111111111111"
        ecr_repositories: {api: {architectures: [amd64, arm64]}}
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
            eks_clusters:
              main:
                version: 1.35
                subnets: app
                node_groups:
                  general:
                    instance_types: [m7g.large, m6i.large]
                    scaling_config: {min_size: 2, desired_size: 2, max_size: 4}
                    subnets: app
                namespaces:
                  api:
                    deployments:
                      api:
                        replicas: {min: 2, max: 4}
                        requests: {cpu: 250m, memory: 256Mi}
                        node_groups: general
                        image: api
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        ecr_repositories: {api: {architectures: [amd64]}}
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
            eks_clusters:
              main:
                version: 1.35
                subnets: app
                node_groups:
                  general:
                    instance_types: [m7g.large]
                    scaling_config: {min_size: 2, desired_size: 2, max_size: 4}
                    subnets: app
                namespaces:
                  api:
                    deployments:
                      api:
                        replicas: {min: 2, max: 4}
                        requests: {cpu: 250m, memory: 256Mi}
                        node_groups: general
                        image: api
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        ecr_repositories: {api: {architectures: [arm64]}}
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
            eks_clusters:
              main:
                version: 1.35
                subnets: app
                node_groups:
                  general:
                    instance_types: [m6i.large]
                    scaling_config: {min_size: 2, desired_size: 2, max_size: 4}
                    subnets: app
                namespaces:
                  api:
                    deployments:
                      api:
                        replicas: {min: 2, max: 4}
                        requests: {cpu: 250m, memory: 256Mi}
                        node_groups: general
                        image: api
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        ecr_repositories: {api: {}}
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
            eks_clusters:
              main:
                version: 1.35
                subnets: app
                node_groups:
                  general:
                    instance_types: [m7g.large]
                    scaling_config: {min_size: 2, desired_size: 2, max_size: 4}
                    subnets: app
                namespaces:
                  api:
                    deployments:
                      api:
                        replicas: {min: 2, max: 4}
                        requests: {cpu: 250m, memory: 256Mi}
                        node_groups: general
                        image: api
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.images import architectures_of, architectures_on
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph
from innovate_model.resources.daemon_set import DaemonSet
from innovate_model.resources.deployment import Deployment
from innovate_model.resources.ecr_repository import EcrRepository
from innovate_model.resources.eks_node_group import EksNodeGroup

SEVERITY = Severity.ERROR
PILLAR: Pillar = "reliability"
SECTION = "4.2"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each program and each node group on which its image does not start."""
    for pods in graph.model:
        if not isinstance(pods, (Deployment, DaemonSet)):
            continue
        repository = graph.model.get(pods.image, EcrRepository)
        if repository is None:
            continue
        built = architectures_of(graph, repository)
        for address in pods.node_groups:
            group = graph.model.get(address, EksNodeGroup)
            for wanted in architectures_on(group) if group is not None else ():
                if wanted not in (built or ("amd64",)):
                    said = f"is built for {' and '.join(built)}" if built else "does not say that it is built for arm64"
                    message = f"the image {said}, and nodes of {group.name if group else ''} are {wanted}"
                    related = (Related("these nodes", at(address, "instance_types")),)
                    mend = f"build it for both, and say so: {repository.name}: {{architectures: [amd64, arm64]}}"
                    yield Complaint(at(pods.address, "image"), message, mend, related)

"""Images are replicated to every account that runs them, and run from there.

Design document §2: "isolated CI/CD promotion by cross-account artifact replication". An environment that pulls from
another account stops scaling when that account is out of reach, and what is never replicated never starts:
https://docs.aws.amazon.com/AmazonECR/latest/userguide/replication.html

Replication is a setting of the registry and keeps names (the document's "via lifecycle policies" is another thing:
those delete images). Repositories that no pipeline publishes to, nor anything of the same name, are not judged.

PASS:
    accounts:
      tools:
        account_id: "111111111111"
        ecr_repositories: {api: {replicates_to: accounts.dev.ecr_repositories.api}}
        source_repositories: {code: {service: github, url: https://github.com/example/code}}
        delivery_pipelines:
          api:
            service: codepipeline
            source_repository: code
            stages: {build: {steps: {build: {type: image_build, publishes: ecr_repositories.api}}}}
      dev:
        account_id: "222222222222"
        ecr_repositories: {api: {}}
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
            eks_clusters:
              main:
                version: 1.34
                subnets: app
                node_groups:
                  all:
                    instance_types: [m5.large]
                    scaling_config: {min_size: 1, desired_size: 1, max_size: 1}
                    subnets: app
                namespaces:
                  api:
                    deployments: {api: {replicas: {min: 1, max: 1}, requests: {cpu: 1}, image: api, node_groups: all}}
FAIL:
    accounts:
      tools:
        account_id: "111111111111"
        ecr_repositories: {api: {}}
        source_repositories: {code: {service: github, url: https://github.com/example/code}}
        delivery_pipelines:
          api:
            service: codepipeline
            source_repository: code
            stages: {build: {steps: {build: {type: image_build, publishes: ecr_repositories.api}}}}
      dev:
        account_id: "222222222222"
        ecr_repositories: {api: {}}
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
            eks_clusters:
              main:
                version: 1.34
                subnets: app
                node_groups:
                  all:
                    instance_types: [m5.large]
                    scaling_config: {min_size: 1, desired_size: 1, max_size: 1}
                    subnets: app
                namespaces:
                  api:
                    deployments: {api: {replicas: {min: 1, max: 1}, requests: {cpu: 1}, image: api, node_groups: all}}
FAIL:
    accounts:
      tools:
        account_id: "111111111111"
        ecr_repositories: {api: {replicates_to: accounts.dev.ecr_repositories.web}}
      dev: {account_id: "222222222222", ecr_repositories: {web: {}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.checks import Complaint, Pillar, at
from innovate_model.edge import Relation
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph
from innovate_model.resources.deployment import Deployment
from innovate_model.resources.ecr_repository import EcrRepository

SEVERITY = Severity.ERROR
PILLAR: Pillar = "reliability"
SECTION = "2"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each program that runs another account's image, for each replica that nothing fills, and for
    each target of another name."""
    published = {
        repository.name: repository
        for repository in graph.model.of(EcrRepository)
        if any(graph.into(repository.address, Relation.DEPLOYS))
    }
    dry: set[tuple[str, str]] = set()
    for deployment in graph.model.of(Deployment):
        image = graph.model.get(deployment.image, EcrRepository)
        if image is None:
            continue
        if image.parent != deployment.within("accounts"):
            message = "this runs an image that it fetches from another account each time"
            related = Related("the repository", at(image.address))
            mend = "replicate it to a repository of this account, and name that"
            yield Complaint(at(deployment.address, "image"), message, mend, (related,))
            continue
        source = published.get(image.name)
        is_filled = image is source or any(graph.into(image.address, Relation.COPIES_TO, Relation.DEPLOYS))
        if source is not None and not is_filled and (source.address, image.address) not in dry:
            dry.add((source.address, image.address))
            message = f"{image.address} is run from, and nothing brings the images there that are built here"
            mend = f"replicates_to: [{image.address}]"
            yield Complaint(at(source.address, "replicates_to"), message, mend)
    yield from _renamed(graph)


def _renamed(graph: Graph) -> Iterator[Complaint]:
    for repository in graph.model.of(EcrRepository):
        for target in repository.replicates_to:
            if target.rpartition(".")[2] != repository.name:
                message = f"replication keeps names, so it fills a repository {repository.name} and not {target}"
                path = at(repository.address, "replicates_to")
                yield Complaint(path, message, f"name a repository {repository.name}")

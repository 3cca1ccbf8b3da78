"""A pipeline migrates a database's schema before it deploys the programs that use it.

Design document §6: "Regular schema migrations orchestrated via Liquibase/Flyway jobs in CI/CD". A program that meets
the schema of yesterday fails at its first query; a schema that somebody changes by hand is another one in each
environment:
https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/implement-change.html
https://documentation.red-gate.com/fd/getting-started-with-flyway-184127223.html

PASS:
    accounts:
      dev:
        account_id: "111111111111"
        source_repositories: {code: {service: github, url: https://github.com/example/code}}
        delivery_pipelines:
          api:
            service: codepipeline
            source_repository: code
            stages:
              dev:
                steps:
                  migrate: {type: schema_migration, tool: Flyway, migrates: vpcs.main.aurora_clusters.db}
                  deploy: {type: deploy, deploys: vpcs.main.eks_clusters.main.namespaces.api.deployments.api}
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
            aurora_clusters:
              db: {engine: aurora-postgresql, engine_version: 16.10, subnets: app, storage_encrypted: yes}
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
                    deployments:
                      api:
                        replicas: {min: 1, max: 1}
                        requests: {cpu: 1}
                        node_groups: all
                        connects_to: {db: aurora_clusters.db}
FAIL:
    accounts:
      dev:
        account_id: "111111111111"
        source_repositories: {code: {service: github, url: https://github.com/example/code}}
        delivery_pipelines:
          api:
            service: codepipeline
            source_repository: code
            stages:
              dev:
                steps:
                  deploy: {type: deploy, deploys: vpcs.main.eks_clusters.main.namespaces.api.deployments.api}
                  migrate: {type: schema_migration, tool: Flyway, migrates: vpcs.main.aurora_clusters.db}
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
            aurora_clusters:
              db: {engine: aurora-postgresql, engine_version: 16.10, subnets: app, storage_encrypted: yes}
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
                    deployments:
                      api:
                        replicas: {min: 1, max: 1}
                        requests: {cpu: 1}
                        node_groups: all
                        connects_to: {db: aurora_clusters.db}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.promotion import positions, programs
from innovate_model.checks import Complaint, Pillar
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.aurora_cluster import AuroraCluster
from innovate_model.resources.delivery_pipeline import DeliveryPipeline

SEVERITY = Severity.WARNING
PILLAR: Pillar = "operational excellence"
SECTION = "6"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each deployment of programs whose database the pipeline has not migrated, and for each
    migration whose failure stops nothing."""
    for pipeline in graph.model.of(DeliveryPipeline):
        migrated: set[str] = set()
        for position in positions(pipeline):
            databases = {
                target: None
                for program in programs(graph, position.step.deploys)
                for target in program.connects_to.values()
                if graph.model.get(target, AuroraCluster) is not None
            }
            lacking = [address for address in databases if address not in migrated]
            if lacking:
                message = f"programs are deployed on a schema that no step before has migrated: {', '.join(lacking)}"
                mend = f"before it: {{type: schema_migration, tool: Flyway, migrates: {lacking[0]}}}"
                yield Complaint((*position.path, "deploys"), message, mend)
            if position.step.migrates and not position.step.is_blocking:
                message = "programs are deployed even when this migration fails"
                yield Complaint((*position.path, "is_blocking"), message, "is_blocking: yes")
            migrated.update(position.step.migrates)

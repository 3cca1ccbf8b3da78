"""What a program says it connects to, the network lets it connect to.

A connection of the model (`connects_to`, `sends_to`) that route tables, network ACLs, security groups or network
policies block for certain is a program that does not work. Design document §3.2: security groups, network ACLs and
fine-grained policies are to keep others out.
https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html

Every port on which the destination takes connections is tried, between each interface of the one and each of the
other, in either IP version and by any address. What depends on what the model does not say is no finding. A finding
names all that blocks one such pair, there and back, and what each would need.

PASS:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            network_acls:
              data:
                ingress: {100: {allow: tcp/5432, from: subnets.app}}
                egress: {100: {allow: tcp/1024-65535, to: vpc}}
            subnets:
              app: {per: availability_zone, newbits: 4, netnum: 0}
              data: {per: availability_zone, newbits: 4, netnum: 4, network_acl: data}
            security_groups:
              nodes: {ingress: {}, egress: {db: {ports: tcp/5432, to: security_groups.db}}}
              db: {ingress: {nodes: {ports: tcp/5432, from: security_groups.nodes}}, egress: {}}
            aurora_clusters:
              main:
                engine: aurora-postgresql
                engine_version: 16.10
                port: 5432
                subnets: data
                security_groups: db
                storage_encrypted: yes
            eks_clusters:
              main:
                version: 1.35
                subnets: app
                node_groups:
                  general:
                    instance_types: [m6i.large]
                    scaling_config: {min_size: 2, desired_size: 2, max_size: 4}
                    subnets: app
                    security_groups: nodes
                namespaces:
                  api:
                    deployments:
                      api:
                        replicas: {min: 2, max: 4}
                        requests: {cpu: 250m, memory: 256Mi}
                        node_groups: general
                        connects_to: {db: aurora_clusters.main}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            network_acls:
              data:
                ingress: {100: {allow: tcp/5432, from: subnets.app}}
                egress: {100: {allow: tcp/1024-65535, to: vpc}}
            subnets:
              app: {per: availability_zone, newbits: 4, netnum: 0}
              data: {per: availability_zone, newbits: 4, netnum: 4, network_acl: data}
            security_groups:
              nodes: {ingress: {}, egress: {db: {ports: tcp/5432, to: security_groups.db}}}
              db: {ingress: {nodes: {ports: tcp/3306, from: security_groups.nodes}}, egress: {}}
            aurora_clusters:
              main:
                engine: aurora-postgresql
                engine_version: 16.10
                port: 5432
                subnets: data
                security_groups: db
                storage_encrypted: yes
            eks_clusters:
              main:
                version: 1.35
                subnets: app
                node_groups:
                  general:
                    instance_types: [m6i.large]
                    scaling_config: {min_size: 2, desired_size: 2, max_size: 4}
                    subnets: app
                    security_groups: nodes
                namespaces:
                  api:
                    deployments:
                      api:
                        replicas: {min: 2, max: 4}
                        requests: {cpu: 250m, memory: 256Mi}
                        node_groups: general
                        connects_to: {db: aurora_clusters.main}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            network_acls:
              data:
                ingress: {100: {allow: tcp/5432, from: subnets.app-a}}
                egress: {100: {allow: tcp/1024-65535, to: vpc}}
            subnets:
              app: {per: availability_zone, newbits: 4, netnum: 0}
              data: {per: availability_zone, newbits: 4, netnum: 4, network_acl: data}
            security_groups:
              nodes: {ingress: {}, egress: {db: {ports: tcp/5432, to: security_groups.db}}}
              db: {ingress: {nodes: {ports: tcp/5432, from: security_groups.nodes}}, egress: {}}
            aurora_clusters:
              main:
                engine: aurora-postgresql
                engine_version: 16.10
                port: 5432
                subnets: data
                security_groups: db
                storage_encrypted: yes
            eks_clusters:
              main:
                version: 1.35
                subnets: app
                node_groups:
                  general:
                    instance_types: [m6i.large]
                    scaling_config: {min_size: 2, desired_size: 2, max_size: 4}
                    subnets: app
                    security_groups: nodes
                namespaces:
                  api:
                    deployments:
                      api:
                        replicas: {min: 2, max: 4}
                        requests: {cpu: 250m, memory: 256Mi}
                        node_groups: general
                        connects_to: {db: aurora_clusters.main}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.obstructing import obstructions
from innovate_model.checks import Complaint, Pillar
from innovate_model.finding import Severity
from innovate_model.graph import Graph

SEVERITY = Severity.ERROR
PILLAR: Pillar = "reliability"
SECTION = "3.2"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each connection that is blocked."""
    for one in obstructions(graph):
        yield Complaint(one.way.path, one.sentence("this connection"), one.remedy, one.stops)

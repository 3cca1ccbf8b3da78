"""A file system is mounted in every zone of those who use it, and takes NFS from known security groups only.

Design document §3.1 puts stateful services into the private data subnets, and §3.2 wants security groups and keys. A
mount target that takes more than tcp/2049, or takes it from a block of addresses, lets others at the files; one that is
missing in a zone makes its machines cross to another, at a price and with that zone's fate:
https://docs.aws.amazon.com/efs/latest/ug/network-access.html
https://docs.aws.amazon.com/efs/latest/ug/accessing-fs.html

That mount targets stand in no public subnet the check `database-not-public` says, of every data store.

PASS:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {data: {per: availability_zone, newbits: 4, netnum: 0}}
            security_groups:
              nodes: {egress: {nfs: {ports: tcp/2049, to: security_groups.files}}}
              files: {ingress: {nfs: {ports: tcp/2049, from: security_groups.nodes}}, egress: {}}
            efs_file_systems: {files: {subnets: data, security_groups: files, encrypted: yes}}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {data: {per: availability_zone, newbits: 4, netnum: 0}}
            security_groups: {files: {ingress: {nfs: {ports: tcp/2049, from: vpc}}, egress: {}}}
            efs_file_systems: {files: {subnets: data, security_groups: files, encrypted: yes}}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {data: {per: availability_zone, newbits: 4, netnum: 0}}
            security_groups: {files: {ingress: {all: {ports: all, from: self}}, egress: {}}}
            efs_file_systems: {files: {subnets: data, security_groups: files, encrypted: yes}}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {data: {per: availability_zone, newbits: 4, netnum: 0}}
            eks_clusters:
              main:
                version: 1.34
                subnets: data
                node_groups:
                  general:
                    instance_types: [m6i.large]
                    scaling_config: {min_size: 2, desired_size: 2, max_size: 2}
                    subnets: data
                namespaces:
                  api:
                    deployments:
                      api:
                        replicas: {min: 2, max: 2}
                        requests: {}
                        node_groups: general
                        connects_to: {files: efs_file_systems.files}
            security_groups:
              nodes: {egress: {nfs: {ports: tcp/2049, to: security_groups.files}}}
              files: {ingress: {nfs: {ports: tcp/2049, from: security_groups.nodes}}, egress: {}}
            efs_file_systems: {files: {subnets: data-a, security_groups: files, encrypted: yes}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.tiers import zones_of
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.edge import Relation
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph
from innovate_model.resources.efs_file_system import NFS, EfsFileSystem
from innovate_model.resources.security_group import SecurityGroup
from innovate_model.values import Ports

SEVERITY = Severity.WARNING
PILLAR: Pillar = "security"
SECTION = "3.2"
_NFS = Ports("tcp", NFS, NFS)


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each file system without a security group, for each rule of one that lets more in, and for
    each zone of its users in which it is not mounted."""
    for files in graph.model.of(EfsFileSystem):
        if not files.security_groups:
            message = "anybody in the VPC's default security group may mount this"
            yield Complaint(at(files.address, "security_groups"), message, f"security_groups: one that takes {_NFS}")
        for address in files.security_groups:
            group = graph.model.get(address, SecurityGroup)
            if group is not None:
                yield from _too_much(group, files)
        yield from _far(graph, files)


def _too_much(group: SecurityGroup, files: EfsFileSystem) -> Iterator[Complaint]:
    related = (Related("which it guards", at(files.address, "security_groups")),)
    for name, rule in group.ingress.items():
        if rule.ports != _NFS:
            message = f"a file system takes {_NFS}, and this lets {rule.ports} in"
            yield Complaint(at(group.address, "ingress", name, "ports"), message, f"ports: {_NFS}", related)
        elif any(peer.kind != "security_group" for peer in rule.peers):
            message = "whoever has an address of this block may mount the file system"
            yield Complaint(at(group.address, "ingress", name, "from"), message, "name a security group", related)


def _far(graph: Graph, files: EfsFileSystem) -> Iterator[Complaint]:
    """Users in zones where there is no mount target."""
    mounted = zones_of(graph, files.subnets)
    for user in graph.sources(files.address, Relation.CONNECTS_TO):
        subnets = [
            subnet
            for nodes in graph.targets(user, Relation.RUNS_ON)
            for subnet in graph.targets(nodes, Relation.PLACED_IN)
        ]
        missing = [zone for zone in zones_of(graph, subnets) if zone not in mounted]
        if mounted and missing:
            message = f"{graph.model[user].name} also runs in {', '.join(missing)}, where this is not mounted"
            related = (Related("which uses it", at(user, "connects_to")),)
            yield Complaint(at(files.address, "subnets"), message, "name a subnet of each zone", related)

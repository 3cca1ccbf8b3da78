"""Load a snippet into a small organisation that has one of everything, and look at the one resource named `it`."""

from __future__ import annotations

from textwrap import dedent, indent

from innovate_model.edge import Relation
from innovate_model.loader import Loaded, load_sources
from innovate_model.reading import parse
from innovate_model.resources.base import Resource

SURROUNDINGS = """
innovate: 1
organization:
  title: Test
  region: us-east-1
  organizational_units: {workloads: {}}
accounts:
  other: {account_id: 012345670125}
  dev:
    account_id: 012345670124
    kms_keys: {key: {}}
    s3_buckets: {store: {}}
    secrets: {password: {}}
    backup_vaults: {vault: {}}
    ecr_repositories: {image: {}}
    web_acls: {edge: {scope: CLOUDFRONT}, api: {scope: REGIONAL}}
    iam_roles: {role: {trust: {services: [ec2.amazonaws.com]}}}
    prefix_lists: {office: {entries: [192.168.0.0/16]}}
    customer_gateways: {office: {ip_address: 203.0.113.1}}
    dx_gateways: {office: {amazon_side_asn: 64530}}
    route53_zones: {zone: {domain_name: example.com}}
    source_repositories: {code: {service: github, url: https://github.com/example/code}}
    codeartifact_domains: {packages: {codeartifact_repositories: {store: {external_connection: public:pypi}}}}
    transit_gateways:
      hub: {route_tables: {main: {}}}
      far: {region: eu-west-1, route_tables: {main: {}}}
    vpcs:
      peer: {cidr_block: 10.1.0.0/16}
      main:
        cidr_block: 10.0.0.0/16
        ipv6_cidr_block: 2001:db8::/56
        availability_zones: [a, b]
        subnets: {app: {per: availability_zone, newbits: 2, netnum: 1}}
        route_tables: {app: {routes: {}}}
        network_acls: {open: {ingress: {100: {allow: all, from: vpc}}, egress: {}}}
        security_groups: {web: {egress: {}}}
        internet_gateways: {main: {}}
        vpn_gateways: {main: {}}
        nat_gateways: {main: {subnet: app-a}}
        instances: {server: {instance_type: t3.medium, subnet: app-a}}
        network_interfaces: {card: {subnet: app-a}}
        transit_gateway_attachments: {hub: {transit_gateway: hub, subnets: app}}
        apigatewayv2_vpc_links: {link: {subnets: app}}
        vpc_endpoint_services: {shared: {network_load_balancers: wire}}
        lbs:
          front:
            type: application
            subnets: app
            target_groups: {api: {port: 8080, protocol: HTTP}}
            listeners: {web: {port: 80, protocol: HTTP, forward_to: api}}
          wire: {type: network, internal: yes, subnets: app}
        aurora_clusters:
          db: {engine: aurora-postgresql, engine_version: 16.10, subnets: app, storage_encrypted: yes}
        eks_clusters:
          k8s:
            version: 1.34
            subnets: app
            node_groups:
              nodes:
                instance_types: [t3.medium]
                scaling_config: {min_size: 1, desired_size: 1, max_size: 2}
                subnets: app
            namespaces:
              api:
                service_accounts: {api: {}}
                deployments:
                  api: {replicas: {min: 1, max: 1}, requests: {cpu: 100m}, node_groups: nodes}
"""

_VPC = "accounts.dev.vpcs.main"
PLACES = {
    "root": "",
    "organization": "organization",
    "identity_center": "organization.identity_center",
    "account": "accounts.dev",
    "codeartifact_domain": "accounts.dev.codeartifact_domains.packages",
    "transit_gateway": "accounts.dev.transit_gateways.hub",
    "vpc": _VPC,
    "lb": f"{_VPC}.lbs.front",
    "aurora_cluster": f"{_VPC}.aurora_clusters.db",
    "eks_cluster": f"{_VPC}.eks_clusters.k8s",
    "namespace": f"{_VPC}.eks_clusters.k8s.namespaces.api",
}
"""Where a snippet may stand: the kind of its parent -> that parent's address in the surroundings."""


def load_at(place: str, text: str) -> Loaded:
    """The surroundings with `text` added inside the parent that `place` names."""
    parts = PLACES[place].split(".") if PLACES[place] else []
    opening = "".join(f"{'  ' * depth}{part}:\n" for depth, part in enumerate(parts))
    snippet = opening + indent(dedent(text).strip("\n"), "  " * len(parts))
    return load_sources([parse(SURROUNDINGS, "surroundings.yaml"), parse(snippet, "snippet.yaml")])


def one(place: str, text: str) -> tuple[Resource, set[str]]:
    """The resource named `it`, and the relations that it states, without its parent's hold on it. Nothing may be wrong.

    A relation reads `relation target`, with short addresses, and in braces what the target is one alternative of.
    """
    loaded = load_at(place, text)
    assert loaded.findings == ()
    resource = next(resource for resource in loaded.model if resource.name == "it")
    return resource, {
        " ".join(
            [
                *([_short(edge.source)] if edge.source != resource.address else []),
                edge.relation,
                _short(edge.target),
                *([f"{{{edge.alternatives}}}"] if edge.alternatives else []),
            ]
        )
        for edge in resource.edges()
        if (edge.source, edge.relation) != (resource.parent, Relation.CONTAINS)
    }


def faults(place: str, text: str) -> list[str]:
    """What is wrong, as `check:line` with the line counted from the first of `text`."""
    above = len(PLACES[place].split(".")) if PLACES[place] else 0
    found = load_at(place, text).findings
    return [f"{finding.check}:{finding.span.line - above if finding.span else None}" for finding in found]


def _short(address: str) -> str:
    return address.removeprefix(f"{_VPC}.").removeprefix("accounts.dev.")

"""An endpoint of a PrivateLink service stands in zones that the service has, in an account that it lets in.

Design document §2: the shared services account has "PrivateLink endpoints". AWS refuses an endpoint from an account
that is not allowed, and one in an Availability Zone where no load balancer of the service stands:
https://docs.aws.amazon.com/vpc/latest/privatelink/create-endpoint-service.html

PASS:
    accounts:
      shared:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
            lbs: {wire: {type: network, internal: yes, subnets: app}}
            vpc_endpoint_services: {mirror: {network_load_balancers: wire, allowed_principals: accounts.dev}}
      dev:
        account_id: "222222222222"
        vpcs:
          main:
            cidr_block: 10.1.0.0/16
            availability_zones: [a, b]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
            vpc_endpoints:
              mirror:
                endpoint_service: accounts.shared.vpcs.main.vpc_endpoint_services.mirror
                type: Interface
                subnets: app
FAIL:
    accounts:
      shared:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
            lbs: {wire: {type: network, internal: yes, subnets: app}}
            vpc_endpoint_services: {mirror: {network_load_balancers: wire}}
      dev:
        account_id: "222222222222"
        vpcs:
          main:
            cidr_block: 10.1.0.0/16
            availability_zones: [a, b, c]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
            vpc_endpoints:
              mirror:
                endpoint_service: accounts.shared.vpcs.main.vpc_endpoint_services.mirror
                type: Interface
                subnets: app
FAIL:
    accounts:
      shared:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
            lbs: {wire: {type: application, internal: yes, subnets: app}}
            vpc_endpoint_services: {mirror: {network_load_balancers: wire}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.tiers import subnets_at
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph
from innovate_model.resources.lb import Lb
from innovate_model.resources.vpc_endpoint import VpcEndpoint
from innovate_model.resources.vpc_endpoint_service import VpcEndpointService

SEVERITY = Severity.ERROR
PILLAR: Pillar = "reliability"
SECTION = "2"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each service behind another sort of load balancer, each account that is not let in, and each
    endpoint in zones that its service does not have."""
    served: dict[str, set[str]] = {}
    for service in graph.model.of(VpcEndpointService):
        lbs = [lb for address in service.network_load_balancers if (lb := graph.model.get(address, Lb)) is not None]
        served[service.address] = {each.availability_zone for lb in lbs for each in subnets_at(graph, lb.subnets)}
        wrong = [lb.name for lb in lbs if lb.type_ != "network"]
        if wrong:
            message = f"an endpoint service stands behind network load balancers, which {', '.join(wrong)} is not"
            mend = "a network load balancer; it may have the application load balancer as its target"
            yield Complaint(at(service.address, "network_load_balancers"), message, mend)
    for endpoint in graph.model.of(VpcEndpoint):
        named = graph.model.get(endpoint.endpoint_service, VpcEndpointService)
        if named is not None:
            yield from _refused(graph, endpoint, named, served[named.address])


def _refused(graph: Graph, endpoint: VpcEndpoint, service: VpcEndpointService, zones: set[str]) -> Iterator[Complaint]:
    account = endpoint.within("accounts")
    if account not in (service.within("accounts"), *service.allowed_principals):
        related = Related("its endpoint", at(endpoint.address))
        message = f"{account} has an endpoint of this service, which does not let it in"
        mend = f"add {account} to its allowed_principals"
        yield Complaint(at(service.address, "allowed_principals"), message, mend, (related,))
    missing = [
        each.availability_zone for each in subnets_at(graph, endpoint.subnets) if each.availability_zone not in zones
    ]
    if missing and zones:
        related = Related("the service", at(service.address, "network_load_balancers"))
        message = f"the service does not stand in {', '.join(missing)}"
        mend = f"subnets in {', '.join(sorted(zones))} only, or a load balancer there too"
        yield Complaint(at(endpoint.address, "subnets"), message, mend, (related,))

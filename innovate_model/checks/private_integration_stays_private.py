"""An API before private services asks who calls, and its load balancer has no door of its own to the internet.

Design document §5: "Private REST endpoints accessible via API Gateway Private Integration". AWS WAF cannot guard an
HTTP API, so that authorisation is its only filter; a load balancer that faces the internet is a way around it:
https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-private.html
https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vs-rest.html

PASS:
    accounts:
      a:
        account_id: "111111111111"
        apigatewayv2_apis:
          partners:
            authorization: JWT
            integrations:
              api: {listener: vpcs.main.lbs.api.listeners.http, vpc_link: vpcs.main.apigatewayv2_vpc_links.link}
            routes: {$default: api}
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
            apigatewayv2_vpc_links: {link: {subnets: app}}
            lbs:
              api:
                type: application
                internal: yes
                subnets: app
                listeners: {http: {port: 80, protocol: HTTP, forward_to: api}}
                target_groups: {api: {port: 8080, protocol: HTTP}}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        apigatewayv2_apis:
          partners:
            authorization: NONE
            integrations:
              api: {listener: vpcs.main.lbs.api.listeners.http, vpc_link: vpcs.main.apigatewayv2_vpc_links.link}
            routes: {$default: api}
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
            apigatewayv2_vpc_links: {link: {subnets: app}}
            lbs:
              api:
                type: application
                internal: yes
                subnets: app
                listeners: {http: {port: 80, protocol: HTTP, forward_to: api}}
                target_groups: {api: {port: 8080, protocol: HTTP}}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        apigatewayv2_apis:
          partners:
            authorization: JWT
            integrations:
              api: {listener: vpcs.main.lbs.api.listeners.http, vpc_link: vpcs.main.apigatewayv2_vpc_links.link}
            routes: {$default: api}
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
            apigatewayv2_vpc_links: {link: {subnets: app}}
            lbs:
              api:
                type: application
                internal: no
                subnets: app
                listeners: {http: {port: 80, protocol: HTTP, forward_to: api}}
                target_groups: {api: {port: 8080, protocol: HTTP}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph
from innovate_model.resources.apigatewayv2_api import Apigatewayv2Api
from innovate_model.resources.lb import Lb
from innovate_model.resources.listener import Listener

SEVERITY = Severity.ERROR
PILLAR: Pillar = "security"
SECTION = "5"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each API that lets anybody in, and one for each integration that can be gone around."""
    for api in graph.model.of(Apigatewayv2Api):
        if api.authorization == "NONE":
            yield Complaint(at(api.address, "authorization"), "anybody may call this API", "authorization: JWT")
        for name, integration in api.integrations.items():
            listener = graph.model.get(integration.listener, Listener)
            lb = graph.model.get(listener.parent, Lb) if listener is not None else None
            if lb is not None and not lb.internal:
                related = (Related("it faces the internet", at(lb.address, "internal")),)
                message = f"{lb.name} can be called without this API"
                yield Complaint(at(api.address, "integrations", name, "listener"), message, "internal: yes", related)

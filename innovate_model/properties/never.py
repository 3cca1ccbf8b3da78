"""No request gets from one place to another, unless it passes through what `except_via` names.

Proven over all addresses, all ports (or those of `ports`, at the destination) and all ways: sessions between the two,
and requests that a load balancer, CloudFront, an HTTP API or an endpoint of PrivateLink hands on. A resource means all
that stands in it; a subnet also any host that could stand there. What `except_via` names may be passed through, by
sessions (a NAT gateway, a firewall, a peering connection) and by requests that it ends and hands on (a load balancer,
a distribution): the promise is that nothing gets there if these are taken away. They may be reached themselves, and so
they are not all that `to` or `from` means. A block of addresses is whoever may have one of them, and no others.

To a bucket, `from: internet` speaks of people without credentials: none reads it directly (its public access block is
on; where it is off its policy decides, which the model does not have), and no distribution but those of `except_via`
has it as an origin. What roles may read is `contains`' matter, and so is every other store behind an API of AWS.

CloudFront's servers have the same addresses for all its customers: a load balancer that lets them in lets in requests
of everybody's distributions, of which the promise knows those of the model. A header that only one's own distribution
sends is not modelled:
https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/restrict-access-to-load-balancer.html

Targets behind a network load balancer see the addresses of clients where it keeps them (`preserve_client_ip` of the
target group), and so do their security groups and network ACLs; otherwise, and behind any other load balancer, they see
its own:
https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html#client-ip-preservation

`com.amazonaws.REGION.SERVICE` is a service of AWS, by the name that its VPC endpoint has or would have (`aws ec2
describe-vpc-endpoint-services`): from a VPC with such an endpoint that one, else any public address. A region that is
not in the model and a name that is nearly one of its services are errors; other names are not looked up.

Network policies between pods are followed, as `innovate reach` follows them. What a program does with the requests that
it takes is not.

PASS:
    accounts:
      a:
        account_id: "111111111111"
        s3_buckets: {spa: {}}
        cloudfront_distributions:
          spa:
            origins: {spa: {s3_bucket: spa, access: origin_access_control}}
            default_origin: spa
            viewer_protocol_policy: https-only
    properties:
      by-cloudfront-only:
        never: {from: internet, to: s3_buckets.spa, except_via: cloudfront_distributions.spa}
        because: A web ACL stands there, and logs are written
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a]
            internet_gateways: {main: {}}
            route_tables: {main: {main: yes, routes: {0.0.0.0/0: internet_gateways.main}}}
            subnets: {web: {cidr_block: 10.0.0.0/24, availability_zone: a, map_public_ip_on_launch: yes}}
            security_groups: {web: {ingress: {ssh: {ports: tcp/22, from: 0.0.0.0/0}}, egress: {}}}
            instances: {web: {instance_type: t3.micro, subnet: web, security_groups: web}}
    properties:
      no-shell:
        never: {from: internet, to: instances.web, ports: tcp/22}
        because: People come by Session Manager
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from innovate_model.analyses.selecting import Selections
from innovate_model.analyses.terms import ALLOWS, ASKS_WHOLE, Term
from innovate_model.properties._ends import ends, refuse_outside
from innovate_model.properties._outcome import Outcome
from innovate_model.properties._values import PortRanges
from innovate_model.properties._ways import no_way, passed_through
from innovate_model.properties._world import World, WrongSelector
from innovate_model.resources.base import Part

PILLAR = "security"


class Never(Part):
    """No request gets `from` the one `to` the other."""

    from_: Annotated[Selections, ASKS_WHOLE] = Field(alias="from")
    """Where requests start: addresses with patterns, `internet`, blocks, services, or kinds with attributes."""
    to: Annotated[Selections, ASKS_WHOLE]
    """Where they must not get."""
    ports: Annotated[PortRanges, Term(asks=True, is_all_if_empty=True)] = ()
    """The ports at the destination that are meant (`tcp/5432`, `tcp/1024-65535`, `all`). All, if nothing is said."""
    except_via: Annotated[Selections, ALLOWS] = ()
    """What a request may pass through."""


BODY = Never


def prove(world: World, body: Never) -> Outcome:
    """Whether it holds, with the way of one request where it does not."""
    via = passed_through(world, body.except_via)
    sources, destinations = ends(world, body.from_, "from"), ends(world, body.to, "to")
    refuse_outside(world, sources.names, destinations.names)
    for key, side in (("from", sources), ("to", destinations)):
        if set(side.names) <= set(world.below(via)):
            message = f"all that `{key}` means is in `except_via`, and so nothing is promised"
            raise WrongSelector(("except_via",), message, "name what stands between the two ends, or leave it out")
    return no_way(world, sources, destinations, body.ports, via)

"""aws_route53_resolver_query_log_config, with its associations."""

from __future__ import annotations

from typing import Annotated, ClassVar

from innovate_model.edge import Relation
from innovate_model.resources.base import Resource
from innovate_model.resources.reference import Address, Addresses, every, one
from innovate_model.values import Region


class Route53ResolverQueryLogConfig(Resource):
    """A record of the DNS queries that start in some VPCs, written to a bucket, which may be another account's.

    VPCs of other accounts can be associated with it when AWS RAM shares it with them. It is of one region, as its
    VPCs are: `region`, or its account's.
    https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-query-logs.html
    https://docs.aws.amazon.com/goto/WebAPI/route53resolver/CreateResolverQueryLogConfig
    """

    kind: ClassVar[str] = "route53_resolver_query_log_config"
    section: ClassVar[str] = "resolver_query_log_configs"
    parents: ClassVar[tuple[str, ...]] = ("account",)

    region: Region | None = None
    to: Annotated[Address, one("s3_bucket", relation=Relation.LOGS_TO)]
    vpcs: Annotated[Addresses, every("vpc", relation=Relation.WATCHES)] = ()

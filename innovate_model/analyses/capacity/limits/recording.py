"""What is recorded of traffic and names in a VPC."""

from __future__ import annotations

from innovate_model.analyses.capacity.flow_records import KB_OF_A_QUERY, KB_OF_A_RECORD, queries, records, vpcs
from innovate_model.analyses.capacity.limit import Measured
from innovate_model.analyses.capacity.load import NotKnown
from innovate_model.analyses.capacity.numbers import Numbers
from innovate_model.analyses.capacity.plant import Plant, a_month, gb
from innovate_model.resources.flow_log import FlowLog
from innovate_model.resources.route53_resolver_query_log_config import Route53ResolverQueryLogConfig

TRAFFIC = "records of connections to load balancers, of pools and of calls to the internet; no others are counted"


def gb_of_flows(resource: FlowLog, plant: Plant) -> Measured | None:
    """Records in the default format, before they are compressed."""
    if resource.parent not in vpcs(plant):
        return None
    if resource.traffic_type == "REJECT":
        raise NotKnown("the demand does not say what the network rejects")
    return Measured(gb(a_month(records(resource.parent, plant).all * KB_OF_A_RECORD)), TRAFFIC)


def gb_of_queries(resource: Route53ResolverQueryLogConfig, plant: Plant) -> Measured | None:
    """One line for each query of a pod, in the VPCs that it is for."""
    logged = [vpc for vpc in vpcs(plant) if vpc in resource.vpcs]
    if not logged:
        return None
    rate: Numbers = sum(queries(vpc, plant) for vpc in logged)
    return Measured(gb(a_month(rate * KB_OF_A_QUERY)), "queries of pods")


MEASURES = {
    "flow_log": {"gb_delivered": gb_of_flows},
    "route53_resolver_query_log_config": {"gb_delivered": gb_of_queries},
}

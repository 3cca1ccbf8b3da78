"""What GuardDuty looks at."""

from __future__ import annotations

from innovate_model.analyses.capacity.flow_records import KB_OF_A_QUERY, KB_OF_A_RECORD, queries, records, vpcs
from innovate_model.analyses.capacity.limit import Measured
from innovate_model.analyses.capacity.limits.buckets import read_requests, write_requests
from innovate_model.analyses.capacity.limits.keys import key_requests, secret_requests
from innovate_model.analyses.capacity.limits.recording import TRAFFIC
from innovate_model.analyses.capacity.numbers import Numbers
from innovate_model.analyses.capacity.plant import Plant, a_month, gb
from innovate_model.resources.guardduty_detector import GuarddutyDetector
from innovate_model.resources.kms_key import KmsKey
from innovate_model.resources.s3_bucket import S3Bucket
from innovate_model.resources.secret import Secret


def gb_of_flows_and_queries(resource: GuarddutyDetector, plant: Plant) -> Measured | None:
    """The same of all VPCs, which GuardDuty gets whether or not it is kept, less what nodes record where an agent of
    Runtime Monitoring stands on them.

    https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_data-sources.html
    https://docs.aws.amazon.com/guardduty/latest/ug/how-does-runtime-monitoring-work.html
    """
    if not vpcs(plant):
        return None
    has_agents = "RUNTIME_MONITORING" in resource.features
    kb: Numbers = 0.0
    for vpc in vpcs(plant):
        found = records(vpc, plant)
        kb = kb + (found.of_others if has_agents else found.all) * KB_OF_A_RECORD + queries(vpc, plant) * KB_OF_A_QUERY
    without = ", but for those of nodes, on which agents look" if has_agents else ""
    return Measured(gb(a_month(kb)), f"{TRAFFIC}{without}; and queries of pods")


def management_events(resource: GuarddutyDetector, plant: Plant) -> Measured | None:
    """Calls to KMS and Secrets Manager, of which CloudTrail records each as a management event.

    https://docs.aws.amazon.com/kms/latest/developerguide/logging-using-cloudtrail.html
    https://docs.aws.amazon.com/secretsmanager/latest/userguide/retrieve-ct-entries.html
    """
    model = plant.graph.model
    amounts = [key_requests(each, plant) for each in model.of(KmsKey)]
    amounts += [secret_requests(each, plant) for each in model.of(Secret)]
    known = [each.quantity for each in amounts if each is not None]
    reason = "calls to KMS and Secrets Manager; what controllers and people call is not counted"
    return Measured(sum(known), reason) if known else None


def s3_data_events(resource: GuarddutyDetector, plant: Plant) -> Measured | None:
    """Requests to buckets, each of which is a data event, from whichever service it comes.

    https://docs.aws.amazon.com/guardduty/latest/ug/s3-protection.html
    """
    buckets = list(plant.graph.model.of(S3Bucket))
    amounts = [count(bucket, plant) for count in (read_requests, write_requests) for bucket in buckets]
    known = [each.quantity for each in amounts if each is not None]
    return Measured(sum(known), "requests to buckets; what people ask of them is not counted") if known else None


MEASURES = {
    "guardduty_detector": {
        "cloudtrail_events": management_events,
        "gb_of_flow_and_dns_logs": gb_of_flows_and_queries,
        "s3_data_events": s3_data_events,
    }
}

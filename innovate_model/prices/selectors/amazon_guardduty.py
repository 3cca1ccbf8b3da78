"""AmazonGuardDuty: what it always looks at, and what each of its protections does."""

from __future__ import annotations

from innovate_model.prices.selector import Selector


def _watched(unit: str, usage: str, per: int = 1) -> Selector:
    return Selector("AmazonGuardDuty", unit, usage, per=per)


SELECTORS = {
    "guardduty.cloudtrail_1m": _watched("million events", "PaidEventsAnalyzed", 10**6),
    "guardduty.flow_and_dns_gb": _watched("GB", "PaidEventsAnalyzed-Bytes"),
    "guardduty.s3_events_1m": _watched("million events", "PaidS3DataEventsAnalyzed", 10**6),
    "guardduty.eks_audit_logs_1m": _watched("million events", "PaidKubernetesAuditLogsAnalyzed", 10**6),
    "guardduty.ebs_malware_gb": _watched("GB", "PaidMalwareProtectionEBSDataScanned"),
    "guardduty.lambda_logs_gb": _watched("GB", "PaidLambdaNetworkLogsAnalyzed-Bytes"),
    "guardduty.rds_vcpu": _watched("vCPU-month", "PaidRDSvCPUMonitored"),
    "guardduty.rds_acu": _watched("ACU-month", "PaidRDSACUMonitored"),
    "guardduty.eks_vcpu": _watched("vCPU-month", "PaidEKSvCPUMonitored"),
    "guardduty.ec2_vcpu": _watched("vCPU-month", "PaidEC2vCPUMonitored"),
}
NOT_LISTED = {"guardduty.ai_events_gb": "read from AWS's page; the usage type of AI Protection is not known"}

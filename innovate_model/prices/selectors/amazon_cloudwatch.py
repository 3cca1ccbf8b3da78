"""AmazonCloudWatch: logs, vended logs, metrics, alarms.

Usage types: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_billing.html
"""

from __future__ import annotations

from innovate_model.prices.selector import Selector

_SERVICE = "AmazonCloudWatch"
SELECTORS = {
    "cloudwatch.logs.ingest_gb": Selector(_SERVICE, "GB", "DataProcessing-Bytes", "Data Payload"),
    "cloudwatch.logs.storage_gb": Selector(_SERVICE, "GB-month", "TimedStorage-ByteHrs", "Storage Snapshot"),
    "cloudwatch.logs.insights_gb": Selector(_SERVICE, "GB", "DataScanned-Bytes", "Data Payload"),
    "cloudwatch.vended_logs.s3_gb": Selector(_SERVICE, "GB", "S3-Egress-Bytes"),
    "cloudwatch.alarm": Selector(_SERVICE, "alarm-month", family="Alarm", attributes={"alarmType": "Standard"}),
    "cloudwatch.metric": Selector(_SERVICE, "metric-month", "CW:MetricMonitorUsage", "Metric"),
}

"""AmazonS3: what lies there, by storage class, and requests."""

from __future__ import annotations

from innovate_model.prices.selector import Selector

_SERVICE = "AmazonS3"
_CLASSES = {
    "s3.standard": "TimedStorage-ByteHrs",
    "s3.standard_ia": "TimedStorage-SIA-ByteHrs",
    "s3.onezone_ia": "TimedStorage-ZIA-ByteHrs",
    "s3.glacier_instant": "TimedStorage-GIR-ByteHrs",
    "s3.glacier_flexible": "TimedStorage-GlacierByteHrs",
    "s3.deep_archive": "TimedStorage-GDA-ByteHrs",
    "s3.intelligent_tiering.frequent": "TimedStorage-INT-FA-ByteHrs",
    "s3.intelligent_tiering.infrequent": "TimedStorage-INT-IA-ByteHrs",
    "s3.intelligent_tiering.archive_instant": "TimedStorage-INT-AIA-ByteHrs",
    "s3.intelligent_tiering.archive": "TimedStorage-INT-AA-ByteHrs",
    "s3.intelligent_tiering.deep_archive": "TimedStorage-INT-DAA-ByteHrs",
}
"""https://docs.aws.amazon.com/AmazonS3/latest/userguide/aws-usage-report-understand.html"""

SELECTORS = {
    **{id: Selector(_SERVICE, "GB-month", usage, "Storage") for id, usage in _CLASSES.items()},
    "s3.put_1k": Selector(_SERVICE, "thousand requests", "Requests-Tier1", "API Request", per=1_000),
    "s3.get_1k": Selector(_SERVICE, "thousand requests", "Requests-Tier2", "API Request", per=1_000),
    "s3.intelligent_tiering.monitoring_1k": Selector(
        _SERVICE, "thousand objects a month", "Monitoring-Automation-INT", per=1_000
    ),
}

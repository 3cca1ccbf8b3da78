"""AmazonKinesisFirehose: ingestion of Direct PUT and Kinesis Data Streams, delivery into a VPC."""

from __future__ import annotations

from innovate_model.prices.selector import Selector

_SERVICE = "AmazonKinesisFirehose"
_FAMILY = "Kinesis Firehose"
SELECTORS = {
    "firehose.gb": Selector(_SERVICE, "GB", family=_FAMILY, attributes={"group": "Event-by-Event Processing"}),
    "firehose.vpc.hour": Selector(_SERVICE, "hour", "Firehose-VpcDelivery-Hours", _FAMILY),
    "firehose.vpc.gb": Selector(_SERVICE, "GB", "Firehose-VpcDelivery-Bytes", _FAMILY),
}

"""AmazonKinesisFirehose: ingestion of Direct PUT and Kinesis Data Streams."""

from __future__ import annotations

from innovate_model.prices.selector import Selector

SELECTORS = {
    "firehose.gb": Selector(
        "AmazonKinesisFirehose", "GB", family="Kinesis Firehose", attributes={"group": "Event-by-Event Processing"}
    )
}

"""AmazonKinesis: data streams, provisioned and on demand."""

from __future__ import annotations

from innovate_model.prices.selector import Selector


def _stream(usage: str, operation: str, unit: str, per: int = 1) -> Selector:
    return Selector("AmazonKinesis", unit, usage, "Kinesis Streams", attributes={"operation": operation}, per=per)


SELECTORS = {
    "kinesis.shard_hour": _stream("Storage-ShardHour", "shardHourStorage", "hour"),
    "kinesis.put_1m": _stream("PutRequestPayloadUnits", "PutRequest", "million payload units of 25 KB", 10**6),
    "kinesis.on_demand.stream_hour": _stream("OnDemand-StreamHour", "OnDemandStreamHr", "hour"),
    "kinesis.on_demand.ingest_gb": _stream("OnDemand-BilledIncomingBytes", "OnDemandDataIngested", "GB"),
}

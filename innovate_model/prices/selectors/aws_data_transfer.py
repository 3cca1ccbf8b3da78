"""AWSDataTransfer: out to the internet, between zones. Its rows name the region that data leaves."""

from __future__ import annotations

from innovate_model.prices.selector import Selector


def _transfer(usage: str, kind: str, unit: str) -> Selector:
    return Selector(
        "AWSDataTransfer",
        unit,
        usage,
        "Data Transfer",
        attributes={"transferType": kind},
        region_attribute="fromRegionCode",
    )


SELECTORS = {
    "data_transfer.internet_out": _transfer("DataTransfer-Out-Bytes", "AWS Outbound", "GB"),
    "data_transfer.cross_az": _transfer("DataTransfer-Regional-Bytes", "IntraRegion", "GB each way"),
}
NOT_LISTED = {
    "data_transfer.inter_region": "the list has a row for each pair of regions, and the price names one of them",
}

"""AmazonEFS: what lies in each class, what is read and written, throughput. Reads and writes have one usage type.

https://docs.aws.amazon.com/efs/latest/ug/metered-sizes.html
"""

from __future__ import annotations

from innovate_model.prices.selector import Selector

_SERVICE = "AmazonEFS"


def _stored(usage: str) -> Selector:
    return Selector(_SERVICE, "GB-month", usage, "Storage")


def _accessed(usage: str, access: str) -> Selector:
    return Selector(_SERVICE, "GB", usage, attributes={"accessType": access})


SELECTORS = {
    "efs.standard": _stored("TimedStorage-ByteHrs"),
    "efs.infrequent_access": _stored("IATimedStorage-ByteHrs"),
    "efs.infrequent_access_elastic": _stored("IATimedStorage-ET-ByteHrs"),
    "efs.archive": _stored("ArchiveTimedStorage-ByteHrs"),
    "efs.infrequent_access.gb": _accessed("IADataAccess-Bytes", "Read"),
    "efs.archive.gb": _accessed("ArchiveDataAccess-Bytes", "Read"),
    "efs.elastic.read_gb": _accessed("ETDataAccess-Bytes", "Read"),
    "efs.elastic.write_gb": _accessed("ETDataAccess-Bytes", "Write"),
    "efs.provisioned.mibps": Selector(_SERVICE, "MiB/s-month", "ProvisionedTP-MiBpsHrs", "Provisioned Throughput"),
}

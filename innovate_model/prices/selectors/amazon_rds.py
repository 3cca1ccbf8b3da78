"""AmazonRDS: Aurora. The list shortens names of classes in usage types (db.r6g.xl), and has storage of Aurora by
engine in some regions, for any engine in others."""

from __future__ import annotations

from innovate_model.prices.commitments import reserved_selectors
from innovate_model.prices.selector import Selector

_SERVICE = "AmazonRDS"
_ENGINES = {"aurora_postgresql": "Aurora PostgreSQL", "aurora_mysql": "Aurora MySQL"}
_SHARED = {"databaseEngine": ("Aurora PostgreSQL", "Any")}


def _instance(engine: str, usage: str) -> Selector:
    attributes = {"instanceType": "{}", "databaseEngine": engine, "deploymentOption": "Single-AZ"}
    return Selector(_SERVICE, "hour", f"{usage}:*", "Database Instance", attributes=attributes)


def _engine(family: str, engine: str) -> dict[str, Selector]:
    capacity = {"databaseEngine": engine}
    return {
        f"{family}.instance.*": _instance(engine, "InstanceUsage"),
        f"{family}.instance_io_optimized.*": _instance(engine, "InstanceUsageIOOptimized"),
        f"{family}.serverless_v2.acu": Selector(_SERVICE, "ACU-hour", "Aurora:ServerlessV2Usage", attributes=capacity),
        f"{family}.serverless_v2.acu_io_optimized": Selector(
            _SERVICE, "ACU-hour", "Aurora:ServerlessV2IOOptimizedUsage", attributes=capacity
        ),
        **reserved_selectors(family, _instance(engine, "InstanceUsage"), OfferingClass="standard"),
    }


SELECTORS = {
    **{id: selector for family, engine in _ENGINES.items() for id, selector in _engine(family, engine).items()},
    "aurora.storage.standard": Selector(
        _SERVICE, "GB-month", "Aurora:StorageUsage", "Database Storage", attributes=_SHARED
    ),
    "aurora.storage.io_optimized": Selector(
        _SERVICE, "GB-month", "Aurora:IO-OptimizedStorageUsage", "Database Storage", attributes=_SHARED
    ),
    "aurora.io.standard": Selector(
        _SERVICE, "million I/O requests", "Aurora:StorageIOUsage", "System Operation", attributes=_SHARED, per=10**6
    ),
    "aurora.backup": Selector(_SERVICE, "GB-month", "Aurora:BackupUsage", "Storage Snapshot", attributes=_SHARED),
    "aurora.snapshot_export": Selector(
        _SERVICE, "GB", "Aurora:SnapshotExportToS3", "System Operation", attributes=_SHARED
    ),
}
NOT_LISTED = {
    f"{family}.reserved_effective.*": "worked out from rate and fee; the list has the two apart" for family in _ENGINES
}

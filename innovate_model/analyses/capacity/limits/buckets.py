"""Buckets: what is written, read and kept of static files, of the files of jobs, and of logs."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from innovate_model.analyses.capacity.archiving import written
from innovate_model.analyses.capacity.limit import Measured, MeasureOf
from innovate_model.analyses.capacity.numbers import Numbers
from innovate_model.analyses.capacity.plant import Plant, a_month
from innovate_model.analyses.storage_classes import CLASSES, Period, gb_in, periods
from innovate_model.edge import Relation
from innovate_model.resources.deployment import Deployment
from innovate_model.resources.s3_bucket import S3Bucket


def read_requests(resource: S3Bucket, plant: Plant) -> Measured | None:
    """Static files that the edge does not have, and files of jobs that people fetch. Logs are read by nobody."""
    rate: Numbers = 0.0
    reasons = []
    if plant.is_reached(resource.address):
        rate = rate + plant.static_rate(resource.address)
        reasons.append("static files that the edge does not have")
    for program in _with_jobs(resource, plant):
        rate = rate + plant.job_rate(program.address) * plant.load.of("reads_per_job_file")
        reasons.append("files of jobs that people fetch")
    return Measured(a_month(rate), " and ".join(dict.fromkeys(reasons))) if reasons else None


def _with_jobs(resource: S3Bucket, plant: Plant) -> Iterator[Deployment]:
    for address in plant.graph.sources(resource.address, Relation.CONNECTS_TO):
        program = plant.graph.model.get(address, Deployment)
        if program is not None and plant.shares(address).jobs:
            yield program


def write_requests(resource: S3Bucket, plant: Plant) -> Measured | None:
    """Objects that are written into it. Nobody lists it."""
    found = written(resource.address, plant)
    reasons = " and ".join(dict.fromkeys(each.what for each in found))
    return Measured(sum(each.objects for each in found), f"objects of {reasons}") if found else None


def stored(storage_class: str, resource: S3Bucket, plant: Plant) -> Measured | None:
    """What was written and is of an age at which it lies in a class."""
    lying = [each for each in periods(resource) if each.storage_class == storage_class]
    found = written(resource.address, plant)
    if not lying or not found:
        return None
    months: Numbers = sum(_months(each, plant) for each in lying)
    reasons = " and ".join(dict.fromkeys(each.what for each in found))
    spans = " and ".join(f"from day {each.start} {f'to day {each.end}' if each.end else 'on'}" for each in lying)
    return Measured(sum(each.gb for each in found) * months, f"{reasons}, {spans} of their life")


def _months(of: Period, plant: Plant) -> Numbers:
    return plant.load.months_kept(of.end) - plant.load.months_kept(of.start)


_OF_CLASSES: dict[str, MeasureOf] = {gb_in(name): partial(stored, name) for name in CLASSES}
MEASURES = {"s3_bucket": {"read_requests": read_requests, "write_requests": write_requests, **_OF_CLASSES}}

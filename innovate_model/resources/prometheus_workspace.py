"""aws_prometheus_workspace: Amazon Managed Service for Prometheus."""

from __future__ import annotations

from typing import Annotated, ClassVar

from innovate_model.edge import Relation
from innovate_model.resources.base import Resource
from innovate_model.resources.reference import Address, one


class PrometheusWorkspace(Resource):
    """A store of metrics in Prometheus' form, written to by remote write. It takes neither logs nor traces.

    https://docs.aws.amazon.com/prometheus/latest/userguide/AMP-manage-ingest-query.html
    """

    kind: ClassVar[str] = "prometheus_workspace"
    section: ClassVar[str] = "prometheus_workspaces"
    parents: ClassVar[tuple[str, ...]] = ("account",)

    alias: str = ""
    kms_key: Annotated[Address, one("kms_key", relation=Relation.ENCRYPTED_BY)] | None = None

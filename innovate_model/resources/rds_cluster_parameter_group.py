"""aws_rds_cluster_parameter_group."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from innovate_model.resources.base import Resource
from innovate_model.values import FrozenMap, Name, Region


class RdsClusterParameterGroup(Resource):
    """How the engine of database clusters is set. A cluster names it; the default one of AWS cannot be changed.

    `family` is the engine with its major version (`aurora-postgresql16`). `parameters`: name -> value, as text;
    `rds.force_ssl: 1` refuses connections without TLS.
    https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_WorkingWithParamGroups.html
    """

    kind: ClassVar[str] = "rds_cluster_parameter_group"
    section: ClassVar[str] = "rds_cluster_parameter_groups"
    parents: ClassVar[tuple[str, ...]] = ("account",)
    inherits: ClassVar[tuple[str, ...]] = ("region",)

    region: Region
    family: Name
    description: str = ""
    parameters: FrozenMap[str] = Field(default={}, validate_default=True)

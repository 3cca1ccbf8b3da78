"""aws_config_configuration_recorder, with its delivery channel."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from innovate_model.edge import Edge, Relation
from innovate_model.resources.base import Resource
from innovate_model.resources.reference import Address, one
from innovate_model.values import Name


class ConfigRecorder(Resource):
    """Writes down how the resources of an account are configured, and every change of it, into a bucket, which may be
    another account's.

    Either `all_supported` types or the `resource_types` that it names; users, groups, roles and policies of IAM only
    with `include_global_resource_types`. A recorder is of one region, and there is one in each at most.
    https://docs.aws.amazon.com/config/latest/developerguide/stop-start-recorder.html
    https://docs.aws.amazon.com/config/latest/developerguide/select-resources.html
    """

    kind: ClassVar[str] = "config_recorder"
    section: ClassVar[str] = "config_recorders"
    parents: ClassVar[tuple[str, ...]] = ("account",)

    all_supported: bool = True
    include_global_resource_types: bool = False
    resource_types: tuple[Name, ...] = ()
    recording_frequency: Literal["CONTINUOUS", "DAILY"] = "CONTINUOUS"
    to: Annotated[Address, one("s3_bucket", relation=Relation.LOGS_TO)]

    def edges(self) -> Iterator[Edge]:
        yield from super().edges()
        yield Edge(self.address, Relation.WATCHES, self.parent)

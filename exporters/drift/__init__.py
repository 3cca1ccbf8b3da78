"""The drift report.

A design against what a snapshot says that AWS has. `drift.json` for programs, `drift.md` for people.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from exporters.drift.report import as_json, as_markdown
from innovate_model.aws.drift import drift
from innovate_model.aws.services import aws_types, not_asked
from innovate_model.aws.snapshot import NotASnapshot, read
from innovate_model.exporting import Export, unsupported_findings
from innovate_model.finding import Finding
from innovate_model.graph import Graph

OPTION = "snapshot"


class DriftExporter:
    """Options: `snapshot`, the folder that `innovate snapshot` wrote."""

    name = "drift"
    summary = "what AWS has against the design: missing, unmanaged, changed, not checked (option snapshot=DIR)"
    handles = frozenset(aws_types())
    unsupported: Mapping[str, str] = MappingProxyType(dict(not_asked()))

    def export(self, graph: Graph, options: Mapping[str, str]) -> Export:
        """Two files; none, and an error, without a snapshot that can be read."""
        if OPTION not in options:
            message = "the drift report needs the option snapshot=DIR: a folder that `innovate snapshot` wrote"
            return Export({}, (Finding("no-snapshot", message),))
        try:
            snapshot = read(Path(options[OPTION]))
        except (NotASnapshot, OSError) as error:
            return Export({}, (Finding("no-snapshot", str(error)),))
        found = drift(graph.model, snapshot)
        files = {
            "drift.json": as_json(graph.model, snapshot, found),
            "drift.md": as_markdown(graph.model, snapshot, found),
        }
        return Export(files, unsupported_findings(self, graph))


EXPORTER = DriftExporter()

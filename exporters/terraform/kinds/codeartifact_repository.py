"""aws_codeartifact_repository."""

from __future__ import annotations

from exporters.terraform.parts import nested, text
from exporters.terraform.shapes import Kind

_CONNECTION = nested(
    "external_connections",
    text("external_connection_name", lambda repository: repository.external_connection, is_required=True),
)
KIND = Kind(
    "codeartifact_repository", rename={"upstreams": "upstream"}, instead={"external_connection": (_CONNECTION,)}
)

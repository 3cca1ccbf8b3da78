"""aws_ecr_repository. `keep_images` is the countNumber of its aws_ecr_lifecycle_policy, `replicates_to` names
destinations of the registry's aws_ecr_replication_configuration."""

from __future__ import annotations

from exporters.terraform.parts import nested, plain
from exporters.terraform.rules import BOOL
from exporters.terraform.shapes import Kind

_SCAN = nested(
    "image_scanning_configuration",
    plain("scan_on_push", BOOL, lambda repository: repository.scan_on_push, is_required=True),
)
_BUILT = "what images are built for is said when they are built; a repository takes any"
KIND = Kind(
    "ecr_repository",
    left_out={"architectures": _BUILT, "signing": "whoever pushes an image signs it: AWS has no such setting"},
    instead={"scan_on_push": (_SCAN,)},
)

"""aws_ecr_registry_scanning_configuration."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from innovate_model.resources.base import Resource
from innovate_model.values import Name

_WILDCARD = "*"


class EcrRegistryScanningConfiguration(Resource):
    """How an account's registry looks for vulnerabilities in images: one for each region.

    ENHANCED means Amazon Inspector, which scans again whenever it learns of a new vulnerability where the frequency is
    CONTINUOUS_SCAN, and once where it is SCAN_ON_PUSH; BASIC scans when an image is pushed. `repository_filters` are
    names, with `*`.
    https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning-enhanced.html
    https://docs.aws.amazon.com/inspector/latest/user/scanning-ecr.html
    """

    kind: ClassVar[str] = "ecr_registry_scanning_configuration"
    section: ClassVar[str] = "ecr_registry_scanning_configurations"
    parents: ClassVar[tuple[str, ...]] = ("account",)

    scan_type: Literal["BASIC", "ENHANCED"]
    scan_frequency: Literal["SCAN_ON_PUSH", "CONTINUOUS_SCAN", "MANUAL"] = "SCAN_ON_PUSH"
    repository_filters: tuple[Name, ...] = Field(default=("*",), min_length=1)

    @model_validator(mode="after")
    def _can_be(self) -> Any:
        wrong = {"BASIC": "CONTINUOUS_SCAN", "ENHANCED": "MANUAL"}[self.scan_type]
        if self.scan_frequency == wrong:
            message = f"{self.scan_type} scanning has no {wrong}"
            raise PydanticCustomError("not_supported", "{message}", {"message": message})
        return self

    def covers(self, repository: str) -> bool:
        """Whether a filter matches the name of a repository.

        One without a wildcard matches every name that contains it:
        https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning-filters.html
        """
        return any(_fits(pattern, repository) for pattern in self.repository_filters)


def _fits(pattern: str, name: str) -> bool:
    if _WILDCARD not in pattern:
        return pattern in name
    first, *middle, last = pattern.split(_WILDCARD)
    if not (name.startswith(first) and name.endswith(last) and len(name) >= len(first) + len(last)):
        return False
    rest = name[len(first) : len(name) - len(last)]
    for part in middle:
        found = rest.find(part)
        if found < 0:
            return False
        rest = rest[found + len(part) :]
    return True

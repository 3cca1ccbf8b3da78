"""Kubernetes' quantities of processor time and memory, as they are written there."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from innovate_model.resources.base import Part

_CPU = re.compile(r"(\d{1,6}(?:\.\d{1,3})?)(m?)", re.ASCII)
_MEMORY = re.compile(r"(\d{1,15}(?:\.\d{1,3})?)([KMGT]i|[kMGT]?)", re.ASCII)


def _checked(value: Any, pattern: re.Pattern[str], example: str) -> str:
    text = str(value)
    if not pattern.fullmatch(text):
        message = f"`{text}` is not a quantity such as {example}"
        raise PydanticCustomError("bad_quantity", "{message}", {"message": message})
    return text


Cpu = Annotated[str, BeforeValidator(lambda value: _checked(value, _CPU, "2 or 250m"))]
"""Processor time in cores: `2`, `0.5`, or `250m` in thousandths."""
Memory = Annotated[str, BeforeValidator(lambda value: _checked(value, _MEMORY, "16Gi or 256Mi"))]
"""Memory in bytes, with a suffix: `256Mi`, `16Gi`, `1G`."""


class Quantities(Part):
    """How much processor time and memory.

    https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#resource-units-in-kubernetes
    """

    cpu: Cpu | None = None
    memory: Memory | None = None

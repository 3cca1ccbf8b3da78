"""What stands under the words of promises, beside selectors."""

from __future__ import annotations

from typing import Annotated

from innovate_model.values import OneOrMany, PortRange

PortRanges = Annotated[tuple[PortRange, ...], OneOrMany]
"""One range of ports, or a list of them."""

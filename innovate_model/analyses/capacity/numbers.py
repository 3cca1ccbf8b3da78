"""Arithmetic that means the same for one number and for an array of them, so that every formula is written once.

numpy is loaded only where there are arrays: `innovate check` has none.
"""

from __future__ import annotations

import math
from typing import Any

Numbers = Any
"""A float, or a numpy array of them (one for each world)."""

_SLACK = 1e-9
"""What a sum of fractions may be off: thirds of a node must come to one node, not to two."""

_TINY = 1e-12
"""A growth that is none: what is divided by it is as good as whole."""


def ceil(value: Numbers) -> Numbers:
    """The next whole number; what is above one by a rounding error only counts as that."""
    if isinstance(value, (int, float)):
        return float(math.ceil(value - _SLACK))
    import numpy

    return numpy.ceil(value - _SLACK)


def floor(value: Numbers) -> Numbers:
    """The whole number below; what lacks a rounding error only counts as one more."""
    if isinstance(value, (int, float)):
        return float(math.floor(value + _SLACK))
    import numpy

    return numpy.floor(value + _SLACK)


def either(condition: Any, then: Numbers, otherwise: Numbers) -> Numbers:
    """One or the other, element by element."""
    if isinstance(condition, bool):
        return then if condition else otherwise
    import numpy

    return numpy.where(condition, then, otherwise)


def largest(*values: Numbers) -> Numbers:
    """The largest, element by element."""
    if all(isinstance(value, (int, float)) for value in values):
        return float(max(values))
    import numpy

    result = values[0]
    for value in values[1:]:
        result = numpy.maximum(result, value)
    return result


def smallest(*values: Numbers) -> Numbers:
    """The smallest, element by element."""
    if all(isinstance(value, (int, float)) for value in values):
        return float(min(values))
    import numpy

    result = values[0]
    for value in values[1:]:
        result = numpy.minimum(result, value)
    return result


def clipped(value: Numbers, least: Numbers, most: Numbers) -> Numbers:
    """The value, or the bound that it is beyond."""
    return smallest(largest(value, least), most)


def is_nothing(value: Numbers) -> bool:
    """Whether it is 0, in every world."""
    if isinstance(value, (int, float)):
        return not value
    return not value.any()


def kept(months: Numbers, growth: Numbers) -> Numbers:
    """How many months of today's rate are kept of the last `months`, through which the rate grew by `growth` a month:
    the integral of (1 + growth)^-t from 0 to `months`."""
    if isinstance(months, (int, float)) and isinstance(growth, (int, float)):
        rate = max(math.log1p(growth), _TINY)
        return -math.expm1(-rate * months) / rate
    import numpy

    rates = numpy.maximum(numpy.log1p(growth), _TINY)
    return -numpy.expm1(-rates * months) / rates


def root(value: Numbers) -> Numbers:
    """The square root."""
    if isinstance(value, (int, float)):
        return math.sqrt(value)
    import numpy

    return numpy.sqrt(value)


def number(value: float) -> str:
    """A quantity as it is shown: whole, or by its first three digits."""
    return f"{value:,.0f}" if value == int(value) or value >= 1000 else f"{value:,.3g}"

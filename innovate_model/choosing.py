"""The choices of a search, written as YAML, with a place for each fault.

choices:
  production.node_groups.general.instance_types: [[m6i.xlarge], [m7g.xlarge]]  # an attribute: the values to try
  gateways:                                                                    # a name: an overlay for each label
    one: {accounts: {production: {vpcs: {main: {nat_gateways: {egress: {per: null, subnet: public-a}}}}}}}
    as they are: {}
  terms: [as written, on demand]                                               # with and without what was bought
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path as FilePath
from typing import Any

from innovate_model.analyses.cost import AS_WRITTEN, ON_DEMAND
from innovate_model.analyses.cost.complaining import Complaints
from innovate_model.api import Architecture
from innovate_model.finding import Finding
from innovate_model.hints import among, shown
from innovate_model.reading import read
from innovate_model.source import Block, Items, Source
from innovate_model.sweeping import costs, grid

CHECK = "choices"
_ROOT, _TERMS = "choices", "terms"
_OF_TERMS = {str(each): each for each in (AS_WRITTEN, ON_DEMAND)}
_EXAMPLE = "choices: {production.node_groups.general.scaling_config.max_size: [6, 12]}"

Axis = Sequence[Any] | Mapping[str, Mapping[str, Any]]


def read_choices(path: FilePath, architecture: Architecture) -> tuple[Mapping[str, Axis], tuple[Finding, ...]]:
    """The axes of a file, as `sweep` and `recommend` take them, as far as it can be understood, with findings at the
    places of what cannot."""
    return choices_in(read(path), architecture)


def choices_in(source: Source, architecture: Architecture) -> tuple[Mapping[str, Axis], tuple[Finding, ...]]:
    """The axes that a YAML text states."""
    reader = _Reader(source, architecture)
    axes = dict(reader.axes())
    return axes, (*source.findings, *reader.wrong.found)


class _Reader:
    def __init__(self, source: Source, architecture: Architecture) -> None:
        self.source, self.architecture = source, architecture
        self.wrong = Complaints(source, CHECK)

    def axes(self) -> Iterator[tuple[str, Axis]]:
        for key in self.source.data:
            if key != _ROOT:
                self.wrong.add(f"`{key}` is not part of a file of choices", (key,), among(key, (_ROOT,)), at_key=True)
        stated = self.source.data.get(_ROOT)
        if not isinstance(stated, Block) or not stated:
            if self.source.is_whole:
                self.wrong.add("there are no `choices`", (_ROOT,), _EXAMPLE)
            return
        for name, values in stated.items():
            axis = self.axis(name, values)
            if axis is not None:
                yield name, axis

    def axis(self, name: str, values: Any) -> Axis | None:
        path = (_ROOT, name)
        if isinstance(values, Block) and values:
            return self.overlays(name, values)
        if not isinstance(values, Items) or not values:
            hint = f"{name}: [ONE, OTHER], or an overlay for each label: {{ONE: {{...}}, OTHER: {{}}}}"
            what = f"not {shown(values)}" if values != [] else "and one value at least"
            self.wrong.add(f"`{name}` must be a list of values to try, {what}", path, hint)
            return None
        if name == _TERMS:
            return self.terms(values)
        found = [_plain(value) for value in values]
        try:
            grid(self.architecture, {name: found}, costs)
        except KeyError:
            self.wrong.add(f"`{name}` is no attribute of a resource of the model", path, self.hint(name), at_key=True)
            return None
        return found

    def hint(self, name: str) -> str:
        """What of an attribute's name is wrong."""
        place, _, attribute = name.rpartition(".")
        if not place:
            return "RESOURCE.ATTRIBUTE, as in production.node_groups.general.instance_types"
        try:
            address = self.architecture.find(place)
        except KeyError as error:
            return str(error.args[0])
        fields = type(self.architecture.model[address]).model_fields
        return among(attribute, [info.alias or field for field, info in fields.items()])

    def overlays(self, name: str, values: Block) -> Axis | None:
        for label, overlay in values.items():
            if not isinstance(overlay, Block):
                message = f"`{label}` must be an overlay, not {shown(overlay)}"
                self.wrong.add(message, (_ROOT, name, label), f"{label}: {{accounts: {{...}}}}, or {{}} for none")
                return None
        return values

    def terms(self, values: Items) -> Axis | None:
        for number, value in enumerate(values):
            if value not in _OF_TERMS:
                message = f"{shown(value)}: no such terms of purchase"
                self.wrong.add(message, (_ROOT, _TERMS, number), " or ".join(_OF_TERMS))
                return None
        return [_OF_TERMS[value] for value in values]


def _plain(value: Any) -> Any:
    """Lists and mappings without their places: what a choice is called."""
    if isinstance(value, Block):
        return {key: _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, Items) else value

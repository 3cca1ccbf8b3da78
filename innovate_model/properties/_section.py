"""The section `properties` of a model: each entry a name of somebody's, with one promise and why it was given."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from innovate_model.faults import wrong_type
from innovate_model.finding import PROPERTIES, Finding
from innovate_model.hints import among, shown
from innovate_model.model import Model
from innovate_model.resources.base import Part, part_classes
from innovate_model.source import Block, Value, find_span, key_span
from innovate_model.span import Path, path_text

if TYPE_CHECKING:
    from innovate_model.properties._kind import Kind

BECAUSE = "because"
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*")


@dataclass(frozen=True, slots=True)
class Promise:
    """One entry: `kind` is the word that was written, `body` what stands under it, `because` the reason."""

    name: str
    kind: str
    body: Part
    because: str

    @property
    def path(self) -> Path:
        """Where it stands."""
        return (PROPERTIES, self.name)


def promises_in(model: Model, kinds: Sequence[Kind], faults: list[Finding]) -> tuple[Promise, ...]:
    """The entries that can be understood; what is wrong with the others is added to `faults`."""
    section = model.data[PROPERTIES]
    if not isinstance(section, Block):
        message = f"`{PROPERTIES}` must be a mapping of names to promises, not {shown(section)}"
        hint = f"{PROPERTIES}: {{NAME: {{never: {{from: ..., to: ...}}, because: ...}}}}"
        span = key_span(model.data, PROPERTIES)
        faults.append(Finding("wrong-type", message, path=(PROPERTIES,), span=span, suggestion=hint))
        return ()
    known = {kind.name: kind for kind in kinds}
    entries = (_Entry(name, body, section, known, faults) for name, body in section.items())
    return tuple(promise for entry in entries if (promise := entry.promise()) is not None)


@dataclass(slots=True)
class _Entry:
    """One entry while it is read."""

    name: str
    body: Value
    holder: Block
    kinds: Mapping[str, Kind]
    faults: list[Finding]

    def promise(self) -> Promise | None:
        if not _NAME.fullmatch(self.name):
            message = f"{shown(self.name)} cannot be a name: letters, digits, - and _ only"
            self._complain("bad-name", message, (), key_span(self.holder, self.name))
            return None
        if not isinstance(self.body, Block):
            message = f"`{self.name}` must be a mapping, not {shown(self.body)}"
            hint = f"{self.name}: {{never: {{from: ..., to: ...}}, because: ...}}"
            self._complain("wrong-type", message, (), key_span(self.holder, self.name), hint)
            return None
        kind, because = self._kind(self.body), self._because(self.body)
        made = self._made(kind, self.body) if kind is not None else None
        if kind is None or made is None or not because:
            return None
        return Promise(self.name, kind.name, made, because)

    def _kind(self, body: Block) -> Kind | None:
        """The one promise of the entry."""
        words = (*self.kinds, BECAUSE)
        unknown = [key for key in body if key not in words]
        for key in unknown:
            message = f"`{key}` is not part of a promise"
            self._complain("unknown-key", message, (key,), key_span(body, key), among(key, words))
        found = [key for key in body if key in self.kinds]
        if len(found) > 1:
            message = f"`{self.name}` makes {len(found)} promises: {' and '.join(f'`{key}`' for key in found)}"
            self._complain(
                "wrong-type", message, (), key_span(body, found[1]), "give each a name and a reason of its own"
            )
        elif not found and not unknown:
            message = f"`{self.name}` promises nothing"
            hint = f"one of {', '.join(self.kinds)}: `innovate list properties` says what they mean"
            self._complain("missing-key", message, (), key_span(self.holder, self.name), hint)
        return self.kinds[found[0]] if len(found) == 1 and not unknown else None

    def _because(self, body: Block) -> str:
        reason = body.get(BECAUSE)
        if isinstance(reason, str) and reason.strip():
            return " ".join(reason.split())
        hint = "because: why it was promised, with the section of the design document"
        if BECAUSE in body:
            message = f"`{BECAUSE}` must be a text, not {shown(reason)}"
            self._complain("wrong-type", message, (BECAUSE,), find_span(body, (BECAUSE,)), hint)
        elif all(key in self.kinds for key in body):  # else the word may only be misspelt
            message = f"promise `{self.name}` needs `{BECAUSE}`"
            self._complain("missing-key", message, (), key_span(self.holder, self.name), hint)
        return ""

    def _made(self, kind: Kind, body: Block) -> Part | None:
        """What stands under the word, typed."""
        try:
            return kind.body.model_validate(body[kind.name])
        except ValidationError as error:
            faults = error.errors(include_url=False)
        except ValueError as error:  # nested deeper than pydantic goes
            self._complain("wrong-type", str(error), (kind.name,), None)
            return None
        unknown = {str(fault["loc"][-1]) for fault in faults if fault["type"] == "extra_forbidden"}
        for fault in faults:
            if not (fault["type"] == "missing" and unknown):  # a misspelt key is told once
                self._explain(kind, body, fault)
        return None

    def _explain(self, kind: Kind, body: Block, fault: Any) -> None:
        """One fault of what pydantic found, in our words and at its place."""
        path = _place(body, (kind.name, *(key for key in fault["loc"] if not str(key).startswith("["))))
        loc = path[1:]
        context = fault.get("ctx", {})
        key = str(loc[-1]) if loc else kind.name
        holder = _holder(body, path)
        match fault["type"]:
            case "extra_forbidden":
                message = f"`{key}` is not part of {_named(path[:-1])}"
                known = among(key, _keys(kind.body, loc[:-1]))
                self._complain("unknown-key", message, path, key_span(holder, key), known)
            case "missing":
                message = f"{_named(path[:-1])} of `{self.name}` needs `{key}`"
                self._complain("missing-key", message, path[:-1], find_span(body, path[:-1]), f"{key}: ...")
            case "too_short":
                self._complain(
                    "wrong-type", f"`{key}` names nothing", path, None, "name something, or leave the key out"
                )
            case _ if "message" in context:
                hint = str(context.get("suggestion", ""))
                self._complain(str(fault["type"]).replace("_", "-"), str(context["message"]), path, None, hint)
            case _:
                message, hint = wrong_type(fault, path_text(path), key)
                self._complain("wrong-type", message, path, None, hint)

    def _complain(self, check: str, message: str, path: Path, span: Any, hint: str = "") -> None:
        at = (PROPERTIES, self.name, *path)
        self.faults.append(Finding(check, message, path=at, span=span, suggestion=hint))


def _place(body: Block, path: Path) -> Path:
    """The path as it was written: one that needed no list has no number."""
    value: Value = body
    kept: list[str | int] = []
    for key in path:
        if isinstance(key, int) and not isinstance(value, list):
            continue
        kept.append(key)
        value = _at(value, key)
    return tuple(kept)


def _at(value: Value, key: str | int) -> Value:
    if isinstance(value, list) and isinstance(key, int):
        return value[key]
    return value.get(str(key)) if isinstance(value, Block) else None


def _holder(body: Block, path: Path) -> Block:
    value: Value = body
    for key in path[:-1]:
        value = _at(value, key)
    return value if isinstance(value, Block) else Block()


def _named(path: Path) -> str:
    return f"`{path_text(path)}`"


def _keys(cls: type[Part], loc: Iterable[str | int]) -> list[str]:
    """The keys that may stand at a place under a word."""
    classes: list[type[Part]] = [cls]
    for key in loc:
        for one in classes:
            info = {item.alias or name: item for name, item in one.model_fields.items()}.get(str(key))
            if info is not None:
                classes = list(part_classes(info.annotation))
                break
    return [info.alias or name for one in classes for name, info in one.model_fields.items()]

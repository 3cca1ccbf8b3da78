"""The files of a model: its root and what it includes, joined side by side into one tree."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Protocol

from innovate_model.finding import Finding, Related
from innovate_model.hints import did_you_mean, near, shown
from innovate_model.overlay import INCLUDE, without
from innovate_model.reading import read
from innovate_model.source import Block, Source, find_span, key_span
from innovate_model.span import Path, path_text

ROOT_FILE = "model.yaml"


class Files(Protocol):
    """Where the files of a model are. Paths that were joined need not be normal ones."""

    def shown(self, file: FilePath) -> str:
        """The name of a file in messages, the same for every way to write its path."""
        ...

    def is_folder(self, place: FilePath) -> bool:
        """Whether there is a folder; False for what cannot be a path."""
        ...

    def real(self, place: FilePath) -> str | None:
        """Where a path leads when all links are followed, there or not; None for what cannot be a path."""
        ...

    def exists(self, real: str) -> bool:
        """Whether anything is at a path that `real` gave."""
        ...

    def names(self, folder: FilePath) -> list[str]:
        """The names in a folder. OSError where there is none."""
        ...

    def read(self, file: FilePath, name: str) -> Source:
        """Read and parse a file. Whatever is wrong with it is a finding."""
        ...


class Disk:
    """The files on disk."""

    def shown(self, file: FilePath) -> str:
        return os.path.normpath(file)

    def is_folder(self, place: FilePath) -> bool:
        return os.path.isdir(place)  # noqa: PTH112 - Path.is_dir raises for some names

    def real(self, place: FilePath) -> str | None:
        try:
            return os.path.realpath(place)
        except ValueError:  # a NUL character
            return None

    def exists(self, real: str) -> bool:
        return os.path.lexists(real)

    def names(self, folder: FilePath) -> list[str]:
        return os.listdir(folder)  # noqa: PTH208 - names are all that is needed

    def read(self, file: FilePath, name: str) -> Source:
        return read(file, name)


@dataclass(slots=True)
class Texts:
    """The files of one model, joined: `data` is the raw tree (blueprints and extends still in it)."""

    data: Block
    sources: dict[str, Source]
    findings: list[Finding]

    @property
    def is_whole(self) -> bool:
        """False when some file could not be read to its end: what is missing may only be unread."""
        return all(source.is_whole for source in self.sources.values())


def read_files(root: FilePath, files: Files | None = None) -> Texts:
    """Read a model: its root file (a folder means its `model.yaml`) and what it includes, each file once: files
    that include one another, or themselves, are no fault. The files are those on disk, or in `files`."""
    files = files or Disk()
    first = _file(root, files)
    home = files.real(first.parent)
    texts = Texts(Block(), {}, [])
    pending = [first]
    while pending:
        file = pending.pop()
        name = files.shown(file)
        if name not in texts.sources:
            source = texts.sources[name] = files.read(file, name)
            texts.findings.extend(source.findings)
            texts.data = _join(texts.data, without(source.data, INCLUDE), (), texts.findings)
            pending.extend(reversed(_included(file, source, files, home or "", texts.findings)))
    return texts


def _file(place: FilePath, files: Files) -> FilePath:
    return place / ROOT_FILE if files.is_folder(place) else place


def join_sources(sources: Sequence[Source]) -> Texts:
    """Sources that were read elsewhere (standard input, a test) as one model; `include` in them is refused: it
    means files on disk."""
    texts = Texts(Block(), {}, [])
    for source in sources:
        texts.sources[source.file] = source
        texts.findings.extend(source.findings)
        texts.data = _join(texts.data, source.data, (), texts.findings)
    return texts


def _included(file: FilePath, source: Source, files: Files, home: str, findings: list[Finding]) -> list[FilePath]:
    """The files that a file includes, in order; what cannot be included is a finding."""
    entries = source.data.get(INCLUDE, ())
    if entries is None or isinstance(entries, Block):
        hint = "include: [FILE, ...], or no `include` at all"
        message = f"`include` must be a list of files and folders, not {shown(entries)}"
        findings.append(Finding("wrong-type", message, span=key_span(source.data, INCLUDE), suggestion=hint))
        return []
    found = []
    for index, entry in enumerate([entries] if isinstance(entries, str) else entries):
        path: Path = (INCLUDE,) if isinstance(entries, str) else (INCLUDE, index)
        span = find_span(source.data, path)
        target = file.parent / entry if isinstance(entry, str) and entry else None
        real = files.real(target) if target is not None else None
        if target is None or real is None:
            findings.append(Finding("wrong-type", "an include is the name of a file or folder", span=span))
        elif os.path.commonpath([home, real]) != home:
            message = f"include {entry} leaves the model's folder"
            hint = "move the file into the model's folder"
            findings.append(Finding("include-outside", message, span=span, suggestion=hint))
        elif not files.exists(real):
            message = f"there is no file {entry} to include"
            findings.append(Finding("include-missing", message, span=span, suggestion=_nearest_file(target, files)))
        else:
            found.append(_file(target, files))
    return found


def _nearest_file(missing: FilePath, files: Files) -> str:
    """The YAML files whose names, less their endings, are like that of a missing one."""
    try:
        names = sorted(files.names(missing.parent))
    except OSError:
        return f"there is no folder {files.shown(missing.parent)} either"
    stems: dict[str, str] = {}
    for name in names:
        if name.endswith((".yaml", ".yml")):
            stems.setdefault(FilePath(name).stem, name)
    return did_you_mean(stems[stem] for stem in near(missing.stem, stems))


def _join(first: Block, second: Block, path: Path, findings: list[Finding]) -> Block:
    """Two files side by side: neither overrides the other, so one key set differently in both is a fault."""
    if not first:
        return second
    joined = Block(first.start)
    for key, value in first.items():
        joined.put(key, value, first)
    for key, value in second.items():
        if key not in joined:
            joined.put(key, value, second)
        elif isinstance(joined[key], Block) and isinstance(value, Block):
            joined[key] = _join(joined[key], value, (*path, key), findings)
        elif joined[key] != value:
            related = Related("the other value is here", span=key_span(first, key))
            message = f"{path_text((*path, key))} is set differently in two files"
            hint = "keep one of the two; use `extends` where one is meant to override the other"
            findings.append(
                Finding("include-conflict", message, span=key_span(second, key), suggestion=hint, related=(related,))
            )
    return joined

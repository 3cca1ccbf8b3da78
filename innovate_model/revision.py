"""The files of a git revision, read out of git's own store: no working tree, no index, no shell, and nothing runs.

Blobs are taken as they are stored (`git cat-file`): filters, text conversion and attributes, which a repository may
turn into programs, have no part in it. https://git-scm.com/docs/git-cat-file
"""

from __future__ import annotations

import os
import posixpath
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath
from pathlib import PurePosixPath
from typing import NamedTuple

from innovate_model.inclusion import ROOT_FILE
from innovate_model.reading import MAX_BYTES, decode, unread
from innovate_model.source import Source

_LINK = "120000"
_FILES = ("100644", "100755")
_ENTRY = re.compile(
    rb"(?P<mode>\d{6}) (?P<type>\w+) (?P<oid>[0-9a-f]{40,64}) +(?P<size>\d+|-)\t(?P<path>.+)", re.DOTALL
)
_MOST_LINKS = 40
"""Linux gives up after as many: https://man7.org/linux/man-pages/man7/path_resolution.7.html."""
_OUTSIDE = "/.."


class NoRevision(ValueError):
    """A text that names no revision and path to read; the message says why, `hint` what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class _Entry(NamedTuple):
    mode: str
    oid: str
    size: int


@dataclass(frozen=True, slots=True, eq=False)
class Revision:
    """A folder of a revision as `inclusion.Files`: `root` is the model's path in it, from the top of the repository.

    `name` is the revision as the user wrote it, `repository` the folder in which git runs, `entries` every file and
    link below the model's folder by its path from the top.
    """

    name: str
    root: FilePath
    repository: FilePath
    entries: Mapping[str, _Entry]
    folders: frozenset[str]

    def shown(self, file: FilePath) -> str:
        """`REV:path`, as `git show` takes it."""
        return f"{self.name}:{_normal(file)}"

    def is_folder(self, place: FilePath) -> bool:
        real = self.real(place)
        return real is not None and real in self.folders

    def real(self, place: FilePath) -> str | None:
        """From the top of the repository, which is `/`; what leads out of it leads to `/..`."""
        if "\0" in str(place):
            return None
        if place.is_absolute():
            return _OUTSIDE
        ahead = list(reversed(PurePosixPath(place).parts))
        at, links = "/", 0
        while ahead:
            part = ahead.pop()
            if part == "..":
                if at == "/":
                    return _OUTSIDE
                at = posixpath.dirname(at)
                continue
            at = posixpath.join(at, part)
            entry = self.entries.get(at)
            if entry is not None and entry.mode == _LINK:
                links += 1
                target = self._bytes(entry).decode("utf-8", "surrogateescape")
                if target.startswith("/") or links > _MOST_LINKS:
                    return _OUTSIDE
                at = posixpath.dirname(at)
                ahead.extend(reversed(PurePosixPath(target).parts))
        return at

    def exists(self, real: str) -> bool:
        return real in self.entries or real in self.folders

    def names(self, folder: FilePath) -> list[str]:
        real = self.real(folder)
        if real not in self.folders:
            raise FileNotFoundError(self.shown(folder))
        return [posixpath.basename(path) for path in self.entries if posixpath.dirname(path) == real]

    def read(self, file: FilePath, name: str) -> Source:
        real = self.real(file) or ""
        entry = self.entries.get(real)
        if real in self.folders:
            return unread(name, "file-unreadable", f"{name} is a folder, not a file", "name a YAML file")
        if entry is None:
            return unread(name, "file-missing", f"there is no file {name}", "")
        if entry.mode not in _FILES:
            return unread(
                name, "file-unreadable", f"{name} is no file of this repository", "a submodule is another one"
            )
        return decode(self._bytes(entry), name)

    def _bytes(self, entry: _Entry) -> bytes:
        """What is stored; of a file that is too large as much as shows that it is."""
        if entry.size > MAX_BYTES:
            return b" " * (MAX_BYTES + 1)
        return _git(self.repository, "cat-file", "blob", entry.oid)


def is_revision(name: str) -> bool:
    """Whether a name on a command line means a revision: `REV:path`, and there is no file of that name."""
    revision, colon, _ = name.partition(":")
    return bool(revision and colon) and not os.path.lexists(name)


def is_known(name: str, folder: FilePath | str = ".") -> bool:
    """Whether git knows a revision by this name, in the repository of `folder`."""
    if "\0" in name or "\n" in name:
        return False
    try:
        return _object(FilePath(folder), f"{name}^{{tree}}", "tree") is not None
    except NoRevision:
        return False


def revision(name: str, folder: FilePath | str = ".") -> Revision:
    """The files at `REV:path`, in the repository of `folder`. As with git, the path counts from the top of the
    repository unless it starts with `./` or `../`. NoRevision where there is none."""
    repository = FilePath(folder)
    text, _, path = name.partition(":")
    if "\0" in name or "\n" in name:
        raise NoRevision("the name of a revision and path has one line")
    prefix = _git(repository, "rev-parse", "--show-prefix").decode("utf-8", "surrogateescape").rstrip("\n")
    within = _normal(FilePath(prefix, path) if path.startswith((".", "..")) else FilePath(path))
    if within.startswith(".."):
        raise NoRevision(f"{name} leaves the repository")
    commit = _object(repository, f"{text}^{{tree}}", "tree")
    if commit is None:
        raise NoRevision(f"git knows no revision `{text}`", _unfetched(text))
    kind, home = _at(repository, text, within)
    if kind == "blob":
        home = posixpath.dirname(within)
    elif kind != "tree":
        raise NoRevision(
            f"there is no {within or 'folder'} in the revision `{text}`", f"git ls-tree {text} lists what there is"
        )
    entries = _entries(repository, text, home)
    if kind == "tree" and _rooted(posixpath.join(home, ROOT_FILE)) not in entries:
        raise NoRevision(
            f"the folder {text}:{within} has no {ROOT_FILE}", f"a model is a YAML file, or a folder with a {ROOT_FILE}"
        )
    folders = {_rooted(home)}
    for entry in entries:
        folders.update(map(str, PurePosixPath(entry).parents))
    return Revision(text, FilePath(within), repository, entries, frozenset(folders))


def _at(repository: FilePath, revision: str, path: str) -> tuple[str, str]:
    """What a path of a revision is (`tree`, `blob`, "" for nothing readable), and the path."""
    for kind in ("tree", "blob"):
        if _object(repository, f"{revision}:{path}", kind) is not None:
            return kind, path
    return "", path


def _entries(repository: FilePath, revision: str, home: str) -> dict[str, _Entry]:
    """Every file and link below a folder, by its path from the top, which starts with `/`."""
    tree = _object(repository, f"{revision}:{home}", "tree")
    if tree is None:
        raise NoRevision(f"there is no folder {home} in the revision `{revision}`")
    found: dict[str, _Entry] = {}
    listing = _git(repository, "ls-tree", "-r", "-z", "-l", "--full-tree", tree)
    for line in listing.split(b"\0"):
        entry = _ENTRY.fullmatch(line)
        if entry is not None:
            path = _rooted(posixpath.join(home, entry["path"].decode("utf-8", "surrogateescape")))
            size = int(entry["size"]) if entry["size"] != b"-" else 0
            found[path] = _Entry(entry["mode"].decode(), entry["oid"].decode(), size)
    return found


def _object(repository: FilePath, name: str, kind: str) -> str | None:
    """The id of an object of one kind by its name, which git reads from its input: no name can be taken for an
    option."""
    answer = _git(repository, "cat-file", "--batch-check=%(objecttype) %(objectname)", given=f"{name}\n")
    found, _, oid = answer.decode("utf-8", "replace").strip().partition(" ")
    return oid if found == kind and re.fullmatch(r"[0-9a-f]{40,64}", oid) else None


def _git(repository: FilePath, *arguments: str, given: str = "") -> bytes:
    """What git prints. NoRevision with git's first sentence where it fails."""
    environment = {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program, arguments and no shell
            ["git", "-C", str(repository), *arguments],  # noqa: S607 - the user's git, as they have it
            input=given.encode("utf-8", "surrogateescape"),
            capture_output=True,
            env=environment,
            check=False,
        )
    except FileNotFoundError:
        raise NoRevision("git is not installed, and a revision is read with it") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().partition("\n")[0].removeprefix("fatal: ")
        raise NoRevision(f"git says: {said or f'exit code {done.returncode}'}")
    return done.stdout


def _normal(path: FilePath) -> str:
    """A path from the top of a repository: "" for the top itself."""
    text = posixpath.normpath(path.as_posix())
    return "" if text == "." else text.lstrip("/")


def _rooted(path: str) -> str:
    return "/" + path


def _unfetched(revision: str) -> str:
    """Pipelines check out one commit unless told otherwise."""
    return f"git fetch it first, as a checkout of depth 1 has nothing else (git rev-parse {revision} must answer)"

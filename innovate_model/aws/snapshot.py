"""Snapshot: what AWS answered, as plain JSON on disk. It can be read, kept, mailed and compared without AWS."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path as FilePath
from typing import Any

from innovate_model.analyses.difference import NotChecked
from innovate_model.aws.calls import HOME_REGION, Call, Item, Scope

FORMAT = "innovate-model snapshot 1"
INDEX = "snapshot.json"
"""The file that makes a folder a snapshot."""
NOT_ASKED = "was not asked"
"""The problem of a request that was not made."""


class NotASnapshot(ValueError):
    """A folder that cannot be read as a Snapshot, or must not be replaced by one; the message says why."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one request brought: `items` as AWS gave them, or the `problem` (one line) that stood in the way."""

    request: Mapping[str, Any]
    items: tuple[Item, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """One account and region. `region` is the home region of global services for calls of Scope.ACCOUNT."""

    account_id: str
    region: str


@dataclass(frozen=True)
class Snapshot:
    """Everything that was asked and answered.

    `collected_at` is ISO 8601 in UTC. `accounts` are the ids asked, with the name that Organizations has for each (""
    unknown). `answers` by place and Call.key. `not_checked` is what is known from outside to be missing here: an
    account that could not be entered, or what an emulator does not hold.
    """

    collected_at: str
    management_account_id: str
    accounts: Mapping[str, str]
    regions: tuple[str, ...]
    answers: Mapping[tuple[Place, str], tuple[Answer, ...]]
    not_checked: tuple[NotChecked, ...] = ()

    @cached_property
    def _by_request(self) -> Mapping[tuple[Place, str], Mapping[str, Answer]]:
        return {
            key: {_canonical(answer.request): answer for answer in answers} for key, answers in self.answers.items()
        }

    def first(self, place: Place, call: Call) -> Answer:
        """The answer to a call that is made by itself."""
        return self._answer(place, call, dict(call.arguments))

    def following(self, place: Place, call: Call, item: Item, request: Mapping[str, Any]) -> Answer:
        """The answer to a follow-up of `item`, which `request` brought; an empty one where there was nothing to ask."""
        arguments = call.ask(item, request) if call.ask else {}
        if arguments is None:
            return Answer({})
        return self._answer(place, call, {**dict(call.arguments), **arguments})

    def _answer(self, place: Place, call: Call, request: Mapping[str, Any]) -> Answer:
        found = self._by_request.get((place, call.key), {}).get(_canonical(request))
        return found if found is not None else Answer(request, problem=NOT_ASKED)

    def place_of(self, account_id: str, region: str, call: Call) -> Place | None:
        """Where a call is made on behalf of an account and region; None where it is not made there."""
        if call.scope == Scope.REGION:
            return Place(account_id, region)
        if region != self.regions[0] or (call.scope == Scope.ORGANIZATION and account_id != self.management_account_id):
            return None
        return Place(account_id, HOME_REGION)

    @property
    def calls(self) -> Mapping[str, int]:
        """How many requests were made, by call."""
        counts: dict[str, int] = {}
        for (_, key), answers in sorted(self.answers.items(), key=lambda entry: entry[0][1]):
            counts[key] = counts.get(key, 0) + len(answers)
        return counts

    @property
    def problems(self) -> tuple[tuple[Place, str, str], ...]:
        """(place, call, problem) of every request that failed, each once."""
        found = (
            (place, key, answer.problem)
            for (place, key), answers in self.answers.items()
            for answer in answers
            if answer.problem
        )
        return tuple(sorted(dict.fromkeys(found), key=lambda entry: (entry[0].account_id, entry[0].region, entry[1:])))

    def knowing(self, not_checked: Iterable[NotChecked]) -> Snapshot:
        """The same snapshot with more said about what it does not hold."""
        return replace(self, not_checked=tuple(dict.fromkeys((*self.not_checked, *not_checked))))


def files_of(snapshot: Snapshot) -> dict[str, bytes]:
    """The snapshot as files: an index, and one file for each account, region and call. Same snapshot, same bytes."""
    index = {
        "format": FORMAT,
        "collected_at": snapshot.collected_at,
        "management_account_id": snapshot.management_account_id,
        "accounts": dict(snapshot.accounts),
        "regions": list(snapshot.regions),
        "calls": snapshot.calls,
        "problems": [
            {"account_id": place.account_id, "region": place.region, "call": key, "problem": problem}
            for place, key, problem in snapshot.problems
        ],
        "not_checked": [entry.to_json() for entry in snapshot.not_checked],
    }
    files = {INDEX: _bytes(index)}
    for (place, key), answers in sorted(snapshot.answers.items(), key=lambda entry: _file_name(*entry[0])):
        files[_file_name(place, key)] = _bytes(
            [
                {"request": dict(answer.request), "problem": answer.problem}
                if answer.problem
                else {"request": dict(answer.request), "items": list(answer.items)}
                for answer in in_order(answers)
            ]
        )
    return files


def write(snapshot: Snapshot, folder: FilePath) -> None:
    """Write into `folder`, whole or not at all.

    NotASnapshot where the folder holds something else; OSError from the disk.
    """
    folder = FilePath(folder).absolute()
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise NotASnapshot(f"{folder} is not a folder")
    if folder.exists() and any(folder.iterdir()) and not _is_snapshot(folder):
        raise NotASnapshot(f"{folder} holds something that is not a snapshot; it is left alone")
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = FilePath(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        for name, content in files_of(snapshot).items():
            file = fresh / "new" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        if folder.exists():
            folder.rename(fresh / "old")
        (fresh / "new").rename(folder)
    finally:
        if not folder.exists() and (fresh / "old").exists():
            (fresh / "old").rename(folder)
        shutil.rmtree(fresh, ignore_errors=True)


def in_order(answers: Iterable[Answer]) -> tuple[Answer, ...]:
    """The answers to one call in an order that does not depend on which came first."""
    return tuple(sorted(answers, key=lambda answer: _canonical(answer.request)))


def read(folder: FilePath) -> Snapshot:
    """The snapshot in a folder. NotASnapshot where it is none; OSError from the disk."""
    folder = FilePath(folder)
    if not (folder / INDEX).is_file():
        raise NotASnapshot(f"{folder} is not a snapshot: it has no {INDEX}")
    try:
        index = json.loads((folder / INDEX).read_bytes())
        if index.get("format") != FORMAT:
            raise NotASnapshot(f"{folder}: format {index.get('format')!r} is not {FORMAT!r}")
        answers: dict[tuple[Place, str], tuple[Answer, ...]] = {}
        for file in sorted(folder.glob("*/*/*.json")):
            place = Place(file.parent.parent.name, file.parent.name)
            answers[place, file.name.removesuffix(".json")] = tuple(
                Answer(entry["request"], tuple(entry.get("items", ())), entry.get("problem", ""))
                for entry in json.loads(file.read_bytes())
            )
        return Snapshot(
            index["collected_at"],
            index["management_account_id"],
            index["accounts"],
            tuple(index["regions"]),
            answers,
            tuple(NotChecked.from_json(entry) for entry in index["not_checked"]),
        )
    except (KeyError, TypeError, AttributeError, json.JSONDecodeError, UnicodeDecodeError) as error:
        raise NotASnapshot(f"{folder} cannot be read as a snapshot: {type(error).__name__}: {error}") from error


def _is_snapshot(folder: FilePath) -> bool:
    return (folder / INDEX).is_file()


def _file_name(place: Place, key: str) -> str:
    return f"{place.account_id}/{place.region}/{key}.json"


def _canonical(request: Mapping[str, Any]) -> str:
    return json.dumps(request, sort_keys=True, default=str)


def _bytes(value: Any) -> bytes:
    return (json.dumps(value, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()

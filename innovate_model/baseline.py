"""Findings of an earlier day, accepted as they were: what a model that is older than its checks starts from.

A finding is known again by its check, the address that it names and what it says, never by its line; two that agree in
all of these are counted. A promise is known again by its kind and its name: what is said of it holds figures and a
witness, which change with the model. One that was accepted as broken is accepted as not known, too, not the other way.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path as FilePath
from typing import Any

from innovate_model.finding import PROPERTIES, Accepted, Finding, Related, Severity
from innovate_model.span import path_text

FORMAT = "innovate-model baseline"
VERSION = 1
_SHOWN = 20
_PLACE = re.compile(r"(\.ya?ml)(?::\d+)+")

Key = tuple[str, str, str]
"""Check, address, fingerprint of the message."""


class NoBaseline(ValueError):
    """A text that is no baseline; the message says why."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """How often each finding occurred, with its message for people. `name` is the file as the user named it."""

    name: str
    counts: Mapping[Key, int]
    messages: Mapping[Key, str]


def fingerprint(finding: Finding) -> str:
    """What a finding says, in 16 hexadecimal digits that do not change when lines move. Of a promise, how bad it is."""
    return _digest(f"a promise: {finding.severity}" if _is_promise(finding) else _without_places(finding))


def key_of(finding: Finding) -> Key:
    """By what a finding is recorded."""
    return finding.check, path_text(finding.path), fingerprint(finding)


def _keys_of(finding: Finding) -> Iterator[Key]:
    """By what it is known again: its own key; a promise also by those of worse findings, and by what it says, which is
    how baselines once recorded it."""
    yield key_of(finding)
    if _is_promise(finding):
        worse = [each for each in Severity if each.rank < finding.severity.rank]
        yield from (key_of(replace(finding, severity=each)) for each in worse)
        yield finding.check, path_text(finding.path), _digest(_without_places(finding))


def _is_promise(finding: Finding) -> bool:
    return finding.path[:1] == (PROPERTIES,)


def _without_places(finding: Finding) -> str:
    return _PLACE.sub(r"\1", finding.message)


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def baseline_of(findings: Iterable[Finding], name: str = "") -> Baseline:
    """The baseline that accepts these findings."""
    findings = list(findings)
    messages = {key_of(finding): finding.message for finding in findings}
    return Baseline(name, Counter(key_of(finding) for finding in findings), messages)


def written(baseline: Baseline) -> str:
    """A baseline as the text of its file: the same findings give the same bytes."""
    findings = [
        {"check": key[0], "at": key[1], "message": baseline.messages[key], "fingerprint": key[2], "count": count}
        for key, count in sorted(baseline.counts.items())
    ]
    return json.dumps({"format": FORMAT, "version": VERSION, "findings": findings}, indent=2) + "\n"


def read(file: FilePath) -> Baseline:
    """The baseline in a file. NoBaseline where none can be read from it."""
    name = str(file)
    try:
        return parse(file.read_bytes().decode("utf-8"), name)
    except FileNotFoundError:
        raise NoBaseline(f"there is no {name}") from None
    except UnicodeDecodeError:
        raise NoBaseline(f"{name} is no baseline: it is not UTF-8") from None
    except OSError as error:
        raise NoBaseline(f"{name} cannot be read: {(error.strerror or str(error)).lower()}") from None
    except ValueError as error:  # NoBaseline, or a name that no file can have
        raise NoBaseline(str(error)) from None


def parse(text: str, name: str) -> Baseline:
    """The baseline in a text. NoBaseline for what is none, or one of a later version."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NoBaseline(f"{name} is no baseline: it is not JSON ({error})") from None
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise NoBaseline(f'{name} is no baseline: it does not say `"format": "{FORMAT}"`')
    if data.get("version") != VERSION:
        raise NoBaseline(f"{name} is a baseline of version {data.get('version')!r}, which is not known here")
    entries = data.get("findings")
    if not isinstance(entries, list):
        raise NoBaseline(f"{name} is no baseline: `findings` must be a list")
    counts: Counter[Key] = Counter()
    messages: dict[Key, str] = {}
    for number, entry in enumerate(entries, 1):
        key, count = _entry(entry, f"{name}: finding {number}")
        counts[key] += count
        messages[key] = str(entry.get("message", ""))
    return Baseline(name, counts, messages)


def _entry(entry: Any, where: str) -> tuple[Key, int]:
    if not isinstance(entry, dict):
        raise NoBaseline(f"{where} is no mapping")
    texts = [entry.get(key) for key in ("check", "at", "fingerprint")]
    count = entry.get("count", 1)
    if not all(isinstance(text, str) for text in texts) or type(count) is not int or count < 1:
        raise NoBaseline(f"{where} needs the texts `check`, `at` and `fingerprint`, and a `count` from 1")
    return (str(texts[0]), str(texts[1]), str(texts[2])), count


@dataclass(frozen=True, slots=True)
class Comparison:
    """Findings against a baseline: what is new, what was accepted, and how many accepted ones are gone."""

    new: tuple[Finding, ...]
    known: tuple[Accepted, ...]
    gone: Mapping[Key, int]


def compare(findings: Iterable[Finding], baseline: Baseline) -> Comparison:
    """Which findings the baseline does not know. Of those that agree, as many are known as it counts."""
    left = Counter(baseline.counts)
    new, known = [], []
    for finding in findings:
        key = next((key for key in _keys_of(finding) if left[key] > 0), None)
        if key is not None:
            left[key] -= 1
            known.append(Accepted(finding, "baseline", baseline.name, f"in the baseline {baseline.name}"))
        else:
            new.append(finding)
    return Comparison(tuple(new), tuple(known), {key: count for key, count in sorted(left.items()) if count > 0})


def outdated(gone: Mapping[Key, int], baseline: Baseline) -> Finding:
    """The word that a baseline accepts what is no longer there."""
    number = sum(gone.values())
    what = "1 finding no longer occurs" if number == 1 else f"{number} findings no longer occur"
    notes = [
        Related(f"{check} at {at or 'the model'}: {baseline.messages[check, at, mark]}") for check, at, mark in gone
    ]
    if len(notes) > _SHOWN:
        notes = [*notes[:_SHOWN], Related(f"and {len(notes) - _SHOWN} more")]
    message = f"the baseline {baseline.name} can shrink: {what}"
    hint = f"write it anew: --write-baseline {baseline.name}"
    return Finding("baseline-outdated", message, Severity.NOTE, suggestion=hint, related=tuple(notes))

"""Files -> (Model, findings). Never raises for what a user wrote; good resources survive bad ones; one run reports
all faults."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path as FilePath
from types import MappingProxyType
from typing import Any

from innovate_model.declaration import declare
from innovate_model.entry import Entry, Names
from innovate_model.expand import Expanded, expand
from innovate_model.faults import explain_errors, less, merge_users, unknown_keys
from innovate_model.finding import PROPERTIES, Finding, Severity, located
from innovate_model.inclusion import Files, Texts, join_sources, read_files
from innovate_model.memory import Memory
from innovate_model.model import Model
from innovate_model.overlay import Composer, as_block
from innovate_model.reading import parse, read
from innovate_model.resolution import Resolver
from innovate_model.resources import types
from innovate_model.resources.availability_zone import AvailabilityZone
from innovate_model.resources.base import Resource
from innovate_model.resources.reference import addresses_in
from innovate_model.source import Block, Source, collector_paused, key_span
from innovate_model.span import Path, Span
from innovate_model.suppression import SUPPRESSIONS, Subject, Suppression, suppressions_in


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Loaded:
    """A model with what was wrong on the way, and what is needed to load a variation of it cheaply."""

    model: Model
    findings: tuple[Finding, ...]
    texts: Texts
    memory: Memory
    names: Names

    def __reduce__(self) -> tuple[Any, ...]:
        """What goes to another process is the text, read: the model is built there anew. TypeError for one that was
        observed, which has none."""
        if not self.texts.sources and len(self.model):
            raise TypeError("a model that was observed has no text to be built from in another process")
        return _built, (self.texts,)


def _built(texts: Texts) -> Loaded:
    with collector_paused():
        return _build(texts, Memory(), None)


def load(root: FilePath | str, files: Files | None = None) -> Loaded:
    """Load a model from its root file or its folder, on disk or in `files`."""
    with collector_paused():
        texts = read_files(FilePath(root), files)
    return _built(texts)


def load_text(text: str, file: str = "model.yaml") -> Loaded:
    """Load a model from YAML text, as if it stood in `file`."""
    return load_sources([parse(text, file)])


def load_sources(sources: Sequence[Source]) -> Loaded:
    """Load a model from sources that are parsed already."""
    return _built(join_sources(sources))


NOT_OBSERVED = "not-observed"
"""The id of findings on an observed model: something may be in AWS that it does not say."""


def observed(model: Model, findings: Sequence[Finding]) -> Loaded:
    """A model that was made of something else than text, with what was not understood of that."""
    return Loaded(model, tuple(located(list(findings), model)), Texts(Block(), {}, []), Memory(), Names({}, {}))


def vary(loaded: Loaded, overlay: Source | FilePath | Mapping[str, Any]) -> Loaded:
    """The same model under one more overlay: a source, a file, or a mapping. What it does not touch is shared.

    One that was observed has no text to lay it over: it stays as it is, and has a finding that says so.
    """
    texts = loaded.texts
    if not texts.sources:
        return replace(loaded, findings=(*loaded.findings, _NOTHING_TO_LAY_OVER))
    sources, findings = dict(texts.sources), list(texts.findings)
    if isinstance(overlay, Mapping):
        over = overlay if isinstance(overlay, Block) else as_block(overlay)
    else:
        source = overlay if isinstance(overlay, Source) else read(overlay)
        over = source.data
        sources[source.file] = source
        findings.extend(source.findings)
    with collector_paused():
        memory = Memory(loaded.memory)
        varied = Texts(Composer(memory).merge(texts.data, over), sources, findings)
        return _build(varied, memory, loaded)


_NOTHING_TO_LAY_OVER = Finding(
    "nothing-to-lay-over",
    "an overlay changes what was written, and this model was observed",
    suggestion="write it out as text first: innovate explain --expand",
)


def _build(texts: Texts, memory: Memory, previous: Loaded | None) -> Loaded:
    findings = list(texts.findings)
    data = Composer(memory).resolve(texts.data, findings)
    expanded = expand(data, memory)
    findings.extend(expanded.findings)
    entries = declare(expanded, types(), findings, previous.names.entries if previous else {})
    names = Names(entries, _families(expanded))
    resources, faults = _construct(names, previous)
    findings.extend(faults)
    implied = _implied_zones(resources, entries, previous.model.resources if previous else {})
    model = Model(
        MappingProxyType(resources),
        expanded.data,
        MappingProxyType({name: source.text for name, source in texts.sources.items()}),
        MappingProxyType(implied),
        _suppressions(expanded.data, resources, entries, findings),
    )
    judged = _without_consequences(merge_users(located(findings, model)), texts)
    if not resources and all(finding.severity is not Severity.ERROR for finding in judged):
        judged = [_nothing_in(texts), *judged]
    return Loaded(model, tuple(judged), texts, memory, names)


def _suppressions(
    data: Block, resources: Mapping[str, Resource], entries: Mapping[str, Entry], findings: list[Finding]
) -> tuple[Suppression, ...]:
    """What the model says of findings that are accepted. A resource that its faults keep out is there to be named."""
    if SUPPRESSIONS not in data:
        return ()
    built = {address: type(resource) for address, resource in resources.items()}
    classes = {**built, **{address: entry.cls for address, entry in entries.items()}}
    sections = types().sections

    promised = data.get(PROPERTIES)
    promises = {f"{PROPERTIES}.{name}" for name in promised} if isinstance(promised, Block) else set()

    def subject(address: str) -> Subject | None:
        if address in promises:
            return Subject((), ())
        cls = classes.get(address)
        if cls is None:
            return None
        return Subject(frozenset(info.alias or name for name, info in cls.model_fields.items()), sections[cls.kind])

    addresses = (*classes, *promises)
    return suppressions_in(data[SUPPRESSIONS], key_span(data, SUPPRESSIONS), subject, addresses, findings)


def _families(expanded: Expanded) -> dict[str, tuple[str, Any]]:
    return {
        ".".join(map(str, path)): (".".join(map(str, path[:-1])), family) for path, family in expanded.families.items()
    }


def _construct(names: Names, previous: Loaded | None) -> tuple[dict[str, Resource], list[Finding]]:
    """Every declared resource as a typed object, reused from `previous` where nothing that it depends on has
    changed."""
    resources: dict[str, Resource] = {}
    findings: list[Finding] = []
    old = previous.model.resources if previous else {}
    rewritten = _rewritten(names, previous.names) if previous else frozenset()
    changed = _changed_names(rewritten, names, previous.names) if previous else frozenset()
    for address, entry in names.entries.items():
        known = old.get(address)
        if (
            known is not None
            and previous is not None
            and address not in rewritten
            and _means_the_same(entry, previous.names.entries[address], changed)
        ):
            resources[address] = known
            continue
        made, faults = _typed(entry, names)
        findings.extend(faults)
        if made is not None:
            resources[address] = known if known is not None and made == known else made
    return resources, findings


def _typed(entry: Entry, names: Names) -> tuple[Resource | None, list[Finding]]:
    """The resource of an entry, None where its faults leave none. Keys that do not exist are told and left out: one
    misspelt attribute is no reason to judge nothing of a whole VPC."""
    arguments, findings = entry.arguments(), []
    for _ in range(2):
        try:
            made = entry.cls.__pydantic_validator__.validate_python(
                arguments, context=Resolver(entry, names), by_alias=True, by_name=False
            )
        except ValueError as error:
            findings.extend(explain_errors(error, entry))
            unknown = unknown_keys(error)
            if not unknown or entry.has_unknown_keys:
                break
            entry.has_unknown_keys = True
            arguments = less(arguments, unknown)
        else:
            return made, findings
    return None, findings


def _rewritten(new: Names, old: Names) -> frozenset[str]:
    """The addresses of all resources that came or say something else."""
    before = old.entries
    return frozenset(
        address
        for address, entry in new.entries.items()
        if address not in before or not entry.says_the_same_as(before[address])
    )


def _changed_names(rewritten: frozenset[str], new: Names, old: Names) -> frozenset[str]:
    """The last parts of the addresses of all resources and families that came, went or were rewritten: a reference
    that ends so may mean something else now."""
    changed = set(rewritten)
    changed.update(address for address in old.entries if address not in new.entries)
    changed.update(
        address
        for address in {**new.families, **old.families}
        if new.families.get(address) != old.families.get(address)
    )
    return frozenset(address.rpartition(".")[2] for address in changed)


def _means_the_same(entry: Entry, before: Entry, changed: frozenset[str]) -> bool:
    """Whether an entry that says the same as before makes the same resource."""
    return not before.has_unknown_keys and changed.isdisjoint(before.mentioned) and entry.stands_as(before)


_CAUSES = frozenset(("dangling-blueprint", "extends-cycle", "include-missing", "include-outside"))
_CONSEQUENCES = frozenset(("dangling-reference", "missing-key"))


def _without_consequences(findings: list[Finding], texts: Texts) -> list[Finding]:
    """Where a part of the model could not be read, what is missing may stand there: say once that this was not
    judged. What was cut off half-way is not judged either."""
    findings = [finding for finding in findings if not _is_cut_off(finding, texts)]
    broken = [source.findings[0] for source in texts.sources.values() if not source.is_whole and source.findings]
    causes = broken + [finding for finding in findings if finding.check in _CAUSES]
    kept = [finding for finding in findings if finding.check not in _CONSEQUENCES]
    count = len(findings) - len(kept)
    if not causes or not count:
        return findings
    what = f"{count} missing keys or references were" if count > 1 else "1 missing key or reference was"
    message = f"{what} not judged: what is missing may stand in the part that could not be read"
    hint = "mend this first: " + causes[0].message
    kept.append(Finding("not-judged", message, Severity.NOTE, span=causes[0].span, suggestion=hint))
    return sorted(kept, key=lambda finding: finding.sort_key)


def _nothing_in(texts: Texts) -> Finding:
    hint = "an account, to begin with: `accounts: {NAME: {account_id: ...}}`"
    file = next(iter(texts.sources), "")
    return Finding("no-resources", "the model has no resources", span=Span(file, 1, 1), suggestion=hint)


def _is_cut_off(finding: Finding, texts: Texts) -> bool:
    """Whether a finding speaks of what stands at a syntax error or behind it, and so says nothing."""
    source = texts.sources.get(finding.span.file) if finding.span else None
    if source is None or source.doubtful_from is None or finding.span is None or finding in source.findings:
        return False
    return finding.span.line >= source.doubtful_from


def _implied_zones(
    resources: dict[str, Resource], entries: Mapping[str, Entry], old: Mapping[str, Resource]
) -> dict[str, Path]:
    """Availability Zones are named by subnets and VPCs, never written: add one resource for each."""
    implied: dict[str, Path] = {}
    for resource in list(resources.values()):
        values = resource.__dict__
        for key in ("availability_zones", "availability_zone"):
            for zone in addresses_in(values.get(key)):
                address = AvailabilityZone.address_of(zone)
                if address not in resources:
                    resources[address] = old.get(address) or AvailabilityZone(address=address)
                    implied[address] = (*entries[resource.address].path, key)
    return implied

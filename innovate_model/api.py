"""The façade: load a model, and ask it. Readable top to bottom; every method is one line of somebody else's work."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any, Literal

from innovate_model import graph as graphs
from innovate_model import inclusion, loader
from innovate_model.finding import Finding, Severity
from innovate_model.graph import Graph
from innovate_model.model import Model
from innovate_model.resources.base import Resource

if TYPE_CHECKING:
    import pandas

    from innovate_model.analyses.address_plan import AddressPlan
    from innovate_model.analyses.blast_radius import BlastRadius
    from innovate_model.analyses.capacity import Asked, Capacity
    from innovate_model.analyses.capacity.worlds import Worlds
    from innovate_model.analyses.chain import Chain
    from innovate_model.analyses.changes import Changes, Side
    from innovate_model.analyses.choke_points import ChokePoints
    from innovate_model.analyses.cost import LineItems, Terms, Usage
    from innovate_model.analyses.findings import Findings
    from innovate_model.analyses.losses import Choices
    from innovate_model.analyses.origin import Origins
    from innovate_model.analyses.ranking import Ranking
    from innovate_model.analyses.reachability import Answer
    from innovate_model.analyses.resilience import Resilience
    from innovate_model.baseline import Baseline
    from innovate_model.emulation.asking import Emulation
    from innovate_model.exporting import Export
    from innovate_model.judging import Judgement
    from innovate_model.prices import PriceBook
    from innovate_model.properties import Promise, Proofs
    from innovate_model.views.view import View


def load(path: str | FilePath) -> Architecture:
    """Load a model from its folder (which holds a `model.yaml`) or its root file, or from those in a revision of a git
    repository (`main:models/innovate`). Nothing is raised for what stands in it; a FaultyModel warning says that it
    has faults, which are its `findings`. ValueError for a revision that git does not know.

    A folder without a `model.yaml` may hold what AWS answered instead: a snapshot, or the output of the AWS CLI's
    `describe-*`, one file for each call. NotASnapshot where that cannot be read; what is not understood of it is in
    the `findings`.
    """
    from innovate_model.revision import is_revision, revision

    if is_revision(str(path)):
        files = revision(str(path))
        return _warned(Architecture(loader.load(files.root, files)))
    if is_observed(path):
        from innovate_model.aws.opening import open_answers

        return Architecture(loader.observed(*open_answers(FilePath(path))))
    return _warned(Architecture(loader.load(path)))


def is_observed(path: str | FilePath) -> bool:
    """Does a folder hold answers of AWS rather than a model?"""
    folder = FilePath(path)
    is_model = (folder / inclusion.ROOT_FILE).exists() or not folder.is_dir()
    return not is_model and next(folder.rglob("*.json"), None) is not None


def load_text(text: str, file: str = "model.yaml") -> Architecture:
    """Load a model from YAML text."""
    return _warned(Architecture(loader.load_text(text, file)))


class FaultyModel(UserWarning):
    """A model has faults, so that what is asked of it may be answered wrongly."""


def _warned(architecture: Architecture) -> Architecture:
    faults = [finding for finding in architecture.findings if finding.severity is Severity.ERROR]
    if faults:
        place = f" ({faults[0].span})" if faults[0].span else ""
        count = f"{len(faults)} faults, the first: " if len(faults) > 1 else "a fault: "
        message = f"the model has {count}{faults[0].message}{place}; what is asked of it may be answered wrongly"
        warnings.warn(message, FaultyModel, stacklevel=3)
    return architecture


def diff(
    old: Architecture,
    new: Architecture,
    names: tuple[str, str] = ("old", "new"),
    today: date | None = None,
    usage: Usage | None = None,
) -> Changes:
    """What changed from one architecture to another, and what that means: resources, promises, flows, findings,
    blast radius, addresses, cost (of a `usage`). `today` decides which suppressions have expired."""
    from innovate_model.analyses.changes import changes
    from innovate_model.judging import as_before

    before, after = old._side(names[0], today, usage), new._side(names[1], today, usage)
    return changes(before, replace(after, judged=as_before(new.graph, new.unjudged, before.judged, after.judged)))


@dataclass(frozen=True, eq=False, repr=False)
class Architecture:
    """A loaded model, and what can be asked of it. It never changes: `what_if` gives one that shares what is alike."""

    loaded: loader.Loaded

    @property
    def model(self) -> Model:
        """The resources by address, as plain frozen data."""
        return self.loaded.model

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong with the text of the model."""
        return self.loaded.findings

    @property
    def unjudged(self) -> tuple[str, ...]:
        """Addresses that were written and could not be built: no check and no answer sees them."""
        return tuple(address for address in self.loaded.names.entries if address not in self.model)

    @cached_property
    def graph(self) -> Graph:
        """The resources and the relations between them."""
        return graphs.build(self.model, self.loaded.memory)

    def __repr__(self) -> str:
        faults = sum(finding.severity is Severity.ERROR for finding in self.findings)
        return f"<Architecture: {len(self)} resources, {faults or 'no'} fault{'' if faults == 1 else 's'}>"

    def __len__(self) -> int:
        return len(self.model)

    def __iter__(self) -> Iterator[Resource]:
        return iter(self.model)

    def __getitem__(self, address: str) -> Resource:
        """A resource by its address, or by the end of it where that is unique. KeyError with the nearest names."""
        return self.model[self.find(address)]

    def find(self, name: str) -> str:
        """The address that a name means: itself, or the only one that ends with it. KeyError with the nearest names."""
        from innovate_model.analyses.naming import find

        return find(self.model, name)

    def check(self, today: date | None = None, baseline: Baseline | str | FilePath | None = None) -> Findings:
        """The faults of the text, the findings of every check and the promises that are not kept, in reading order,
        less what a suppression or the `baseline` (or its file) accepts: that is in `accepted`. `today` decides which
        suppressions have expired."""
        from innovate_model.analyses.findings import Findings
        from innovate_model.baseline import read

        known = read(FilePath(baseline)) if isinstance(baseline, (str, FilePath)) else baseline
        judgement = self.judgement(today, known)
        return Findings(judgement.findings, judgement.accepted)

    def baseline(self, today: date | None = None, name: str = "") -> Baseline:
        """What `check` finds, as the baseline that accepts it, less faults of the text: they are there to be mended."""
        from innovate_model.baseline import baseline_of

        return baseline_of(self.judgement(today).recordable, name)

    def diff(self, other: Architecture, today: date | None = None, usage: Usage | None = None) -> Changes:
        """What changes from this architecture to another one, and what that means."""
        return diff(self, other, today=today, usage=usage)

    def _side(self, name: str, today: date | None, usage: Usage | None = None) -> Side:
        from innovate_model.analyses.changes import Side
        from innovate_model.judging import judged

        judgement = self.judgement(today)
        return Side(name, self.graph, self.cost(usage), judged(self.graph, judgement), self.findings, self.unjudged)

    def judgement(self, today: date | None = None, baseline: Baseline | None = None) -> Judgement:
        """What `check` says, with the proofs behind it."""
        from innovate_model.judging import judge

        return judge(self.graph, today or datetime.now(UTC).date(), self.findings, self.unjudged, baseline)

    def reach(self, source: str, destination: str, ports: str | None = None) -> Answer:
        """Whether `source` can open a session to `destination` (`ports` as tcp/5432), with the hops or what blocks
        it."""
        from innovate_model.analyses.reachability import reach
        from innovate_model.values import parse_ports

        return reach(self.graph, source, destination, parse_ports(ports) if ports else None)

    def emulate(self, *probes: tuple[str, str, str], most: int | None = None) -> Emulation:
        """Real connections in a network that the Linux kernel of this machine makes of the model: of each probe (from,
        to, `tcp/5432`), or without any of every two ends. NotPossible where the kernel does not allow it."""
        from innovate_model.emulation.asking import MOST, Question, ask
        from innovate_model.values import parse_ports

        questions = [Question(source, destination, parse_ports(ports)) for source, destination, ports in probes]
        return ask(self.graph, questions, MOST if most is None else most)

    def blast(self, *lost: str, mode: Literal["failure", "compromise"] = "failure") -> BlastRadius:
        """Who stops working when something is lost (`failure`), or what an intruder in it can get at next
        (`compromise`). A name is that of a resource, a zone (`us-east-1a`), a region (`us-east-1`) or an account."""
        from innovate_model.analyses.losses import loss

        addresses = [address for name in lost for address in loss(self.graph, name).addresses]
        if mode == "compromise":
            from innovate_model.analyses.compromise import compromise

            return compromise(self.graph, addresses)
        from innovate_model.analyses.blast_radius import failure

        return failure(self.graph, addresses)

    def blast_any(self, k: int, *lost: str) -> Choices:
        """What the loss of any `k` of several does: every choice of them, and each resource's worst state."""
        from innovate_model.analyses.losses import any_of, loss

        return any_of(self.graph, [loss(self.graph, name) for name in lost], k)

    def blast_ranking(self, mode: Literal["failure", "compromise"] = "failure") -> Ranking:
        """Every resource by the size of its blast radius, the largest first."""
        from innovate_model.analyses.ranking import by_compromise, by_failure

        return by_compromise(self.graph) if mode == "compromise" else by_failure(self.graph)

    def why(self, radius: BlastRadius, address: str) -> Chain:
        """How a resource got into a blast radius, step by step with the place of each; no steps where it is not in
        it."""
        from innovate_model.analyses.chain import chain

        return chain(self.graph, radius, self.find(address))

    def choke_points(self, *doors: str) -> ChokePoints:
        """What most ways of an intruder lead through, from some doors to all content that they lead to."""
        from innovate_model.analyses.choke_points import choke_points

        return choke_points(self.graph, [self.find(door) for door in doors])

    def resilience(self, *services: str, most: int = 2) -> Resilience:
        """What takes a service down, alone or up to `most` together, and how available its agreements make it: of all
        that people use, where none is named."""
        from innovate_model.analyses.resilience import resilience

        return resilience(self.graph, [self.find(service) for service in services], most=most)

    def properties(self) -> tuple[Promise, ...]:
        """What the model promises: the entries of its section `properties` that can be understood."""
        from innovate_model.properties import promises

        return promises(self.graph)

    def prove(self, *names: str) -> Proofs:
        """Whether each promise (or those named) holds, is broken (with a witness), or depends on what the model does
        not say."""
        from innovate_model.properties import proofs

        return proofs(self.graph, self.unjudged, names)

    def cost(
        self,
        usage: Usage | None = None,
        demand: Asked | None = None,
        terms: Terms | None = None,
        prices: PriceBook | None = None,
    ) -> LineItems:
        """What the architecture costs a month, line by line, each with its source, date and assumption. What a `demand`
        tells is used, too, after what `usage` states; by `terms`, reservations need not count; `prices` are those of
        the package, or of another book."""
        from innovate_model.analyses.capacity import usage_of
        from innovate_model.analyses.cost import AS_WRITTEN, cost

        told = usage if demand is None else usage_of(self.graph, demand, stated=usage)
        return cost(self.graph, prices, told, terms or AS_WRITTEN)

    def capacity(self, demand: Asked, month: int = 0) -> Capacity:
        """How much of each limit a demand uses in the busiest minute of a month (0 is now), and what is met first."""
        from innovate_model.analyses.capacity import capacity

        return capacity(self.graph, demand, month)

    def worlds(self, demand: Asked, months: int = 24, count: int = 100_000, seed: int = 1) -> Worlds:
        """Cost and limits in so many worlds, in which each estimate is drawn from its interval."""
        from innovate_model.analyses.capacity.worlds import worlds

        return worlds(self.graph, demand, months, count, seed)

    def spaces(self) -> AddressPlan:
        """What is free in the blocks of every VPC, and how many addresses each subnet can give out."""
        from innovate_model.analyses.address_plan import address_plan

        return address_plan(self.graph)

    def what_if(self, overlay: Mapping[str, Any] | str | FilePath) -> Architecture:
        """The same architecture under one more overlay: a mapping, YAML text, or the path of a file."""
        if isinstance(overlay, str):
            from innovate_model.reading import parse

            source = parse(overlay, "what-if.yaml")
            return _warned(Architecture(loader.vary(self.loaded, source)))
        return _warned(Architecture(loader.vary(self.loaded, overlay)))

    def explain(self, address: str) -> Origins:
        """The final value of everything at an address, each with the place that set it."""
        from innovate_model.analyses.origin import origins

        return origins(self.model, self.find(address))

    def expand(self, address: str = "") -> str:
        """The model, or what stands at an address, as YAML in which every overlay, blueprint and family is carried
        out. That of the whole model loads as a model of its own."""
        from innovate_model.analyses.expansion import expansion

        return expansion(self.model, self.find(address) if address else "")

    def view(self, name: str, subject: str = "") -> View:
        """A picture's content as plain data: `organization`, or `network` of a VPC (its address, or the account of
        the only one there)."""
        from innovate_model.views import view

        return view(self.graph, name, subject)

    def picture(self, name: str, subject: str = "") -> Any:
        """A view, drawn: an object that notebooks show inline. Needs the extra `innovate-model[diagrams]`."""
        from innovate_model.exporting import exporter

        diagrams: Any = exporter("diagrams")
        return diagrams.picture(self.view(name, subject))

    def export(self, name: str, **options: str) -> Export:
        """The files of an exporter (`terraform`, `diagrams`, `drift`, ...). KeyError for an unknown one."""
        from innovate_model.exporting import exporter

        return exporter(name).export(self.graph, options)

    def to_frame(self) -> pandas.DataFrame:
        """One row for each resource, indexed by address: kind, name, account, parent, edges and place. Needs pandas."""
        from innovate_model.analyses.frames import resources_frame

        return resources_frame(self.graph)

    def _repr_html_(self) -> str:
        from innovate_model.rendering._html_summary import summary

        return summary(self.graph, self.findings)

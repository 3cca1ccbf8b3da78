"""What an account's systems say of themselves: from programs and agents to stores, archives, dashboards and people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from innovate_model.graph import Graph
from innovate_model.resources.account import Account
from innovate_model.resources.base import Resource
from innovate_model.resources.sns_topic import SnsTopic
from innovate_model.views.cards import cards, heading, merged, place_of
from innovate_model.views.facts import fact
from innovate_model.views.signal_arrows import arrows, people
from innovate_model.views.view import Arrow, Box, Lane, Layout, Tone, View
from innovate_model.views.words import words

_SUBJECTS = frozenset(
    {"cloudwatch_log_group", "cloudwatch_metric_alarm", "prometheus_workspace", "sns_topic", "xray_group"}
)
"""What makes an account worth a picture of its own: a bucket that takes logs does not."""
_LAST = "Archives, dashboards, people"
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "Sources": (),
    "Collectors": ("daemon_set",),
    "Stores and alarms": ("cloudwatch_log_group", "prometheus_workspace", "xray_group", "cloudwatch_metric_alarm"),
    "Streams and topics": ("kinesis_firehose_delivery_stream", "kinesis_stream", "sns_topic"),
    _LAST: ("grafana_workspace", "opensearch_domain", "s3_bucket"),
}
"""From left to right, the way of a signal. A kind that none names is a source; a deployment that others send to
collects."""
_LANES: Mapping[str, tuple[str, ...]] = {
    "Metrics and traces": ("deployment", "grafana_workspace", "prometheus_workspace", "xray_group"),
    "Logs": (
        *("cloudwatch_log_group", "daemon_set", "kinesis_firehose_delivery_stream"),
        *("kinesis_stream", "opensearch_domain"),
    ),
    "Records": (),
    "Alarms": ("cloudwatch_metric_alarm", "sns_topic"),
}
"""One under another. Kinds that none names stand where what they get comes from; sources by what they send to, and
among the records where they write to a bucket themselves."""
_LANE_OF = {kind: lane for lane, kinds in _LANES.items() for kind in kinds}
_MOST_OF_A_KIND = 6


def subjects(graph: Graph) -> tuple[str, ...]:
    """The accounts that keep signals or raise alarms."""
    found = {one.within("accounts") for one in graph.model if one.kind in _SUBJECTS}
    return tuple(account.address for account in graph.model.of(Account) if account.address in found)


def build(graph: Graph, subject: str) -> View:
    """The picture of one account's signals."""
    account = graph.model[subject]
    page = _Page(graph, subject)
    frame = Box(
        subject, account.name, fact(account), "account", Tone.ACCOUNT, Layout.MATRIX, page.columns(), page.lanes()
    )
    return View(
        name=f"signals-{account.name}",
        title=f"{heading(graph, account)}: logs, metrics, traces and alarms",
        subtitle="From programs and agents on the left to archives, dashboards and people on the right",
        root=frame,
        arrows=merged(page.arrows(), frame),
        notes=("One arrow for each relation; its number says how many there are.",),
    )


@dataclass(frozen=True)
class _Page:
    """What one account's picture is made of."""

    graph: Graph
    account: str

    @cached_property
    def ways(self) -> tuple[Arrow, ...]:
        """The arrows between resources."""
        known = self.graph.model
        return tuple(w for w in arrows(self.graph, self.account) if w.source in known and w.target in known)

    @cached_property
    def topics(self) -> tuple[SnsTopic, ...]:
        """The account's topics, and others that its alarms tell."""
        told = {way.target for way in self.ways}
        return tuple(t for t in self.graph.model.of(SnsTopic) if t.parent == self.account or t.address in told)

    @cached_property
    def cells(self) -> Mapping[tuple[str, str], list[Box]]:
        """(column, lane) -> the boxes that stand there, those of a kind and an account together."""
        ends = dict.fromkeys(end for way in self.ways for end in (way.source, way.target))
        ends |= dict.fromkeys(
            one.address for one in self.graph.model if one.parent == self.account and one.kind in _SUBJECTS
        )
        lane_of = self._lanes_of(ends)
        found: dict[tuple[str, ...], list[Resource]] = {}
        for end in ends:
            resource = self.graph.model[end]
            key = (self._column(resource), lane_of[end], resource.kind, resource.within("accounts") or "")
            found.setdefault(key, []).append(resource)
        cells: dict[tuple[str, str], list[Box]] = {}
        for (column, lane, *alike), resources in found.items():
            boxes = cards(self._id(column, lane, *alike), resources, _MOST_OF_A_KIND)
            cells.setdefault((column, lane), []).extend(self._said(box) for box in boxes)
        for topic in self.topics:
            for name, protocol, way in people(self.graph, topic):
                person = Box(way.target, name, f"by {protocol}", "subscriber", Tone.OUTSIDE)
                cells.setdefault((_LAST, lane_of[topic.address]), []).append(person)
        return cells

    def _id(self, *parts: str) -> str:
        return ":".join((self.account, *parts))

    def _column(self, resource: Resource) -> str:
        is_collector = resource.kind == "deployment" and any(way.target == resource.address for way in self.ways)
        named = (column for column, kinds in _COLUMNS.items() if resource.kind in kinds)
        return "Collectors" if is_collector else next(named, "Sources")

    def _lanes_of(self, ends: Iterable[str]) -> Mapping[str, str]:
        """By the kind; streams and buckets stand where what they get comes from, and sources by what they say."""
        found = {end: lane for end in ends if (lane := _LANE_OF.get(self.graph.model[end].kind))}
        others = [end for end in ends if end not in found]
        targets = {way.target for way in self.ways}
        for end in (end for end in others if end not in targets):
            told = [way.target for way in self.ways if way.source == end and way.relation != "alarms"]
            known = (found[target] for target in told if target in found)
            found[end] = next(known, "Records") if told else "Alarms"
        for _ in others:  # streams may send to streams
            for way in self.ways:
                if way.source in found:
                    found.setdefault(way.target, found[way.source])
        return dict.fromkeys(others, "Records") | found

    def _said(self, box: Box) -> Box:
        """A box with its account, where that is another."""
        resource = self.graph.model[(box.members or (box.id,))[0]]
        if resource.within("accounts") != self.account:
            return replace(box, sublabel=f"{words(resource.kind)} {place_of(resource)}", tone=Tone.ELSEWHERE)
        return box

    def lanes(self) -> tuple[Lane, ...]:
        """The rows in which anything stands."""
        used = {lane for _, lane in self.cells}
        return tuple(Lane(self._id("lane", lane), lane, Tone.STAGE) for lane in _LANES if lane in used)

    def columns(self) -> tuple[Box, ...]:
        """The columns in which anything stands."""
        used = {column for column, _ in self.cells}
        return tuple(
            Box(self._id("column", column), column, tone=Tone.STAGE, children=tuple(self._standing_in(column)))
            for column in _COLUMNS
            if column in used
        )

    def _standing_in(self, column: str) -> Iterator[Box]:
        for lane in _LANES:
            for box in self.cells.get((column, lane), ()):
                yield replace(box, lane=self._id("lane", lane))

    def arrows(self) -> Iterator[Arrow]:
        """The arrows between the boxes that show their ends."""
        boxes = [box for cell in self.cells.values() for box in cell]
        shown = {address: box.id for box in boxes for address in (box.members or (box.id,))}
        for way in (*self.ways, *(way for topic in self.topics for *_, way in people(self.graph, topic))):
            yield replace(way, source=shown[way.source], target=shown[way.target])

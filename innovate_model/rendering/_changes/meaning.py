"""What it means: flows, findings, blast radius, addresses, cost."""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.blast_radius import State
from innovate_model.analyses.changes import Changes, FlowGroup, RadiusChange, Step
from innovate_model.analyses.cost import Comparison, usd_text
from innovate_model.analyses.cost.line_items import NONE
from innovate_model.analyses.flow import Disposition
from innovate_model.analyses.places import Networks, outside, public_blocks
from innovate_model.finding import Accepted, Finding
from innovate_model.rendering._changes.words import (
    Line,
    Names,
    Quoted,
    account_of,
    below,
    braced,
    counted,
    cut,
    line,
    place_of,
)
from innovate_model.span import path_text
from innovate_model.values import Ports

_EXPLAINED = 5
"""So many groups of flows show their witness to everybody."""
_SHOWN = 6
"""So many members of one blast radius are named, the others counted."""
_MARKS = {"opened": "+", "widened": "+", "closed": "-", "narrowed": "-"}


def flow_lines(changes: Changes) -> Iterator[Line]:
    """A line for each group, one for those that differ in their account alone; below it a witness."""
    names = Names(changes.old.graph.model.resources, changes.new.graph.model.resources)
    groups: dict[tuple[object, ...], list[FlowGroup]] = {}
    for each in changes.flows:
        key = (each.turn, each.is_certain, _ends(names, each), each.ports, each.tier, each.is_of_new, _abroad(each))
        groups.setdefault((*key, each.account == each.source_account), []).append(each)
    for number, held in enumerate(groups.values()):
        yield _flow(names, held, is_minor=held[0].is_of_new or number >= _EXPLAINED)


def _flow(names: Names, held: list[FlowGroup], is_minor: bool) -> Line:
    first = held[0]
    sources, destinations = _ends(names, first)
    accounts = list(dict.fromkeys(each.account or each.source_account for each in held))
    before, after = sum(each.pairs_before for each in held), sum(each.pairs_after for each in held)
    said = ("" if first.is_certain else "perhaps ") + str(first.turn)
    home = ", ".join(account for account in accounts if account)
    parts = (
        f"{said}: ",
        Quoted(_ports(first.ports)),
        " from ",
        Quoted(sources),
        " to ",
        Quoted(destinations),
        f" ({first.tier} tier)" if first.tier else "",
        " in " if home else "",
        Quoted(home),
        f"; {before} -> {counted(after, 'pair')} of endpoints",
    )
    return line(_MARKS[first.turn], *parts, inner=tuple(_witness(names, first)), is_minor=is_minor)


def _ports(ports: tuple[Ports, ...]) -> str:
    """`all` where every protocol is meant."""
    whole = {each.protocol for each in ports if (each.from_port, each.to_port) == (0, 65535)}
    return "all" if {"tcp", "udp"} < whole and len(whole) == len(ports) else ", ".join(map(str, ports))


def _witness(names: Names, group: FlowGroup) -> Iterator[Line]:
    yield line("", "such as ", Quoted(group.witness.flow))
    seen: set[tuple[str, str]] = set()
    for step in (*group.witness.there, *group.witness.back):
        known = (step.hop.action, place_of(step.span))
        if step.span is not None and known not in seen:
            seen.add(known)
            yield _step(names, step, group)


def _step(names: Names, step: Step, group: FlowGroup) -> Line:
    home = next(
        (account for account in (group.account, group.source_account) if f"accounts.{account}." in step.hop.component),
        "",
    )
    said = Quoted(names.within(home, step.hop.component)), " ", Quoted(below(home, step.hop.action))
    if step.hop.stops is None:
        return line(">", *said, place=place_of(step.span))
    is_fact = step.hop.stops is Disposition.INSUFFICIENT_INFO
    fact = ("; the model does not say ", Quoted(below(home, step.hop.remedy))) if is_fact else ()
    return line("?", *said, *fact, place=place_of(step.span))


def _ends(names: Names, each: FlowGroup) -> tuple[str, str]:
    """The sources and destinations, each shortened to what it is called in its account."""
    sources = _called(names, each.sources, each.source_account) + _only(each.source_addresses)
    if each.source_account and each.account and each.source_account != each.account:
        sources += f" of {each.source_account}"
    return sources, _called(names, each.destinations, each.account) + _only(each.destination_addresses)


def _called(names: Names, addresses: tuple[str, ...], account: str) -> str:
    """By kind: `deployments.{api,worker}, subnets.app-a`."""
    sections: dict[str, list[str]] = {}
    for address in addresses:
        short = names.within(account, address)
        section, dot, _ = short.rpartition(".")
        sections.setdefault(section if dot else short, []).append(short)
    return ", ".join(braced(list(dict.fromkeys(held))) for held in sections.values())


def _abroad(each: FlowGroup) -> str:
    return each.source_account if each.source_account != each.account else ""


def _only(addresses: Networks) -> str:
    """The blocks, or those that are missing where these are fewer."""
    if not addresses:
        return ""
    rest = outside(public_blocks(addresses[0].version), addresses)
    is_most = len(rest) < len(addresses)
    return f" ({'but ' if is_most else ''}{cut(', '.join(map(str, rest if is_most else addresses)), 60)})"


def finding_lines(changes: Changes) -> Iterator[Line]:
    """New ones, worst first, then what somebody accepts from now on, then what is gone."""
    found = changes.findings
    for each in sorted(found.new, key=lambda one: (one.severity.rank, one.sort_key)):
        yield _finding("x", f"new {each.severity}", each)
    for one in found.accepted:
        yield _accepted("!", "accepted from now on", one)
    for one in found.told_again:
        yield _accepted("!", "no longer accepted", one)
    for each in found.gone:
        yield _finding("-", f"gone {each.severity}", each)


def _finding(mark: str, what: str, each: Finding) -> Line:
    users = max(1, sum(related.note.startswith("used by ") for related in each.related))
    more = f" (and {counted(users - 1, 'other user')} of the same lines)" if users > 1 else ""
    at = path_text(each.path)
    parts = (
        f"{what}: ",
        Quoted(each.check),
        ": ",
        Quoted(cut(each.message, 200)),
        " at " if at else "",
        Quoted(at),
        more,
    )
    return line(mark, *parts, place=place_of(each.span))


def _accepted(mark: str, what: str, one: Accepted) -> Line:
    parts = f"{what}: ", Quoted(one.finding.check), ": ", Quoted(cut(one.finding.message, 200))
    why = f", by the {one.by} ", Quoted(one.name), ": ", Quoted(cut(one.reason))
    return line(mark, *parts, *why, place=place_of(one.span or one.finding.span))


def radius_lines(changes: Changes, mode: str) -> Iterator[Line]:
    """One line for each loss whose radius changed; those that changed alike in one."""
    groups: dict[tuple[object, ...], list[RadiusChange]] = {}
    for each in changes.radii.changed:
        if each.mode == mode:
            home = account_of(each.subject)
            shifts = (*each.grown, *each.shrunk)
            key = (
                each.kind,
                each.is_new,
                each.is_gone,
                *((below(home, one.address), one.before, one.after) for one in shifts),
            )
            groups.setdefault(key, []).append(each)
    for held in groups.values():
        yield _radius(held)


def _radius(held: list[RadiusChange]) -> Line:
    first = held[0]
    verb = "the loss of " if first.mode == "failure" else "an intruder in "
    shifts = (*first.grown, *first.shrunk)
    home = account_of(first.subject)
    inner = []
    for shift in shifts[:_SHOWN]:
        mark = "+" if shift in first.grown else "-"
        states = f": {_state(shift.before)} -> {_state(shift.after)}"
        told = below(home, shift.address), below(home, shift.reason)
        inner.append(line(mark, Quoted(told[0]), states, " (", Quoted(cut(told[1])), ")"))
    if len(shifts) > _SHOWN:
        inner.append(line("", f"and {len(shifts) - _SHOWN} more"))
    if first.is_new or first.is_gone:
        does = f", which is new, gets at {len(shifts)}" if first.is_new else f", which is gone, got at {len(shifts)}"
        return line(
            "+" if first.is_new else "-", verb, Quoted(braced([each.subject for each in held])), does, inner=inner
        )
    worse = f" hits {len(first.grown)} harder than before" if first.grown else ""
    better = f"{' and' if worse else ' hits'} {len(first.shrunk)} less" if first.shrunk else ""
    names = Quoted(braced([each.subject for each in held]))
    counts = f"; {first.count_before} -> {first.count_after} in all" if len(held) == 1 else ""
    return line("+" if first.grown else "-", verb, names, worse, better, counts, inner=inner)


def _state(state: State | None) -> str:
    return str(state) if state is not None else "untouched"


def address_lines(changes: Changes) -> Iterator[Line]:
    """Overlaps, then room."""
    for mark, what, overlaps in (
        ("x", "new overlap: ", changes.space.new_overlaps),
        ("-", "no longer an overlap: ", changes.space.gone_overlaps),
    ):
        for one in overlaps:
            first, second = (f"{one.first} {one.first_block}", f"{one.second} {one.second_block}")
            yield line(mark, what, Quoted(first), " and ", Quoted(second))
    rooms: dict[tuple[int, int, str], list[str]] = {}
    for room in changes.space.rooms:
        rooms.setdefault((room.before, room.after, room.what), []).append(room.address)
    for (before, after, what), addresses in rooms.items():
        each = " each" if len(addresses) > 1 else ""
        counts = f": {before:,} -> {after:,} addresses {what}{each}"
        yield line("+" if after > before else "-", Quoted(braced(addresses)), counts)


def cost_lines(changes: Changes) -> Iterator[Line]:
    """By account, then by service, then what came to and left the things that nobody could price."""
    if changes.usd_more or any(row.changes_usd[1] for row in changes.costs.rows):
        yield from _rows(changes.costs_by_account, "account ")
        yield from _rows(changes.costs, "")
    for mark, what, gaps in (("?", "new gap", changes.new_gaps), ("-", "gap that is closed", changes.gone_gaps)):
        by_reason: dict[tuple[str, str], list[str]] = {}
        for gap in gaps:
            by_reason.setdefault((str(gap.standing), gap.what), []).append(gap.subject.address)
        for (standing, name), addresses in by_reason.items():
            yield line(mark, f"{what}, {standing}: ", Quoted(name), " of ", Quoted(braced(addresses)))


def _rows(table: Comparison, noun: str) -> Iterator[Line]:
    for row in table.rows:
        more = row.changes_usd[1]
        if more:
            before, after = (usd_text(each.monthly_usd) for each in row.totals)
            name = Quoted(row.group) if row.group != NONE else f"no {noun.strip() or 'service'}"
            amount = f": {'+' if more > 0 else ''}{usd_text(more)} USD ({before} -> {after})"
            yield line("+" if more > 0 else "-", noun if row.group != NONE else "", name, amount)

"""What became of promises: of what is known of them, and of what they say."""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.changes import Changes, Effect, PromiseChange, Promised, Rewording
from innovate_model.rendering._changes.words import Line, Quoted, counted, cut, line, place_of, places, value_text

_LONGEST = 200


def promise_headline(changes: Changes) -> str:
    """How many there are of each sort, each counted once."""
    counts = {"no longer proven": 0, "removed": 0, "reworded": 0, "other": 0}
    for each in changes.promises:
        sort = "no longer proven" if each.is_worse and not each.is_removed else "removed" if each.is_removed else ""
        counts[sort or ("reworded" if each.rewordings else "other")] += 1
    weaker = sum(each.is_weaker and not each.is_removed for each in changes.promises)
    other = counts.pop("other")
    parts = [f"{count} {sort}" for sort, count in counts.items() if count]
    parts += [f"{weaker} that may allow more than before"] if weaker else []
    return ", ".join([*parts, *([counted(other, "other change")] if other else [])])


def promise_lines(changes: Changes) -> Iterator[Line]:
    """What is no longer proven, or only because it says something else, then what was removed or may allow more, then
    what is proven again, then what came."""
    for each in sorted(changes.promises, key=lambda one: (not one.is_worse, not one.is_weaker, one.name)):
        side = each.after or each.before
        inner = [_rewording(one) for one in each.rewordings]
        yield line(_mark(each), Quoted(each.name), *_said(each), place=place_of(side and side.span), inner=inner)


def _mark(each: PromiseChange) -> str:
    if each.is_worse:
        return "x"
    return "!" if each.is_weaker else "~" if each.rewordings else "+"


def _said(each: PromiseChange) -> Iterator[str]:
    before, after = each.before, each.after
    if after is None:
        verdict = before.verdict if before is not None else ""
        yield f": removed; {_WAS[verdict]}"
        yield from _as_it_was(each, "; it would be ")
    elif each.holds_as_written:
        yield ": holds, but only as it is written now"
        yield from _as_it_was(each, ": as it was before, it is ")
    elif each.as_before is not None and each.as_before.verdict == after.verdict == _verdict(before):
        yield f": {after.verdict}, as it is written now and as it was"
    else:
        yield f": {_verdict(before)} -> {after.verdict}"
        if after.says and _verdict(before) != after.verdict:
            yield from (": ", Quoted(cut(after.says, _LONGEST)))


_WAS = {"holds": "it held", "broken": "it was broken", "not known": "whether it held was not known"}


def _as_it_was(each: PromiseChange, words: str) -> Iterator[str]:
    as_before = each.as_before
    if as_before is not None and as_before.says:
        yield f"{words}{as_before.verdict} now: "
        yield Quoted(cut(as_before.says, _LONGEST))


def _verdict(side: Promised | None) -> str:
    return side.verdict if side is not None else "not made"


def _rewording(one: Rewording) -> Line:
    values = Quoted(value_text(one.old)), " -> ", Quoted(value_text(one.new))
    key = (Quoted(one.key), ": ") if one.key else ("another promise: ",)
    told = f": {one.effect}" if one.key != "because" else ""
    mark = "!" if one.effect is Effect.WEAKER else "~"
    return line(mark, *key, *values, told, place=places(one.old_span, one.new_span))

"""What the keys of a promise do, as the kind of promise declares it at each: ask for something, or allow something."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """A key of a promise. More under it promises more where it `asks`, and less where it does not.

    `is_all_if_empty`: left out, it means everything rather than nothing. `is_whole`: a resource means all that stands
    in it. `is_each`: every entry is a group of its own. `order`: the words that may stand there, from the least on.
    `unless`: with this key at this value it is not so plain what more of it does.
    """

    asks: bool
    is_all_if_empty: bool = False
    is_whole: bool = False
    is_each: bool = False
    order: tuple[str, ...] = ()
    unless: tuple[str, str] = ("", "")


ASKS = Term(asks=True)
ASKS_WHOLE = Term(asks=True, is_whole=True)
ALLOWS = Term(asks=False)
LIMIT = Term(asks=False, is_all_if_empty=True)

"""What somebody may have meant who wrote a word that is not known."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from functools import lru_cache


def nearest(word: str, known: Iterable[str]) -> str:
    """ "did you mean ...?" for a misspelt word, "" where nothing is near."""
    return did_you_mean(near(word, known))


def did_you_mean(words: Iterable[str]) -> str:
    """The question; "" for no words."""
    quoted = [f"`{word}`" for word in words]
    return f"did you mean {' or '.join(quoted)}?" if quoted else ""


def near(word: str, known: Iterable[str]) -> tuple[str, ...]:
    """The one or two known words that are most like another."""
    return _near(word, tuple(known))


_NOTICEABLY = 0.15


@lru_cache(maxsize=4096)
def _near(word: str, known: tuple[str, ...]) -> tuple[str, ...]:
    matches = difflib.get_close_matches(word, known, n=2, cutoff=0.6)
    likeness = [difflib.SequenceMatcher(None, match, word).ratio() for match in matches]
    if len(matches) > 1 and likeness[1] < likeness[0] - _NOTICEABLY:
        del matches[1]
    if not matches:  # `cidr` for `cidr_block`
        matches = [name for name in known if word in name.split("_")][:2]
    return tuple(matches)


def among(word: str, known: Iterable[str]) -> str:
    """What a misspelt word may have meant: the nearest of the known words, or else all of them."""
    words = list(known)
    return nearest(word, words) or (f"known: {', '.join(words)}" if words else "")


def shown(value: object) -> str:
    """What was written, as a message names it: a text in quotes (cut, if it is long), `a list`, `a mapping`."""
    if isinstance(value, (list, tuple)):
        return "a list"
    if isinstance(value, Mapping):
        return "a mapping"
    return "nothing" if value is None else f"`{cut(str(value))}`" if value != "" else '`""`'


_LONGEST = 60


def cut(text: str) -> str:
    """A text as a sentence can hold it."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST // 2]}... ({len(text)} characters)"

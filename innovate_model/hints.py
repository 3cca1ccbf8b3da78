"""What somebody may have meant who wrote a word that is not known."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from functools import lru_cache


def nearest(word: str, known: Iterable[str]) -> str:
    """ "did you mean ...?" for a misspelt word, "" where nothing is near."""
    return _nearest(word, tuple(known))


_NOTICEABLY = 0.15


@lru_cache(maxsize=4096)
def _nearest(word: str, known: tuple[str, ...]) -> str:
    matches = difflib.get_close_matches(word, known, n=2, cutoff=0.6)
    likeness = [difflib.SequenceMatcher(None, match, word).ratio() for match in matches]
    if len(matches) > 1 and likeness[1] < likeness[0] - _NOTICEABLY:
        del matches[1]
    if not matches:  # `cidr` for `cidr_block`
        matches = [name for name in known if word in name.split("_")][:2]
    return "did you mean " + " or ".join(f"`{match}`" for match in matches) + "?" if matches else ""


def among(word: str, known: Iterable[str]) -> str:
    """What a misspelt word may have meant: the nearest of the known words, or else all of them."""
    words = list(known)
    return nearest(word, words) or (f"known: {', '.join(words)}" if words else "")

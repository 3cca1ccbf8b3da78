"""Where something stands in a file: the last step from a symbolic path to what an editor can open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

Path = tuple[str | int, ...]
"""A symbolic place in a model: the keys from the root down, such as `("accounts", "dev", "vpcs", "main")`.
Resources are the even-length prefixes that a resource type claims; anything longer is an attribute."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a text file.

    `file` is as the user named it (relative to where the model was loaded from), `line` and `column` count from 1,
    `length` is the number of characters that a caret should underline (at least 1).
    """

    file: str
    line: int
    column: int
    length: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


def at(address: str, *attributes: str | int) -> Path:
    """The path of a resource, or of an attribute of it, by its address."""
    return (*address.split("."), *attributes)


def addresses_along(path: Path) -> Iterator[tuple[str, Path]]:
    """What may be the address of a resource that a path leads to or through, the longest first, with the rest of the
    path behind it.

    >>> list(addresses_along(("accounts", "dev")))
    [('accounts.dev', ()), ('accounts', ('dev',))]
    """
    for length in range(len(path), 0, -1):
        yield ".".join(map(str, path[:length])), path[length:]


def path_text(path: Path) -> str:
    """A path as people write it: `accounts.dev.vpcs.main`, with brackets around keys that are empty or hold a dot, a
    space, a quote or a bracket.

    >>> path_text(("vpcs", "main", "routes", "0.0.0.0/0", 2))
    'vpcs.main.routes["0.0.0.0/0"][2]'
    """
    text = ""
    for key in path:
        if isinstance(key, int):
            text += f"[{key}]"
        elif not key or any(sign in key for sign in _SIGNS):
            text += '["' + key.replace("\\", "\\\\").replace('"', '\\"') + '"]'
        else:
            text += f".{key}" if text else key
    return text


_SIGNS = '. "[]'
_KEY = re.compile(r'\["(?P<quoted>(?:[^"\\]|\\.)*)"\]|\[(?P<index>[0-9]{1,9})\]|\.?(?P<plain>[^.\[\]"]+)', re.DOTALL)


def parse_path(text: str) -> Path | None:
    """The path that `path_text` wrote; None for what is none.

    >>> parse_path('vpcs.main.routes["0.0.0.0/0"][2]')
    ('vpcs', 'main', 'routes', '0.0.0.0/0', 2)
    """
    path: list[str | int] = []
    end = 0
    while end < len(text):
        key = _KEY.match(text, end)
        if key is None or (key["plain"] is not None and (end > 0) is not text.startswith(".", end)):
            return None
        end = key.end()
        if key["index"] is not None:
            path.append(int(key["index"]))
        else:
            path.append(key["plain"] or re.sub(r"\\(.)", r"\1", key["quoted"] or "", flags=re.DOTALL))
    return tuple(path) or None

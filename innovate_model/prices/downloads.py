"""Files of the price list, fetched once: a version that was read whole stays in a folder of the user's."""

from __future__ import annotations

import gzip
import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from http.client import HTTPResponse

_SECONDS = 60
_CHUNK = 1 << 20


class PriceListError(Exception):
    """The price list cannot be read; `hint` is what to do about it."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


def user_cache() -> Path:
    """Where the user's programs keep what they can fetch again.

    https://specifications.freedesktop.org/basedir-spec/latest/ and what Windows and macOS have for it.
    """
    named = os.environ.get("XDG_CACHE_HOME", "")
    if Path(named).is_absolute():
        folder = Path(named)
    elif sys.platform == "win32":
        folder = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        folder = Path.home() / "Library" / "Caches"
    else:
        folder = Path.home() / ".cache"
    return folder / "innovate-model" / "prices"


@dataclass(frozen=True, slots=True)
class File:
    """A file of the list on this disk: in the cache, or on its way there until `keep`; gone at the end of a `with`
    otherwise."""

    path: Path
    target: Path

    def __enter__(self) -> File:
        return self

    def __exit__(self, *_: object) -> None:
        if self.path != self.target:
            self.discard()

    def open(self) -> gzip.GzipFile:
        return gzip.GzipFile(self.path, "rb")

    def keep(self) -> None:
        """It was read whole: it may stay, in the place of older versions. Whoever looks into the cache sees the whole
        file or none."""
        self.path.replace(self.target)
        for other in self.target.parent.glob("*.json.gz"):
            if other != self.target:
                other.unlink(missing_ok=True)

    def discard(self) -> None:
        self.path.unlink(missing_ok=True)


class Downloads:
    """What stands below an address."""

    def __init__(self, address: str, folder: Path, told: Callable[[str], None]) -> None:
        self._address = address.rstrip("/")
        self._folder = folder
        self._told = told
        self.json: Callable[[str], Any] = cache(self._json)

    def file(self, name: Path, path: str, title: str) -> File:
        """The file at a path of the list, from the cache where it is there. PriceListError where it does not come
        whole."""
        target = self._folder / name
        if target.exists():
            self._told(f"{title}: from {target}")
            return File(target, target)
        self._told(f"{title}: from {self._address}{path}")
        target.parent.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(descriptor, "wb") as raw, gzip.open(raw, "wb", compresslevel=1) as stream:
                self._fetch(path, stream.write)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        return File(Path(temporary), target)

    def _json(self, path: str) -> Any:
        """A small file, read whole."""
        import json
        from io import BytesIO

        stream = BytesIO()
        self._fetch(path, stream.write)
        try:
            return json.loads(stream.getvalue())
        except ValueError as error:
            raise PriceListError(f"{self._address}{path}: not JSON: {error}") from None

    def _fetch(self, path: str, write: Callable[[bytes], object]) -> None:
        from http.client import HTTPException
        from urllib.error import HTTPError, URLError

        url = f"{self._address}{path}"
        try:
            with self._opened(url) as response:
                length = response.headers.get("Content-Length")
                size = 0
                while chunk := response.read(_CHUNK):
                    size += len(chunk)
                    write(chunk)
        except HTTPError as error:
            error.close()
            raise PriceListError(f"{url}: {error.code} {error.reason}") from None
        except URLError as error:
            raise PriceListError(f"{url} cannot be reached: {error.reason}", _OFFLINE) from None
        except (HTTPException, TimeoutError, ConnectionError) as error:
            raise PriceListError(f"{url} was cut off: {error or type(error).__name__}", _OFFLINE) from None
        if length is not None and size != int(length):
            raise PriceListError(f"{url} was cut off: {size:,} of {int(length):,} bytes came", _OFFLINE)

    def _opened(self, url: str) -> HTTPResponse:
        from urllib.request import urlopen

        if not url.startswith(("https://", "http://")):
            raise PriceListError(f"{url} is no address of the web")
        opened: HTTPResponse = urlopen(url, timeout=_SECONDS)  # noqa: S310 - checked above
        return opened


_OFFLINE = "nothing was written; the prices that there are stay as they are"

"""Files to disk: whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath


def write_files(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Write each file atomically (a reader sees the old one or the new one), in name order. The paths written come
    back."""
    written = []
    for name in sorted(files):
        target = folder / _inside(name)
        target.parent.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(files[name])
            Path(temporary).chmod(0o644)
            Path(temporary).replace(target)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        written.append(target)
    return written


def stale_files(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Those of the files that are missing in the folder or differ from what they should be."""
    stale = []
    for name in sorted(files):
        target = folder / _inside(name)
        if not target.is_file() or target.read_bytes() != files[name]:
            stale.append(target)
    return stale


def _inside(name: str) -> Path:
    """A relative name that stays in its folder: an exporter may be somebody else's."""
    parts = PurePosixPath(name).parts
    if not parts or PurePosixPath(name).is_absolute() or ".." in parts:
        raise ValueError(f"an export may not write to {name!r}")
    return Path(*parts)

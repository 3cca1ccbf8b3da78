"""SVG -> PNG through resvg, with the one font that the extra installs: the same bytes on every machine."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from struct import unpack_from

MISSING = "PNG needs resvg-py and font-lato: install the extra, innovate-model[diagrams]."
SCALE = 2


class RendererMissing(ImportError):
    """resvg-py or its font is not installed; the text is one sentence that names the extra."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG and the characters of the SVG that the font cannot draw (they appear as empty boxes), in code point
    order."""

    data: bytes
    undrawable: str


def png_of(svg: str, scale: int = SCALE) -> Picture:
    """The SVG as a PNG, `scale` pixels per SVG pixel. resvg drops all text in silence when it has no font, so the fonts
    are looked for first: raises RendererMissing without them or without resvg."""
    try:
        from resvg_py import svg_to_bytes
    except ModuleNotFoundError as error:
        raise RendererMissing(MISSING) from error
    fonts = font_files()
    data = svg_to_bytes(
        svg_string=svg,
        zoom=scale,
        skip_system_fonts=True,
        font_files=[str(font) for font in fonts],
        font_family="Lato",
        sans_serif_family="Lato",
    )
    written = set(unescape("".join(re.findall(r"<text[^>]*>([^<]*)</text>", svg))))
    drawable = frozenset.intersection(*(_characters(font) for font in fonts))
    return Picture(bytes(data), "".join(sorted(written - drawable - {" "})))


def font_files() -> tuple[Path, ...]:
    """Lato Regular and Bold (SIL Open Font License) as the package font-lato ships them. Raises RendererMissing."""
    try:
        installed = distribution("font-lato")
    except PackageNotFoundError as error:
        raise RendererMissing(MISSING) from error
    fonts = tuple(Path(str(installed.locate_file(f"font_lato/files/Lato-{face}.ttf"))) for face in ("Regular", "Bold"))
    if not all(font.is_file() for font in fonts):
        raise RendererMissing(MISSING)
    return fonts


@lru_cache(maxsize=4)
def _characters(font: Path) -> frozenset[str]:
    """What a font has glyphs for: the segments of its `cmap` subtable of format 4
    (https://learn.microsoft.com/typography/opentype/spec/cmap)."""
    data = font.read_bytes()
    tables = {
        data[at : at + 4]: unpack_from(">I", data, at + 8)[0]
        for at in range(12, 12 + 16 * unpack_from(">H", data, 4)[0], 16)
    }
    cmap = tables[b"cmap"]
    found: set[str] = set()
    for at in range(cmap + 4, cmap + 4 + 8 * unpack_from(">H", data, cmap + 2)[0], 8):
        table = cmap + unpack_from(">I", data, at + 4)[0]
        if unpack_from(">H", data, table)[0] != 4:
            continue
        twice = unpack_from(">H", data, table + 6)[0]
        ends = unpack_from(f">{twice // 2}H", data, table + 14)
        starts = unpack_from(f">{twice // 2}H", data, table + 16 + twice)
        for start, end in zip(starts, ends, strict=True):
            found.update(chr(code) for code in range(start, end + 1) if code != 0xFFFF)
    return frozenset(found)

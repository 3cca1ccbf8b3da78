"""Placed -> SVG text. Every text of a model is escaped; icons are embedded once each; nothing is fetched when the file
is opened."""

from __future__ import annotations

import re
from base64 import b64encode
from html import escape

from exporters.diagrams import sizes
from exporters.diagrams.geometry import LegendEntry, Placed, PlacedArrow, PlacedBox, Point, Rect, Role
from exporters.diagrams.icons import Icons
from exporters.diagrams.layout import LEGEND_SIGN, LEGEND_SIZE, MARGIN, SUBTITLE_SIZE, TITLE_SIZE
from exporters.diagrams.plates import PLATE_SIZE, plate_text
from exporters.diagrams.style import INK, MUTED, PAPER, TONES, LineStyle, line_styles
from exporters.diagrams.text import FONT_FAMILY, one_line, text_width
from innovate_model.views.view import Tone

ICON_SIZE = 24
CORNER = 6


def svg_of(placed: Placed, icons: Icons) -> str:
    """The picture as an SVG document. Ids in it begin with the view's name, so that several pictures can stand in one
    page."""
    prefix = re.sub(r"[^a-z0-9]+", "-", placed.view.name.lower()).strip("-") or "view"
    icon_ids = {kind: f"{prefix}-icon-{index}" for index, kind in enumerate(sorted(icons.png_of), start=1)}
    styles = line_styles(frozenset(arrow.relation for arrow in placed.view.arrows))
    title, subtitle = _text(placed.view.title), _text(placed.view.subtitle)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{placed.width}" height="{placed.height}" '
        f'viewBox="0 0 {placed.width} {placed.height}" role="img" aria-labelledby="{prefix}-title" '
        f'font-family="{escape(FONT_FAMILY)}" font-size="{sizes.SUBLABEL_SIZE}" fill="{INK}">',
        f'<title id="{prefix}-title">{title}</title>',
        f"<desc>{subtitle}</desc>" if subtitle else "",
        *_definitions(icons, icon_ids),
        f'<rect width="{placed.width}" height="{placed.height}" fill="{PAPER}"/>',
        _line(placed.title, (MARGIN, MARGIN + 14), TITLE_SIZE, bold=True),
        _line(placed.subtitle, (MARGIN, MARGIN + 36), SUBTITLE_SIZE, colour=MUTED),
        *(_box(box, icon_ids) for box in placed.boxes),
        *(_arrow(arrow, styles[arrow.arrow.relation]) for arrow in placed.arrows),
        *(_plate(arrow, styles[arrow.arrow.relation]) for arrow in placed.arrows),
        *(_legend(entry, styles, placed) for entry in placed.legend),
        *(_line(note, at, LEGEND_SIZE, colour=MUTED) for note, at in placed.notes),
        "</svg>",
    ]
    return "\n".join(part for part in parts if part) + "\n"


def _text(text: str) -> str:
    """A model's text as XML text or attribute value."""
    return escape(one_line(text), quote=True)


def _definitions(icons: Icons, icon_ids: dict[str, str]) -> list[str]:
    if not icon_ids:
        return []
    images = [
        f'<image id="{id_}" width="{ICON_SIZE}" height="{ICON_SIZE}" '
        f'href="data:image/png;base64,{b64encode(icons.png_of[kind]).decode("ascii")}"/>'
        for kind, id_ in icon_ids.items()
    ]
    return ["<defs>", *images, "</defs>"]


def _line(text: str, at: Point, size: int, *, bold: bool = False, colour: str = "", middle: bool = False) -> str:
    """One line of text, its baseline beginning (or centred) at a point."""
    if not text:
        return ""
    weight = ' font-weight="700"' if bold else ""
    fill = f' fill="{colour}"' if colour else ""
    anchor = ' text-anchor="middle"' if middle else ""
    return f'<text x="{at[0]}" y="{at[1]}" font-size="{size}"{weight}{fill}{anchor}>{_text(text)}</text>'


def _rect(rect: Rect, tone: Tone, *, radius: int = 4, opacity: str = "", frame: bool = True) -> str:
    style = TONES[tone]
    dash = f' stroke-dasharray="{style.dash}"' if style.dash and frame else ""
    stroke = f'stroke="{style.stroke}" stroke-width="{style.stroke_width:g}"{dash}' if frame else 'stroke="none"'
    seen = f' fill-opacity="{opacity}"' if opacity else ""
    return (
        f'<rect x="{rect.x}" y="{rect.y}" width="{rect.width}" height="{rect.height}" rx="{radius}" '
        f'fill="{style.fill}"{seen} {stroke}/>'
    )


def _box(placed: PlacedBox, icon_ids: dict[str, str]) -> str:
    if placed.role is Role.GROUP:
        return ""
    box = placed.box
    title = " · ".join(_text(part) for part in (box.label, box.sublabel, box.id) if part)
    inside = _lane(placed) if placed.role is Role.LANE else _framed(placed, icon_ids)
    return f'<g data-role="{placed.role}" data-id="{_text(box.id)}"><title>{title}</title>{inside}</g>'


def _lane(placed: PlacedBox) -> str:
    style, rect = TONES[placed.box.tone], placed.rect
    lines = [
        _line(
            line, (rect.x + 14, rect.y + 26 + 16 * row), sizes.LABEL_SIZE, bold=True, colour=style.ink or style.stroke
        )
        for row, line in enumerate(placed.label)
    ]
    mark = f'<rect x="{rect.x}" y="{rect.y}" width="4" height="{rect.height}" fill="{style.stroke}"/>'
    return _rect(rect, placed.box.tone, radius=2, opacity="0.55", frame=False) + mark + "".join(lines)


def _framed(placed: PlacedBox, icon_ids: dict[str, str]) -> str:
    box, rect = placed.box, placed.rect
    parts = []
    if box.count > 1:
        front = Rect(rect.x, rect.y, rect.width - 4, rect.height - 4)
        parts.append(_rect(Rect(rect.x + 4, rect.y + 4, rect.width - 4, rect.height - 4), box.tone))
        rect = front
    parts.append(_rect(rect, box.tone, opacity="0" if placed.role is Role.ZONE else ""))
    icon = icon_ids.get(box.kind)
    if icon:
        parts.append(f'<use href="#{icon}" x="{rect.x + 8}" y="{rect.y + 8}"/>')
    x = rect.x + (sizes.ICON_ROOM if icon else 12)
    style = TONES[box.tone]
    colour = (style.ink or style.stroke) if placed.role is not Role.CARD and box.tone is not Tone.PLAIN else ""
    first = rect.y + (17 if placed.sublabel else 25)
    parts += [_line(line, (x, first), sizes.LABEL_SIZE, bold=True, colour=colour) for line in placed.label]
    parts.append(_line(placed.sublabel, (x, rect.y + 32), sizes.SUBLABEL_SIZE, colour=MUTED))
    if box.count > 1:
        parts.append(_count(box.count, rect))
    return "".join(parts)


def _count(count: int, rect: Rect) -> str:
    text = f"×{count}"
    return _line(text, (rect.right - 8 - text_width(text, 12, bold=True), rect.y + 18), 12, bold=True, colour=MUTED)


def _arrow(arrow: PlacedArrow, style: LineStyle) -> str:
    path = _rounded(arrow.points)
    dash = f' stroke-dasharray="{style.dash}"' if style.dash else ""
    title = " ".join(filter(None, (arrow.arrow.source, "→", arrow.arrow.target, plate_text(arrow.arrow))))
    return (
        f'<g data-role="arrow" data-source="{_text(arrow.arrow.source)}" data-target="{_text(arrow.arrow.target)}">'
        f"<title>{_text(title)} ({_text(arrow.arrow.relation)})</title>"
        f'<path d="{path}" fill="none" stroke="{PAPER}" stroke-width="5" stroke-opacity="0.85"/>'
        f'<path d="{path}" fill="none" stroke="{style.stroke}" stroke-width="1.6"{dash}/>'
        f'<path d="{_head(arrow.points)}" fill="{style.stroke}"/></g>'
    )


def _rounded(points: tuple[Point, ...]) -> str:
    """The way as path data, its corners rounded, its end drawn back under the arrow head."""
    (before_x, before_y), (end_x, end_y) = points[-2], points[-1]
    short = (end_x - 5 * _sign(end_x - before_x), end_y - 5 * _sign(end_y - before_y))
    parts = [f"M{points[0][0]} {points[0][1]}"]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        near = tuple(c - CORNER * _sign(c - b) for c, b in zip(corner, before, strict=True))
        far = tuple(c + CORNER * _sign(a - c) for c, a in zip(corner, after, strict=True))
        parts.append(f"L{near[0]} {near[1]}Q{corner[0]} {corner[1]} {far[0]} {far[1]}")
    return "".join([*parts, f"L{short[0]} {short[1]}"])


def _head(points: tuple[Point, ...]) -> str:
    (before_x, before_y), (x, y) = points[-2], points[-1]
    along_x, along_y = _sign(x - before_x), _sign(y - before_y)
    back_x, back_y = x - 9 * along_x, y - 9 * along_y
    return f"M{x} {y}L{back_x + 4 * along_y} {back_y + 4 * along_x}L{back_x - 4 * along_y} {back_y - 4 * along_x}Z"


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)


def _plate(arrow: PlacedArrow, style: LineStyle) -> str:
    if arrow.plate is None:
        return ""
    rect = arrow.plate
    fill, ink = (style.stroke, PAPER) if arrow.number else (PAPER, style.stroke)
    return (
        f'<g data-role="label"><title>{_text(plate_text(arrow.arrow))}</title>'
        f'<rect x="{rect.x}" y="{rect.y}" width="{rect.width}" height="{rect.height}" rx="{rect.height // 2}" '
        f'fill="{fill}" stroke="{style.stroke}" stroke-width="0.8" stroke-opacity="0.5"/>'
        + _line(arrow.label, (rect.x + rect.width // 2, rect.y + 12), PLATE_SIZE, colour=ink, middle=True)
        + "</g>"
    )


def _legend(entry: LegendEntry, styles: dict[str, LineStyle], placed: Placed) -> str:
    x, y = entry.rect.x, entry.rect.y
    words = _line(entry.words, (x + LEGEND_SIGN - 8, y + 14), LEGEND_SIZE, colour=MUTED)
    if entry.kind == "tone":
        return _rect(Rect(x, y + 4, 22, 12), Tone(entry.key), radius=2) + words
    if entry.kind == "relation":
        style = styles[entry.key]
        dash = f' stroke-dasharray="{style.dash}"' if style.dash else ""
        return (
            f'<path d="M{x} {y + 10}H{x + 17}" fill="none" stroke="{style.stroke}" stroke-width="1.6"{dash}/>'
            f'<path d="{_head(((x, y + 10), (x + 22, y + 10)))}" fill="{style.stroke}"/>' + words
        )
    numbered = next(arrow for arrow in placed.arrows if str(arrow.number) == entry.key)
    fill = styles[numbered.arrow.relation].stroke
    return (
        f'<rect x="{x + 2}" y="{y + 2}" width="18" height="16" rx="8" fill="{fill}"/>'
        + _line(entry.key, (x + 11, y + 14), PLATE_SIZE, colour=PAPER, middle=True)
        + words
    )

"""Plots that a notebook shows and a printer prints: bars, bands over months, spans of months. As SVG, in shades of grey
with hatches, markers and dashes, so that nothing is told by colour alone.

Needs the extra `innovate-model[notebook]`; matplotlib is loaded when something is drawn.
"""

from __future__ import annotations

import base64
import io
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH = 8.0
"""Inches: what fits between the margins of a page that is printed upright."""
_ROW = 0.34
_LABEL = 40
"""Characters of a line of a label; a longer one is broken."""
_FILLS = (("0.35", ""), ("0.8", "///"), ("white", "..."), ("0.6", "xxx"))
_LINES = (("0.0", "-"), ("0.35", "--"), ("0.5", ":"), ("0.5", "-."))
_BANDS = ("0.72", "0.88", "0.94", "0.94")
_STYLE: dict[Any, Any] = {
    "font.size": 9,
    "hatch.linewidth": 0.5,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "svg.hashsalt": "innovate-model",  # the same plot is the same file
}
_MISSING = "matplotlib is not installed: install `innovate-model[notebook]`"

Spans = Mapping[str, Sequence[int | None]]


@dataclass(frozen=True, slots=True)
class Plot:
    """A drawn plot; `text` says in a sentence what it shows: below it, and to those who do not see it."""

    svg: bytes
    text: str

    def _repr_html_(self) -> str:
        """As an image that carries its SVG: inline SVG vanishes in a notebook that is not trusted."""
        data = base64.b64encode(self.svg).decode()
        image = f'<img alt="{escape(self.text)}" style="max-width:100%" src="data:image/svg+xml;base64,{data}">'
        return f"<figure>{image}<figcaption>{escape(self.text)}</figcaption></figure>"


def bars(series: Mapping[str, Mapping[str, float]], unit: str, text: str) -> Plot:
    """A row for each label, the first at the top, and in it a bar for each series that has it, with its number beside
    it. {series: {label: number}}. ValueError for more series than print keeps apart."""
    labels = list(dict.fromkeys(label for values in series.values() for label in values))
    _told_apart(series, len(_FILLS))
    figure, axes = _page(_ROW * len(labels) * max(1.0, 0.8 * len(series)) + 0.9)
    from matplotlib.ticker import MaxNLocator  # only once it is known that matplotlib is there

    height = 0.8 / len(series)
    for row, ((name, values), (fill, hatch)) in enumerate(zip(series.items(), _FILLS, strict=False)):
        places = [labels.index(label) + (row - (len(series) - 1) / 2) * height for label in values]
        drawn = axes.barh(places, list(values.values()), height * 0.9, label=name, color=fill, hatch=hatch, ec="0.2")
        axes.bar_label(drawn, labels=[number(value) for value in values.values()], padding=3)
    axes.set_yticks(range(len(labels)), [_broken(label) for label in labels])
    axes.invert_yaxis()
    axes.axvline(0, color="0.2", lw=0.8)
    axes.margins(x=0.16, y=0.02)
    axes.set_xlabel(unit)
    axes.xaxis.set_major_formatter(lambda value, _: number(value))
    if all(float(value).is_integer() for values in series.values() for value in values.values()):
        axes.xaxis.set_major_locator(MaxNLocator("auto", integer=True))
    if len(series) > 1:
        axes.legend(frameon=False, loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=len(series))
    return _drawn(figure, text)


def bands(
    series: Mapping[str, Iterable[Sequence[float]]],
    unit: str,
    text: str,
    *,
    over: str = "months from now",
    log: bool = False,
) -> Plot:
    """A line for each series with the band around it, month by month: {series: [(low, middle, high), ...]}. Where the
    three are equal there is a line alone. ValueError as for `bars`."""
    _told_apart(series, len(_LINES))
    figure, axes = _page(4.2)
    from matplotlib.ticker import MultipleLocator

    for (name, rows), (colour, dashes), band in zip(series.items(), _LINES, _BANDS, strict=False):
        low, middle, high = zip(*rows, strict=True)
        months = range(len(middle))
        if low != high:
            axes.fill_between(months, low, high, color=band, lw=0, label=f"{name}: 5 % to 95 % of the worlds")
        axes.plot(months, middle, color=colour, ls=dashes, label=f"{name}: the middle" if low != high else name)
    axes.set_xlabel(over)
    axes.set_xlim(0)
    axes.xaxis.set_major_locator(MultipleLocator(3))
    axes.set_ylabel(unit)
    axes.set_yscale("log" if log else "linear")
    if not log:
        axes.set_ylim(0)
    _plain_numbers(axes, log)
    axes.grid(axis="y", color="0.85", lw=0.6)
    axes.set_axisbelow(True)
    axes.legend(frameon=False, loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=2)
    return _drawn(figure, text)


def spans(rows: Spans, months: int, text: str, *, over: str = "months from now") -> Plot:
    """A row for each label: a bar from its low month to its high one, a dot at the middle; None is after the last
    month, which an arrow says. {label: (low, middle, high)}."""
    figure, axes = _page(_ROW * len(rows) + 0.9)
    for place, (low, middle, high) in enumerate(rows.values()):
        if low is None:
            axes.annotate("later", (months, place), ha="right", va="center", color="0.3")
            continue
        end = months if high is None else high
        axes.plot([low, end], [place, place], color="0.65", lw=6, solid_capstyle="butt")
        if high is None:
            axes.plot([months], [place], marker=">", color="0.35", ms=7, clip_on=False)
        if middle is not None:
            axes.plot([middle], [place], marker="o", color="0.0", ms=6)
    axes.set_yticks(range(len(rows)), [_broken(label) for label in rows])
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_xlim(0, months)
    axes.set_xticks(range(0, months + 1, 3))
    axes.set_xlabel(f"{over}\nbar: 5 % to 95 % of the worlds; dot: half of them; arrow: later than month {months - 1}")
    axes.grid(axis="x", color="0.85", lw=0.6)
    axes.set_axisbelow(True)
    return _drawn(figure, text)


def number(value: float) -> str:
    """A number to look at, of three digits and more where there are more before the point: 1,234,567, 73.4, 0.015. For
    tables, too: `pandas.set_option("display.float_format", plots.number)`."""
    return f"{value:,.0f}" if abs(value) >= 100 or float(value).is_integer() else f"{value:.3g}"


def _told_apart(series: Mapping[str, object], most: int) -> None:
    if not 0 < len(series) <= most:
        raise ValueError(f"{len(series)} series: there are shades and dashes for 1 to {most}")


def _page(height: float) -> tuple[Figure, Axes]:
    """A figure of its own, outside of what pyplot keeps for a whole program."""
    try:
        import matplotlib
        from matplotlib.figure import Figure
    except ImportError as error:
        raise ImportError(_MISSING) from error
    with matplotlib.rc_context(_STYLE):
        figure = Figure(figsize=(WIDTH, height), layout="constrained")
        return figure, figure.subplots()


def _drawn(figure: Figure, text: str) -> Plot:
    import matplotlib

    file = io.BytesIO()
    with matplotlib.rc_context(_STYLE):
        figure.savefig(file, format="svg", metadata={"Date": None, "Title": text})
    return Plot(file.getvalue(), text)


def _plain_numbers(axes: Axes, log: bool) -> None:
    """1,000 and not 10³; between the decades of a logarithmic axis 2, 3 and 5 are written, where there are few."""
    from matplotlib.ticker import LogLocator, NullFormatter

    if log:
        low, high = axes.get_ylim()
        between = (1.0, 2.0, 3.0, 5.0) if high < 200 * low else (1.0,)
        axes.yaxis.set_major_locator(LogLocator(subs=between))
        axes.yaxis.set_minor_formatter(NullFormatter())
    axes.yaxis.set_major_formatter(lambda value, _: number(value))


def _broken(label: str) -> str:
    return "\n".join(textwrap.wrap(label, _LABEL, break_long_words=False)) or label

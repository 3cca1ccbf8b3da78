"""Plots: what they write on their axes, in shades that print keeps apart, and that nothing is loaded before."""

import base64
import re
import subprocess
import sys

import pytest

from innovate_model.plots import Plot, bands, bars, number, spans


def written(plot: Plot) -> list[str]:
    """The texts of a plot: matplotlib draws them as outlines, and names each in a comment before it."""
    return re.findall(r"<!-- (.*?) -->", plot.svg.decode(), re.DOTALL)


def colours(plot: Plot) -> set[str]:
    """The colours that a plot names."""
    return set(re.findall(r"#[0-9a-f]{6}\b", plot.svg.decode()))


BARS = {"now": {"network": 1237.35, "data": 3.1}, "then": {"network": 4000.0}}
BANDS = {"as designed": [(1.0, 2.0, 4.0), (10.0, 200.0, 4000.0)], "grown": [(5.0, 5.0, 5.0), (6.0, 6.0, 6.0)]}
SPANS = {"pods": (11, 15, 21), "nodes": (13, None, None), "writer": (None, None, None)}


def test_bars_have_their_labels_their_numbers_their_series_and_the_unit() -> None:
    """All that a reader needs stands in the plot."""
    texts = written(bars(BARS, "USD a month", "What it costs."))
    assert {"network", "data", "1,237", "3.1", "4,000", "now", "then", "USD a month"} <= set(texts)


def test_bars_of_one_series_have_no_legend() -> None:
    """There is nothing to tell apart."""
    assert "now" not in written(bars({"now": {"data": 3.0}}, "USD a month", "x"))


def test_bands_have_units_and_say_what_the_band_is() -> None:
    """A line whose three numbers are equal has no band."""
    texts = written(bands(BANDS, "USD a month", "x", log=True))
    assert {"months from now", "USD a month", "grown", "as designed: the middle"} <= set(texts)
    assert "as designed: 5 % to 95 % of the worlds" in texts
    assert "grown: 5 % to 95 % of the worlds" not in texts


def test_a_logarithmic_axis_has_plain_numbers() -> None:
    """1,000, never a power of ten."""
    texts = written(bands(BANDS, "USD a month", "x", log=True))
    assert {"1", "100", "1,000"} <= set(texts)
    assert not [text for text in texts if "10^" in text]


def test_spans_say_what_comes_later() -> None:
    """A row without any month is no empty row."""
    texts = written(spans(SPANS, 24, "x"))
    assert {"pods", "nodes", "writer", "later", "0", "24"} <= set(texts)
    assert any("arrow: later than month 23" in text for text in texts)


@pytest.mark.parametrize("plot", [bars(BARS, "USD", "x"), bands(BANDS, "USD", "x"), spans(SPANS, 24, "x")])
def test_plots_are_grey(plot: Plot) -> None:
    """Nothing is told by colour: red, green and blue are the same everywhere."""
    assert colours(plot)
    assert [colour for colour in colours(plot) if len({colour[1:3], colour[3:5], colour[5:7]}) > 1] == []


def test_the_same_plot_is_the_same_file() -> None:
    """Neither a date nor chance is in it."""
    assert bars(BARS, "USD", "x") == bars(BARS, "USD", "x")


def test_a_notebook_shows_an_image_with_its_text() -> None:
    """Quotes in the text stay inside the attribute."""
    plot = bars(BARS, "USD", 'What "it" costs & why.')
    image = r'<img alt="(.*?)" style=".*?" src="data:image/svg\+xml;base64,(.*?)">'
    found = re.fullmatch(f"<figure>{image}<figcaption>(.*)</figcaption></figure>", plot._repr_html_())
    assert found is not None
    assert found[1] == "What &quot;it&quot; costs &amp; why."
    assert base64.b64decode(found[2]) == plot.svg


@pytest.mark.parametrize("count", [0, 5])
def test_more_series_than_print_keeps_apart_are_refused(count: int) -> None:
    """Rather than drawn without some of them."""
    with pytest.raises(ValueError, match=f"{count} series"):
        bars({str(name): {"a": 1.0} for name in range(count)}, "USD", "x")
    with pytest.raises(ValueError, match=f"{count} series"):
        bands({str(name): [(1.0, 1.0, 1.0)] for name in range(count)}, "USD", "x")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1234567.8, "1,234,568"),
        (100.4, "100"),
        (73.37, "73.4"),
        (0.0152, "0.0152"),
        (2.0, "2"),
        (0.0, "0"),
        (-0.5, "-0.5"),
    ],
)
def test_numbers_have_three_digits_or_all_before_the_point(value: float, text: str) -> None:
    """No more than can be known, no powers of ten."""
    assert number(value) == text


def test_importing_plots_does_not_load_matplotlib() -> None:
    """Whoever checks a model does not pay for it."""
    code = "import sys, innovate_model.plots; print('matplotlib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_without_matplotlib_the_extra_is_named() -> None:
    """The error says what to install."""
    code = (
        "import sys; sys.modules['matplotlib'] = None; from innovate_model.plots import bars; bars({'a': {}}, '', 'x')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "ImportError: matplotlib is not installed: install `innovate-model[notebook]`" in done.stderr

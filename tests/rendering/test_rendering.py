"""What all formats have in common."""

import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innovate_model import rendering
from innovate_model.finding import Finding, Related, Severity
from innovate_model.rendering import FORMATS, renderer
from innovate_model.span import Span

from .support import rules

HERE = Path(__file__).parent

hostile = st.sampled_from("\x00\n\r\t\x1b\x7f\x9b\u00ad\u2028\u202e\ud800\ufeff\uffff%:,<&")
words = st.text(st.characters() | hostile, max_size=12)
paths = st.lists(words | st.integers(0, 9), max_size=3).map(tuple)
spans = st.none() | st.builds(Span, words, st.integers(1, 4), st.integers(1, 9), st.integers(1, 9))
related = st.lists(st.builds(Related, words, paths, spans), max_size=2).map(tuple)
any_findings = st.lists(
    st.builds(Finding, words, words, st.sampled_from(Severity), paths, spans, words, related), max_size=3
)


def test_formats_are_the_modules_of_the_folder() -> None:
    """Every module without an underscore is a format; the five that pipelines and people know are among them."""
    folder = Path(rendering.__file__).parent
    assert list(FORMATS) == sorted(file.stem for file in folder.glob("[!_]*.py"))
    assert {"text", "json", "sarif", "junit", "github"} <= set(FORMATS)


def test_unknown_format_names_those_that_exist() -> None:
    """A name that is no format, or a module that is shared ground, is refused with the list of formats."""
    with pytest.raises(ValueError, match="no format 'yaml'; there are github, json, "):
        renderer("yaml")
    with pytest.raises(ValueError, match="no format '_visible'"):
        renderer("_visible")


def test_a_format_is_imported_when_it_is_asked_for() -> None:
    """Rendering text loads neither the XML library nor the other formats."""
    script = (
        "import sys; from innovate_model.rendering import renderer; renderer('text')([], {})\n"
        "print(*[name for name in sys.modules if name.startswith(('xml.', 'innovate_model.rendering.'))])"
    )
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    assert sorted(loaded) == [f"innovate_model.rendering.{name}" for name in ("_excerpt", "_rule", "_visible", "text")]


@pytest.mark.parametrize("name", FORMATS)
@given(findings=any_findings, source=words, checks=st.lists(words, max_size=2))
def test_nothing_that_a_terminal_obeys_gets_through(
    name: str, findings: list[Finding], source: str, checks: list[str]
) -> None:
    """Whatever stands in a model, every format is text in UTF-8 without a control character but its own line breaks."""
    files = {span.file: source for finding in findings if (span := finding.span)}
    report = renderer(name)(findings, files, checks=rules(*checks))
    report.encode("utf-8")
    assert not {unicodedata.category(char) for char in report.replace("\n", "")} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert report == "" or report.endswith("\n")


@pytest.mark.parametrize("name", FORMATS)
def test_same_findings_give_the_same_bytes(name: str) -> None:
    """No order of a hash, no date, no locale and no name of a machine is in a report."""
    script = (
        f"from innovate_model.rendering import renderer; from innovate_model.finding import *\n"
        f"from support import rules\n"
        f"found = [Finding(c, 'é ' + c, path=(c, 1)) for c in 'caba']\n"
        f"print(ascii(renderer({name!r})(found, {{}}, checks=rules('z', 'y', 'a'))))"
    )
    python_path = {"PYTHONPATH": os.pathsep.join([str(HERE), os.environ.get("PYTHONPATH", "")])}
    outputs = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale, "TZ": zone, **python_path},
            capture_output=True,
            check=True,
        ).stdout
        for seed, locale, zone in [("1", "C", "UTC"), ("2", "C.UTF-8", "Asia/Tokyo"), ("3", "POSIX", "UTC")]
    }
    assert len(outputs) == 1

"""GitHub annotations, asserted as the runner reads them."""

import re
from collections.abc import Mapping, Sequence

from hypothesis import given
from hypothesis import strategies as st

from innovate_model.finding import Finding
from innovate_model.rendering.github import render
from innovate_model.span import Span

from .support import rules


def test_whole_report(findings: Sequence[Finding], sources: Mapping[str, str]) -> None:
    """One command per finding, with its level, its place where there is one, and everything that a box can show."""
    assert render(findings, sources) == (
        "::error file=models/a.yaml,line=5,col=17,endColumn=28,title=cidr-overlap"
        "::10.0.4.0/22 lies within 10.0.0.0/16.%0Aat: vpcs.other.cidr_block"
        "%0Ahelp: Take a block that no other VPC has.%0Anote: the block that holds it (models/a.yaml:3:17)\n"
        "::warning file=models/a.yaml,line=6,col=34,endColumn=41,title=tag-state::50%25: unknown, so far\n"
        '::notice title=cidr-overlap::Not compared with on-premises.%0Aat: accounts["dev.eu"].vpcs[0]\n'
        "::notice title=alarm-coverage::Nothing alarms.%0Anote: as a whole\n"
    )


def test_nothing_found_prints_nothing() -> None:
    """A clean model leaves no annotation."""
    assert render([], {}, checks=rules("a")) == ""


def test_properties_cannot_be_forged() -> None:
    """A file name with commas, colons, percent signs or line breaks stays one property of one command."""
    forged = "a,line=9::x%0A\n::error::y"
    assert render([Finding("c", "m", span=Span(forged, 1, 2))], {}) == (
        "::error file=a%2Cline=9%3A%3Ax%250A\\n%3A%3Aerror%3A%3Ay,line=1,col=2,endColumn=3,title=c::m\n"
    )


def test_line_breaks_of_a_message_cannot_start_a_command() -> None:
    """A message that holds a line break and a command shows both in one annotation."""
    assert render([Finding("c", "m\n::stop-commands::x\r")], {}) == "::error title=c::m\\n::stop-commands::x\\r\n"


@given(st.text(st.characters()), st.text(st.characters()))
def test_runner_reads_back_what_was_meant(file: str, message: str) -> None:
    """Undoing the runner's escapes gives the parts back, whatever they hold (control characters shown as escapes)."""
    written = render([Finding("c", message, span=Span(file, 1, 1))], {})
    assert written.count("\n") == 1
    parsed = re.fullmatch(r"::error file=([^,:]*),line=1,col=1,endColumn=2,title=c::(.*)\n", written)
    assert parsed
    unescaped = [re.sub("%(25|0A|0D|3A|2C)", lambda code: chr(int(code[1], 16)), part) for part in parsed.groups()]
    if (file + message).isprintable():
        assert unescaped == [file, message]

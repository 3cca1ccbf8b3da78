"""The report for people, asserted as they see it."""

import re
from collections.abc import Mapping, Sequence

import pytest

from innovate_model.finding import Accepted, Finding, Related, Severity
from innovate_model.rendering.text import render
from innovate_model.span import Span

from .support import Rule, rules


def test_whole_report(findings: Sequence[Finding], sources: Mapping[str, str]) -> None:
    """Every part of a finding has its place, the caret is under the fault even behind wide characters."""
    assert render(findings, sources, checks=rules("alarm-coverage", "cidr-overlap", "tag-state")) == (
        "error[cidr-overlap]: 10.0.4.0/22 lies within 10.0.0.0/16.\n"
        " --> models/a.yaml:5:17 (vpcs.other.cidr_block)\n"
        "  |\n"
        "5 |     cidr_block: 10.0.4.0/22\n"
        "  |                 ^^^^^^^^^^^\n"
        "  = help: Take a block that no other VPC has.\n"
        "  = note: the block that holds it\n"
        " --> models/a.yaml:3:17 (vpcs.main.cidr_block)\n"
        "  |\n"
        "3 |     cidr_block: 10.0.0.0/16\n"
        "  |                 ^^^^^^^^^^^\n"
        "\n"
        "warning[tag-state]: 50%: unknown, so far\n"
        " --> models/a.yaml:6:34\n"
        "  |\n"
        "6 |     tags: {owner: 日本語チーム, state: brok\N{COMBINING RING ABOVE}en}\n"
        "  |                                        ^^^^^^\n"
        "\n"
        "note[cidr-overlap]: Not compared with on-premises.\n"
        ' --> accounts["dev.eu"].vpcs[0]\n'
        "\n"
        "note[alarm-coverage]: Nothing alarms.\n"
        "  = note: as a whole\n"
        "\n"
        "4 findings from 3 checks: 1 error, 1 warning, 2 notes\n"
    )


def test_margin_is_as_wide_as_the_largest_line_number_of_the_finding() -> None:
    """The bars of one finding stand under each other, whatever the line numbers of its places."""
    related = Related("there", span=Span("f", 110, 1, 1))
    finding = Finding("c", "m", span=Span("f", 9, 2, 2), related=(related,))
    assert render([finding], {"f": "abc\n" * 200}) == (
        "error[c]: m\n"
        "   --> f:9:2\n"
        "    |\n"
        "  9 | abc\n"
        "    |  ^^\n"
        "    = note: there\n"
        "   --> f:110:1\n"
        "    |\n"
        "110 | abc\n"
        "    | ^\n"
        "\n"
        "1 finding: 1 error, 0 warnings, 0 notes\n"
    )


@pytest.mark.parametrize(
    ("checks", "summary"),
    [([], "no findings\n"), (["a"], "no findings from 1 check\n"), (["a", "b"], "no findings from 2 checks\n")],
)
def test_nothing_found(checks: list[str], summary: str) -> None:
    """A clean model gets one line, which says from how many checks where that is known."""
    assert render([], {}, checks=rules(*checks)) == summary


def test_promises_are_counted_beside_checks() -> None:
    """A rule for each kind of them, which says how many there are."""
    kinds = (Rule("never", noun="promise", count=2), Rule("always", noun="promise"))
    assert render([], {}, checks=(*rules("a"), *kinds)) == "no findings from 1 check and 3 promises\n"
    assert render([], {}, checks=kinds[1:]) == "no findings from 1 promise\n"


@pytest.mark.parametrize("span", [Span("absent", 1, 1), Span("f", 9, 1), Span("f", 0, 0)])
def test_place_without_text_is_named_but_not_quoted(span: Span) -> None:
    """A file that is not at hand, or a line that it does not have, costs the quotation and nothing else."""
    assert render([Finding("c", "m", span=span)], {"f": "x\n"}) == (
        f"error[c]: m\n --> {span}\n\n1 finding: 1 error, 0 warnings, 0 notes\n"
    )


def test_empty_line_is_quoted_without_blanks_at_its_end() -> None:
    """A fault at the end of the file, on the empty line after the last break, has its caret in the first column."""
    assert render([Finding("c", "m", span=Span("f", 2, 1))], {"f": "x:\n"}).splitlines()[2:5] == ["  |", "2 |", "  | ^"]


def test_names_cannot_write_lines_or_colours_of_their_own() -> None:
    """A message, path, file name or source line with line breaks and escape sequences shows them instead of obeying."""
    evil = "a\x1b[2J\nb\u202e"
    finding = Finding("c", evil, path=(evil,), span=Span(evil, 1, 1, 2), suggestion=evil)
    shown = r"a\x1b[2J\nb\u202e"
    assert render([finding], {evil: evil}) == (
        f'error[c]: {shown}\n --> {shown}:1:1 (["{shown}"])\n  |\n1 | a\\x1b[2J\n  | ^^^^^\n  = help: {shown}\n\n'
        "1 finding: 1 error, 0 warnings, 0 notes\n"
    )


def test_colour_only_adds_escape_sequences(findings: Sequence[Finding], sources: Mapping[str, str]) -> None:
    """Asked for, colour marks the severities and changes no character of the report."""
    coloured = render(findings, sources, colour=True)
    assert "\x1b[1;31merror[cidr-overlap]\x1b[0m" in coloured
    assert "\x1b[1;33mwarning[tag-state]\x1b[0m" in coloured
    assert re.sub(r"\x1b\[[0-9;]+m", "", coloured) == render(findings, sources)


def test_severities_are_counted_in_full() -> None:
    """Each severity is named with its number, also where that is zero."""
    found = [Finding("c", "m", Severity.NOTE)] * 2 + [Finding("c", "m", Severity.ERROR)]
    assert render(found, {}).splitlines()[-1] == "3 findings: 1 error, 0 warnings, 2 notes"


def test_what_is_accepted_is_counted(accepted: Sequence[Accepted]) -> None:
    """In the last line, by who accepts it, and nowhere else."""
    assert render([], {}, accepted=accepted) == "no findings; 1 suppressed, 1 in the baseline\n"
    assert render([], {}, checks=rules("a"), accepted=accepted[:1]) == "no findings from 1 check; 1 suppressed\n"
    (finding,) = [Finding("c", "m")]
    assert render([finding], {}, accepted=accepted[1:]).endswith(
        "1 finding: 1 error, 0 warnings, 0 notes; 1 in the baseline\n"
    )

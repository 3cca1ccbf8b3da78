"""Small models as text, with the places that matter marked in the text itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from textwrap import dedent, indent

from hypothesis import HealthCheck, settings

from innovate_model.finding import Finding
from innovate_model.loader import Loaded, load_text
from innovate_model.span import Span

HEADER = "innovate: 1\norganization: {title: Test, region: us-east-1}\n"


def in_account(text: str) -> str:
    """A model whose one account, `dev`, says `text`."""
    account = "account_id: 012345670123\n" + dedent(text).strip("\n")
    return f"{HEADER}accounts:\n  dev:\n{indent(account, '    ')}\n"


def in_vpc(text: str) -> str:
    """A model whose one VPC, `accounts.dev.vpcs.main` with the zones a and b, says `text`."""
    vpc = "cidr_block: 10.0.0.0/16\navailability_zones: [a, b]\n" + dedent(text).strip("\n")
    return in_account(f"vpcs:\n  main:\n{indent(vpc, '    ')}")


def unmark(text: str, file: str = "model.yaml") -> tuple[str, list[Span]]:
    """The text without its marks «...», and the places that they marked, in order."""
    spans = []
    lines = text.split("\n")
    for number, line in enumerate(lines):
        while match := re.search("«(.*?)»", line):
            spans.append(Span(file, number + 1, match.start() + 1, max(1, len(match[1]))))
            line = line[: match.start()] + match[1] + line[match.end() :]
        lines[number] = line
    return "\n".join(lines), spans


def load_marked(text: str) -> tuple[Loaded, list[Span]]:
    """The model of a marked text, and the marked places."""
    clean, spans = unmark(text)
    return load_text(clean), spans


def underlined(span: Span, text: str) -> str:
    """What a caret under the span underlines, as a report would quote it."""
    line = re.split("\r\n|[\n\r\x85\u2028\u2029]", text)[span.line - 1]
    return line[span.column - 1 : span.column - 1 + span.length]


def told(findings: Iterable[Finding]) -> list[str]:
    """Each finding in a line: `check file:line:column`."""
    return [f"{finding.check} {finding.span}" for finding in findings]


def assert_inside(findings: Iterable[Finding], texts: Mapping[str, str]) -> None:
    """Every finding has a place, and every place (the related ones too) lies within its file."""
    for finding in findings:
        assert finding.span is not None, finding
        for span in (finding.span, *(related.span for related in finding.related)):
            if span is None:
                continue
            lines = re.split("\r\n|[\n\r\x85\u2028\u2029]", texts[span.file])
            assert 1 <= span.line <= len(lines), finding
            assert 1 <= span.column <= len(lines[span.line - 1]) + 1, finding
            assert span.length >= 1, finding


def examples(normal: int, long: int) -> settings:
    """So many examples of a property over whole organisations; `--hypothesis-profile=long` runs the larger number."""
    count = long if settings.get_current_profile_name() == "long" else normal
    return settings(max_examples=count, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])

"""What a notebook shows for an Architecture: a small table, self-contained and free of scripts."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from innovate_model.finding import Finding, Severity
from innovate_model.graph import Graph


def summary(graph: Graph, findings: Sequence[Finding]) -> str:
    """Accounts with what stands in them, and how many findings the text has. Every name is escaped."""
    by_account: dict[str, dict[str, int]] = {}
    for resource in graph.model:
        account = (resource.within("accounts") or resource.address.split(".")[0]).rpartition(".")[2]
        kinds = by_account.setdefault(account, {})
        kinds[resource.kind] = kinds.get(resource.kind, 0) + 1
    rows = "".join(_row(account, kinds) for account, kinds in by_account.items())
    counts = ", ".join(_count(sum(f.severity is severity for f in findings), str(severity)) for severity in Severity)
    relations = _count(sum(1 for _ in graph.edges()), "relation")
    return (
        f"<p><b>{_count(len(graph.model), 'resource')}</b>, {relations}; text: {counts}</p>"
        f'<table><thead><tr><th style="text-align:left">account</th><th>resources</th>'
        f'<th style="text-align:left">of which</th></tr></thead><tbody>{rows}</tbody></table>'
    )


def _row(account: str, kinds: dict[str, int]) -> str:
    most = sorted(kinds.items(), key=lambda item: (-item[1], item[0]))
    text = ", ".join(f"{count} {kind}" for kind, count in most)
    return (
        f'<tr><td style="text-align:left">{escape(account)}</td><td>{sum(kinds.values())}</td>'
        f'<td style="text-align:left">{escape(text)}</td></tr>'
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"

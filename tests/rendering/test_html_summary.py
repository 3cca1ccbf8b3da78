"""What a notebook shows for an architecture."""

from html.parser import HTMLParser
from pathlib import Path

from innovate_model import api
from innovate_model.finding import Finding, Severity
from innovate_model.graph import Graph
from innovate_model.model import Model
from innovate_model.rendering._html_summary import summary
from innovate_model.resources.base import Resource
from innovate_model.resources.kms_key import KmsKey

INNOVATE = Path(__file__).parents[2] / "models" / "innovate"


class Reader(HTMLParser):
    """The tags and the text of a page; an unbalanced tag fails."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.texts: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.tags.add(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def graph_of(*resources: Resource) -> Graph:
    return Graph(Model({resource.address: resource for resource in resources}), {}, {})


def test_the_reference_model_by_account() -> None:
    """One row for each account, with its resources by kind, the most frequent first; a heading with the totals."""
    architecture = api.load(INNOVATE)
    page = Reader(architecture._repr_html_())
    text = "".join(page.texts)
    assert f"{len(architecture)} resources" in text
    assert "0 errors, 0 warnings, 0 notes" in text
    row = page.texts[page.texts.index("production") + 1 :][:2]
    assert int(row[0]) == sum(r.within("accounts") == "accounts.production" for r in architecture)
    counts = [int(part.split()[0]) for part in row[1].split(", ")]
    assert counts == sorted(counts, reverse=True)
    assert sum(counts) == int(row[0])


def test_it_is_self_contained() -> None:
    """No script, no style sheet, no link: it looks the same in a notebook that is not trusted."""
    page = Reader(api.load(INNOVATE)._repr_html_())
    assert page.tags <= {"p", "b", "table", "thead", "tbody", "tr", "th", "td"}


def test_names_are_escaped() -> None:
    """A name is never markup, whoever built the model."""
    html = summary(graph_of(KmsKey(address="accounts.<img src=x onerror=alert(1)>.kms_keys.k")), [])
    page = Reader(html)
    assert "img" not in page.tags
    assert "<img src=x onerror=alert(1)>" in page.texts


def test_numbers_and_their_nouns_agree() -> None:
    """One resource, one error; no resources, two warnings."""
    faults = [
        Finding("x", "y", Severity.ERROR),
        Finding("x", "y", Severity.WARNING),
        Finding("x", "z", Severity.WARNING),
    ]
    one = summary(graph_of(KmsKey(address="accounts.a.kms_keys.k")), faults)
    assert "<b>1 resource</b>, 0 relations; text: 1 error, 2 warnings, 0 notes" in one
    assert "<b>0 resources</b>" in summary(graph_of(), [])

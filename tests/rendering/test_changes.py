"""The comparison as text, Markdown and JSON: what is said, and that nothing of a model becomes markup."""

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from innovate_model.api import load_text
from innovate_model.rendering._changes.json import as_json
from innovate_model.rendering._changes.markdown import LONGEST, code, markdown
from innovate_model.rendering._changes.report import Report, Section, report
from innovate_model.rendering._changes.text import text_lines
from innovate_model.rendering._changes.words import Line, Names, Quoted, braced, line, value_text

from ..analyses.shops import CHANGES, HOME, changed, shop

NASTY = (
    "</details><script>alert(1)</script> [x](javascript:y) @everyone #1 `` ``` \n# head\n- item\n| a | b |\x1b[2J\u202e"
)


def unspanned(text: str) -> str:
    """A Markdown text without its code spans, found as the specification says: from a run of backticks to the next of
    the same length, leftmost first (https://spec.commonmark.org/0.31.2/#code-spans)."""
    out, at = [], 0
    while found := re.compile("`+").search(text, at):
        close = re.compile(rf"(?<!`){found[0]}(?!`)").search(text, found.end())
        if close is None:
            out.append(text[at : found.end()])
            at = found.end()
        else:
            out.append(text[at : found.start()])
            at = close.end()
    return "".join((*out, text[at:]))


class Tags(HTMLParser):
    """Every tag that an HTML parser finds."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)


@given(st.text())
@example(NASTY)
@example("`")
@example(" a ")
@example("``a`")
@example("")
def test_a_code_span_holds_whatever_is_in_it(text: str) -> None:
    """Nothing is left outside, on one line."""
    span = code(text)
    assert "\n" not in span
    assert unspanned(f"before {span} after") == "before  after"


@pytest.mark.parametrize("name", CHANGES)
def test_outside_code_there_are_our_own_words(name: str) -> None:
    """No address, check or value of the model; the only tags are those that fold."""
    text = markdown(report(changed(name)))
    bare = unspanned(text)
    assert Tags(bare).tags <= {"details", "summary"}
    for word in ("accounts.", "instances", "tcp/", "flow-logs", "m6i", "shop.yaml"):
        assert word not in bare, word


def test_what_somebody_writes_stays_text() -> None:
    """Tags, links, mentions and control characters in a description, a key of a mapping and a reason."""
    model = """\
innovate: 1
organization: {title: T, region: us-east-1}
accounts:
  dev:
    account_id: 012345670123
    default_tags: {%s: %s}
    kms_keys: {data: {description: %s}}
"""
    nasty = json.dumps(NASTY)
    old = load_text(model % ("a", "b", "c"))
    new = load_text(model % (nasty, nasty, nasty))
    found = old.diff(new)
    text = markdown(report(replace(found, old=replace(found.old, name=NASTY))))
    bare = unspanned(text)
    assert "script" not in bare
    assert "@everyone" not in bare
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert Tags(bare).tags <= {"details", "summary"}
    assert [each for each in text.splitlines() if each.startswith(("# ", "|"))] == []
    assert not any("\x1b" in each or "\u202e" in each for _, each in text_lines(report(found), 0))


def many(count: int) -> Report:
    inner = [line(">", Quoted("x" * 300), place="a:1") for _ in range(20)]
    lines = tuple(line("+", Quoted("y" * 300 + str(number)), inner=inner) for number in range(count))
    sections = tuple(Section(f"part {number}", f"{count} opened", lines, "note", 3) for number in range(8))
    return Report("Many", "old", "new", True, (), sections, ())


@pytest.mark.parametrize("count", [0, 1, 5, 39, 40, 41, 1000])
def test_a_comment_has_room_for_so_much(count: int) -> None:
    """What is left out is counted, in every part, and nothing is left open."""
    text = markdown(many(count))
    assert len(text) <= LONGEST
    assert text.count("<details>") == text.count("</details>")
    if count > 40:
        assert "lines were left out" in text


def test_the_summary_comes_first() -> None:
    """What matters most in a few lines, then the details, folded."""
    head, *parts = markdown(report(changed("open the front to the world"))).split("<details>")
    assert head.splitlines()[0] == "### Architecture of `Shop`: `old` → `new`"
    assert [each.split("**")[1] for each in head.splitlines() if each.startswith("- **")] == [
        "flows",
        "findings",
        "resources",
    ]
    assert "the same: blast radius by failure" in head
    assert len(head.splitlines()) < 15
    assert len(parts) == 3
    assert all("</details>" in part for part in parts)


def test_no_difference_is_said() -> None:
    """In text and in Markdown."""
    same = report(shop().diff(shop()))
    assert "No difference." in markdown(same)
    assert list(text_lines(same)) == [("", "old -> new: no difference")]


def test_the_text_says_what_a_reviewer_asks() -> None:
    """The summary, the flow with its witness, the change with its place."""
    lines = [each for _, each in text_lines(report(changed("open the database to batch")))]
    assert lines[2:5] == [
        "  flows      1 opened",
        "  resources  1 changed",
        "  the same   findings, blast radius by failure, blast radius by compromise, addresses, cost",
    ]
    (flow,) = [each for each in lines if "opened: " in each]
    assert flow == (
        "  +  opened: tcp/5432 from instances.batch to instances.db (private tier) in shop; 0 -> 1 pair of endpoints"
    )
    assert any("security_groups.batch security group egress rule db allows  [shop.yaml:" in each for each in lines)


def test_a_cut_list_says_so() -> None:
    """`most` lines, and how many more there are."""
    lines = [each for _, each in text_lines(many(50), 10)]
    assert "  ... and 40 more: --all prints them" in lines
    assert len([each for _, each in text_lines(many(50), 0)]) > 8 * 50 * 20


def test_json_has_everything() -> None:
    """Versioned; addresses in full, with the hops of the witness."""
    document = json.loads(as_json(changed("open the database to batch")))
    assert (document["version"], document["differs"], document["is_whole"]) == (1, True, True)
    (flow,) = document["flows"]
    assert (flow["turn"], flow["sources"], flow["destinations"], flow["ports"]) == (
        "opened",
        [f"{HOME}.instances.batch"],
        [f"{HOME}.instances.db"],
        ["tcp/5432"],
    )
    assert any(hop["place"].startswith("shop.yaml:") for hop in flow["witness"]["hops"])
    for name in CHANGES:
        json.loads(as_json(changed(name)))


@pytest.mark.parametrize(
    ("addresses", "text"),
    [
        (["a.b"], "a.b"),
        (["accounts.dev.x", "accounts.prod.x"], "accounts.{dev,prod}.x"),
        (["a.1.x.1", "a.1.x.2", "a.2.x.1", "a.2.x.2"], "a.{1,2}.x.{1,2}"),
        (["a.1.x.1", "a.2.x.2"], "a.1.x.1, a.2.x.2"),
        (["a.b", "c"], "a.b, c"),
        ([f"a.{n}" for n in range(9)], "a.{0,1,2,3,and 5 more}"),
    ],
)
def test_several_addresses_as_one(addresses: list[str], text: str) -> None:
    """Braces where they differ in whole parts."""
    assert braced(addresses) == text


def test_names_are_shortened_as_far_as_they_stay_the_only_ones() -> None:
    """In both models, and within an account: of two VPCs there the name says which, of two accounts the line does."""
    old = ["accounts.a.vpcs.main.subnets.app", "accounts.a.vpcs.main.subnets.data", "accounts.b.vpcs.main.subnets.data"]
    new = [*old, "accounts.a.vpcs.dr.subnets.app", "accounts.a.vpcs.dr.subnets.app-b"]
    assert Names(old, old).within("a", old[0]) == "subnets.app"
    for known in (Names(old, new), Names(new, old)):
        assert known.within("a", old[0]) == "vpcs.main.subnets.app"
        assert known.within("a", new[3]) == "vpcs.dr.subnets.app"
        assert known.within("a", new[4]) == "subnets.app-b"
        assert known.within("a", old[1]) == known.within("b", old[2]) == "subnets.data"
    assert Names(old).within("", "internet") == "internet"
    pods = [f"accounts.a.vpcs.main.eks_clusters.main.namespaces.{one}.deployments.api" for one in ("web", "jobs")]
    assert Names(pods).within("a", pods[0]) == "namespaces.web.deployments.api"


TWICE = """\
innovate: 1
organization: {title: Example, region: us-east-1}
accounts:
  prod:
    account_id: "111111111111"
    vpcs:
      main: {cidr_block: 10.0.0.0/16, subnets: {app: {cidr_block: 10.0.0.0/24, availability_zone: a}}}
      dr:
        cidr_block: 10.1.0.0/16
        subnets:
          app: {cidr_block: 10.1.0.0/24, availability_zone: a}
          db: {cidr_block: 10.1.1.0/24, availability_zone: a}
        security_groups: {db: {ingress: {app: {ports: tcp/5432, from: subnets.app}}, egress: {}}}
        instances: {db: {instance_type: t3.micro, subnet: db, security_groups: db}}
"""


def test_flows_of_two_networks_are_told_apart() -> None:
    """A subnet that another VPC of the account has by the same name is called by its VPC."""
    wider = TWICE.replace("tcp/5432", "tcp/5432-5433")
    changes = load_text(TWICE).diff(load_text(wider))
    text = "\n".join(each for _, each in text_lines(report(changes)))
    assert "from vpcs.dr.subnets.app to instances.db" in text


def test_values() -> None:
    """Nothing, a text, a mapping without what it leaves open; never longer than a line."""
    assert value_text(None) == "nothing"
    assert value_text({"a": None, "b": [], "c": "accounts.dev.x"}, "dev") == '{"c": "x"}'
    assert len(value_text("x" * 1000)) <= 120
    assert Line("+", ("a",)) == line("+", "a", "")


def test_what_came_stands_where_it_is_now() -> None:
    """A rule that was added is in one of the two models only, and so is one that was removed."""
    for old, new in (((), ("open the database to batch",)), (("open the database to batch",), ())):
        found = shop(frozenset(old)).diff(shop(frozenset(new)))
        (told,) = [each for _, each in text_lines(report(found)) if "ingress tcp/5432" in each]
        assert re.search(r"\[shop\.yaml:\d+\]$", told), told

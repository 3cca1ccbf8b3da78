"""YAML text -> data with places: what survives, what is refused, and where the carets point."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from innovate_model.reading import MAX_BYTES, parse, read
from innovate_model.source import Block, Items, find_span, key_span
from innovate_model.span import Span

from .support import assert_inside, told, underlined, unmark

SCALARS = ("no", "1.30", "012345670123", "22:22", "0o17", "2024-13-45", ".inf", "0644", "0x1F", "1e3", "yes", "=", "~x")


@pytest.mark.parametrize("scalar", SCALARS)
def test_a_plain_scalar_stays_as_written(scalar: str) -> None:
    """Nothing is made of a scalar before a type asks: a value, a key and an item keep every character."""
    data = parse(f"value: {scalar}\n{scalar}: key\nitems: [{scalar}]\n", "x.yaml").data
    assert data["value"] == scalar
    assert data[scalar] == "key"
    assert data["items"] == [scalar]


@pytest.mark.parametrize("plain", ["null", "~", "Null", "NULL", ""])
def test_null_is_none_when_plain_and_text_when_quoted(plain: str) -> None:
    """Only the plain word removes or is missing; in quotes it is a text like any other."""
    data = parse(f'plain: {plain}\nquoted: "{plain}"\nsingle: \'{plain}\'\nitems: [x, "{plain}"]\n', "x.yaml").data
    assert data == {"plain": None, "quoted": plain, "single": plain, "items": ["x", plain]}


def test_a_key_named_null_is_a_name() -> None:
    """Keys are names, whatever they look like."""
    assert parse("null: a\n~: b\n", "x.yaml").data == {"null": "a", "~": "b"}


# --- what is refused ---------------------------------------------------------------------------------------------

SHARE = "put what is shared under `blueprints`, and name it with `extends`"
REFUSALS = {
    "duplicate key": ("duplicate-key", "a: 1\nb: 2\n«a»: 3\n", "remove one of the two"),
    "duplicate in a nested flow mapping": ("duplicate-key", "t: {a: 1, «a»: 2}\n", "remove one of the two"),
    "alias": ("yaml-alias", "a: «*»x\n", SHARE),
    "alias as a key": ("yaml-alias", "«*»x : 1\n", SHARE),
    "alias in a list": ("yaml-alias", "a: [1, «*»x]\n", SHARE),
    "anchor": ("yaml-anchor", "a: «&»x 1\n", SHARE),
    "anchor of a mapping": ("yaml-anchor", "a: «&»x {b: 1}\n", SHARE),
    "merge key": ("yaml-merge-key", "a:\n  «<<»: {b: 1}\n", SHARE),
    "tag": ("yaml-tag", "a: «!»!int x\n", "write the plain value"),
    "tag of a mapping": ("yaml-tag", "a: «!»!python/object:x.Y {b: 1}\n", "write the plain value"),
    "mapping as a key": ("yaml-key", "a: {«{»b: 1}: 2}\n", "remove the brackets, or quote the key"),
    "list as a key": ("yaml-key", "? «[»a, b]\n: c\n", "remove the brackets, or quote the key"),
    "second document": ("yaml-documents", "a: 1\n«-»--\nb: 2\n", "put it into a file of its own"),
    "a list": ("yaml-not-a-mapping", "«-» a\n- b\n", ""),
    "a scalar": ("yaml-not-a-mapping", "«h»ello\n", "start with `key: value`"),
    "a null": ("yaml-not-a-mapping", "«n»ull\n", "start with `key: value`"),
    "nothing": ("file-empty", "«»", ""),
    "only a comment": ("file-empty", "«»# nothing yet\n", ""),
    "only a document start": ("file-empty", "«-»--\n", ""),
    "tab": ("yaml-syntax", "a:\n«\t»b: 1\n", "use spaces"),
    "tab after spaces": ("yaml-syntax", "a:\n  b: 1\n  «\t»c: 2\n", "use spaces"),
    "tab where a value goes on": ("yaml-syntax", "a:\n  b: 1\n«\t»c: 2\n", "use spaces"),
    "open quote": ("yaml-syntax", 'a: "x«»\n', "close the quote"),
    "open quote and empty lines": ("yaml-syntax", "a: 1\nb: 'x«»\n\n\n", "close the quote"),
    "open bracket": ("yaml-syntax", "a: [1, 2\nb«:» 3\n", "close the list with ], or put a comma"),
    "open brace": (
        "yaml-syntax",
        "a: {b: 1\nc«:» 3\n",
        "close the mapping with }, put a comma, or quote a value that holds `: `",
    ),
    "second colon": (
        "yaml-syntax",
        "a: b«:» c\n",
        "put a space after each colon, indent like the lines around, and quote a value that holds `: `; "
        "or the line before lacks its colon",
    ),
    "no colon": (
        "yaml-syntax",
        "a: 1\nb\n«c»: 2\n",
        "a key needs `: ` behind it: here, or the line before lacks its colon",
    ),
    "at sign": ("yaml-syntax", "a: «@»x\n", "quote a value that starts with @, % or `"),
    "text behind a quote": (
        "yaml-syntax",
        "a: 'it'«s»'\n",
        "indent like the lines around, and write nothing behind a closing quote or bracket",
    ),
    "key among items": (
        "yaml-syntax",
        "a:\n  - b\n  «c»: 1\n",
        "start every item of the list with `- ` in the same column",
    ),
    "unknown escape": ("yaml-syntax", 'a: "«\\»q"\n', "write \\\\ for a backslash, or use single quotes"),
    "NUL": ("yaml-syntax", "a: 1\nb: «\x00»\n", "remove the character, or write its escape"),
    "control character": ("yaml-syntax", "a: 1\n«\x01»: 3\n", "remove the character, or write its escape"),
    "escape sequence": ("yaml-syntax", "é: «\x1b»[31m\n", "remove the character, or write its escape"),
    "lone surrogate": ("yaml-syntax", "a: «\ud800»\n", "remove the character, or write its escape"),
    "40,000 brackets": ("yaml-too-deep", "a: " + "[" * 63 + "«[»" + "[" * 40_000, "flatten it"),
    "40,000 dashes": ("yaml-too-deep", "a:\n" + "- " * 63 + "«-» " + "- " * 40_000, "flatten it"),
}


@pytest.mark.parametrize(("check", "text", "suggestion"), REFUSALS.values(), ids=REFUSALS)
def test_what_is_refused_is_told_once_at_its_place(check: str, text: str, suggestion: str) -> None:
    """One fault is one finding, the caret under the character that is wrong, with what mends it."""
    clean, spans = unmark(text)
    findings = parse(clean, "model.yaml").findings
    assert [finding.check for finding in findings] == check.split()
    assert [finding.span.column for finding in findings if finding.span] == [span.column for span in spans]
    assert [finding.span.line for finding in findings if finding.span] == [span.line for span in spans]
    assert {finding.suggestion for finding in findings} == {suggestion}


def test_an_alias_bomb_stays_as_small_as_its_text() -> None:
    """Ten levels of nine aliases would be a thousand million leaves; the first anchor and alias are told, with the
    number of the others."""
    names = "abcdefghij"
    bomb = "a: &a [x]\n" + "".join(f"{n}: &{n} [{', '.join([f'*{m}'] * 9)}]\n" for m, n in pairwise(names))
    source = parse(bomb, "model.yaml")
    assert [finding.message for finding in source.findings] == [
        "anchor &a: anchors are not supported (and 9 more in this file)",
        "alias *a: aliases are not supported (and 80 more in this file)",
    ]
    assert source.data == {"a": ["x"], **{name: [] for name in names[1:]}}


def test_40_000_braces_are_two_findings_and_no_crash() -> None:
    """A mapping as the key of a mapping as the key ... is told where it starts, and given up where it is too deep."""
    source = parse("{" * 40_000, "model.yaml")
    assert told(source.findings) == ["yaml-key model.yaml:1:2", "yaml-too-deep model.yaml:1:65"]
    assert not source.is_whole


def test_the_first_of_two_equal_keys_is_named_and_kept() -> None:
    """A duplicate says where the key was set first, and its own value goes nowhere."""
    text, (first, second) = unmark("a: 1\nt:\n  «key»: x\n  b: y\n  «key»: {c: z}\n")
    source = parse(text, "model.yaml")
    (finding,) = source.findings
    assert (finding.span, finding.message) == (second, "`key` is set twice in one mapping")
    assert [(related.note, related.span) for related in finding.related] == [("first set here", first)]
    assert source.data == {"a": "1", "t": {"key": "x", "b": "y"}}


def test_an_unclosed_bracket_says_where_it_was_opened() -> None:
    """libyaml notices late; the finding also shows the bracket that it is about."""
    text, (opened, noticed) = unmark("a: 1\nb: «[»1, 2\nc«:» 3\n")
    (finding,) = parse(text, "model.yaml").findings
    assert finding.span == noticed
    assert [(related.note, related.span) for related in finding.related] == [("while parsing a flow sequence", opened)]


def test_what_stands_before_a_syntax_error_is_kept() -> None:
    """The data ends where reading ended, and says so."""
    source = parse("a: 1\nb: {c: 2, d: [3, 4], e: @\nf: 5\n", "model.yaml")
    assert source.data == {"a": "1", "b": {"c": "2", "d": ["3", "4"]}}
    assert not source.is_whole


def test_refused_parts_leave_no_trace_in_the_data() -> None:
    """Nobody who walks the data meets an alias, a merge key, a duplicate or a key that is none; what is beside them
    stays, and a name in brackets that a person wrote is no refused key."""
    text = "a: {x: 1, x: 2, <<: {y: 3}, z: 4}\nb: *c\n*d : e\n? [f]\n: g\n(h): 1\nl: [1, *c, 2]\n"
    data = parse(text, "model.yaml").data
    assert data == {"a": {"x": "1", "z": "4"}, "(h)": "1", "l": ["1", "2"]}
    assert set(data.marks) == set(data)
    assert set(data["a"].marks) == {"x", "z"}


# --- files that are none -----------------------------------------------------------------------------------------


def test_a_file_that_is_absent_or_a_folder_is_a_finding(tmp_path: Path) -> None:
    """What cannot be opened is said with the name that was asked for."""
    absent, folder = read(tmp_path / "no.yaml", "no.yaml"), read(tmp_path, "folder")
    assert told(absent.findings) == ["file-missing no.yaml:1:1"]
    assert absent.findings[0].message == "there is no file no.yaml"
    assert told(folder.findings) == ["file-unreadable folder:1:1"]
    assert folder.findings[0].suggestion == "name a YAML file"
    assert not absent.is_whole
    assert not folder.is_whole


@pytest.mark.parametrize("name", ["a\0b.yaml", "x" * 5000, "loop.yaml"])
def test_a_name_that_no_file_can_have_is_a_finding(name: str, tmp_path: Path) -> None:
    """A NUL, a name beyond what the system takes and a link to itself are told, not raised."""
    (tmp_path / "loop.yaml").symlink_to(tmp_path / "loop.yaml")
    (finding,) = read(tmp_path / name, name).findings
    assert finding.check in ("file-unreadable", "file-missing")
    assert finding.span == Span(name, 1, 1)


@pytest.fixture
def as_nobody(locked: Path) -> Iterator[None]:
    """Nothing is forbidden to root, so be somebody else for a while."""
    assert locked.exists()
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def locked(tmp_path: Path) -> Path:
    """A file that only its owner may read."""
    file = tmp_path / "locked.yaml"
    file.write_text("a: 1\n")
    file.chmod(0o000)
    return file


@pytest.mark.usefixtures("as_nobody")
def test_a_file_that_may_not_be_read_is_a_finding(locked: Path) -> None:
    """Permission denied is told with the name of the file."""
    (finding,) = read(locked, "locked.yaml").findings
    assert finding.check == "file-unreadable"
    assert finding.message == "locked.yaml cannot be read: permission denied"


def test_a_file_beyond_the_limit_is_not_read(tmp_path: Path) -> None:
    """A file of more than 64 MiB is refused by its size, with what to do."""
    file = tmp_path / "huge.yaml"
    with file.open("wb") as stream:
        stream.truncate(MAX_BYTES + 1)
    (finding,) = read(file, "huge.yaml").findings
    assert (finding.check, finding.span) == ("file-too-large", Span("huge.yaml", 1, 1))
    assert finding.message == "huge.yaml is larger than 64 MiB"
    assert finding.suggestion == "split it and include the parts"


@pytest.mark.parametrize(
    ("raw", "place", "byte"),
    [
        (b"a: 1\nb: caf\xe9\n", "model.yaml:2:7", "0xe9"),
        ("ä: é\n".encode() + b"\xc3", "model.yaml:2:1", "0xc3"),
        ("a: 1\n".encode("utf-16"), "model.yaml:1:1", "0xff"),
    ],
)
def test_a_file_that_is_not_utf8_says_which_byte(raw: bytes, place: str, byte: str, tmp_path: Path) -> None:
    """The place counts characters, not bytes."""
    (tmp_path / "model.yaml").write_bytes(raw)
    (finding,) = read(tmp_path / "model.yaml", "model.yaml").findings
    assert told([finding]) == [f"file-not-utf8 {place}"]
    assert byte in finding.message
    assert finding.suggestion == "save it as UTF-8"


def test_a_byte_order_mark_does_not_shift_places(tmp_path: Path) -> None:
    """Editors do not show the mark, so it has no column."""
    (tmp_path / "model.yaml").write_bytes(b"\xef\xbb\xbfa: 1\n")
    source = read(tmp_path / "model.yaml", "model.yaml")
    assert (source.data, source.findings) == ({"a": "1"}, ())
    assert key_span(source.data, "a") == Span("model.yaml", 1, 1, 1)


# --- laws --------------------------------------------------------------------------------------------------------

YAML_PIECES = st.sampled_from(
    [
        *"abc:-?[]{},#&*!|>'\"%@` \n\t<~=\\\x85\u2028\ufeff\x00\ud800😀",
        "\n  ",
        ": ",
        "- ",
        "<<: ",
        "*a",
        "&a ",
        "!!int ",
    ]
)
ANY_TEXT = st.text() | st.lists(YAML_PIECES, max_size=60).map("".join)


@settings(max_examples=300)
@given(ANY_TEXT)
def test_parsing_never_raises(text: str) -> None:
    """Any text is data and findings, every finding inside the text."""
    source = parse(text, "x.yaml")
    assert_inside(source.findings, {"x.yaml": text})


@settings(max_examples=300)
@given(raw=st.binary() | ANY_TEXT.map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_reading_never_raises(raw: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Any bytes in a file are data and findings, every finding inside the text that a report would quote."""
    file = tmp_path_factory.getbasetemp() / "any.yaml"
    file.write_bytes(raw)
    source = read(file, "x.yaml")
    assert_inside(source.findings, {"x.yaml": source.text})


def _plain(value: Any) -> Any:
    """Our data as PyYAML's BaseLoader has it: what we call None is the text that was written."""
    if isinstance(value, Block):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, Items) else value


def _nulls_as_ours(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _nulls_as_ours(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_nulls_as_ours(item) for item in value]
    return None if value in ("", "~", "null", "Null", "NULL") else value


WORDS = st.text(st.characters(codec="utf-8"), max_size=8) | st.sampled_from(
    (*SCALARS, "null", "~", "<<", "- a", "a: b")
)
TREES = st.recursive(
    WORDS | st.integers().map(str),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=20,
)


@given(
    st.dictionaries(WORDS, TREES, min_size=1, max_size=5),
    st.sampled_from([None, True, False]),
    st.sampled_from([None, "'", '"', "|"]),
)
def test_data_is_what_pyyaml_reads_with_all_scalars_as_text(tree: dict[str, Any], flow: bool, style: str) -> None:
    """On a text without aliases, tags and duplicates we read what BaseLoader reads; plain nulls aside."""
    text = yaml.dump(tree, default_flow_style=flow, default_style=style, allow_unicode=True, Dumper=_NoAliases)
    source = parse(text, "x.yaml")
    expected = yaml.load(text, Loader=yaml.CBaseLoader)
    if source.findings:  # "<<" as a plain key is the one thing that only we refuse
        assert {finding.check for finding in source.findings} <= {"yaml-merge-key", "yaml-tag"}
        return
    assert _nulls_as_ours(_plain(source.data)) == _nulls_as_ours(expected)


class _NoAliases(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


NAMES = st.from_regex(re.compile(r"k[a-z0-9_.-]{0,9}"), fullmatch=True)
"""Words that a dumper writes plain."""
PLAIN_TREES = st.recursive(
    NAMES,
    lambda inner: st.lists(inner, min_size=1, max_size=3) | st.dictionaries(NAMES, inner, min_size=1, max_size=4),
    max_leaves=15,
)


@given(st.dictionaries(NAMES, PLAIN_TREES, min_size=1, max_size=4), st.booleans())
def test_a_place_is_exactly_the_text_of_a_key_or_value(tree: dict[str, Any], is_flow: bool) -> None:
    """A path leads to its value if that is a scalar, else to its key; a path beyond what was written to the nearest
    parent."""
    text = yaml.safe_dump(tree, default_flow_style=is_flow, width=40)
    data = parse(text, "x.yaml").data
    for path, value in _walk(tree, ()):
        span = find_span(data, path)
        assert span is not None
        if isinstance(value, str):
            assert underlined(span, text) == value
        elif isinstance(path[-1], str):
            assert underlined(span, text) == path[-1]
        if isinstance(path[-1], str):
            holder = _at(data, path[:-1])
            key = key_span(holder, path[-1])
            assert key is not None
            assert underlined(key, text) == path[-1]
        assert find_span(data, (*path, "not-there")) == span


def _walk(value: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield (*path, key), item
        yield from _walk(item, (*path, key))


def _at(data: Any, path: tuple[str | int, ...]) -> Any:
    for key in path:
        data = data[key]
    return data


def test_a_text_of_several_lines_is_underlined_at_its_start() -> None:
    """A block scalar begins at its sign, which is all that the caret can honestly underline."""
    text, (sign,) = unmark("a: «|»\n  first line\n  second\n")
    assert find_span(parse(text, "model.yaml").data, ("a",)) == sign

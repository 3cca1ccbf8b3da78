"""Models as files and folders: includes, what cannot be read, and what follows from it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from innovate_model.loader import Loaded, load, load_text, vary
from innovate_model.span import Span

from .support import assert_inside, in_account, told

ROOT_TEXT = "innovate: 1\ninclude: {include}\norganization: {{title: Test, region: us-east-1}}\n"


def _model(folder: Path, include: str, **files: str) -> Loaded:
    """A model folder with a root that includes, and other files beside it (`sub__a` is sub/a.yaml)."""
    home = folder / "home"
    for name, text in {"model": ROOT_TEXT.format(include=include), **files}.items():
        file = home / (name.replace("__", "/") + ".yaml")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return load(home)


def _place(loaded: Loaded, folder: Path) -> list[str]:
    return [line.replace(f"{folder}/home/", "") for line in told(loaded.findings)]


ACCOUNT = "accounts: {{{name}: {{account_id: 012345670123}}}}\n"


@pytest.mark.parametrize(
    "entry", ["../outside.yaml", "{folder}/outside.yaml", "link.yaml", "linked/outside.yaml", ".."]
)
def test_an_include_that_leaves_the_folder_is_refused(entry: str, tmp_path: Path) -> None:
    """By .., by an absolute path, by a link to a file and by a link to a folder: the file is not read."""
    (tmp_path / "outside.yaml").write_text(ACCOUNT.format(name="stranger"))
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "link.yaml").symlink_to(tmp_path / "outside.yaml")
    (tmp_path / "home" / "linked").symlink_to(tmp_path)
    loaded = _model(tmp_path, f"[{entry.format(folder=tmp_path)}]")
    assert _place(loaded, tmp_path) == ["include-outside model.yaml:2:11"]
    assert loaded.findings[0].suggestion == "move the file into the model's folder"
    assert "accounts.stranger" not in loaded.model
    assert list(loaded.model.texts) == [str(tmp_path / "home" / "model.yaml")]


def test_an_include_may_go_round_about_inside_the_folder(tmp_path: Path) -> None:
    """What counts is where the path leads, not how it is written."""
    loaded = _model(tmp_path, "[sub/../a.yaml, ./b.yaml]", a=ACCOUNT.format(name="x"), sub__c="", b="")
    assert "accounts.x" in loaded.model
    assert _place(loaded, tmp_path) == ["file-empty b.yaml:1:1"]


def test_an_absent_include_is_told_with_the_nearest_name(tmp_path: Path) -> None:
    """At the entry of the list that names it."""
    loaded = _model(tmp_path, "[a.yaml, accuonts.yaml]", a=ACCOUNT.format(name="x"), accounts="")
    assert _place(loaded, tmp_path) == ["include-missing model.yaml:2:19"]
    assert loaded.findings[0].suggestion == "did you mean `accounts.yaml`?"
    assert "accounts.x" in loaded.model


@pytest.mark.parametrize(
    ("include", "check"),
    [
        ("", "wrong-type model.yaml:2:1"),
        ("{a.yaml: b.yaml}", "wrong-type model.yaml:2:1"),
        ("[[a.yaml]]", "wrong-type model.yaml:2:11"),
        ("['']", "wrong-type model.yaml:2:11"),
        ('["a\\0b.yaml"]', "wrong-type model.yaml:2:11"),
        (f"[{'x' * 5000}]", "include-missing model.yaml:2:11"),
        ("[a.yaml/b.yaml]", "include-missing model.yaml:2:11"),
        ("[nowhere/b.yaml]", "include-missing model.yaml:2:11"),
        ("[folder]", "file-missing folder/model.yaml:1:1"),
        ("[loop.yaml]", "file-unreadable loop.yaml:1:1"),
        ("model.yaml", None),
    ],
)
def test_an_include_that_is_none_is_told(include: str, check: str | None, tmp_path: Path) -> None:
    """Whatever is written there, it is a finding and never an exception."""
    (tmp_path / "home" / "folder").mkdir(parents=True)
    (tmp_path / "home" / "loop.yaml").symlink_to(tmp_path / "home" / "loop.yaml")
    loaded = _model(tmp_path, include, a=ACCOUNT.format(name="x"))
    assert _place(loaded, tmp_path) == ([check] if check else [])


@pytest.mark.parametrize("missing", ["nope.yaml", "sites.txt"])
def test_an_absent_include_that_is_like_none_gets_no_suggestion(missing: str, tmp_path: Path) -> None:
    """All YAML files end alike, which makes none of them near; what is no YAML is never meant."""
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "nope.txt").touch()
    loaded = _model(tmp_path, f"[{missing}]", zone="", sites="")
    suggestions = [finding.suggestion for finding in loaded.findings if finding.check == "include-missing"]
    assert suggestions == ["did you mean `sites.yaml`?" if missing == "sites.txt" else ""]


@pytest.mark.parametrize("is_included", [False, True])
def test_a_pipe_is_refused_unread(is_included: bool, tmp_path: Path) -> None:
    """To open one would wait for ever for somebody to write into it."""
    pipe = tmp_path / "home" / "pipe.yaml"
    pipe.parent.mkdir()
    os.mkfifo(pipe)
    loaded = _model(tmp_path, "[pipe.yaml]") if is_included else load(pipe)
    assert _place(loaded, tmp_path) == ["file-unreadable pipe.yaml:1:1"]
    assert loaded.findings[0].message == f"{pipe} is a pipe or device, not a file"


def test_a_device_is_refused_unread() -> None:
    """/dev/zero never ends."""
    assert [f.message for f in load("/dev/zero").findings] == ["/dev/zero is a pipe or device, not a file"]


def test_a_file_that_includes_itself_is_read_once(tmp_path: Path) -> None:
    """It says nothing twice, so it is no fault."""
    loaded = _model(tmp_path, "[model.yaml, a.yaml]", a="include: [a.yaml]\n" + ACCOUNT.format(name="x"))
    assert loaded.findings == ()
    assert len(loaded.texts.sources) == 2


def test_files_that_include_one_another_are_read_once(tmp_path: Path) -> None:
    """A circle of includes ends, and nothing in it is a conflict."""
    loaded = _model(
        tmp_path,
        "[a.yaml]",
        a="include: [b.yaml, model.yaml]\n" + ACCOUNT.format(name="x"),
        b="include: [a.yaml]\n" + ACCOUNT.format(name="y"),
    )
    assert loaded.findings == ()
    assert [address for address in loaded.model.resources if "." in address] == ["accounts.x", "accounts.y"]


def test_a_long_chain_of_includes_is_no_deep_recursion(tmp_path: Path) -> None:
    """Two thousand files, each including the next."""
    files = {f"f{n}": f"include: f{n + 1}.yaml\n" for n in range(2000)}
    loaded = _model(tmp_path, "f0.yaml", **files, f2000=ACCOUNT.format(name="last"))
    assert loaded.findings == ()
    assert "accounts.last" in loaded.model


def test_two_files_that_set_one_key_differently_are_in_conflict(tmp_path: Path) -> None:
    """Neither overrides the other: the second is told, the first is shown; setting it alike is no fault."""
    loaded = _model(
        tmp_path,
        "[a.yaml, b.yaml]",
        a="accounts: {x: {account_id: 012345670123, purpose: one, tags: {a: b}}}\n",
        b="accounts: {x: {account_id: 012345670123, purpose: two, tags: {c: d}}}\n",
    )
    assert _place(loaded, tmp_path) == ["include-conflict b.yaml:1:42"]
    (finding,) = loaded.findings
    assert finding.message == "accounts.x.purpose is set differently in two files"
    assert [str(related.span) for related in finding.related] == [str(tmp_path / "home" / "a.yaml:1:42")]
    assert finding.suggestion == "keep one of the two; use `extends` where one is meant to override the other"
    account = loaded.model["accounts.x"].model_dump()
    assert (account["purpose"], account["tags"]) == ("one", {"a": "b", "c": "d"})


BROKEN_FILES: dict[str, tuple[bytes | None, str]] = {
    "empty": (b"", "file-empty"),
    "not UTF-8": (b"accounts: \xff\n", "file-not-utf8"),
    "broken": (b"accounts: {x: {account_id: 012345670123}}\ny: @\n", "yaml-syntax"),
    "a list": (b"- accounts\n", "yaml-not-a-mapping"),
    "a folder": (None, "file-missing"),
}


@pytest.mark.parametrize(("raw", "check"), BROKEN_FILES.values(), ids=BROKEN_FILES)
def test_a_broken_file_is_told_by_its_name_and_the_rest_is_loaded(
    raw: bytes | None, check: str, tmp_path: Path
) -> None:
    """One file that cannot be read does not hide the others."""
    bad = tmp_path / "home" / "bad.yaml"
    bad.parent.mkdir()
    if raw is None:
        bad.mkdir()
    else:
        bad.write_bytes(raw)
    loaded = _model(tmp_path, "[bad.yaml, good.yaml]", good=ACCOUNT.format(name="good"))
    assert [finding.check for finding in loaded.findings] == [check]
    span = loaded.findings[0].span
    assert span is not None
    assert span.file.startswith(str(bad))
    assert "accounts.good" in loaded.model


def test_a_root_that_is_absent_empty_or_no_path_is_a_finding(tmp_path: Path) -> None:
    """Whatever is named as the model, loading it says what is wrong."""
    (tmp_path / "empty.yaml").touch()
    assert [f.check for f in load(tmp_path / "absent.yaml").findings] == ["file-missing"]
    assert [f.check for f in load(tmp_path).findings] == ["file-missing"]
    assert [f.check for f in load(tmp_path / "empty.yaml").findings] == ["file-empty"]
    assert [f.check for f in load("a\0b").findings] == ["file-unreadable"]
    assert [f.check for f in load("x" * 5000).findings] == ["file-unreadable"]


def test_a_model_in_a_folder_that_may_not_be_entered_is_a_finding(tmp_path: Path) -> None:
    """Permission denied is told, not raised, wherever on the way it happens."""
    loaded = _model(tmp_path, "[sub/a.yaml, b.yaml]", sub__a=ACCOUNT.format(name="x"), b=ACCOUNT.format(name="y"))
    assert loaded.findings == ()
    home = tmp_path / "home"
    for folder in (tmp_path, *tmp_path.parents[:-2]):
        folder.chmod(folder.stat().st_mode | 0o055)
    (home / "sub").chmod(0o000)
    home.chmod(0o755)
    was_root = os.geteuid() == 0
    if was_root:
        os.seteuid(65534)  # nothing is forbidden to root
    try:
        inside, below = load(home), load(home / "sub")
    finally:
        if was_root:
            os.seteuid(0)
        (home / "sub").chmod(0o755)
    assert [finding.check for finding in inside.findings] in (["include-missing"], ["file-unreadable"])
    assert "accounts.y" in inside.model
    assert [finding.check for finding in below.findings] == ["file-unreadable"]


# --- what follows from a part that could not be read -------------------------------------------------------------

USER = """
accounts:
  dev:
    account_id: 012345670123
    extends: env
    vpcs: {main: {cidr_block: 10.0.0.0/16,
      subnets: {x: {cidr_block: 10.0.0.0/24, availability_zone: q, route_table: t, network_acl: n}}}}
"""


@pytest.mark.parametrize(
    ("include", "cause"),
    [
        ("[user.yaml, half.yaml]", "yaml-syntax"),
        ("[user.yaml, absent.yaml]", "include-missing"),
        ("[user.yaml, ../outside.yaml]", "include-outside"),
        ("[user.yaml]", "dangling-blueprint"),
    ],
)
def test_what_may_stand_in_the_unread_part_is_not_told_one_by_one(include: str, cause: str, tmp_path: Path) -> None:
    """The cause and one finding that counts what was not judged; other faults are told as ever."""
    half = "blueprints: {env: {vpcs: {main: {availability_zones: [a],\n  route_tables: {t: {routes: {}}\n"
    loaded = _model(tmp_path, include, user=USER, half=half)
    checks = {finding.check for finding in loaded.findings}
    assert checks - {"dangling-blueprint"} == {cause, "not-judged", "bad-availability-zone"} - {"dangling-blueprint"}
    (not_judged,) = (finding for finding in loaded.findings if finding.check == "not-judged")
    assert "not judged: what is missing may stand in the part that could not be read" in not_judged.message
    first = next(finding for finding in loaded.findings if finding.check == cause)
    assert not_judged.span == first.span
    assert not_judged.suggestion == f"mend this first: {first.message}"


def test_an_overlay_that_cannot_be_read_is_a_finding(tmp_path: Path) -> None:
    """A what-if from a file goes the same way as any file."""
    base = load_text(in_account(""))
    assert [finding.check for finding in vary(base, tmp_path / "absent.yaml").findings] == ["file-missing"]
    (tmp_path / "bad.yaml").write_text("accounts: {dev: {purpos: x}}\n")
    varied = vary(base, tmp_path / "bad.yaml")
    (finding,) = varied.findings
    assert (finding.check, finding.span) == ("unknown-key", Span(str(tmp_path / "bad.yaml"), 1, 18, 6))
    assert_inside(varied.findings, varied.model.texts)

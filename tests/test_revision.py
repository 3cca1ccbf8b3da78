"""Models in the revisions of real git repositories."""

import hashlib
import os
import stat
from pathlib import Path

import pytest

from innovate_model import api, loader, reading
from innovate_model.loader import Loaded
from innovate_model.revision import NoRevision, is_revision, revision

from .repositories import committed, git
from .support import HEADER

ROOT = Path(__file__).parents[1]
ACCOUNT = "accounts:\n  {name}:\n    account_id: 012345670123\n"
FILES = {
    "models/shop/model.yaml": HEADER + "include: [inner, accounts/dev.yaml]\n",
    "models/shop/inner/model.yaml": "include: [../accounts/dev.yaml, more.yaml]\n",
    "models/shop/inner/more.yaml": ACCOUNT.format(name="more"),
    "models/shop/accounts/dev.yaml": ACCOUNT.format(name="dev").replace("0123\n", "0124\n"),
    "other.yaml": ACCOUNT.format(name="other"),
}


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a model of several files in one commit, and the working folder in it."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    committed(tmp_path, FILES)
    return tmp_path


def load(name: str) -> Loaded:
    files = revision(name)
    return loader.load(files.root, files)


def told(loaded: Loaded) -> list[tuple[str, str, str]]:
    return [(finding.check, finding.message, str(finding.span)) for finding in loaded.findings]


def state(folder: Path) -> dict[str, tuple[int, str]]:
    """Every file of a folder, `.git` included, with its time and content."""
    return {
        str(file): (file.lstat().st_mtime_ns, hashlib.sha256(file.read_bytes()).hexdigest())
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def test_a_revision_loads_as_its_files_do(repository: Path) -> None:
    """The same model as from disk, with every place under the revision's name."""
    there, here = load("main:models/shop"), loader.load("models/shop")
    assert not there.findings
    assert there.model.resources == here.model.resources
    assert list(there.texts.sources) == [f"main:{name}" for name in here.texts.sources]
    span = there.model.span_of_address("accounts.dev")
    assert str(span) == "main:models/shop/accounts/dev.yaml:2:3"


def test_the_reference_model_loads_from_its_own_repository() -> None:
    """As a checkout has it at HEAD, if this is one."""
    try:
        files = revision("HEAD:models/innovate", ROOT)
    except NoRevision as error:
        pytest.skip(str(error))
    loaded = loader.load(files.root, files)
    assert not loaded.findings
    assert len(loaded.model) > 500


def test_reading_touches_nothing(repository: Path) -> None:
    """Neither the working tree nor anything in `.git`: not even what `git status` would refresh."""
    (repository / "models/shop/model.yaml").write_text("changed: yes\n")
    before = state(repository)
    assert not load("HEAD:models/shop").findings
    assert state(repository) == before


def test_what_was_committed_is_read_not_what_lies_about(repository: Path) -> None:
    """Another commit, a file that was removed, a staged change: each revision is as it was."""
    (repository / "models/shop/inner/more.yaml").unlink()
    committed(repository, {"models/shop/inner/model.yaml": "{}\n"})
    (repository / "models/shop/accounts/dev.yaml").write_text("nonsense")
    git(repository, "add", "-A")
    assert set(load("HEAD:models/shop").model.resources) == {"organization", "accounts.dev"}
    assert set(load("HEAD~1:models/shop").model.resources) == {"organization", "accounts.dev", "accounts.more"}


def test_a_tag_a_commit_and_a_tree_are_revisions(repository: Path) -> None:
    """Whatever git takes for one."""
    git(repository, "tag", "v1")
    for name in ("v1", git(repository, "rev-parse", "HEAD"), git(repository, "rev-parse", "HEAD^{tree}"), "main@{0}"):
        assert not load(f"{name}:models/shop").findings


def test_the_path_counts_from_the_top_or_from_here(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As with `git show`; names in messages count from the top."""
    monkeypatch.chdir(repository / "models")
    for name in ("main:models/shop", "main:./shop", "main:../models/shop/", "main:models/shop/model.yaml"):
        assert next(iter(load(name).texts.sources)) == "main:models/shop/model.yaml"


def test_a_model_at_the_top(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`REV:` is the top of the repository."""
    monkeypatch.chdir(tmp_path)
    committed(tmp_path, {name.removeprefix("models/shop/"): text for name, text in FILES.items()})
    assert next(iter(load("HEAD:").texts.sources)) == "HEAD:model.yaml"
    assert "accounts.more" in load("HEAD:").model


def test_faults_have_their_place_in_the_revision(repository: Path) -> None:
    """REV:file:line:column, as the CLI prints it."""
    committed(repository, {"models/shop/accounts/dev.yaml": ACCOUNT.format(name="dev") + "    regoin: us-east-1\n"})
    (finding,) = load("main:models/shop").findings
    assert str(finding.span) == "main:models/shop/accounts/dev.yaml:4:5"


@pytest.mark.parametrize(
    ("include", "check"),
    [
        ("../../other.yaml", "include-outside"),
        ("../../../../etc/passwd", "include-outside"),
        ("/etc/passwd", "include-outside"),
        ("accounts/dve.yaml", "include-missing"),
        ("nowhere/dev.yaml", "include-missing"),
        ("linked.yaml", "include-outside"),
        ("absolute.yaml", "include-outside"),
        ("endless.yaml", "include-outside"),
        ("a\\0b", "wrong-type"),
    ],
)
def test_includes_stay_in_the_model(include: str, check: str, repository: Path) -> None:
    """Paths and links that lead out of the model's folder are refused as on disk; nothing outside git is read."""
    shop = repository / "models/shop"
    (shop / "linked.yaml").symlink_to("../../other.yaml")
    (shop / "absolute.yaml").symlink_to("/etc/passwd")
    (shop / "endless.yaml").symlink_to("endless.yaml")
    committed(repository, {"models/shop/model.yaml": f'{HEADER}include: ["{include}", accounts/dev.yaml]\n'})
    loaded = load("HEAD:models/shop")
    assert [finding.check for finding in loaded.findings if finding.severity == "error"][:1] == [check]
    assert all(finding.span is None or finding.span.file.startswith("HEAD:") for finding in loaded.findings)
    assert "accounts.dev" in loaded.model


def test_a_link_within_the_model_is_followed(repository: Path) -> None:
    """To a file and to a folder, by way of `..`, as on disk."""
    shop = repository / "models/shop"
    (shop / "link.yaml").symlink_to("inner/../inner/more.yaml")
    (shop / "folder").symlink_to("inner")
    committed(repository, {"models/shop/model.yaml": f"{HEADER}include: [link.yaml, folder/more.yaml]\n"})
    assert not load("HEAD:models/shop").findings
    assert "accounts.more" in load("HEAD:models/shop").model
    assert load("HEAD:models/shop").model.resources == loader.load("models/shop").model.resources


def test_a_misspelt_include_is_guessed(repository: Path) -> None:
    """From the names in the revision."""
    committed(repository, {"models/shop/model.yaml": f"{HEADER}include: accounts/dve.yaml\n"})
    assert load("HEAD:models/shop").findings[0].suggestion == "did you mean `dev.yaml`?"
    committed(repository, {"models/shop/model.yaml": f"{HEADER}include: account/dev.yaml\n"})
    assert load("HEAD:models/shop").findings[0].suggestion == "there is no folder HEAD:models/shop/account either"


def test_a_folder_a_submodule_and_too_much_are_findings(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is told at its include; the rest is read."""
    part = repository / "part"
    part.mkdir()
    committed(part, {"model.yaml": "{}"})
    git(repository, "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(part), "models/shop/part")
    large = HEADER + "#" * 3000
    committed(
        repository,
        {
            "models/shop/model.yaml": f"{HEADER}include: [part, large.yaml, accounts/dev.yaml]\n",
            "models/shop/large.yaml": large,
        },
    )
    monkeypatch.setattr("innovate_model.revision.MAX_BYTES", 2000)
    monkeypatch.setattr(reading, "MAX_BYTES", 2000)
    loaded = load("HEAD:models/shop")
    assert {"file-unreadable", "file-too-large"} <= {finding.check for finding in loaded.findings}
    assert "accounts.dev" in loaded.model


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("nope:models/shop", "git knows no revision `nope`"),
        ("--help:models/shop", "git knows no revision `--help`"),
        ("main:models/sohp", "there is no models/sohp in the revision `main`"),
        ("main:models", "the folder main:models has no model.yaml"),
        ("main:models/shop/model.yaml/x", "there is no models/shop/model.yaml/x in the revision `main`"),
        ("main:../../x", "main:../../x leaves the repository"),
        ("main:a\nb", "the name of a revision and path has one line"),
    ],
)
def test_what_is_no_revision_says_why(name: str, message: str, repository: Path) -> None:
    """One sentence, and where there is one a hint."""
    with pytest.raises(NoRevision) as raised:
        revision(name)
    assert str(raised.value) == message


def test_outside_a_repository_and_without_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Git's own word, and the word that there is none."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(NoRevision, match="git says: not a git repository"):
        revision("main:models", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoRevision, match="git is not installed"):
        revision("main:models", tmp_path)


def test_nothing_of_the_repository_runs(repository: Path) -> None:
    """Attributes of a revision may name filters and text conversions, and the configuration may make these programs:
    what is stored is read as it is."""
    proof = repository.parent / "ran"
    script = repository.parent / "run.sh"
    script.write_text(f"#!/bin/sh\ntouch {proof}\ncat\n")
    script.chmod(script.stat().st_mode | stat.S_IEXEC)
    attributes = "*.yaml filter=run diff=run text eol=crlf export-subst\nmodel.yaml export-ignore\n"
    committed(repository, {"models/shop/.gitattributes": attributes})
    for key in ("filter.run.smudge", "diff.run.textconv", "core.fsmonitor", "diff.external", "core.pager"):
        git(repository, "config", key, str(script))
    assert not load("HEAD:models/shop").findings
    assert not proof.exists()


def test_a_name_that_exists_is_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files come first, so that nobody's folder becomes a revision."""
    monkeypatch.chdir(tmp_path)
    assert is_revision("main:shop")
    assert not is_revision("shop")
    assert not is_revision(":shop")
    (tmp_path / "main:shop").write_text(HEADER + ACCOUNT.format(name="dev"))
    assert not is_revision("main:shop")
    assert "accounts.dev" in api.load("main:shop").model


def test_the_facade_loads_a_revision(repository: Path) -> None:
    """`load` takes the same names as the command line."""
    assert "accounts.more" in api.load("main:models/shop").model
    with pytest.raises(ValueError, match="git knows no revision"):
        api.load("nope:models/shop")

"""`innovate export`."""

from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest

from exporters.diagrams.icons import MISSING
from innovate_model.cli.files import stale_files, write_files

from .support import FAULTY, SOUND, run


def test_files_are_written_and_named(tmp_path: Path) -> None:
    """Each path on a line of its own; what is left out, on standard error."""
    result = run("export", "terraform", "-", "-o", str(tmp_path / "out"), text=SOUND)
    assert result.exit_code == 0
    paths = [Path(line) for line in result.stdout.splitlines()]
    assert paths
    assert sorted(paths) == sorted(path for path in (tmp_path / "out").rglob("*") if path.is_file())
    assert "left out" in result.stderr


def test_check_says_whether_they_are_up_to_date(tmp_path: Path) -> None:
    """Nothing written; 1 with the stale ones named, 0 when all are as they should be."""
    folder = tmp_path / "out"
    before = run("export", "terraform", "-", "-o", str(folder), "--check", text=SOUND)
    assert before.exit_code == 1
    assert not folder.exists()
    run("export", "terraform", "-", "-o", str(folder), text=SOUND)
    assert run("export", "terraform", "-", "-o", str(folder), "--check", text=SOUND).exit_code == 0
    changed = SOUND.replace("10.0.2.0/24", "10.0.3.0/24")
    after = run("export", "terraform", "-", "-o", str(folder), "--check", text=changed)
    assert after.exit_code == 1
    assert all(line.startswith("stale: ") for line in after.stdout.splitlines())


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("teraform", "-", "-o", "out"), "there is no exporter teraform"),
        (("terraform", "-", "-o", "out", "--option", "a"), "an option is KEY=VALUE"),
        (("terraform", "-"), "Missing option '-o'"),
    ],
)
def test_what_cannot_be_exported(args: tuple[str, ...], message: str) -> None:
    """Exit code 2 and the reason."""
    result = run("export", *args, text=SOUND)
    assert result.exit_code == 2
    assert message in result.stderr


def test_a_model_with_faults_is_not_exported(tmp_path: Path) -> None:
    """Nothing is written."""
    result = run("export", "terraform", "-", "-o", str(tmp_path / "out"), text=FAULTY)
    assert result.exit_code == 2
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    """A file stands where the folder should be made."""
    (tmp_path / "file").write_text("in the way")
    result = run("export", "terraform", "-", "-o", str(tmp_path / "file" / "out"), text=SOUND)
    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1].startswith(f"error: {tmp_path / 'file' / 'out'}")
    assert result.stderr.splitlines()[-1].endswith(": Not a directory")


def test_files_are_whole_or_not_there(tmp_path: Path) -> None:
    """Nothing but the files themselves is left behind; what was there is replaced."""
    (tmp_path / "b.txt").write_bytes(b"old")
    written = write_files(tmp_path, {"b.txt": b"new", "a/deep/c.txt": b"c"})
    assert written == [tmp_path / "a" / "deep" / "c.txt", tmp_path / "b.txt"]
    assert (tmp_path / "b.txt").read_bytes() == b"new"
    assert sorted(path for path in tmp_path.rglob("*") if path.is_file()) == sorted(written)
    assert written[0].stat().st_mode & 0o777 == 0o644
    assert stale_files(tmp_path, {"b.txt": b"new", "a/deep/c.txt": b"d", "gone": b""}) == [
        tmp_path / "a" / "deep" / "c.txt",
        tmp_path / "gone",
    ]


@pytest.mark.parametrize("name", ["../out", "/etc/passwd", "a/../../b", ""])
def test_an_exporter_stays_in_its_folder(tmp_path: Path, name: str) -> None:
    """A name that leads elsewhere is refused, to write and to compare."""
    with pytest.raises(ValueError, match="may not write"):
        write_files(tmp_path, {name: b""})
    with pytest.raises(ValueError, match="may not write"):
        stale_files(tmp_path, {name: b""})


def test_a_missing_extra_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the `diagrams` package the extra is named, with exit code 2. Its absence is played: the suite has it."""

    def absent(name: str) -> None:
        raise PackageNotFoundError(name)

    monkeypatch.setattr("exporters.diagrams.icons.distribution", absent)
    result = run("export", "diagrams", "-", "-o", str(tmp_path), text=SOUND)
    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1] == "error: " + MISSING


def test_an_export_that_lacks_its_input_is_no_success(tmp_path: Path) -> None:
    """Drift without a snapshot writes nothing and ends with 2."""
    result = run("export", "drift", "-", "-o", str(tmp_path / "out"), text=SOUND)
    assert result.exit_code == 2
    assert not (tmp_path / "out").exists()

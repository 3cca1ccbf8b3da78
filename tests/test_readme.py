"""The README does what it says: its `python`, `shell` and `console` blocks run in order, in one folder with the models.

In a shell block, `$ ` starts a command and what follows is its output, in which `...` stands for anything (alone on a
line: for any number of lines). A block without `$ ` is commands only. `# exits 1` at the end of a command is the code
it exits with. `make` is not run, but its targets must exist. A `yaml` block that names a file after its language is
written to that file. Blocks in any other language are pictures, not programs.
"""

import doctest
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
INSTALLS = re.compile(r"(?:git clone|cd|pip install) [^&;|]*")
"""How a reader gets the program, which whoever runs this suite already has; not run."""

FENCE = re.compile(
    r"^```(?P<language>python|shell|console|yaml(?= \S))[ ]*(?P<file>[^\n]*)\n(?P<text>.*?)^```[ ]*$",
    re.MULTILINE | re.DOTALL,
)
LINK = re.compile(r"\]\((?!https?://|#)([^)#]+)")
EXIT_CODE = re.compile(r"\s+# exits (\d+)$")


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, what is in it, the line of the file where its first line stands, and the file
    that it is ("" for none)."""

    language: str
    text: str
    line: int
    file: str = ""


@dataclass(frozen=True)
class Command:
    """A shell command, the exit code it must have, and the output it must print (None: not shown)."""

    text: str
    code: int
    output: str | None


def blocks_of(markdown: str) -> list[Block]:
    """The blocks that run, in order."""
    return [
        Block(found["language"], found["text"], markdown.count("\n", 0, found.start("text")) + 1, found["file"].strip())
        for found in FENCE.finditer(markdown)
    ]


def commands_of(text: str) -> Iterator[Command]:
    """The commands of a shell block."""
    text = text.replace("\\\n", " ")
    if not re.search(r"^\$ ", text, re.MULTILINE):
        lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
        yield from (_command(line, None) for line in lines)
        return
    _, *chunks = re.split(r"^\$ ", text, flags=re.MULTILINE)
    for chunk in chunks:
        line, _, output = chunk.partition("\n")
        yield _command(line, output.strip("\n") or None)


def _command(line: str, output: str | None) -> Command:
    code = EXIT_CODE.search(line)
    return Command(EXIT_CODE.sub("", line).strip(), int(code[1]) if code else 0, output)


def matches(expected: str, actual: str) -> bool:
    """Whether the output is what the block shows, blanks at the ends of lines aside."""
    pattern = ""
    for line in expected.splitlines():
        if line.strip() == "...":
            pattern += r"(?:[^\n]*\n)*?"
        else:
            pattern += re.escape(line.rstrip()).replace(r"\.\.\.", r"[^\n]*") + "\n"
    lines = [line.rstrip() for line in actual.strip("\n").splitlines()]
    return re.fullmatch(pattern, "".join(line + "\n" for line in lines)) is not None


class Reader:
    """Somebody who types every block of one document into one folder and one Python session."""

    def __init__(self, folder: Path, make_targets: set[str]) -> None:
        self._folder = folder
        self._make_targets = make_targets
        self._names: dict[str, Any] = {"__name__": "__readme__"}

    def run(self, block: Block) -> None:
        """Raises whatever the block raises, AssertionError where it prints something else than it shows."""
        before = Path.cwd()
        os.chdir(self._folder)
        try:
            if block.language == "yaml":
                self._write(block)
            elif block.language == "python":
                self._run_python(block)
            else:
                for command in commands_of(block.text):
                    self._run_command(command)
        finally:
            os.chdir(before)

    def _write(self, block: Block) -> None:
        target = self._folder / block.file
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(block.text, "utf-8")

    def _run_python(self, block: Block) -> None:
        name = f"README.md:{block.line}"
        if ">>> " not in block.text:
            exec(compile("\n" * (block.line - 1) + block.text, "README.md", "exec"), self._names)
            return
        example = doctest.DocTestParser().get_doctest(block.text, self._names, name, "README.md", block.line - 1)
        runner = doctest.DebugRunner(optionflags=doctest.ELLIPSIS, verbose=False)
        runner.run(example, clear_globs=False)
        self._names.update(example.globs)  # a DocTest works on a copy

    def _run_command(self, command: Command) -> None:
        if INSTALLS.fullmatch(command.text):
            return
        if command.text == "make" or command.text.startswith("make "):
            said, _, _ = command.text.partition("#")
            named = {word for word in said.split()[1:] if "=" not in word}
            assert named <= self._make_targets, f"the Makefile has no {named - self._make_targets}"
            return
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        done = subprocess.run(
            ["bash", "-c", command.text],
            env={**os.environ, "PATH": path, "NO_COLOR": "1", "COLUMNS": "120"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == command.code, f"$ {command.text}\nexited {done.returncode}:\n{done.stdout}"
        if command.output is not None:
            shown = f"$ {command.text}\nprinted:\n{done.stdout}\nnot:\n{command.output}"
            assert matches(command.output, done.stdout), shown


def make_targets(makefile: str) -> set[str]:
    """The targets that a Makefile names at the start of a line."""
    return set(re.findall(r"^([\w-]+):(?!=)", makefile, re.MULTILINE))


BLOCKS = blocks_of(README.read_text("utf-8"))


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    folder = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / "models", folder / "models")
    return Reader(folder, make_targets((ROOT / "Makefile").read_text("utf-8")))


def test_readme_shows_something_that_runs() -> None:
    """The README has at least one block that this suite executes."""
    assert BLOCKS


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: f"line-{block.line}-{block.language}")
def test_readme_block_runs(block: Block, reader: Reader) -> None:
    """What this block of the README shows is what happens, after all the blocks above it."""
    reader.run(block)


def test_readme_links_lead_somewhere() -> None:
    """Every link and picture that is no web address is a file or folder of the repository."""
    targets = LINK.findall(README.read_text("utf-8"))
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []


# The reader itself, on small documents.

SAMPLE = """\
Text.

```python
greeting = "hello"
```

```python
>>> greeting + "!"
'hello!'
```

```shell
$ echo one; echo two three; \\
  echo four
one
two ...
four
$ test -e given && exit 3  # exits 3
$ seq 5
1
...
5
```

```console
# a comment
make test PYTHON=python3  # another
printf '' > made
```

```yaml
not: run
```

```yaml folder/model.yaml
is: written
```
"""


@pytest.fixture
def sample_reader(tmp_path: Path) -> Reader:
    (tmp_path / "given").touch()
    return Reader(tmp_path, {"test"})


def test_sample_runs_in_order_in_one_folder_and_session(sample_reader: Reader, tmp_path: Path) -> None:
    """Names and files that one block makes are there for the next; blocks in other languages are left alone."""
    blocks = blocks_of(SAMPLE)
    assert [(block.language, block.line) for block in blocks] == [
        ("python", 4),
        ("python", 8),
        ("shell", 13),
        ("console", 26),
        ("yaml", 36),
    ]
    for block in blocks:
        sample_reader.run(block)
    assert (tmp_path / "made").exists()
    assert (tmp_path / "folder" / "model.yaml").read_text() == "is: written\n"


@pytest.mark.parametrize(
    ("block", "failure"),
    [
        (Block("python", "1 / 0\n", 1), ZeroDivisionError),
        (Block("python", ">>> 1 + 1\n3\n", 1), doctest.DocTestFailure),
        (Block("python", ">>> 1 / 0\n0\n", 1), doctest.UnexpectedException),
        (Block("shell", "$ false\n", 1), AssertionError),
        (Block("shell", "true\nfalse\n", 1), AssertionError),
        (Block("shell", "$ true  # exits 1\n", 1), AssertionError),
        (Block("shell", "$ echo one\ntwo\n", 1), AssertionError),
        (Block("shell", "$ seq 3\n1\n2\n", 1), AssertionError),
        (Block("shell", "$ seq 3\n1\n...\n4\n", 1), AssertionError),
        (Block("shell", "$ echo a b\na... c\n", 1), AssertionError),
        (Block("shell", "$ true\nsomething\n", 1), AssertionError),
        (Block("console", "$ make no-such-target\n", 1), AssertionError),
    ],
)
def test_block_that_does_something_else_fails(sample_reader: Reader, block: Block, failure: type[Exception]) -> None:
    """A block whose code raises, exits otherwise or prints otherwise than shown is reported."""
    with pytest.raises(failure):
        sample_reader.run(block)


def test_make_targets_are_those_of_the_makefile() -> None:
    """Assignments, recipes and files are not targets; names followed by a colon are."""
    assert make_targets("A := 1\nB:=2\nall: x\n\techo b: c\n.venv/.ready: y\nfmt:\n") == {"all", "fmt"}

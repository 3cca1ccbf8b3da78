"""The page of benchmarks: what it keeps, what it replaces, and that it does not flatter."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench import bench_capacity, bench_checks, bench_reachability
from bench.report import Row, row_of, section, table, with_section, write_atomically
from innovate_model import api
from innovate_model.analyses.capacity import read_demand

ROW = Row(name="parse", ours=2.0, peer=5.0, peer_version="other 1.2", ratio=2.5, goal=2.0, n=1000, runs=7)
MISS = Row(
    name="walk all", ours=0.5, peer=0.25, peer_version="other 1.2", ratio=0.5, goal=0.77, n=12, runs=7, unit="ms"
)
SHOWN = Row(name="read", ours=4.0, peer=2.0, peer_version="other 1.2", ratio=0.5, goal=None, n=1, runs=7)
ALONE = Row(name="draw", ours=1.0, peer=None, peer_version="not installed", ratio=None, goal=1.0, n=1, runs=7)

names = st.from_regex(r"[a-z_]{1,8}", fullmatch=True)
texts = st.from_regex(r"## [a-z ]*\n(\n[a-z |]*\n){0,3}", fullmatch=True)


def test_table_tells_every_verdict_apart() -> None:
    """A goal met, a goal missed, no goal and a peer that is not there are four different words."""
    assert table([ROW, MISS, SHOWN, ALONE]) == (
        "| name     | n     | ours   | peer    | peer / ours | at least | verdict      | runs | the peer      |\n"
        "|----------|-------|--------|---------|-------------|----------|--------------|------|---------------|\n"
        "| parse    | 1,000 | 2 s    | 5 s     | 2.50        | 2.00     | pass         | 7    | other 1.2     |\n"
        "| walk all | 12    | 0.5 ms | 0.25 ms | 0.50        | 0.77     | miss         | 7    | other 1.2     |\n"
        "| read     | 1     | 4 s    | 2 s     | 0.50        | -        | no goal      | 7    | other 1.2     |\n"
        "| draw     | 1     | 1 s    | -       | -           | 1.00     | not compared | 7    | not installed |"
    )


@pytest.mark.parametrize(
    ("change", "failure"),
    [
        ({"ratio": 0.4}, ValueError),
        ({"ratio": None}, ValueError),
        ({"peer": None}, ValueError),
        ({"seconds": 1}, TypeError),
    ],
)
def test_row_that_contradicts_itself_is_refused(change: dict[str, object], failure: type[Exception]) -> None:
    """A ratio turned the wrong way round, half a comparison or an unknown field is an error."""
    with pytest.raises(failure):
        row_of({**vars(ROW), **change})


@given(st.lists(st.tuples(names, texts), min_size=1, max_size=6))
def test_page_keeps_the_last_section_of_each_benchmark(runs: list[tuple[str, str]]) -> None:
    """After any sequence of runs the page holds each benchmark's last section once, in the order of their names."""
    page = ""
    for name, text in runs:
        page = with_section(page, name, text)
    assert re.findall(r"<!-- bench:(\S+) -->\n(.*?)<!-- /bench -->", page, re.DOTALL) == sorted(dict(runs).items())


@pytest.mark.slow
def test_the_models_of_the_checks_are_sound_at_any_size() -> None:
    """They build on the reference model, whose changes must not break the benchmark unnoticed. No time is asserted."""
    rows = [row_of(row) for row in bench_checks.run(vpcs=3, environments=2, runs=1)]
    reference, generated, grown = rows
    assert (generated.name, grown.name) == ("3 VPCs, generated", "models/innovate and 2 more environments")
    assert generated.n > 3 * 80
    assert grown.n > 1.2 * reference.n


def test_blast_radii_are_measured_on_graphs_that_agree() -> None:
    """On small ones: both peers count the same, and all of a cell stops. No time is asserted."""
    pytest.importorskip("rustworkx", reason="only who measures installs it")
    from bench import bench_blast

    rows = [row_of(row) for row in bench_blast.run(nodes=300, edges=600, count=20, lost_cells=(2, 20), runs=1)]
    assert [row.n for row in rows] == [300, 300, 300, 300, 240]
    assert [row.goal for row in rows] == [2000, None, None, None, 0.5]


def test_peers_of_reachability_agree() -> None:
    """Interval sets and the formula give the same exact sets, some of them not empty; no time is asserted."""
    sample = bench_reachability.Sample(bench_reachability.organization(3), subnets=4, queries=60)
    assert len(sample.pairs) == 2 * 4 * (3 * 18 - 1)
    sets = bench_reachability.IntervalSets(sample.graph.model)
    assert len({tuple(sets.sessions(*pair)) for pair in sample.queried}) > 5
    assert sample.disagreements(None) == []


def test_disagreement_of_an_engine_is_told() -> None:
    """An engine that finds nothing differs for every pair that has sessions, and for those only."""
    sample = bench_reachability.Sample(bench_reachability.organization(1), subnets=3, queries=1)
    sets = bench_reachability.IntervalSets(sample.graph.model)
    works = [pair for pair in sample.pairs if sets.sessions(*pair)]
    assert works
    assert len(sample.disagreements(lambda source, destination: ())) == len(works)


def test_section_says_where_and_when() -> None:
    """A section gives the inputs, the Python, the processor and the day of its figures."""
    assert re.search(
        r"^## parse\n\nTen files\.\n\nPython 3\.\d+\.\S+, .+ \(\d+ cores\), \d{4}-\d\d-\d\d\.\n",
        section("parse", "Ten files.", [ROW]),
    )


def test_page_is_replaced_in_one_step(tmp_path: Path) -> None:
    """Writing leaves the new text and no scratch file, in a folder that need not exist before."""
    page = tmp_path / "docs" / "benchmarks.md"
    write_atomically(page, "old")
    write_atomically(page, "new")
    assert [(file.name, file.read_text()) for file in page.parent.iterdir()] == [("benchmarks.md", "new")]


@pytest.mark.slow
def test_worlds_are_measured_against_numbers_that_agree() -> None:
    """On few of them: every world and month of the sample has the same bill and meets the same limits, else it says
    so. No time is asserted."""
    rows = [row_of(row) for row in bench_capacity.run(count=40, months=3, sampled=4, runs=1, turns=1)]
    assert [(row.goal, row.n) for row in rows] == [(500, 40), (1, rows[1].n)]
    graph = api.load(bench_capacity.FOLDER).graph
    demand = read_demand(bench_capacity.FOLDER / "demand.yaml")
    found = bench_capacity.worlds(graph, demand, months=2, count=5)
    found.usd[1, 3] += 1
    with pytest.raises(AssertionError, match="world 3 costs"):
        bench_capacity.one_by_one(graph, demand, found, [0, 3])

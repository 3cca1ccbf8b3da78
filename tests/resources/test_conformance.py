"""A resource type is one file and its test."""

from pathlib import Path

from innovate_model.resources import types

HERE = Path(__file__).parent


def test_every_type_has_its_test() -> None:
    """The test of a type is named after its module; no list is kept."""
    modules = {cls.__module__.rpartition(".")[2] for cls in types().by_kind.values()}
    assert {name for name in modules if not (HERE / f"test_{name}.py").exists()} == set()


def test_every_type_says_what_it_is_and_where_aws_says_so() -> None:
    """The docstring of a type is its manual: a sentence, and the page that it comes from."""
    silent = [kind for kind, cls in types().by_kind.items() if "https://" not in (cls.__doc__ or "")]
    assert silent == []


def test_a_type_is_named_after_its_file() -> None:
    """`aurora_cluster` stands in aurora_cluster.py, so that everybody finds it."""
    assert {kind: cls.__module__.rpartition(".")[2] for kind, cls in types().by_kind.items()} == {
        kind: kind for kind in types().by_kind
    }

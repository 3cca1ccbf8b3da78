"""A View refuses what only a builder's mistake could make."""

from __future__ import annotations

import pytest

from innovate_model.views.view import Arrow, Box, Lane, Layout, Side, Tone, View

A, B = Box("a", "a"), Box("b", "b")
ZONE = Box("z", "z", tone=Tone.ZONE, children=(Box("c", "c", lane="nowhere"),))


@pytest.mark.parametrize(
    ("root", "arrows", "complaint"),
    [
        (Box("r", "r", children=(A, A)), (), "'a' occurs twice"),
        (Box("r", "r", children=(A,)), (Arrow("a", "b"),), "'b', which is no visible box"),
        (Box("r", "r", tone=Tone.GROUP, children=(A,)), (Arrow("a", "r"),), "'r', which is no visible box"),
        (Box("r", "r", children=(A,)), (Arrow("a", "a"),), "begins and ends"),
        (Box("r", "r", children=(A, B)), (Arrow("a", "b", count=0),), "counts 0"),
        (Box("r", "r", count=0), (), "counts 0"),
        (Box("r", "r", count=3, members=("a", "b")), (), "its members are 2"),
        (Box("r", "r", tone=Tone.GROUP, children=(Box("a", "a", dock=Side.TOP),)), (), "no border to dock on"),
        (Box("r", "r", layout=Layout.MATRIX), (), "a matrix has lanes"),
        (Box("r", "r", layout=Layout.ROWS, lanes=(Lane("l", "l"),)), (), "a matrix has lanes"),
        (Box("r", "r", layout=Layout.MATRIX, lanes=(Lane("l", "l"),), children=(ZONE,)), (), "does not have"),
    ],
)
def test_a_builders_mistake_is_refused(root: Box, arrows: tuple[Arrow, ...], complaint: str) -> None:
    """Each mistake that the docstring of View names raises ValueError and says which id is meant."""
    with pytest.raises(ValueError, match=complaint):
        View("v", "v", root, arrows=arrows)


def test_arrows_may_name_lanes() -> None:
    """A lane is an end like a box: it stands for its tier as a whole."""
    root = Box("r", "r", layout=Layout.MATRIX, lanes=(Lane("l", "l"),), children=(Box("a", "a", lane="l"),))
    assert View("v", "v", root, arrows=(Arrow("l", "a"),)).arrows[0].source == "l"

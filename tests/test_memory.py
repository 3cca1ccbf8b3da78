"""What is remembered of one model, and of a what-if on it."""

from innovate_model.loader import load_text, vary
from innovate_model.memory import Memory


def test_a_memory_recalls_what_lies_below_and_leaves_it_as_it_is() -> None:
    """A what-if sees what its base knows; what it learns stays its own."""
    base = Memory()
    base.keep("a", 1)
    above = Memory(base)
    assert (above.keep("b", 2), above.recall("a"), above.recall("c")) == (2, 1, None)
    assert (base.recall("b"), len(base)) == (None, 1)


def test_what_ifs_do_not_make_their_base_grow() -> None:
    """Ten thousand scenarios on one model cost what one costs."""
    loaded = load_text(
        "innovate: 1\norganization: {title: T, region: us-east-1}\naccounts: {a: {account_id: '111111111111'}}"
    )
    before = len(loaded.memory)
    for size in range(20):
        vary(loaded, {"accounts": {"a": {"purpose": f"scenario {size}"}}})
    assert len(loaded.memory) == before

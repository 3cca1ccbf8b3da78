"""Price books, and prices that somebody states, by the names of their files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from innovate_model.cli.printing import fail, tell_faults

if TYPE_CHECKING:
    from collections.abc import Sequence

    from innovate_model.graph import Graph
    from innovate_model.prices import Price, PriceBook

prices_option = click.option(
    "--prices",
    "prices",
    multiple=True,
    metavar="FILE",
    help="A price book of `innovate prices refresh` instead of the package's own (JSON), or prices that you state,"
    " laid over the book (YAML). May be repeated.",
)
on_demand_option = click.option(
    "--on-demand", is_flag=True, help="As if no reservation and no Savings Plan had been bought."
)
_YAML = (".yaml", ".yml")
_WHAT_A_BOOK_IS = (
    "a price book is what `innovate prices refresh MODEL -o FILE` writes; prices that you state stand in a .yaml"
)


def open_prices(names: Sequence[str]) -> PriceBook | None:
    """The last price book among some files, or the package's own, under the prices that the others state; None where no
    file is named. Ends the run where one is neither."""
    from innovate_model.prices import price_book

    if not names:
        return None
    books = [name for name in names if not name.endswith(_YAML)]
    book = _book(books[-1]) if books else price_book()
    for name in names:
        if name.endswith(_YAML):
            book = book.with_prices(_stated_prices(name, book))
    return book


def _book(name: str) -> PriceBook:
    from pathlib import Path

    from innovate_model.prices import NotABook, read_book

    try:
        return read_book(Path(name))
    except FileNotFoundError:
        raise fail(f"there is no {name}", _WHAT_A_BOOK_IS) from None
    except NotABook as error:
        raise fail(str(error), _WHAT_A_BOOK_IS) from None


def _stated_prices(name: str, book: PriceBook) -> Sequence[Price]:
    from pathlib import Path

    from innovate_model.analyses.cost.stated_prices import read_stated_prices

    prices, faults = read_stated_prices(Path(name), book)
    if faults:
        tell_faults(Path(name), faults)
        raise fail(f"{name} has faults: a sum from it would be wrong", _WHAT_A_BOOK_IS)
    return prices


def tell_what_is_not_asked(book: PriceBook, graph: Graph) -> None:
    """On standard error: stated prices that nothing in a model is priced by."""
    from innovate_model.analyses.cost.asking import needed_prices, reserved_prices
    from innovate_model.prices.commitments import with_commitments
    from innovate_model.prices.price import EVERYWHERE

    asked = {*with_commitments(needed_prices(graph, book.date)), *reserved_prices(graph, book.date)}
    ids = {id for id, _ in asked}
    for (id, region), price in book.prices.items():
        is_asked = id in ids if region == EVERYWHERE else (id, region) in asked
        if price.is_stated and not is_asked:
            click.echo(f"note: nothing in this model is priced by `{id}` in {region}", err=True)

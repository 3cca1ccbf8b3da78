"""`innovate prices`."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from innovate_model.cli.opening import MODEL, open_sound_model, scenarios_option
from innovate_model.cli.price_files import open_prices, prices_option
from innovate_model.cli.printing import fail, heading, say, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from innovate_model.prices import Price
    from innovate_model.prices.refreshing import Refreshed, Source


@click.group("prices")
def command() -> None:
    """Price books: what AWS asks, with dates and sources."""


@command.command("list")
@click.argument("words", nargs=-1, metavar="[WORD]...")
@click.option("--region", metavar="REGION", help="Only prices of one region, and those that hold in every region.")
@prices_option
def listed(words: tuple[str, ...], region: str | None, prices: tuple[str, ...]) -> None:
    """Show the prices of the book: those whose id or region has every WORD in it, all of them without one.

    Exit code 0: shown; 2: there is none, or could not run.
    """
    from innovate_model.prices import price_book
    from innovate_model.prices.price import EVERYWHERE

    book = open_prices(prices) or price_book()
    found = [
        price
        for (id, where), price in sorted(book.prices.items())
        if all(word in id or word in where for word in words) and (region is None or where in (region, EVERYWHERE))
    ]
    if not found:
        raise fail(
            f"no price of the book has {' and '.join(words)} in its id or region",
            "innovate prices list shows all of them",
        )
    titles = ("id", "region", "USD", "unit", "date", "confidence", "source")
    table([titles, *((one.id, one.region, _usd(one), one.unit, one.date, one.confidence, one.source) for one in found)])


def _usd(price: Price) -> str:
    """One figure, or those of all tiers with where each ends."""
    if not price.is_tiered:
        return str(price.usd)
    return ", ".join(f"{usd}" + (f" up to {up_to:,}" if up_to is not None else " beyond") for up_to, usd in price.tiers)


@command.command("refresh")
@MODEL
@click.option(
    "-o", "--output", metavar="FILE", default="prices.json", show_default=True, help="Where to write the book."
)
@click.option(
    "--via",
    type=click.Choice(["list", "api"]),
    default="list",
    show_default=True,
    help="AWS's public files, or pricing:GetProducts with the credentials of the environment.",
)
@click.option("--commitments", is_flag=True, help="Savings Plans and reservations of the machines in the model, too.")
@click.option("--list-url", metavar="URL", help="A mirror of AWS's public files.")
@prices_option
@scenarios_option
def refresh(
    model: str,
    output: str,
    via: str,
    commitments: bool,
    list_url: str | None,
    prices: tuple[str, ...],
    scenarios: tuple[str, ...],
) -> None:
    """Read the prices that MODEL needs from AWS's price list, and write a book for `innovate cost --prices`.

    What could not be read keeps the date and figure that it has in the book (the package's, or that of --prices), and
    is listed. Some of AWS's files have hundreds of MB; those that were read stay in the user's cache.

    Exit code 0: all prices were read anew; 1: some were not; 2: could not run, and nothing was written.
    """
    from datetime import UTC, datetime
    from pathlib import Path

    from innovate_model.analyses.cost import needed_prices
    from innovate_model.cli.files import write_files
    from innovate_model.prices import price_book
    from innovate_model.prices.commitments import with_commitments
    from innovate_model.prices.refreshing import refresh as refreshed
    from innovate_model.prices.writing import book_text

    if list_url and via == "api":
        raise click.UsageError("--list-url is the address of files, which --via api does not read")
    graph = open_sound_model(model, scenarios).graph
    book = open_prices(prices) or price_book()
    asked = needed_prices(graph, book.date)
    if commitments:
        asked = tuple(with_commitments(asked))
    target = Path(output)
    if not target.absolute().parent.is_dir():
        raise fail(f"there is no folder {target.parent}", "name a file in a folder that there is")
    today = datetime.now(UTC).date().isoformat()
    with _faults_told():
        result = refreshed(book, asked, _source(via, list_url), today)
    write_files(target.absolute().parent, {target.name: book_text(result.book).encode("utf-8")})
    _show(result, output)
    if result.kept:
        raise click.exceptions.Exit(1)


def _source(via: str, list_url: str | None) -> Source:
    if via == "list":
        from innovate_model.prices.downloads import user_cache
        from innovate_model.prices.price_list import ADDRESS, BulkList

        return BulkList(user_cache(), list_url or ADDRESS, lambda line: click.echo(line, err=True))
    from innovate_model.prices.queried import QueriedList

    return QueriedList(_asked_of_aws)


def _asked_of_aws(service: str, filters: Mapping[str, str]) -> list[dict[str, Any]]:
    """GetProducts with the credentials of the environment; its failures as those of the list."""
    from innovate_model.aws.access import Access, NoBoto3
    from innovate_model.aws.price_api import NoPriceApi, products
    from innovate_model.prices.downloads import PriceListError

    try:
        return list(products(Access(), service, filters))
    except (NoPriceApi, NoBoto3) as error:
        raise PriceListError(str(error)) from None


@contextmanager
def _faults_told() -> Iterator[None]:
    """What ends a refresh, in one sentence; nothing is written then."""
    from innovate_model.prices.downloads import PriceListError

    try:
        yield
    except PriceListError as error:
        raise fail(str(error), error.hint) from None


def _show(result: Refreshed, output: str) -> None:
    """How many were read, and what was not, by the reason."""
    say(f"{output}: {len(result.renewed)} prices read, as of {result.book.date}; {len(result.kept)} kept as they were")
    if result.kept:
        heading("not read")
        table([(each.id, each.region, each.date or "no price", each.reason) for each in result.kept])

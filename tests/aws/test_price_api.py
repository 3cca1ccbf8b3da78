"""`pricing:GetProducts`, asked of a server of these tests that speaks its protocol over HTTP: moto answers this call
with 404 Not yet implemented."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from innovate_model.aws.access import sandbox_access
from innovate_model.aws.price_api import NoPriceApi, products
from innovate_model.prices import price_book
from innovate_model.prices.queried import QueriedList
from innovate_model.prices.refreshing import Refreshed, refresh

TODAY = "2026-12-24"


def product(sku: str, usage_type: str, usd: str, operation: str = "LoadBalancing:Application") -> str:
    """A product as the API writes it: a string of JSON with its terms."""
    code = f"{sku}.JRTCKXETXF"
    rate = {
        "unit": "LCU-Hrs", "beginRange": "0", "endRange": "Inf", "rateCode": f"{code}.6YS6EN2CT7", "appliesTo": [],
        "description": "", "pricePerUnit": {"USD": usd},
    }  # fmt: skip
    terms = {"priceDimensions": {f"{code}.6YS6EN2CT7": rate}, "sku": sku, "offerTermCode": "JRTCKXETXF"}
    return json.dumps(
        {
            "product": {
                "productFamily": "Load Balancer-Application",
                "sku": sku,
                "attributes": {
                    "regionCode": "eu-west-1",
                    "locationType": "AWS Region",
                    "operation": operation,
                    "usagetype": usage_type,
                },
            },
            "serviceCode": "AWSELB",
            "terms": {"OnDemand": {code: {**terms, "effectiveDate": "2026-09-01T00:00:00Z", "termAttributes": {}}}},
            "version": "20260911124544",
            "publicationDate": "2026-09-11T12:45:44Z",
        }
    )


PAGES = [
    [product("A", "EU-Outposts-LCUUsage", "0.0000000000"), product("B", "EU-ReservedLCUUsage", "0.0080000000")],
    [product("C", "EU-LCUUsage", "0.0080000000"), product("D", "EU-TS-LoadBalancerUsage", "0.0050000000")],
    [product("E", "EU-LoadBalancerUsage", "0.0252000000")],
]


class Api:
    """What the server answers, and what it was asked."""

    def __init__(self) -> None:
        self.pages: list[list[str]] = PAGES
        self.failure: tuple[int, dict[str, str]] | None = None
        self.asked: list[dict[str, Any]] = []
        self.address = ""

    def ask(self, service: str, filters: Mapping[str, str]) -> list[dict[str, Any]]:
        return list(products(sandbox_access(self.address), service, filters))

    def refreshed(self, *ids: str) -> Refreshed:
        return refresh(price_book(), [(id, "eu-west-1") for id in ids], QueriedList(self.ask), TODAY)


@pytest.fixture
def api() -> Iterator[Api]:
    """The API on a port of this machine."""
    served = Api()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert self.headers["X-Amz-Target"] == "AWSPriceListService.GetProducts"
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            served.asked.append(body)
            page = int(body.get("NextToken", "0"))
            status, answer = served.failure or (200, self._page(page))
            text = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/x-amz-json-1.1")
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def _page(self, page: int) -> dict[str, Any]:
            more = {"NextToken": str(page + 1)} if page + 1 < len(served.pages) else {}
            return {"FormatVersion": "aws_v1", "PriceList": served.pages[page], **more}

        def log_message(self, format: str, *args: object) -> None:
            """Quiet."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    served.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_every_page_is_read(api: Api) -> None:
    """Strings of JSON become products, and the filters are whole values."""
    found = api.ask("AWSELB", {"regionCode": "eu-west-1", "operation": "LoadBalancing:Application"})
    assert [each["product"]["sku"] for each in found] == ["A", "B", "C", "D", "E"]
    assert [request.get("NextToken") for request in api.asked] == [None, "1", "2"]
    assert api.asked[0]["ServiceCode"] == "AWSELB"
    assert api.asked[0]["FormatVersion"] == "aws_v1"
    assert api.asked[0]["Filters"] == [
        {"Type": "TERM_MATCH", "Field": "operation", "Value": "LoadBalancing:Application"},
        {"Type": "TERM_MATCH", "Field": "regionCode", "Value": "eu-west-1"},
    ]


def test_the_price_among_its_decoys(api: Api) -> None:
    """The usage type is compared here, whole: not the one at USD 0, nor the reserved one."""
    result = api.refreshed("alb.lcu", "alb.hour")
    assert [(each.id, str(each.usd), each.usage_type, each.date) for each in result.renewed] == [
        ("alb.hour", "0.0252000000", "EU-LoadBalancerUsage", TODAY),
        ("alb.lcu", "0.0080000000", "EU-LCUUsage", TODAY),
    ]
    assert result.kept == ()


def test_an_empty_answer_is_no_price(api: Api) -> None:
    """The API says 200 and nothing: the price keeps its date, and the reason is told."""
    api.pages = [[]]
    (kept,) = api.refreshed("alb.lcu").kept
    assert (kept.id, kept.date) == ("alb.lcu", "2026-09-11")
    assert kept.reason.startswith("no row of AWSELB fits it (LCUUsage, Load Balancer-Application")


def test_two_rows_are_none(api: Api) -> None:
    """On whatever pages they are."""
    api.pages = [*PAGES, [product("F", "EU-LCUUsage", "0.0090000000")]]
    (kept,) = api.refreshed("alb.lcu").kept
    assert "2 rows of AWSELB fit it, where there should be one: EU-LCUUsage (C), EU-LCUUsage (F)" in kept.reason


def test_a_refusal_is_told(api: Api) -> None:
    """With what AWS says."""
    said = {"__type": "AccessDeniedException", "message": "not authorized to perform: pricing:GetProducts"}
    api.failure = 400, said
    with pytest.raises(NoPriceApi, match=r"pricing:GetProducts for AWSELB: .*not authorized"):
        api.ask("AWSELB", {})


def test_what_is_no_json_is_told(api: Api) -> None:
    """A string in the list that cannot be read."""
    api.pages = [["{half"]]
    with pytest.raises(NoPriceApi, match=r"'\{half' is not JSON"):
        api.ask("AWSELB", {})

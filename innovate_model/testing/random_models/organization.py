"""A whole random organisation as plain data."""

from __future__ import annotations

from innovate_model.testing.random_models.dice import Dice
from innovate_model.testing.random_models.extent import Extent
from innovate_model.testing.random_models.filters import put_acls, put_groups
from innovate_model.testing.random_models.ground import REGIONS, Data, Plot, plots
from innovate_model.testing.random_models.joins import join
from innovate_model.testing.random_models.residents import PublicAddresses, settle
from innovate_model.testing.random_models.tables import put_gateways, put_tables

_EDGE_LIST = "com.amazonaws.global.cloudfront.origin-facing"


def organization(dice: Dice, extent: Extent) -> Data:
    """A model of one to three VPCs in one or two accounts and regions, which loads without faults.

    Biased so that a good part of all flows works; lost and misleading routes, blackholes, denials and one-way joins
    are in it too.
    """
    found = plots(dice, extent)
    accounts: dict[str, Data] = {"one": {"account_id": "111111111111"}}
    if any(plot.account == "two" for plot in found):
        accounts["two"] = {"account_id": "222222222222"}
    public = PublicAddresses()
    put_groups(dice, extent, found)
    for plot in found:
        put_acls(dice, plot, found)
        elastic = {**put_gateways(dice, extent, plot, public), **settle(dice, extent, plot, public)}
        if elastic:
            accounts[plot.account].setdefault("elastic_ips", {}).update(elastic)
    joins = join(dice, extent, found, accounts)
    for plot in found:
        put_tables(dice, extent, plot, found, joins)
        accounts[plot.account].setdefault("vpcs", {})[plot.name] = {**_head(plot), **plot.data}
    if extent.endpoints:
        accounts["one"].update({"s3_buckets": {"files": {}}, "secrets": {"password": {}}})
    lists: Data = {"partners": {"entries": ["203.0.113.0/25", "192.168.0.0/20"]}}
    if extent.unknowns:
        lists["edges"] = {"aws_managed": _EDGE_LIST}
    return {
        "innovate": 1,
        "organization": {"title": "Random", "region": REGIONS[0], "prefix_lists": lists},
        "accounts": accounts,
    }


def _head(plot: Plot) -> Data:
    head: Data = {"region": plot.region, "cidr_block": plot.cidr_blocks[0]}
    if plot.cidr_blocks[1:]:
        head["secondary_cidr_blocks"] = plot.cidr_blocks[1:]
    if plot.ipv6_cidr_block:
        head["ipv6_cidr_block"] = plot.ipv6_cidr_block
    return head

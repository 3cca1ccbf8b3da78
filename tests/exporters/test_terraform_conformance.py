"""The Terraform exporter against the list of resource types: nothing is forgotten, nothing collides."""

from __future__ import annotations

import doctest

import pytest

from exporters.terraform import EXPORTER, contract, derive, hcl, rules, site
from exporters.terraform.contract import entry_of, kinds_in
from exporters.terraform.derive import plural
from exporters.terraform.kinds import kinds
from exporters.terraform.shapes import Many, Scalar
from innovate_model.exporting import Exporter
from innovate_model.resources import types
from innovate_model.resources.subnet import Subnet
from innovate_model.values import Ipv4Block


def test_it_is_an_exporter() -> None:
    """The object that the entry point names keeps the protocol."""
    as_exporter: Exporter = EXPORTER
    assert as_exporter.name == "terraform"
    assert as_exporter.summary


def test_every_kind_is_written_or_has_a_reason() -> None:
    """A resource type that is neither written nor declared unsupported cannot be added unnoticed."""
    known = set(types().by_kind)
    assert EXPORTER.handles | EXPORTER.unsupported.keys() == known
    assert not EXPORTER.handles & EXPORTER.unsupported.keys()
    assert all(EXPORTER.unsupported.values())


def test_every_written_kind_has_a_variable_of_its_own() -> None:
    """No two kinds share a variable, and each kind is in the contract of an account or of the organization."""
    assert len({plural(kind) for kind in kinds()}) == len(kinds())
    assert set(kinds_in("organization")) | set(kinds_in("accounts/any")) == set(kinds())


def test_left_out_and_special_fields_exist() -> None:
    """What a kind's file says about a field is about a field that the type has, so a renamed field is noticed."""
    for kind, how in kinds().items():
        fields = types().by_kind[kind].model_fields
        for said in (how.left_out, how.rename, how.instead):
            assert set(said) <= set(fields), kind


def test_no_attribute_of_an_entry_is_written_twice() -> None:
    """Each attribute of a variable has one source."""
    for kind in kinds():
        names = [attribute.name for attribute in entry_of(kind)]
        assert len(names) == len(set(names)), kind


def test_two_resources_of_a_kind_never_share_a_key() -> None:
    """A key is made of names without sections: that is unambiguous because no kind has two ways of one length to its
    account."""

    def ways(kind: str) -> list[tuple[str, ...]]:
        cls = types().by_kind[kind]
        if kind == "account" or cls.is_single:
            return [(kind,)]
        return [(*way, cls.section) for parent in cls.parents if parent for way in ways(parent)]

    for kind in kinds():
        lengths = [(way[0], len(way)) for way in ways(kind)]
        assert lengths, kind
        assert len(lengths) == len(set(lengths)), kind


@pytest.mark.parametrize("module", [contract, derive, hcl, site], ids=lambda module: module.__name__)
def test_the_examples_in_the_docstrings_hold(module: object) -> None:
    """What a docstring shows is what the function gives."""
    outcome = doctest.testmod(module)
    assert outcome.attempted > 0
    assert outcome.failed == 0


def test_a_narrowed_type_keeps_the_rule_of_what_it_narrows() -> None:
    """A subnet's block is an Ipv4Block of certain sizes: Terraform checks it as one, and a set of them has no order."""
    (block,) = (attribute for attribute in entry_of("subnet") if attribute.name == "cidr_block")
    assert Subnet.model_fields["cidr_block"].annotation != Ipv4Block
    assert isinstance(block.type, Scalar)
    assert block.type.rule is rules.IPV4_BLOCK
    (more,) = (attribute for attribute in entry_of("vpc") if attribute.name == "secondary_cidr_blocks")
    assert isinstance(more.type, Many)
    assert not more.type.is_ordered

"""The section `properties`: what is wrong with it is told at its place, and proves nothing."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from innovate_model import api
from innovate_model.finding import Severity
from innovate_model.properties import kind_names

from ..support import unmark
from .networks import NETWORK
from .support import HEADER

NEVER = "never: {from: internet, to: instances.db}"
FAULTS = [
    ("  «it»: no", "wrong-type", "`it` must be a mapping, not `no`"),
    ("  «it»: []", "wrong-type", "`it` must be a mapping, not a list"),
    ("  «a.b»: {}", "bad-name", "`a.b` cannot be a name"),
    (f"  «it»: {{{NEVER}}}", "missing-key", "promise `it` needs `because`"),
    (f"  it: {{{NEVER}, «because»: [x]}}", "wrong-type", "`because` must be a text"),
    (f"  it: {{{NEVER}, «becuase»: x}}", "unknown-key", "did you mean `because`?"),
    ("  it: {«nevr»: {from: internet, to: instances.db}, because: x}", "unknown-key", "did you mean `never`?"),
    ("  «it»: {because: x}", "missing-key", "`it` promises nothing"),
    (f"  it: {{{NEVER}, «always»: {{}}, because: x}}", "wrong-type", "`it` makes 2 promises"),
    ("  it: {never: «x», because: x}", "wrong-type", "`never` must be a mapping, not `x`"),
    ("  it: {«never»: {from: internet}, because: x}", "missing-key", "`never` of `it` needs `to`"),
    ("  it: {never: {from: internet, to: a, «prots»: tcp/1}, because: x}", "unknown-key", "did you mean `ports`?"),
    ("  it: {never: {«form»: internet, to: a}, because: x}", "unknown-key", "did you mean `from`?"),
    ("  it: {never: {from: internet, to: instances.db, ports: «5432»}, because: x}", "bad-ports", "write tcp/5432"),
    ("  it: {never: {from: internet, to: a, ports: [tcp/1, «tcp/x»]}, because: x}", "bad-ports", "is not a port"),
    ("  it: {never: {«from»: [], to: a}, because: x}", "wrong-type", "`from` names nothing"),
    ("  it: {never: {from: internet, «to»: {kind: instanc}}, because: x}", "unknown-kind", "did you mean `instance`?"),
    (
        "  it: {never: {from: internet, to: {kind: instance, «nam»: x}}, because: x}",
        "unknown-key",
        "did you mean `name`?",
    ),
    (
        "  it: {never: {from: internet, to: «instances.ap»}, because: x}",
        "empty-selector",
        "did you mean `instances.app`?",
    ),
    ("  it: {never: {from: internet, to: [instances.db, «x.y»]}, because: x}", "empty-selector", "means nothing"),
    ("  it: {never: {from: «10.0.0.1/8», to: instances.db}, because: x}", "empty-selector", "has host bits set"),
    (
        "  it: {never: {from: internet, to: «accounts.a.vpcs.main.route_tables.web»}, because: x}",
        "empty-selector",
        "network",
    ),
    (
        "  it: {never: {from: «com.amazonaws.us-east-1.s3», to: instances.db}, because: x}",
        "empty-selector",
        "no session",
    ),
    (
        "  it: {never: {from: internet, to: instances.db, except_via: «subnets.web-a»}, because: x}",
        "empty-selector",
        "passes",
    ),
    ("  it: {always: {from: internet, to: instances.db}, because: x}", "missing-key", "needs `ports`"),
    ("  it: {«contains»: {compromise: instances.db}, because: x}", "missing-key", "`within`, or what it `spares`"),
    ("  it: {survives: {loss_of: a, keeps: b, degraded: «maybe»}, because: x}", "wrong-type", "yes or no"),
    ("  it: {«at_most»: {of: vpcs.main}, because: x}", "missing-key", "`at_most` has one limit of"),
    ("  it: {at_most: {of: vpcs.main, addresses_used: «much»}, because: x}", "wrong-type", "a share such as 60%"),
    ("  it: {at_most: {of: «lbs.api», addresses_used: 5}, because: x}", "empty-selector", "has no addresses"),
    ("  it: {at_most: {of: vpcs.main, addresses_used: «130%»}, because: x}", "wrong-type", "a share is 0% to 100%"),
    (
        "  it: {never: {from: internet, to: lbs.api, except_via: «lbs.api»}, because: x}",
        "empty-selector",
        "all that `to` means",
    ),
    (
        "  it: {never: {from: instances.app, to: internet, «except_via»: [lbs.api, instances.app]}, because: x}",
        "empty-selector",
        "all that `from` means",
    ),
    ("  it: {never: {from: internet, to: «internet»}, because: x}", "empty-selector", "is outside the model"),
    ("  it: {never: {from: 203.0.113.0/24, «to»: [internet, 192.0.2.1]}, because: x}", "empty-selector", "is outside"),
    (
        "  it: {always: {from: internet, to: «com.amazonaws.us-east-1.s3», ports: tcp/443}, because: x}",
        "empty-selector",
        "is outside",
    ),
    (
        "  it: {contains: {compromise: instances.app, spares: [instances.db, «instances.*»]}, because: x}",
        "empty-selector",
        "has from the start",
    ),
    (
        "  it: {contains: {compromise: instances.app, spares: «vpcs.main»}, because: x}",
        "empty-selector",
        "has from the start",
    ),
]


@pytest.mark.parametrize(("text", "check", "words"), FAULTS, ids=[words for _, _, words in FAULTS])
def test_what_is_wrong_with_a_promise_is_told_at_its_place(text: str, check: str, words: str) -> None:
    """One error, where it is wrong, whichever way it is asked; no promise is proven by it."""
    clean, spans = unmark(f"{NETWORK}properties:\n{text}\n{HEADER}")
    architecture = api.load_text(clean)
    (fault,) = architecture.prove().faults
    assert (fault.check, fault.severity) == (check, Severity.ERROR)
    assert words in f"{fault.message} {fault.suggestion}"
    if spans:
        assert fault.span is not None
        assert (fault.span.line, fault.span.column) == (spans[0].line, spans[0].column)
    assert list(architecture.prove()) == []
    assert fault in architecture.check()


@pytest.mark.parametrize("text", ["properties: none\n", "properties: [a]\n", "properties:\n"])
def test_properties_are_a_mapping(text: str) -> None:
    """Anything else is one finding."""
    (fault,) = api.load_text(text + NETWORK + HEADER).prove().faults
    assert (fault.check, str(fault.span)) == ("wrong-type", "model.yaml:1:1")


def test_good_promises_survive_bad_ones() -> None:
    """In the order of the text."""
    text = f"{NETWORK}properties:\n  a: {{{NEVER}, because: x}}\n  b: x\n  c: {{{NEVER}, because: y}}\n{HEADER}"
    proofs = api.load_text(text).prove()
    assert [(proof.name, proof.holds, proof.promise.because) for proof in proofs] == [
        ("a", True, "x"),
        ("c", True, "y"),
    ]
    assert len(proofs.faults) == 1
    assert not proofs.all_hold


def test_what_promises_share_may_stand_in_a_blueprint_and_an_overlay_changes_them() -> None:
    """They are data like all else."""
    blueprint = "blueprints:\n  door: {never: {from: internet}, because: Nobody}\n"
    text = f"{NETWORK}{blueprint}properties:\n  db: {{extends: blueprints.door, never: {{to: instances.db}}}}\n{HEADER}"
    architecture = api.load_text(text)
    (proof,) = architecture.prove()
    assert (proof.holds, proof.promise.because) == (True, "Nobody")
    (changed,) = architecture.what_if("properties: {db: {never: {to: lbs.api}}}").prove()
    assert not changed.holds
    assert len(architecture.what_if("properties: {db: null}").prove()) == 0
    assert api.load_text(architecture.expand()).prove().all_hold


def test_what_is_said_of_something_with_faults_is_not_known() -> None:
    """Nothing is proven over half of a model; the faults are told, and not one warning for each promise."""
    text = f"{NETWORK}properties:\n  a: {{{NEVER}, because: x}}\n{HEADER}".replace("type: network", "type: netwrk")
    with pytest.warns(api.FaultyModel):
        architecture = api.load_text(text)
    (proof,) = architecture.prove()
    assert proof.verdict == "not known"
    assert "which has faults" in str(proof)
    assert [finding.check for finding in architecture.check()].count("never") == 0
    with pytest.warns(api.FaultyModel):
        named = api.load_text(text.replace("to: instances.db", "to: lbs.api"))
    (missing,) = named.prove()
    assert (missing.verdict, named.prove().faults) == ("not known", ())


some_text = st.sampled_from(
    [
        *kind_names(),
        "because",
        "from",
        "to",
        "ports",
        "internet",
        "instances.db",
        "any 2 of x",
        "**",
        "10.0.0.0/8",
        "",
        "x",
    ]
)
some_value = st.recursive(
    some_text | st.none(),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(some_text, inner, max_size=3),
    max_leaves=6,
)
some_body = st.dictionaries(
    st.sampled_from(
        ["from", "to", "ports", "except_via", "keeps", "loss_of", "compromise", "spares", "of", "between", "per"]
    ),
    some_value,
    max_size=4,
)
some_entry = st.dictionaries(
    st.sampled_from([*kind_names(), "because", "extends", "per"]), some_body | some_value, max_size=3
)


@settings(max_examples=60)
@given(st.dictionaries(some_text, some_entry | some_value, max_size=3) | some_value)
def test_whatever_stands_there_nothing_is_raised(properties: Any) -> None:
    """It becomes a finding, or a promise."""
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", api.FaultyModel)
        varied = MODEL.what_if({"properties": properties})
        proofs = varied.prove()
        assert len(proofs) == len(varied.properties()) or proofs.faults
        assert "promise-unproven" not in [fault.check for fault in proofs.faults]


MODEL = api.load_text(NETWORK + HEADER)

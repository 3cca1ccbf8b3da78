"""organization"""

from innovate_model.loader import load_text

from .support import load_at


def test_the_organization_is_alone_in_its_section() -> None:
    """It has an address of one word and lends its region to what does not say otherwise."""
    model = load_at("organization", "tags: {owner: board}").model
    organization = model["organization"]
    assert (organization.address, organization.parent, organization.tags) == ("organization", "", {"owner": "board"})
    assert model["accounts.dev"].region == "us-east-1"


def test_an_organization_has_a_title() -> None:
    """A missing title is one finding at the section."""
    (finding,) = load_text("innovate: 1\norganization: {region: us-east-1}").findings
    assert (finding.check, finding.span and finding.span.line) == ("missing-key", 2)

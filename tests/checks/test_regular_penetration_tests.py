"""Who is tested, and how often."""

from .support import Planted, expect

CHECK = "regular-penetration-tests"
PLANTED = Planted("organization.practices.penetration-test.interval_days", "2000")


def test_above_and_in_the_pipeline() -> None:
    """A practice of the whole organisation counts, and a step of the application's pipeline."""
    expect(
        CHECK,
        """\
organization:
  title: Example
  region: us-east-1
  organizational_units: {all: {}}
  practices: {attack: {type: penetration_test, interval_days: 90, applies_to: organizational_units.all}}
accounts:
  one:
    account_id: "111111111111"
    environment: production
    organizational_unit: all
    applications: {shop: {type: web_site}}
  two:
    account_id: "222222222222"
    environment: production
    applications: {shop: {type: web_site, pipelines: delivery_pipelines.shop}}
    source_repositories: {code: {service: github, url: https://github.com/example/code}}
    delivery_pipelines:
      shop:
        service: codepipeline
        source_repository: code
        stages: {test: {steps: {attack: {type: penetration_test}}}}
  three:
    account_id: "333333333333"
    environment: production
    applications: {shop: {type: web_site}}
  four: {account_id: "444444444444", environment: staging, applications: {shop: {type: web_site}}}
""",
        (25, 5, "nobody tries to break into what runs here: shop"),
    )

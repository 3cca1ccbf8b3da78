"""rds_cluster_parameter_groups of an account"""

import pytest

from .support import faults, one


def test_parameters_are_text() -> None:
    """Names of parameters have dots, values are what the engine reads."""
    it, edges = one(
        "account",
        """
        rds_cluster_parameter_groups:
          it: {family: aurora-postgresql16, parameters: {rds.force_ssl: 1}}
        """,
    )
    assert it.parameters["rds.force_ssl"] == "1"
    assert edges == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            rds_cluster_parameter_groups:
              it: {parameters: {}}
            """,
            "missing-key:2",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("account", text) == [expected]

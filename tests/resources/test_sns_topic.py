"""sns_topics of an account"""

import pytest

from .support import faults, one


def test_a_topic_tells_its_subscribers() -> None:
    """People by email, a paging service by HTTPS."""
    it, edges = one(
        "account",
        """
        sns_topics:
          it:
            kms_key: key
            subscriptions:
              team: {protocol: email, endpoint: team@example.org}
              pager: {protocol: https, endpoint: "https://events.pagerduty.com/integration/x/enqueue"}
        """,
    )
    assert len(it.subscriptions) == 2
    assert edges == {"encrypted_by kms_keys.key"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            sns_topics:
              it: {subscriptions: {pager: {protocol: https, endpoint: "http://example.org"}}}
            """,
            "bad-endpoint:2",
        ),
        (
            """
            sns_topics:
              it: {subscriptions: {team: {protocol: email, endpoint: team}}}
            """,
            "bad-endpoint:2",
        ),
        (
            """
            sns_topics:
              it: {subscriptions: {team: {protocol: pigeon, endpoint: team}}}
            """,
            "wrong-type:2",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("account", text) == [expected]

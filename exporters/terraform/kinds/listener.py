"""aws_lb_listener. `certificate` is the domain name (or ARN) of a certificate in AWS Certificate Manager."""

from __future__ import annotations

from exporters.terraform.parts import key, nested, plain
from exporters.terraform.rules import STRING, exactly_one
from exporters.terraform.shapes import Attribute, Kind

_FORWARD = nested(
    "forward", key("target_group", "target_group", lambda listener: listener.forward_to, is_required=True)
)


def _fixed(name: str, value: str) -> Attribute:
    return plain(name, STRING, lambda listener: value if listener.redirect_to_https else None, is_required=True)


# The port of a redirect is text in AWS: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RedirectActionConfig.html
_REDIRECT = nested("redirect", _fixed("port", "443"), _fixed("protocol", "HTTPS"), _fixed("status_code", "HTTP_301"))
KIND = Kind(
    "listener",
    instead={"forward_to": (_FORWARD,), "redirect_to_https": (_REDIRECT,)},
    rules=(exactly_one("forward", "redirect"),),
)

"""Names of AWS services as people write them: `com.amazonaws.REGION.SERVICE`.

Which services there are, AWS says, not a model: `aws ec2 describe-vpc-endpoint-services`
(https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html). A model knows regions, and
the services that its endpoints and resources lead to. Any other name is taken for a service without an endpoint, which
is some public address of AWS, whatever it is called: so only a name can be wrong that is nearly one of these.
"""

from __future__ import annotations

import difflib

from innovate_model.analyses.parties import SERVICES
from innovate_model.model import Model
from innovate_model.resources.prefix_list import PrefixList
from innovate_model.resources.vpc_endpoint import VpcEndpoint

PREFIX = "com.amazonaws."
_GATEWAYS = ("s3", "dynamodb")
"""https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html"""
_ALIKE = 0.84
"""Services may have names as much alike as `appconfig` and `appconfigdata`; a slip of the pen is nearer."""


def wrong_with(model: Model, name: str) -> tuple[str, str] | None:
    """What is wrong with the name of a service, and what to write; None where nothing is known to be."""
    region, _, service = name.removeprefix(PREFIX).partition(".")
    if not (region and service):
        return (
            f"`{name}` names no service",
            f"{PREFIX}REGION.SERVICE, as `aws ec2 describe-vpc-endpoint-services` has it",
        )
    regions = sorted({model.region_of(one) for one in model} - {""})
    if regions and region not in regions:
        return f"nothing of this model is in the region `{region}` of `{name}`", f"its regions: {', '.join(regions)}"
    known = _known(model)
    alike = () if service in known else difflib.get_close_matches(service, sorted(known), n=1, cutoff=_ALIKE)
    if alike:
        return f"no endpoint of this model leads to `{name}`", f"did you mean `{PREFIX}{region}.{alike[0]}`?"
    return None


def _known(model: Model) -> set[str]:
    lists = {one.aws_managed.removeprefix(PREFIX).partition(".")[2] for one in model.of(PrefixList) if one.aws_managed}
    return {*SERVICES.values(), *_GATEWAYS, *lists, *(one.service for one in model.of(VpcEndpoint) if one.service)}

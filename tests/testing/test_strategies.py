"""The Hypothesis strategies."""

import subprocess
import sys

from hypothesis import HealthCheck, find, given, settings
from hypothesis import strategies as st

from innovate_model.graph import build
from innovate_model.loader import load_text, vary
from innovate_model.resources.vpc import Vpc
from innovate_model.testing.flows import edge_ports
from innovate_model.testing.random_models import Extent, as_text
from innovate_model.testing.strategies import changes, flows, graphs, loaded_models, models, organizations

few = settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@few
@given(models())
def test_models_load_without_faults(text: str):
    """Whatever Hypothesis draws."""
    assert not load_text(text).findings


@few
@given(st.data())
def test_flows_go_between_ends_of_one_version_at_edges_of_rules(data: st.DataObject):
    """A flow can be walked."""
    graph = data.draw(graphs(Extent(vpcs=2)))
    attempt = data.draw(flows(graph))
    assert attempt.source.place.version == attempt.destination.place.version
    assert (attempt.protocol, attempt.port) in edge_ports(graph)


@few
@given(st.data())
def test_changes_make_another_model(data: st.DataObject):
    """A change that is drawn can be laid over the model."""
    loaded = data.draw(loaded_models(Extent(vpcs=1)))
    change = data.draw(changes(loaded))
    assert vary(loaded, change.overlay).model[change.resource] != loaded.model[change.resource]


def test_what_fails_is_made_small():
    """The smallest organisation in which something holds is small: here, that there is a VPC at all."""
    smallest = find(
        organizations(),
        lambda data: any(build(load_text(as_text(data)).model).model.of(Vpc)),
        settings=settings(max_examples=50, database=None, suppress_health_check=list(HealthCheck)),
    )
    assert list(smallest["accounts"]) == ["one"]
    (vpc,) = smallest["accounts"]["one"]["vpcs"].values()
    assert len(vpc["subnets"]) == 1


def test_without_hypothesis_it_says_what_to_install():
    """Everything else of `testing` works without it."""
    program = (
        "import sys; sys.modules['hypothesis'] = None\n"
        "from innovate_model.testing import changes, flows, random_models\n"
        "print(len(random_models.random_organization(1)) > 100)\n"
        "from innovate_model.testing import strategies"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert result.stdout == "True\n"
    assert "pip install 'innovate-model[testing]'" in result.stderr.splitlines()[-1]

"""Container images: what a repository keeps, whoever uses it."""

from __future__ import annotations

from innovate_model.analyses.capacity.limit import Measured
from innovate_model.analyses.capacity.load import NotKnown
from innovate_model.analyses.capacity.plant import Plant
from innovate_model.edge import Relation
from innovate_model.resources.ecr_repository import EcrRepository

_MB_OF_A_GB = 1024


def gb_stored(resource: EcrRepository, plant: Plant) -> Measured | None:
    """A whole image, and of each further one that the lifecycle policy keeps the layers that are its own: a repository
    stores a layer once. An image for several processors is as many images.

    https://docs.aws.amazon.com/AmazonECR/latest/userguide/what-is-ecr.html
    """
    if plant.environment:  # images are there without users, and counted once
        return None
    if resource.keep_images is None:
        raise NotKnown("it keeps every image for ever (no `keep_images`)")
    load, builds = plant.load, _builds(resource, plant)
    whole = 1 + (resource.keep_images - 1) * load.of("image_changed_share")
    reason = f"{resource.keep_images} images, of which all but one differ in their last layers"
    return Measured(load.of("mb_per_image") * builds * whole / _MB_OF_A_GB, reason)


def _builds(resource: EcrRepository, plant: Plant) -> int:
    """For how many kinds of processors an image is built; a replica has what its source has."""
    sources = plant.graph.sources(resource.address, Relation.COPIES_TO)
    found = (plant.graph.model.get(each, EcrRepository) for each in (resource.address, *sources))
    return max(1, *(len(each.architectures) for each in found if each is not None))


MEASURES = {"ecr_repository": {"gb_stored": gb_stored}}

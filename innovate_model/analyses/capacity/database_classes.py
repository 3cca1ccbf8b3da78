"""What an instance class of Aurora or a node type of ElastiCache holds, and which sizes are larger. What is not covered
is None, never a guess."""

from __future__ import annotations

from innovate_model.analyses.capacity.load import NotKnown
from innovate_model.analyses.instance_types import shape, vcpus_of
from innovate_model.analyses.quantities import size as size_in_bytes

_CONNECTIONS = {
    "db.r6g.xlarge": 3479, "db.r6g.large": 1722, "db.r5.xlarge": 3300, "db.r5.large": 1600,
    "db.t4g.large": 844, "db.t4g.medium": 405, "db.t3.large": 844, "db.t3.medium": 420,
}  # fmt: skip
"""Smaller than LEAST(memory / 9531392, 5000), as a part of the memory is not DBInstanceClassMemory.
https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraPostgreSQL.Managing.html"""
_MOST_CONNECTIONS = 5000
_FULL_FROM_GIB = 64
"""From here on every class has the most (db.r6g.2xlarge, db.r5.2xlarge)."""
_SIZES = (
    "nano",
    "micro",
    "small",
    "medium",
    "large",
    "xlarge",
    "2xlarge",
    "4xlarge",
    "8xlarge",
    "12xlarge",
    "16xlarge",
    "24xlarge",
    "32xlarge",
    "48xlarge",
)
_CACHE_BYTES = {
    "r6g": {"large": 14037181030, "xlarge": 28261849702, "2xlarge": 56711183565, "4xlarge": 113609865216,
            "8xlarge": 225000375228, "12xlarge": 341206346547, "16xlarge": 450000750456},
    "r5": {"large": 14037181030, "xlarge": 28261849702, "2xlarge": 56711183565, "4xlarge": 113609865216,
           "12xlarge": 341206346547, "24xlarge": 682485973811},
}  # fmt: skip
"""`maxmemory` of each node type.
https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.Engine.html#ParameterGroups.Redis.NodeSpecific"""
_USABLE = 0.75
"""`reserved-memory-percent` is 25.
https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/redis-memory-management.html"""


def known_vcpus_of(instance_class: str) -> int:
    """Virtual processors of a class or type. NotKnown where its size is not known here."""
    found = vcpus_of(instance_class)
    if found is None:
        raise NotKnown(f"the size of `{instance_class}` is not known here")
    return found


def max_connections(instance_class: str) -> int | None:
    """The default `max_connections` of an Aurora PostgreSQL class: LEAST(DBInstanceClassMemory / 9531392, 5000).

    https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraPostgreSQL.Managing.html
    """
    of = shape(instance_class.partition(".")[2])
    if of is not None and of.memory_gib >= _FULL_FROM_GIB:
        return _MOST_CONNECTIONS
    return _CONNECTIONS.get(instance_class)


_CONNECTIONS_OF_ACU = {1.0: 189, 4.0: 823, 8.0: 1669, 16.0: 3360, 32.0: _MOST_CONNECTIONS}
_SMALL_MINIMUM = 0.5
_MOST_WITH_A_SMALL_MINIMUM = 2000


def max_connections_of_acu(most: float) -> int | None:
    """The default `max_connections` of Aurora Serverless v2 (PostgreSQL), which follows from the maximum capacity: as
    listed, and the most from 32 ACU on. None between the sizes that are listed.

    https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.setting-capacity.html
    """
    return _MOST_CONNECTIONS if most >= max(_CONNECTIONS_OF_ACU) else _CONNECTIONS_OF_ACU.get(most)


def most_connections_with_minimum(least: float) -> int:
    """No instance whose minimum is 0 or 0.5 ACU takes more than 2,000, whatever its maximum (the same page)."""
    return _MOST_WITH_A_SMALL_MINIMUM if least <= _SMALL_MINIMUM else _MOST_CONNECTIONS


def acu_for_connections(number: float) -> float | None:
    """The smallest maximum capacity that is listed and takes so many connections."""
    return next((acu for acu, taken in _CONNECTIONS_OF_ACU.items() if taken >= number), None)


def cache_bytes(node_type: str) -> float | None:
    """Bytes that data may take on a node, less the part that is reserved for backups and failover."""
    _, family, size = node_type.split(".") if node_type.count(".") == 2 else ("", "", "")
    found = _CACHE_BYTES.get(family, {}).get(size)
    return None if found is None else found * _USABLE


def larger(name: str) -> tuple[str, ...]:
    """The larger sizes of the same family, the next one first: `db.r6g.2xlarge` after `db.r6g.xlarge`."""
    family, _, size = name.rpartition(".")
    after = _SIZES[_SIZES.index(size) + 1 :] if size in _SIZES else ()
    found = (f"{family}.{each}" for each in after)
    return tuple(each for each in found if vcpus_of(each) is not None)


def size_of(value: object) -> tuple[int, float]:
    """What values of one attribute are ordered by: a number by itself, a class by its size, `16Gi` by its number."""
    if isinstance(value, (int, float)):
        return 0, float(value)
    text = str(value)
    size = text.rpartition(".")[2]
    return (_SIZES.index(size), 0.0) if size in _SIZES else (0, float(size_in_bytes(text)))

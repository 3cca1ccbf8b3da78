"""Overlap among prefixes: ours against pytricia, netaddr and a bare np.sort.

The input is text, IPv4 and IPv6 half and half, shuffled: random IPv4 prefixes of 16 to 28 bits, and IPv6 prefixes of
40 to 64 bits (one in twenty of 65 to 128) under 2600:1f00::/24. What each side does:

- ours: parse the texts, then every overlapping pair, as indices;
- pytricia: one tree for each family, insert every text, then ask for the parent of every text (not for all pairs, and
  equal texts become one, so it does less);
- netaddr: an IPNetwork of every text, sort them, then one sweep with a stack that counts the containers of each; on the
  first 100,000 texts, ours too: nothing is scaled up;
- np.sort: the keys alone, already in arrays.

CPU seconds of this process, median over runs that take turns; the collector is on, as users have it.
"""

from __future__ import annotations

import ipaddress
import random
import statistics
import time
from collections.abc import Callable
from importlib.metadata import version
from typing import Any

import netaddr
import numpy as np
import pytricia

from innovate_model.analyses.prefixes import Prefixes, overlaps, parse

RUNS = 5
COUNT = 1_000_000
NETADDR_COUNT = 100_000


def prefix_texts(count: int, seed: int = 7) -> list[str]:
    """Prefix texts, the same for the same seed, as `ipaddress` writes them; half IPv4, half IPv6."""
    rng = random.Random(seed)
    texts = []
    for _ in range(count // 2):
        length = rng.randint(16, 28)
        texts.append(str(ipaddress.IPv4Network((rng.getrandbits(32) >> (32 - length) << (32 - length), length))))
    base = int(ipaddress.IPv6Address("2600:1f00::"))
    for _ in range(count - count // 2):
        length = rng.randint(40, 64) if rng.random() < 0.95 else rng.randint(65, 128)
        address = base | rng.getrandbits(104)
        texts.append(str(ipaddress.IPv6Network((address >> (128 - length) << (128 - length), length))))
    rng.shuffle(texts)
    return texts


def with_ours(texts: list[str]) -> int:
    """The number of pairs."""
    return overlaps(parse(texts)).count


def with_pytricia(texts: list[str]) -> int:
    """The number of texts with a parent."""
    ipv4, ipv6 = pytricia.PyTricia(32), pytricia.PyTricia(128)
    for text in texts:
        (ipv6 if ":" in text else ipv4).insert(text, True)
    return sum((ipv6 if ":" in text else ipv4).parent(text) is not None for text in texts)


def with_netaddr(texts: list[str]) -> int:
    """The number of pairs."""
    networks = sorted(netaddr.IPNetwork(text) for text in texts)
    open_: list[tuple[int, int]] = []  # version and last address of the networks around the current place
    pairs = 0
    for network in networks:
        first, last, family = network.first, network.last, network.version
        while open_ and (open_[-1][0] != family or open_[-1][1] < first):
            open_.pop()
        pairs += len(open_)
        open_.append((family, last))
    return pairs


def sort_keys(prefixes: Prefixes) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """The smallest keys that np.sort puts in the whole order: IPv4 one word, IPv6 17 bytes (address, length)."""
    is_ipv4 = prefixes.family == 4
    ipv4 = prefixes.high[is_ipv4] | prefixes.length[is_ipv4]
    ipv6 = np.empty(int((~is_ipv4).sum()), dtype=[("high", ">u8"), ("low", ">u8"), ("length", "u1")])
    for field in ("high", "low", "length"):
        ipv6[field] = getattr(prefixes, field)[~is_ipv4]
    return ipv4, ipv6.view("S17")


def _cpu_seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def compare(
    name: str, ours: Callable[[], object], peer: Callable[[], object], peer_name: str, goal: float | None, n: int
) -> dict[str, Any]:
    """One row: medians of CPU seconds, and peer / ours, which should be at least `goal`."""
    library, *how = peer_name.split()
    ours()  # the first run pays for caches and memory that later runs reuse
    pairs = [(_cpu_seconds(ours), _cpu_seconds(peer)) for _ in range(RUNS)]
    ours_seconds, peer_seconds = (statistics.median(side) for side in zip(*pairs, strict=True))
    return {
        "name": name,
        "ours": ours_seconds,
        "peer": peer_seconds,
        "peer version": " ".join([library, version(library), *how]),
        "ratio": peer_seconds / ours_seconds,
        "goal": goal,
        "n": n,
        "runs": RUNS,
    }


def run() -> list[dict[str, Any]]:
    """The rows. `ours` and `peer` are CPU seconds, `ratio` is peer / ours, `goal` the least ratio that is good enough.

    The last row has no goal (None): sorting only the first 64 bits of each address neither orders IPv6 prefixes nor
    says which text a place came from, but it is the floor under any method that sorts.
    """
    texts = prefix_texts(COUNT)
    few = texts[:NETADDR_COUNT]
    prefixes = parse(texts)
    ipv4_keys, ipv6_keys = sort_keys(prefixes)
    first_words = prefixes.high.copy()

    def sort_whole_keys() -> None:
        np.sort(ipv4_keys)
        np.sort(ipv6_keys)

    def our_pairs() -> None:
        overlaps(prefixes)

    if with_ours(few) != with_netaddr(few):
        raise AssertionError("the two sides count different pairs")
    return [
        compare("overlap from texts", lambda: with_ours(texts), lambda: with_pytricia(texts), "pytricia", 4, COUNT),
        compare("overlap from texts", lambda: with_ours(few), lambda: with_netaddr(few), "netaddr", 15, NETADDR_COUNT),
        compare("overlap once parsed", our_pairs, sort_whole_keys, "numpy (sort of whole keys)", 0.25, COUNT),
        compare("overlap once parsed", our_pairs, lambda: np.sort(first_words), "numpy (sort of 64 bits)", None, COUNT),
    ]


def main() -> None:
    """Print the rows."""
    for row in run():
        print(
            f"{row['name']:20} n={row['n']:>9,}  ours {row['ours']:7.4f} s",
            f"{row['peer version']:34} {row['peer']:7.4f} s",
            f"ratio {row['ratio']:6.2f}  goal {row['goal'] or '-':>4}  median of {row['runs']}",
            sep="  ",
        )


if __name__ == "__main__":
    main()

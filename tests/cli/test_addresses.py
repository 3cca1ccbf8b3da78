"""`innovate addresses`."""

import json

from .support import CLEAN, FAULTY, SOUND, run


def test_what_is_free_and_what_each_subnet_gives_out() -> None:
    """Under each VPC its blocks, the largest free parts first, then its subnets without the five that AWS keeps."""
    result = run("addresses", "-", text=SOUND)
    assert result.exit_code == 0
    assert result.output.splitlines() == [
        "",
        "accounts.shop.vpcs.main",
        "  10.0.0.0/16  0.8% used  free: 10.0.128.0/17 10.0.64.0/18 10.0.32.0/19 10.0.16.0/20 and 4 smaller",
        "    subnets.web  10.0.1.0/24  251  usable",
        "    subnets.db   10.0.2.0/24  251  usable",
    ]


def test_json_has_all_of_it() -> None:
    """Versioned; every free block, and the share as a number."""
    answer = json.loads(run("addresses", "-", "--format", "json", text=SOUND).stdout)
    (block,) = answer["vpc_blocks"]
    assert (answer["version"], block["used_share"], len(block["free"])) == (1, 512 / 65536, 8)
    assert [one["usable_addresses"] for one in answer["subnets"]] == [251, 251]


def test_without_a_network_it_says_so() -> None:
    """Silence is no answer."""
    result = run("addresses", "-", text=CLEAN)
    assert (result.exit_code, result.output) == (0, "no VPC has an IPv4 block\n")


def test_a_model_with_faults_gives_no_answer() -> None:
    """The subnet that is missing for its faults would count as free."""
    result = run("addresses", "-", text=FAULTY)
    assert (result.exit_code, result.stdout) == (2, "")

"""Benchmarks: what the program costs beside a peer that does the same, with the goal that was set before measuring."""

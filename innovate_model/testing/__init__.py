"""For tests and benchmarks, ours and users': models made to measure."""

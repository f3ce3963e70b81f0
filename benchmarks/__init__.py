"""Each figure of the README as a command: `python -m benchmarks` (or `make bench`)."""

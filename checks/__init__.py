"""One file a check: a pure function from a snapshot to findings. No network, no clock, no database."""

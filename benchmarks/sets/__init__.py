"""One module a benchmark set."""

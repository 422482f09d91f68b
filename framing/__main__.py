"""Run the command line with ``python -m framing``."""

from framing.cli import main

main(prog_name="framing")

"""What the built program runs."""

from gdsim.cli import entry_point

entry_point()

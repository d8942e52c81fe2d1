"""What the built program runs."""

from gdsim.cli.main import entry_point

entry_point()

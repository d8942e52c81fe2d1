"""gdsim: step through gradient descent one update at a time."""

__version__ = "0.1.0"

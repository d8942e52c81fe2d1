"""Data brought in."""

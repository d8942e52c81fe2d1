"""Scenarios and data, brought in."""

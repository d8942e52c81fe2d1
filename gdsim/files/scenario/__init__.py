"""Scenarios: their files, and the runs they describe."""

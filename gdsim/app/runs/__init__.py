"""Runs kept and compared."""

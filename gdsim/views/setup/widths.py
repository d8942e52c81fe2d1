"""Widths that the sections of the set-up panel have in common."""

from __future__ import annotations

LABELS = 56
"""Pixels of the column of labels."""

"""Numbers of things in words."""

from __future__ import annotations

from gdsim.i18n import ntr


def updates_text(count: int) -> str:
    """Return how many updates: 1 update, 1,000 updates."""
    return ntr("1 update", "{count} updates", count).format(count=f"{count:,}")

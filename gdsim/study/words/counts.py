"""Numbers of things in words."""

from __future__ import annotations

from gdsim.i18n import tr


def updates_text(count: int) -> str:
    """Return how many updates: 1 update, 1,000 updates."""
    return tr("1 update") if count == 1 else tr("{count} updates").format(count=f"{count:,}")

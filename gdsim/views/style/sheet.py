"""The style sheet, made from the tokens."""

from __future__ import annotations

from gdsim.views.style.tokens import Theme


def qss(theme: Theme, points: float = 10.0) -> str:
    """Return the style sheet of `theme` for a system font of `points`."""
    return f"QToolTip {{ color: {theme.text}; background: {theme.raised}; }}"

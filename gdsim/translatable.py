"""Marks English texts that are translated where they are shown.

A text that stands in a table, or in a layer that knows no language, is marked with `N_` so that
translators get to see it; `gdsim.i18n.tr` translates it later.
"""

from __future__ import annotations


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for it
    """Return `text` unchanged."""
    return text

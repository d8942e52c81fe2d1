"""Texts from files where Qt would look for markup: message boxes and tool tips."""

from __future__ import annotations

from PySide6.QtGui import Qt


def plain(text: str) -> str:
    """Return what shows `text` as it stands, markup in it included."""
    return Qt.convertFromPlainText(text) if Qt.mightBeRichText(text) else text

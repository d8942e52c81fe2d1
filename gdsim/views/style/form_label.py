"""The label of a field in a form."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from gdsim.views.style.theme import SPACE


def form_label(text: str) -> QLabel:
    """Return a label that a QFormLayout sets in the middle of its field's height, not above it."""
    label = QLabel(text)
    label.setContentsMargins(0, SPACE.xs, 0, SPACE.xs)
    return label

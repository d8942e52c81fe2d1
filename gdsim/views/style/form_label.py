"""The label of a field in a form."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from gdsim.views.style.theme import SPACE


def form_label(text: str) -> QLabel:
    """Return a label that a QFormLayout sets in the middle of its field's height, not above it."""
    label = QLabel(text)
    label.setContentsMargins(0, SPACE.xs, 0, SPACE.xs)
    return label


def set_buddy(label: QLabel, field: QWidget) -> None:
    """Let a label name a field, and its underlined letter lead there.

    Python then takes the label for what holds the field, and destroys what it calls the field by
    together with the label's; so it is told what the field stands in.
    """
    label.setBuddy(field)
    field.setParent(field.parentWidget())

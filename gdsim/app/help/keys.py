"""The page of help that lists every key."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gdsim.i18n import tr
from gdsim.views.style.theme import SPACE


def show_keys(window: QWidget, shortcuts: Sequence[tuple[str, str]]) -> None:
    """Show the name and keys of every action that has any."""
    half = (len(shortcuts) + 1) // 2
    rows = "".join(
        f"<tr>{_cells(*left)}{_cells(*right)}</tr>"
        for left, right in zip_longest(shortcuts[:half], shortcuts[half:], fillvalue=("", ""))
    )
    dialog = QDialog(window)
    dialog.setWindowTitle(tr("Keyboard shortcuts"))
    area, table = QScrollArea(), QLabel(f"<table>{rows}</table>")
    table.setProperty("rich", True)
    area.setWidget(table)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    column = QVBoxLayout(dialog)
    column.addWidget(area, 1)
    column.addWidget(buttons)
    # As large as the table, but never larger than the window.
    wanted = table.sizeHint() + QSize(2 * SPACE.xl, 4 * SPACE.xl)
    dialog.resize(wanted.boundedTo(window.size()))
    dialog.exec()
    dialog.deleteLater()


def _cells(name: str, keys: str) -> str:
    padding = "style='padding:3px 24px 3px 0'"
    name, keys = (text.replace(" ", "&nbsp;") for text in (name, keys))
    return f"<td {padding}>{name}</td><td {padding}><b>{keys}</b></td>"

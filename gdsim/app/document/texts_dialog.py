"""The dialog in which title and description are written."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from gdsim.i18n import tr
from gdsim.views.style.theme import SPACE

LEAST_WIDTH = 480


class TextsDialog(QDialog):
    """Asks for a title and a description; there must be a title."""

    def __init__(self, parent: QWidget, title: str, description: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Title and description"))
        self.setMinimumWidth(LEAST_WIDTH)
        self.title, self.description = QLineEdit(title), QPlainTextEdit(description)
        self.title.setMaxLength(200)
        # The Tab key leads on to the buttons.
        self.description.setTabChangesFocus(True)
        form = QFormLayout()
        form.setSpacing(SPACE.s)
        form.addRow(tr("Title:"), self.title)
        form.addRow(tr("Description:"), self.description)
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self.title.textChanged.connect(self._follow)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.l, SPACE.l, SPACE.l, SPACE.l)
        column.setSpacing(SPACE.m)
        column.addLayout(form)
        column.addWidget(self._buttons)

    def _follow(self) -> None:
        is_titled = bool(self.title.text().strip())
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(is_titled)

    def texts(self) -> tuple[str, str]:
        """Return title and description, each on one line."""
        written = self.title.text(), self.description.toPlainText()
        title, description = (" ".join(text.split()) for text in written)
        return title, description


def ask_texts(window: QWidget, title: str, description: str) -> tuple[str, str] | None:
    """Ask for another title and description; None where it stays as it is."""
    dialog = TextsDialog(window, title, description)
    is_accepted = dialog.exec() == QDialog.DialogCode.Accepted
    texts = dialog.texts()
    dialog.deleteLater()
    return texts if is_accepted and texts[0] else None

"""The dialog that tells of an error of the program itself."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from gdsim.app.faults.log import log_file
from gdsim.i18n import tr


class FaultDialog(QMessageBox):
    """Says in one sentence what happened, and gives the details to whoever wants them.

    Parameters
    ----------
    details
        What is to be read by whoever mends it.
    is_safe
        Whether nothing would be lost if the program ended now.
    is_logged
        Whether the details are in the log file.
    """

    def __init__(
        self, parent: QWidget | None, details: str, is_safe: bool, is_logged: bool
    ) -> None:
        sentence = (
            tr(
                "An error inside gdsim stopped what it was doing; your work is safe, and you can go"
                " on."
            )
            if is_safe
            else tr(
                "An error inside gdsim stopped what it was doing, and no copy of your work could be"
                " kept: save it now."
            )
        )
        super().__init__(QMessageBox.Icon.Critical, tr("gdsim"), sentence, parent=parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if is_logged:
            self.setInformativeText(
                tr("The details are in {file}; nothing is sent.").format(file=log_file())
            )
        copy = self.addButton(tr("&Copy details"), QMessageBox.ButtonRole.ActionRole)
        copy.clicked.connect(self.copy)
        self.setEscapeButton(self.addButton(QMessageBox.StandardButton.Close))
        self.setDefaultButton(QMessageBox.StandardButton.Close)
        self.set_details(details)

    def set_details(self, details: str) -> None:
        """Take these details in the place of those before."""
        self._details = details
        self.setDetailedText(details)

    def add_details(self, details: str) -> None:
        """Tell of a further error, too."""
        self.set_details(f"{self._details}\n\n{details}")

    def copy(self) -> None:
        """Put the details on the clipboard."""
        QGuiApplication.clipboard().setText(self._details)

"""What the program is, and the licences of all that it stands on."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import PySide6
from PySide6.QtCore import QSize, Qt, qVersion
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QMessageBox,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from gdsim import __version__
from gdsim.app.faults.log import log_file
from gdsim.i18n import tr

if TYPE_CHECKING:
    from gdsim.files.licences import Licence

SIZE = QSize(860, 560)


def show_about(window: QWidget) -> None:
    """Say what the program is, and show the licences where they are asked for."""
    box = about_box(window)
    ask = box.addButton(tr("Licences…"), QMessageBox.ButtonRole.ActionRole)
    box.exec()
    if box.clickedButton() is ask:
        dialog = LicencesDialog(window)
        dialog.exec()
        dialog.deleteLater()
    box.deleteLater()


def about_box(window: QWidget) -> QMessageBox:
    """Return the dialog that says what the program is, not yet shown."""
    # What only this asks for is not imported at every start.
    import platform

    text = tr(
        "<b>gdsim {version}</b><p>Step through gradient descent one update at a time: see "
        "it, check it by hand, take the numbers away.</p><p>Free software under the MIT "
        "licence. It stands on Qt {qt}, PySide6 {pyside} and other free software, each under "
        "its own licence; running on Python {python}.</p><p>Errors of the program itself are "
        "written to {file}, and sent nowhere.</p>"
    ).format(
        version=__version__,
        qt=qVersion(),
        pyside=PySide6.__version__,
        python=platform.python_version(),
        file=escape(str(log_file())),
    )
    box = QMessageBox(window)
    box.setWindowTitle(tr("About gdsim"))
    box.setIconPixmap(window.windowIcon().pixmap(QSize(64, 64)))
    box.setText(text)
    box.setStandardButtons(QMessageBox.StandardButton.Close)
    return box


class LicencesDialog(QDialog):
    """The parts that the program stands on, and the licence of the one that is chosen."""

    def __init__(self, window: QWidget) -> None:
        from gdsim.files.licences import licences

        super().__init__(window)
        self.setWindowTitle(tr("Licences"))
        self._licences = licences()
        self.parts = QListWidget()
        self.parts.setAccessibleName(tr("Parts of the program"))
        self.parts.addItems([_title(one) for one in self._licences])
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName(tr("Licence"))
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.parts.currentRowChanged.connect(self._show)
        self.parts.setCurrentRow(0)
        self._lay_out()
        self.resize(SIZE.boundedTo(window.size()))

    def _lay_out(self) -> None:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        sides = QHBoxLayout()
        sides.addWidget(self.parts, 2)
        sides.addWidget(self.text, 3)
        column = QVBoxLayout(self)
        column.addWidget(QLabel(tr("Each part of the program and its licence:")))
        column.addLayout(sides, 1)
        column.addWidget(buttons)

    def _show(self, row: int) -> None:
        self.text.setPlainText(self._licences[row].text)


def _title(one: Licence) -> str:
    name = f"{one.name} {one.version}".rstrip()
    return f"{name}: {one.terms}" if one.terms else name

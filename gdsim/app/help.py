"""The pages of help."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QMessageBox, QWidget

from gdsim import __version__
from gdsim.i18n import tr


def show_keys(window: QWidget, shortcuts: Sequence[tuple[str, str]]) -> None:
    """Show the name and keys of every action that has any."""
    rows = "".join(
        f"<tr><td style='padding:2px 24px 2px 0'>{name}</td><td><b>{keys}</b></td></tr>"
        for name, keys in shortcuts
    )
    QMessageBox.information(window, tr("Keyboard shortcuts"), f"<table>{rows}</table>")


def show_about(window: QWidget) -> None:
    """Say what the program is."""
    QMessageBox.about(
        window,
        tr("About gdsim"),
        tr(
            "<b>gdsim {version}</b><p>Step through gradient descent one update at a time: see "
            "it, check it by hand, take the numbers away.</p><p>Free software under the MIT "
            "licence.</p>"
        ).format(version=__version__),
    )

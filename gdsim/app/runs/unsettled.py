"""Nothing goes on unnoticed with other values than the fields show."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QMessageBox

from gdsim.app.main_window import MainWindow
from gdsim.app.places.table import EXPLORE
from gdsim.i18n import tr
from gdsim.views.fields.typed_field import TypedField
from gdsim.views.setup import SetupPanel


class Unsettled:
    """Takes over what is typed, and says which fields hold something else than is in force.

    That is before a step, an export, saving and leaving. The person goes on with what is in force,
    or back to the first of those fields. Once told to go on, it does not ask again until one of the
    texts is another.

    Parameters
    ----------
    window
        Parent of the question; shows the panel for the way back.
    setup
        Has the fields.
    """

    def __init__(self, window: MainWindow, setup: SetupPanel) -> None:
        self._window, self._setup = window, setup
        self._agreed: frozenset[tuple[str, str]] = frozenset()

    def before(self, do: Callable[..., object]) -> Callable[..., None]:
        """Return what does `do`, once nothing stands in its way."""

        def guarded(*values: object) -> None:
            if self.may_go_on():
                do(*values)

        return guarded

    def may_go_on(self) -> bool:
        """Ask where fields hold something else than is in force; return whether to go on."""
        self._window.pages.settle()
        fields = self._setup.unsettled()
        texts = frozenset((field.accessibleName(), field.text()) for field in fields)
        if texts <= self._agreed:
            self._agreed = texts
            return True
        if not self._ask(fields):
            self._window.places.turn_to(EXPLORE)
            self._setup.show_field(fields[0])
            return False
        self._agreed = texts
        return True

    def _ask(self, fields: list[TypedField]) -> bool:
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(tr("gdsim"))
        box.setText(tr("Not everything that is typed in the set-up panel is in force."))
        template = tr("{name}: {text} was not taken, {value} is in force.")
        box.setInformativeText(
            "\n".join(
                template.format(
                    name=field.accessibleName(),
                    text=f"“{field.text()}”",
                    value=field.value_text,
                )
                for field in fields
            )
        )
        on = box.addButton(tr("Go on with what is in force"), QMessageBox.ButtonRole.AcceptRole)
        back = box.addButton(tr("Back to the field"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(back)
        box.setEscapeButton(back)
        box.exec()
        goes_on = box.clickedButton() is on
        box.deleteLater()
        return goes_on

"""What every page below the loss plot may be given."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from gdsim.models.kept_runs import KeptRun
from gdsim.models.snapshot import Snapshot
from gdsim.numbers import NumberFormat
from gdsim.views.style.theme import Theme


class Page(QWidget):
    """A page; it overrides the setters of what it shows and leaves the others alone."""

    def set_snapshot(self, snapshot: Snapshot) -> None:
        """Show the run of `snapshot`."""

    def set_veiled(self, is_veiled: bool) -> None:
        """Hide whatever tells what comes next, or show it again."""

    def set_kept_runs(self, runs: Sequence[KeptRun]) -> None:
        """Show these runs of the same loss beside the present one."""

    def set_number_format(self, number_format: NumberFormat) -> None:
        """Write numbers in this format."""

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""

    def settle(self) -> None:
        """Take over what is still being typed, such as a name."""

    def complete(self) -> None:
        """Do at once what is put off until the window is idle: for a picture to be saved."""

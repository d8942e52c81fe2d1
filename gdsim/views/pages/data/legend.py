"""What the marks and lines of the data plot mean, in a line of words."""

from __future__ import annotations

import html

from PySide6.QtWidgets import QLabel, QWidget

from gdsim.i18n import tr
from gdsim.views.style.theme import LIGHT, Theme, set_variant


class DataLegend(QLabel):
    """Names each kind of mark beside a sign in its colour."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._shown: tuple[tuple[str, str], bool, bool, str] | None = None
        self.setWordWrap(True)
        self.setProperty("rich", True)
        set_variant(self, "role", "hint")

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""
        self._theme = theme
        self._write()

    def show_meanings(
        self, classes: tuple[str, str], has_batch: bool, has_residuals: bool, line: str
    ) -> None:
        """Name what is drawn.

        Parameters
        ----------
        classes
            What is said of the discs and of the triangles; empty for what is not there.
        has_batch
            Whether a mini-batch is ringed and rows used before are faded.
        has_residuals
            Whether residuals are drawn.
        line
            What the line is; empty without one.
        """
        wanted = classes, has_batch, has_residuals, line
        if wanted != self._shown:
            self._shown = wanted
            self._write()

    def _write(self) -> None:
        if self._shown is None:
            return
        classes, has_batch, has_residuals, line = self._shown
        theme = self._theme
        signs = [
            ("●", theme.batch_loss, classes[0]),
            ("▲", theme.full_loss, classes[1]),
            ("○", theme.point, tr("mini-batch, earlier ones faded") if has_batch else ""),
            ("│", theme.gradient, tr("residual") if has_residuals else ""),
            ("━", theme.full_loss, line),
        ]
        parts = [
            f"<span style='color:{colour}'>{sign}</span>&nbsp;{html.escape(word)}"
            for sign, colour, word in signs
            if word
        ]
        self.setText(" &nbsp; ".join(parts))

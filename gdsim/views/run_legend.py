"""The legend of kept runs, for the landscape and the loss plot alike."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gdsim.i18n import tr
from gdsim.models.kept_runs import KeptRun
from gdsim.views.style.run_looks import draw_run_swatch
from gdsim.views.style.theme import FONT, LIGHT, Theme, interface_font

SWATCH, GAP, BETWEEN, LINE = 30.0, 6.0, 16.0, 20.0


class RunLegend(QWidget):
    """Shows swatch and name of every kept run that is drawn, on as many lines as it takes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._runs: tuple[KeptRun, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Kept runs"))
        self.hide()

    def set_runs(self, runs: Sequence[KeptRun]) -> None:
        """Show these runs."""
        before = [(kept.name, kept.look) for kept in self._runs]
        self._runs = tuple(kept for kept in runs if kept.is_shown)
        if before == [(kept.name, kept.look) for kept in self._runs]:
            return
        self.setAccessibleDescription(", ".join(kept.name for kept in self._runs))
        self.setVisible(bool(self._runs))
        self.updateGeometry()
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""
        self._theme = theme
        self.update()

    def _places(self) -> list[tuple[KeptRun, QRectF]]:
        """Return where each entry is, on lines as wide as the widget."""
        self.setFont(interface_font(FONT.small))
        metrics = self.fontMetrics()
        found, x, y = [], 0.0, 0.0
        for kept in self._runs:
            width = min(SWATCH + GAP + metrics.horizontalAdvance(kept.name), float(self.width()))
            if x and x + width > self.width():
                x, y = 0.0, y + LINE
            found.append((kept, QRectF(x, y, width, LINE)))
            x += width + BETWEEN
        return found

    def sizeHint(self) -> QSize:
        """Return the height that the entries take."""
        lowest = max((box.bottom() for _, box in self._places()), default=0.0)
        return QSize(300, round(lowest))

    def minimumSizeHint(self) -> QSize:
        """Return the same height."""
        return QSize(60, self.sizeHint().height())

    def resizeEvent(self, _event: object) -> None:
        """Ask for the height that the entries take now."""
        self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the entries."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for kept, box in self._places():
            middle = QPointF(box.left() + SWATCH / 2, box.center().y())
            draw_run_swatch(painter, middle, kept.look, self._theme, SWATCH / 2 - 1)
            painter.setPen(QColor(self._theme.text))
            words = box.adjusted(SWATCH + GAP, 0, 1, 0)
            text = self.fontMetrics().elidedText(
                kept.name, Qt.TextElideMode.ElideRight, round(words.width()) + 1
            )
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, text)

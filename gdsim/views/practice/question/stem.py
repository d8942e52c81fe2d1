"""What a question tells, always in sight: it scrolls by itself where there is no room for it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from gdsim.i18n import tr
from gdsim.study.exam.question import Curves, Grid, StemBlock
from gdsim.views.practice.question.curves import CurvesPlot
from gdsim.views.reading.block_widgets import block_widget
from gdsim.views.style.formula import FormulaLabel
from gdsim.views.style.theme import LIGHT, SPACE, Theme


class StemView(QScrollArea):
    """Shows the blocks of a stem, as high as they are, but no higher than is allowed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._most = LIGHT, 300
        self.setAccessibleName(tr("Question"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_stem(self, stem: Sequence[StemBlock]) -> None:
        """Show these blocks; a grid stands elsewhere, with what is asked."""
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, SPACE.m, 0)
        column.setSpacing(SPACE.s)
        for block in stem:
            match block:
                case Grid():
                    continue
                case Curves():
                    column.addWidget(CurvesPlot(block))
                case _:
                    column.addWidget(block_widget(block))
        content.installEventFilter(self)
        self.setWidget(content)
        self.set_theme(self._theme)
        self._fit()

    def set_most(self, height: int) -> None:
        """Take no more than so many pixels."""
        self._most = height
        self._fit()

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""
        self._theme = theme
        for label in self.findChildren(FormulaLabel):
            label.set_theme(theme)
        for plot in self.findChildren(CurvesPlot):
            plot.set_theme(theme)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take another height once a formula in it has one."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        content = self.widget()
        layout = content.layout() if content is not None else None
        if layout is not None:
            needed = layout.totalHeightForWidth(self.width())
            if needed < 0:
                needed = layout.totalSizeHint().height()
            self.setFixedHeight(min(needed, self._most))

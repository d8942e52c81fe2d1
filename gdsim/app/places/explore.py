"""The place where one steps through a run: how its views are laid out."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from gdsim.app.pages import PAGES
from gdsim.i18n import tr
from gdsim.numbers import NumberFormat
from gdsim.views.back_bar import BackBar
from gdsim.views.landscape import LandscapeView
from gdsim.views.loss_plot import LossPlot
from gdsim.views.pages.tabs import PageTabs
from gdsim.views.places.place import Place
from gdsim.views.plots.legend import LookLegend
from gdsim.views.setup import SetupPanel
from gdsim.views.stage_strip import StageStrip
from gdsim.views.style.theme import SPACE, Theme
from gdsim.views.transport_bar import TransportBar
from gdsim.views.verdict_line import VerdictLine

SETUP_WIDTH = 328
FIRST_WIDTH = 1216
"""Pixels of it in the first window."""


class Explore(Place):
    """Lays the simulator's views out, and knows nothing of what they show."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setup = SetupPanel()
        self.landscape = LandscapeView()
        self.loss_plot = LossPlot()
        self.pages = PageTabs(PAGES)
        self.transport = TransportBar()
        self.stages = StageStrip()
        self.verdict = VerdictLine()
        self.run_legend = LookLegend(tr("Kept runs"))
        self.back_bar = BackBar()
        self._lay_out()

    def _lay_out(self) -> None:
        self._right = _splitter(Qt.Orientation.Vertical, self.loss_plot, self.pages)
        self._right.setSizes([250, 390])
        self._plots = _splitter(Qt.Orientation.Horizontal, self.landscape, self._right)
        self._plots.setSizes([464, 464])
        stage = QWidget()
        column = QVBoxLayout(stage)
        column.setContentsMargins(SPACE.s, SPACE.s, SPACE.s, SPACE.s)
        column.setSpacing(SPACE.s)
        # In one place: either what a stage does, or what the run as a whole does.
        self._captions = QStackedWidget()
        self._captions.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for caption in (self.verdict, self.stages.sentence):
            self._captions.addWidget(caption)
        for line in (self.back_bar, self.stages, self._captions, self.run_legend):
            column.addWidget(line)
        column.addWidget(self._plots, 1)
        column.addWidget(self.transport)
        self._whole = _splitter(Qt.Orientation.Horizontal, self.setup, stage)
        self._whole.setStretchFactor(1, 1)
        self._whole.setSizes([SETUP_WIDTH, FIRST_WIDTH - SETUP_WIDTH])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._whole)

    def splitters(self) -> dict[str, QSplitter]:
        """Return what can be dragged, by the key under which its state is kept."""
        return {"window/plots": self._plots, "window/right": self._right, "window/all": self._whole}

    def show_caption(self, caption: QWidget) -> None:
        """Show one of the two captions below the stages: the verdict, or what a stage does."""
        self._captions.setCurrentWidget(caption)

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""
        for view in (self.setup, self.transport, self.run_legend, self.back_bar):
            view.set_theme(theme)
        for drawn in (self.loss_plot, self.landscape, self.stages, self.pages):
            drawn.set_theme(theme)

    def set_number_format(self, number_format: NumberFormat) -> None:
        """Write numbers in this format."""
        for view in (self.loss_plot, self.landscape, self.stages, self.pages):
            view.set_number_format(number_format)

    def complete(self) -> None:
        """Do at once what is put off until the window is idle."""
        for view in (self.setup, self.landscape, self.pages):
            view.complete()


def _splitter(orientation: Qt.Orientation, *widgets: QWidget) -> QSplitter:
    splitter = QSplitter(orientation)
    splitter.setChildrenCollapsible(False)
    splitter.setHandleWidth(SPACE.s)
    for widget in widgets:
        splitter.addWidget(widget)
    return splitter

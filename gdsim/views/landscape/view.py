"""The landscape of the loss: the plot that suits the parameters, its legend and axes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QToolButton, QVBoxLayout, QWidget

from gdsim.engine.arrays import Array
from gdsim.i18n import tr
from gdsim.models.snapshot import Snapshot
from gdsim.numbers import NumberFormat
from gdsim.shortcuts import keys_of
from gdsim.views.landscape.axis_bar import AxisBar
from gdsim.views.landscape.contour_plot import ContourPlot
from gdsim.views.landscape.layers.legend import landscape_legend
from gdsim.views.landscape.layers.noise_note import NoiseNote
from gdsim.views.landscape.overlays import Overlays
from gdsim.views.landscape.run_canvas import Framing
from gdsim.views.landscape.run_plot import RunPlot
from gdsim.views.plots.frame import Range
from gdsim.views.style.icons import icon
from gdsim.views.style.theme import LIGHT, SPACE, Theme

if TYPE_CHECKING:
    from gdsim.models.kept_runs import KeptRun


class LandscapeView(QWidget):
    """Shows a run on its loss: a curve for one parameter, contours for two, a slice for more.

    Signals
    -------
    startRequested(tuple)
        The run should start at these values, one float for each of the d parameters.
    lockRequested()
        The start should be locked, or unlocked.

    Attributes
    ----------
    plot
        The plot that is shown.
    """

    startRequested = Signal(object)
    lockRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Landscape of the loss"))
        self._theme, self._format = LIGHT, NumberFormat()
        self._hint: tuple[Mapping[str, Range] | None, Sequence[Sequence[float]]] = (None, ())
        self._plots: dict[type[RunPlot], RunPlot] = {}
        self._kept: tuple[KeptRun, ...] = ()
        self._overlays = Overlays()
        self._snapshot: Snapshot | None = None
        self._slice: Array | None = None
        self.noise = NoiseNote()
        self.legend, self.axis_bar = landscape_legend(), AxisBar()
        self.fit_button = _button(tr("Fit the picture to the path and the minimum"))
        self.fit_button.setAccessibleName(tr("Fit the picture"))
        self.lock_button = _button(
            tr("Lock the start, so that no click in the plot moves it ({keys})").format(
                keys=keys_of("lock_start")
            )
        )
        self.lock_button.setAccessibleName(tr("Lock the start"))
        self.lock_button.setCheckable(True)
        self._is_locked = False
        self.legend.setToolTip(
            tr(
                "Click in the plot to start there, or drag the ring."
                " Drag elsewhere to move the picture, turn the wheel to zoom."
            )
        )
        self.fit_button.clicked.connect(self.fit)
        self.lock_button.clicked.connect(self.lockRequested)
        self.axis_bar.axesChosen.connect(self._choose_axes)
        self._lay_out()
        self._show_plot(ContourPlot)

    def _lay_out(self) -> None:
        header = QHBoxLayout()
        header.addWidget(self.legend)
        header.setSpacing(SPACE.xs)
        header.addWidget(self.lock_button)
        header.addWidget(self.fit_button)
        self._stack = QStackedLayout()
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.xs)
        column.addLayout(header)
        column.addWidget(self.axis_bar)
        column.addLayout(self._stack, 1)
        column.addWidget(self.noise)

    # Setters.

    def set_snapshot(self, snapshot: Snapshot) -> None:
        """Show `snapshot`."""
        self._snapshot = snapshot
        names = snapshot.run.objective.parameters
        self._show_plot(_curve_plot() if len(names) == 1 else ContourPlot)
        self.axis_bar.set_names(names)
        self.plot.set_snapshot(snapshot, self.axis_bar.axes)
        self._write_legend()
        self._show_noise()

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""
        self._theme = theme
        self.legend.set_theme(theme)
        self.fit_button.setIcon(icon("fit", theme))
        self.lock_button.setIcon(icon("lock" if self._is_locked else "unlock", theme))
        for plot in self._plots.values():
            plot.set_theme(theme)

    def set_number_format(self, number_format: NumberFormat) -> None:
        """Write numbers in this format."""
        self._format = number_format
        for plot in self._plots.values():
            plot.set_number_format(number_format)
        self._show_slice(self._slice)

    def set_kept_runs(self, runs: Sequence[KeptRun]) -> None:
        """Show these runs beside the present one."""
        self._kept = tuple(runs)
        for plot in self._plots.values():
            plot.set_kept_runs(self._kept)

    def set_overlays(self, overlays: Overlays) -> None:
        """Show these over the contours, and no others."""
        self._overlays = overlays
        for plot in self._plots.values():
            plot.set_overlays(overlays)
        self._write_legend()
        self._show_noise()

    def set_view_hint(
        self, ranges: Mapping[str, Range] | None, minima: Sequence[Sequence[float]]
    ) -> None:
        """Take the ranges that show the objective well, by parameter, and its known minima."""
        self._hint = ranges, minima
        for plot in self._plots.values():
            plot.set_view_hint(ranges, minima)
        self._write_legend()

    def set_locked(self, is_locked: bool) -> None:
        """Let no click or drag in the plot move the start, or let it again."""
        self._is_locked = is_locked
        self.lock_button.setChecked(is_locked)
        self.lock_button.setIcon(icon("lock" if is_locked else "unlock", self._theme))
        for plot in self._plots.values():
            plot.is_locked = is_locked

    @property
    def framing(self) -> Framing:
        """What the plot shows of the plane."""
        return self.plot.framing

    def set_framing(self, framing: Framing) -> None:
        """Show again what was shown before, of the same objective."""
        self.axis_bar.set_axes(framing.axes)
        self.plot.set_framing(framing)
        self._show_slice(self._slice)

    @property
    def overlays(self) -> Overlays:
        """What is shown over the contours."""
        return self._overlays

    def complete(self) -> None:
        """Finish at once what is still being worked out: for a picture to be saved."""
        self._column.activate()
        self.plot.complete()

    def fit(self) -> None:
        """Fit the picture to the path and the minimum."""
        self.plot.fit()

    def _show_plot(self, kind: type[RunPlot]) -> None:
        """Bring the plot of this kind to the front, made when it is first needed."""
        if kind not in self._plots:
            plot = kind()
            plot.set_theme(self._theme)
            plot.set_number_format(self._format)
            plot.set_view_hint(*self._hint)
            plot.set_kept_runs(self._kept)
            plot.set_overlays(self._overlays)
            plot.is_locked = self._is_locked
            plot.startRequested.connect(self.startRequested)
            plot.legendChanged.connect(self._write_legend)
            plot.cloudChanged.connect(self._show_noise)
            plot.sliceDrawn.connect(self._show_slice)
            self._plots[kind] = plot
            self._stack.addWidget(plot)
        self.plot = self._plots[kind]
        self._stack.setCurrentWidget(self.plot)

    def _choose_axes(self, across: int, upwards: int) -> None:
        self.plot.set_axes((across, upwards))
        self._show_slice(self._slice)

    # What stands round the plot.

    def _write_legend(self) -> None:
        self.legend.set_entries(self.plot.legend_entries())

    def _show_slice(self, theta: Array | None) -> None:
        """Say at which values the parameters without an axis are held in the picture drawn."""
        self._slice = theta
        if theta is not None and len(theta) == len(self.axis_bar.names):
            self.axis_bar.set_held(theta, self._format)

    def _show_noise(self) -> None:
        """Write how gradients and steps scatter, in numbers."""
        if self._snapshot is not None:
            plot, wants_cloud = self.plot, self.plot.overlays.cloud
            self.noise.show_noise(self._snapshot, plot.full_gradient(), plot.cloud, wants_cloud)


def _button(tip: str) -> QToolButton:
    button = QToolButton()
    button.setAutoRaise(True)
    button.setToolTip(tip)
    return button


def _curve_plot() -> type[RunPlot]:
    """Return the plot of one parameter, which a window that opens on two does without."""
    from gdsim.views.landscape.curve_plot import CurvePlot

    return CurvePlot

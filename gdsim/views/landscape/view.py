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
from gdsim.views.landscape.axis_bar import AxisBar
from gdsim.views.landscape.contour_plot import ContourPlot
from gdsim.views.landscape.curve_plot import CurvePlot
from gdsim.views.landscape.geometry import Range
from gdsim.views.landscape.layers.legend import Legend
from gdsim.views.landscape.layers.noise_note import NoiseNote
from gdsim.views.landscape.run_plot import RunPlot
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
    """

    startRequested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Landscape of the loss"))
        self._theme, self._format = LIGHT, NumberFormat()
        self._hint: tuple[Mapping[str, Range] | None, Sequence[Sequence[float]]] = (None, ())
        self._plots: dict[type[RunPlot], RunPlot] = {}
        self._kept: tuple[KeptRun, ...] = ()
        self._is_curvature_shown = self._is_full_shown = False
        self._batch_shown = {"contours": False, "cloud": False}
        self.noise = NoiseNote()
        self._snapshot: Snapshot | None = None
        self._slice: Array | None = None
        self.legend, self.axis_bar, self.fit_button = Legend(), AxisBar(), _fit_button()
        self.fit_button.clicked.connect(self.fit)
        self.axis_bar.axesChosen.connect(self._choose_axes)
        header = QHBoxLayout()
        header.addWidget(self.legend)
        header.addWidget(self.fit_button)
        self._stack = QStackedLayout()
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.xs)
        column.addLayout(header)
        column.addWidget(self.axis_bar)
        column.addLayout(self._stack, 1)
        column.addWidget(self.noise)
        self._show_plot(ContourPlot)

    @property
    def plot(self) -> RunPlot:
        """The plot that is shown."""
        plot = self._stack.currentWidget()
        assert isinstance(plot, RunPlot)  # noqa: S101
        return plot

    def set_snapshot(self, snapshot: Snapshot) -> None:
        """Show `snapshot`."""
        is_new_objective = (
            self._snapshot is None or self._snapshot.run.objective is not snapshot.run.objective
        )
        self._snapshot = snapshot
        names = snapshot.run.objective.parameters
        self._show_plot(CurvePlot if len(names) == 1 else ContourPlot)
        if is_new_objective:
            self.axis_bar.set_names(names)
            if isinstance(self.plot, ContourPlot):
                self.plot.axes = self.axis_bar.axes
        self.plot.set_snapshot(snapshot)
        self._write_legend()
        self._tell_noise()

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""
        self._theme = theme
        self.legend.set_theme(theme)
        self.fit_button.setIcon(icon("fit", theme))
        for plot in self._plots.values():
            plot.set_theme(theme)

    def set_number_format(self, number_format: NumberFormat) -> None:
        """Write numbers in this format."""
        self._format = number_format
        for plot in self._plots.values():
            plot.set_number_format(number_format)
        self._tell_slice(self._slice)

    def set_kept_runs(self, runs: Sequence[KeptRun]) -> None:
        """Show these runs beside the present one."""
        self._kept = tuple(runs)
        for plot in self._plots.values():
            plot.set_kept_runs(self._kept)

    def set_full_gradient_shown(self, is_shown: bool) -> None:
        """Show the gradient of all rows beside that of a mini-batch, or do not."""
        self._is_full_shown = is_shown
        for plot in self._plots.values():
            if isinstance(plot, ContourPlot):
                plot.set_full_gradient_shown(is_shown)
        self._write_legend()
        self._tell_noise()

    def set_batch_shown(self, *, contours: bool, cloud: bool) -> None:
        """Show the mini-batch's own contours and the cloud of its possible steps, or do not."""
        self._batch_shown = {"contours": contours, "cloud": cloud}
        for plot in self._plots.values():
            if isinstance(plot, ContourPlot):
                plot.set_batch_shown(**self._batch_shown)
        self._write_legend()
        self._tell_noise()

    def _tell_slice(self, theta: Array | None) -> None:
        """Say at which values the parameters without an axis are held in the picture drawn."""
        self._slice = theta
        if theta is not None and len(theta) == len(self.axis_bar.names):
            self.axis_bar.set_held(theta, self._format)

    def _tell_noise(self) -> None:
        """Write how gradients and steps scatter, in numbers."""
        plot, shown = self.plot, self._snapshot
        if shown is not None and isinstance(plot, ContourPlot):
            cloud = plot.batch.cloud if plot.batch is not None else None
            self.noise.tell(shown, plot.full_gradient(), cloud, self._batch_shown["cloud"])
        else:
            self.noise.hide()

    def set_curvature_shown(self, is_shown: bool) -> None:
        """Show the curvature at the point on the contour plot, or do not."""
        self._is_curvature_shown = is_shown
        for plot in self._plots.values():
            if isinstance(plot, ContourPlot):
                plot.set_curvature_shown(is_shown)
        self._write_legend()

    def set_view_hint(
        self, ranges: Mapping[str, Range] | None, minima: Sequence[Sequence[float]]
    ) -> None:
        """Take the ranges that show the objective well, by parameter, and its known minima."""
        self._hint = ranges, minima
        for plot in self._plots.values():
            plot.set_view_hint(ranges, minima)
        self._write_legend()

    def complete(self) -> None:
        """Finish at once what is still being worked out: for a picture to be saved."""
        self._column.activate()
        self.plot.complete()

    def _show_plot(self, kind: type[RunPlot]) -> None:
        """Bring the plot of this kind to the front, made when it is first needed."""
        if kind not in self._plots:
            plot = kind()
            plot.set_theme(self._theme)
            plot.set_number_format(self._format)
            plot.set_view_hint(*self._hint)
            plot.set_kept_runs(self._kept)
            plot.startRequested.connect(self.startRequested)
            if isinstance(plot, ContourPlot):
                plot.set_full_gradient_shown(self._is_full_shown)
                if self._is_curvature_shown:
                    plot.set_curvature_shown(True)
                if any(self._batch_shown.values()):
                    plot.set_batch_shown(**self._batch_shown)
                plot.gradientPartChanged.connect(self._write_legend)
                plot.cloudChanged.connect(self._tell_noise)
                plot.sliceDrawn.connect(self._tell_slice)
            self._plots[kind] = plot
            self._stack.addWidget(plot)
        self._stack.setCurrentWidget(self._plots[kind])

    def fit(self) -> None:
        self.plot.fit()

    def _choose_axes(self, across: int, upwards: int) -> None:
        if isinstance(self.plot, ContourPlot):
            self.plot.set_axes(across, upwards)
        self._tell_slice(self._slice)

    def _write_legend(self) -> None:
        entries, reserved = [("point", tr("point")), ("path", tr("path"))], {}
        if isinstance(self.plot, ContourPlot):
            is_partial = self.plot.is_batch_partial
            gradient = tr("batch gradient ∇L") if is_partial else tr("gradient ∇L")
            reserved["gradient"] = f"{gradient} × 0.05"
            if 0 < self.plot.gradient_part < 1:
                gradient += f" × {self.plot.gradient_part:g}"
            entries.append(("gradient", gradient))
            if is_partial and self._is_full_shown:
                entries.append(("full", tr("full ∇L")))
            if is_partial and self._batch_shown["contours"]:
                entries.append(("contours", tr("batch loss")))
            if self._is_curvature_shown:
                entries.append(("quadratic", tr("local quadratic")))
        else:
            entries.append(("tangent", tr("tangent")))
        if self.plot is not None and self.plot.has_changes:
            entries.append(("change", tr("change")))
        entries += [("step", tr("next step")), ("start", tr("start"))]
        if self._hint[1]:
            entries.append(("minimum", tr("minimum")))
        self.legend.set_entries(tuple(entries), reserved)
        self.legend.setToolTip(
            tr(
                "Click in the plot to start there, or drag the ring. Drag elsewhere to move the"
                " picture, turn the wheel to zoom."
            )
        )


def _fit_button() -> QToolButton:
    button = QToolButton()
    button.setAutoRaise(True)
    button.setIcon(icon("fit", LIGHT))
    button.setToolTip(tr("Fit the picture to the path and the minimum"))
    button.setAccessibleName(tr("Fit the picture"))
    return button

"""The contour plot: the loss over two parameters, and a run on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, QPointF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from gdsim.engine.arrays import Array
from gdsim.engine.diagnosis.noise.two_gradients import FullGradient
from gdsim.i18n import tr
from gdsim.models.snapshot import Snapshot
from gdsim.symbols import symbol
from gdsim.views.landscape.contours.loss_grid import LossGrid
from gdsim.views.landscape.framing import framed
from gdsim.views.landscape.layers import arrows, marks
from gdsim.views.landscape.layers.contour_layer import ContourLayer
from gdsim.views.landscape.layers.legend import entry
from gdsim.views.landscape.layers.path_layer import PathLayer
from gdsim.views.landscape.overlays import Overlays
from gdsim.views.landscape.picture_maker import PictureMaker, PictureRequest
from gdsim.views.landscape.run_canvas import Framing
from gdsim.views.landscape.run_plot import RunPlot
from gdsim.views.plots.frame import Range, Window
from gdsim.views.plots.legend import Entry
from gdsim.views.plots.words import small_font
from gdsim.views.style.theme import Theme

if TYPE_CHECKING:
    from gdsim.engine.diagnosis.noise.step_cloud import StepCloud
    from gdsim.views.landscape.layers.batch_overlay import BatchOverlay
    from gdsim.views.landscape.layers.curvature_layer import CurvatureLayer


class ContourPlot(RunPlot):
    """Filled colours and iso-loss lines over two parameters, with path, point and arrows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Contour plot of the loss"))
        self.layer: ContourLayer | None = None
        self._path = PathLayer()
        self._curvature: CurvatureLayer | None = None
        self._full_gradient = FullGradient()
        self._part_before = self.gradient_part
        self.batch: BatchOverlay | None = None
        self._pictures = PictureMaker(self)
        self._pictures.ready.connect(self._draw)
        self.windowChanged.connect(self._refresh)

    def set_snapshot(self, snapshot: Snapshot, axes: tuple[int, ...]) -> None:
        """Show `snapshot`; the contours stay, unless the slice they show has moved."""
        self._part_before = self.gradient_part
        super().set_snapshot(snapshot, axes)
        if self.batch is not None:
            self.batch.set_snapshot(snapshot)
        self._refresh()

    def set_overlays(self, overlays: Overlays) -> None:
        """Show these over the contours, and no others."""
        self.overlays = overlays
        self._curvature = self._curvature or _curvature_layer() if overlays.curvature else None
        if self.batch is None and (overlays.contours or overlays.cloud):
            self.batch = self._batch_overlay()
        if self.batch is not None:
            self.batch.set_shown(contours=overlays.contours, cloud=overlays.cloud)
        self.marks.update()

    def _batch_overlay(self) -> BatchOverlay:
        from gdsim.views.landscape.layers.batch_overlay import BatchOverlay

        batch = BatchOverlay(self)
        batch.cloudChanged.connect(self.marks.update)
        batch.cloudChanged.connect(self.cloudChanged)
        if self.snapshot is not None:
            batch.set_snapshot(self.snapshot)
        return batch

    @property
    def cloud(self) -> StepCloud | None:
        """The cloud of steps that is shown."""
        return None if self.batch is None else self.batch.cloud

    def gradient_entries(self) -> list[Entry]:
        """Return what the legend says of the gradient and of the overlays."""
        is_partial, shown = self.is_batch_partial, self.overlays
        gradient = tr("batch gradient ∇L") if is_partial else tr("gradient ∇L")
        longest = f"{gradient} × 0.05"
        if 0 < self.gradient_part < 1:
            gradient += f" × {self.gradient_part:g}"
        entries = [entry("gradient", gradient, longest)]
        if is_partial and shown.full_gradient:
            entries.append(entry("full", tr("full ∇L")))
        if is_partial and shown.contours:
            entries.append(entry("contours", tr("batch loss")))
        if shown.curvature:
            entries.append(entry("quadratic", tr("local quadratic")))
        return entries

    def full_gradient(self) -> Array | None:
        """Return the gradient of all rows, of where it is taken; None where it is not to be shown.

        Of very many rows it is that of the sample that the contours are drawn from.
        """
        shown = self.snapshot
        if not self.overlays.full_gradient or shown is None or not self.is_batch_partial:
            return None
        objective, point = shown.run.objective, self.gradient_point(shown)
        return self._full_gradient.at(objective, point, self._pictures.rows(objective))

    def set_axes(self, axes: tuple[int, ...]) -> None:
        """Show these two parameters, by index."""
        super().set_axes(axes)
        self._refresh()

    def set_framing(self, framing: Framing) -> None:
        """Show again what was shown before, of the same objective."""
        self._part_before = framing.gradient_part
        super().set_framing(framing)
        self._refresh()
        self.legendChanged.emit()

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""
        super().set_theme(theme)
        if self.layer is not None:
            self._draw(self.layer.grid)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange and self.layer is not None:
            self._draw(self.layer.grid)
        return bool(super().event(event))

    def complete(self) -> None:
        """Work out the contours at once if they are not there yet: for a picture to be saved."""
        self._refresh()
        self._pictures.complete()
        if self.batch is not None:
            self.batch.complete()

    def _refresh(self) -> None:
        """Bring what depends on both the run and the window up to date."""
        if self.snapshot is None:
            return
        row, objective = self.snapshot.row, self.snapshot.run.objective
        names = objective.parameters
        self.set_names(*(symbol(names[axis]) for axis in self.axes))
        self._pictures.request(PictureRequest(objective, self.axes, self.frame, row.theta))
        tail = self.gradient_point(self.snapshot)
        here, climb = self.frame.pixels(self.places(np.stack((tail, tail + row.gradient))))
        inside = self.frame.window.contains(self.places(row.theta))
        part = 0.0
        if inside:
            # Of the update before, not of another window: sizes in between leave nothing behind.
            part = marks.gradient_part(here, climb, self.frame.size, self._part_before)
        if part != self.gradient_part:
            self.gradient_part = part
            self.legendChanged.emit()

    # The picture.

    def _draw(self, grid: LossGrid) -> None:
        if self.snapshot is None:
            return
        minima = [self.places(minimum) for minimum in self.minima]
        self.layer = ContourLayer(
            grid,
            self._base(grid.window, self.snapshot),
            np.reshape(minima, (-1, 2)),
            self.frame.size,
            self.devicePixelRatioF(),
            self.theme,
            small_font(),
        )
        self.ground.update()
        self.sliceDrawn.emit(self._pictures.shown_theta)
        objective = self.snapshot.run.objective
        rows = self._pictures.rows(objective)
        text = tr("contours from {some:,} of {all:,} rows") if rows is not None else ""
        some = 0 if rows is None else len(rows)
        self.notes.show(self.notes.remark, text.format(some=some, all=objective.n_rows))

    def _base(self, window: Window, snapshot: Snapshot) -> float | None:
        """Return the least loss at the known minima in sight."""
        seen = [m for m in self.minima if window.contains(self.places(m))]
        losses = [self.loss_at(minimum, snapshot) for minimum in seen]
        return min((loss for loss in losses if np.isfinite(loss)), default=None)

    def paint_ground(self, painter: QPainter) -> None:
        """Paint the contours."""
        if self.layer is not None:
            self.layer.paint(painter, self.frame)
            self.paint_bounds(painter)

    # What is where.

    def places(self, theta: Array) -> Array:
        """Return the two parameters on the axes, shape (..., 2)."""
        return theta[..., list(self.axes)]

    def theta_at(self, at: QPointF, snapshot: Snapshot) -> Array:
        """Return all parameters at a pixel: those not on an axis as at the cursor."""
        theta = snapshot.row.theta.copy()
        theta[list(self.axes)] = self.frame.short_place(at.x(), at.y())
        return theta

    def loss_at(self, theta: Array, snapshot: Snapshot) -> float:
        """Return the loss that the picture shows at `theta`."""
        objective = snapshot.run.objective
        return float(objective.value(theta, self._pictures.rows(objective)))

    def window_around(self, points: Sequence[Array], hints: Mapping[str, Range]) -> Window:
        """Return a window that shows `points`, each (d,), the first being the start."""
        names = self.snapshot.run.objective.parameters if self.snapshot is not None else ()
        across, upwards = (hints.get(names[axis]) if names else None for axis in self.axes)
        return framed([self.places(point) for point in points], (across, upwards))

    # The marks.

    def paint_marks(self, painter: QPainter) -> None:
        """Paint path, start, minima, arrows and the point."""
        if self.snapshot is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_batch(painter)
        self.paint_kept(painter)
        here = self.places(self.snapshot.row.theta)
        pixel, halo = self.frame.pixels(here), self.theme.halo
        is_inside = self.frame.window.contains(here)
        if is_inside:
            # Below the path, which the gradient often points back along.
            self._paint_curvature(painter, self.snapshot)
            self._paint_arrows(painter, self.snapshot)
        self._path.paint(painter, self.trail, self.places, self.frame, self.theme)
        self.paint_places(painter)
        self.paint_changes(painter)
        if is_inside:
            marks.draw_point(painter, pixel, self.theme.point, halo)
            self._paint_lens(painter, pixel)
        elif np.isfinite(pixel).all():
            marks.draw_exit(painter, pixel, self.frame.size, self.theme.point, halo)

    def _paint_batch(self, painter: QPainter) -> None:
        if self.batch is None:
            return
        if self.layer is not None:
            levels = tuple(line.level for line in self.layer.lines)
            self.batch.paint_contours(painter, self.frame, self.axes, levels, self.theme)
        self.batch.paint_cloud(painter, self.frame, self.axes, self.theme)

    def _paint_lens(self, painter: QPainter, here: Array) -> None:
        if self.batch is None:
            return
        line = self.frame.pixels(self.places(self.trail.past))
        taken = np.vstack((line[np.isfinite(line).all(axis=1)], here))
        if self.notes.remark.isVisible():
            # It stands in the lower right corner.
            taken = np.vstack((taken, self.frame.size))
        self.batch.paint_lens(painter, self.frame, self.axes, self.theme, taken, small_font())

    def _paint_curvature(self, painter: QPainter, snapshot: Snapshot) -> None:
        if self._curvature is None or self.layer is None or not snapshot.shows_gradient:
            return
        objective = snapshot.run.objective
        a, b = self.axes
        rows = self._pictures.rows(objective)
        levels = tuple(line.level for line in self.layer.lines)
        self._curvature.update(objective, snapshot.row.theta, (a, b), rows, self.frame, levels)
        self._curvature.paint(painter, self.frame, self.theme, small_font())

    def _paint_arrows(self, painter: QPainter, snapshot: Snapshot) -> None:
        row = snapshot.row
        here, lead = self.frame.pixels(self.places(np.stack((row.theta, row.new_theta))))
        if snapshot.shows_gradient:
            self._paint_gradients(painter, snapshot, here)
        if snapshot.shows_step:
            arrows.paint_step(painter, here, lead, self.theme)

    def _paint_gradients(self, painter: QPainter, snapshot: Snapshot, here: Array) -> None:
        """Paint the gradient, and that of all rows, from where they are taken."""
        theme, part, point = self.theme, self.gradient_part, self.gradient_point(snapshot)
        ends = np.stack((point, point + snapshot.row.gradient))
        tail, climb = self.frame.pixels(self.places(ends))
        if self.ahead is not None:
            arrows.paint_way_ahead(painter, here, tail, theme)
        full = self.full_gradient()
        if full is not None:
            top = self.frame.pixels(self.places(point + full))
            arrows.paint_full_gradient(painter, tail, top, part, theme)
        arrows.paint_gradient(painter, tail, climb, part, theme)


def _curvature_layer() -> CurvatureLayer:
    from gdsim.views.landscape.layers.curvature_layer import CurvatureLayer

    return CurvatureLayer()

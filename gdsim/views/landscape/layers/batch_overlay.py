"""A mini-batch on the landscape: its own contours, and every step a batch could have led to."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QTransform

from gdsim.engine.arrays import Array, Ints
from gdsim.engine.diagnosis.noise.step_cloud import StepCloud, step_cloud
from gdsim.models.snapshot import Snapshot
from gdsim.views.landscape.contours.iso_lines import IsoLine, iso_lines
from gdsim.views.landscape.contours.loss_grid import refined
from gdsim.views.landscape.layers import marks
from gdsim.views.landscape.layers.cloud_lens import Lens, draw_lens, lens_for
from gdsim.views.plots.frame import Frame
from gdsim.views.plots.pens import round_pen
from gdsim.views.style.theme import Theme

MOST_EVALUATIONS = 2e6
"""Cells times rows that the contours of a batch are worked out from, at most."""

FEWEST_CELLS, MOST_CELLS, REFINEMENT = 16, 56, 3
"""Cells along a side of the picture, and into how many each is cut in the end."""

MOST_CONTOUR_ROWS = 8000
"""Rows of a batch that its contours are worked out from."""

SETTLE_MS = 30
"""How long the cursor rests before the cloud is worked out, in milliseconds."""

DOT_RADIUS = 1.7


class BatchOverlay(QObject):
    """Both layers over a contour plot; each costs nothing while it is not shown.

    Signals
    -------
    cloudChanged()
        The cloud is another, or is gone.
    """

    cloudChanged = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.shows_contours = self.shows_cloud = False
        self.cloud: StepCloud | None = None
        self.lens: Lens | None = None
        self._snapshot: Snapshot | None = None
        self._cloud_key: object = None
        self.lines: list[IsoLine] = []
        self._lines_key: object = None
        self._timer = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._timer.timeout.connect(self.complete)

    def set_shown(self, *, contours: bool, cloud: bool) -> None:
        """Show the contours of the mini-batch, the cloud of steps, both or neither."""
        self.shows_contours, self.shows_cloud = contours, cloud
        if self._snapshot is not None:
            self.set_snapshot(self._snapshot)

    def set_snapshot(self, snapshot: Snapshot) -> None:
        """Follow the run; the cloud is worked out once the cursor rests."""
        self._snapshot = snapshot
        if self._wanted_key() != self._cloud_key:
            self._cloud_key, had_cloud = None, self.cloud is not None
            self.cloud = None
            if self._wanted_key() is not None:
                self._timer.start()
            if had_cloud:
                self.cloudChanged.emit()

    def _wanted_key(self) -> object:
        shown = self._snapshot
        if not self.shows_cloud or shown is None or not shown.shows_step:
            return None
        # The run by its identity: another may have other settings at the same place.
        return id(shown.run), shown.generation, shown.cursor

    def complete(self) -> None:
        """Work out the cloud now if it is wanted."""
        key, shown = self._wanted_key(), self._snapshot
        if key is None or shown is None or key == self._cloud_key:
            return
        self._cloud_key = key
        self.cloud = step_cloud(shown.run, shown.cursor)
        self.cloudChanged.emit()

    # The contours.

    def paint_contours(
        self, painter: QPainter, frame: Frame, axes: tuple[int, ...], levels: Sequence[float],
        theme: Theme,
    ) -> None:  # fmt: skip
        """Paint the loss of the mini-batch at the levels of the full loss, dashed."""
        shown = self._snapshot
        rows = None if shown is None else shown.run.rows(shown.cursor)
        if not self.shows_contours or shown is None or rows is None or shown.is_veiled:
            return
        held = np.delete(shown.row.theta, axes).tobytes()
        key = shown.run.objective, rows.tobytes(), held, frame, axes, tuple(levels)
        if key != self._lines_key:
            self._lines_key = key
            values = _batch_losses(shown, rows[:MOST_CONTOUR_ROWS], frame, axes)
            self.lines = iso_lines(values, frame.width, frame.height, levels)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(marks.dashed_pen(theme.gradient, 1.3))
        marks.draw_iso_lines(painter, self.lines)

    # The cloud.

    def paint_cloud(
        self, painter: QPainter, frame: Frame, axes: tuple[int, ...], theme: Theme
    ) -> None:
        """Paint a dot for each step, and the ellipse of one standard deviation around them."""
        pixels = self._cloud_pixels(frame, axes)
        if len(pixels):
            _paint_steps(painter, pixels, theme)

    def paint_lens(
        self,
        painter: QPainter,
        frame: Frame,
        axes: tuple[int, ...],
        theme: Theme,
        taken: Array,
        font: QFont,
    ) -> None:
        """Paint the cloud once more, enlarged, where it is too small to see.

        The lens stands away from the `taken` pixels (n, 2).
        """
        pixels = self._cloud_pixels(frame, axes)
        self.lens = lens_for(pixels, taken, frame.size) if len(pixels) > 2 else None
        if self.lens is None or self.cloud is None or self._snapshot is None:
            return
        row = self._snapshot.row
        places = np.stack((row.theta, row.new_theta, self.cloud.full_place))
        here, step, full = self.lens.enlarged(frame.pixels(places[:, list(axes)]))
        painter.save()
        painter.setClipPath(draw_lens(painter, self.lens, theme, font))
        _paint_steps(painter, self.lens.enlarged(pixels), theme)
        if np.abs(here).max() < marks.FARTHEST_MARK:
            marks.draw_arrow(painter, here, step, theme.step, theme.halo)
            marks.draw_point(painter, here, theme.point, theme.halo)
        marks.draw_cross(painter, full, 5.0, theme.full_gradient, theme.halo)
        painter.restore()

    def _cloud_pixels(self, frame: Frame, axes: tuple[int, ...]) -> Array:
        """Return the steps' pixels (M, 2), those far away left out."""
        if self.cloud is None:
            return np.empty((0, 2))
        pixels = frame.pixels(self.cloud.places[:, list(axes)])
        return pixels[(np.abs(pixels) < marks.FARTHEST_MARK).all(axis=1)]


def _batch_losses(shown: Snapshot, rows: Ints, frame: Frame, axes: tuple[int, ...]) -> Array:
    """Return the mean loss of `rows` over the window, the first row at the bottom."""
    cells = int(np.clip(np.sqrt(MOST_EVALUATIONS / len(rows)), FEWEST_CELLS, MOST_CELLS))
    across, up = np.meshgrid(
        np.linspace(*frame.window.x, cells), np.linspace(*frame.window.y, cells)
    )
    theta = np.tile(shown.row.theta, (cells, cells, 1))
    theta[..., axes[0]], theta[..., axes[1]] = across, up
    return refined(shown.run.objective.value(theta, rows), REFINEMENT)


def _paint_steps(painter: QPainter, pixels: Array, theme: Theme) -> None:
    dot = QColor(theme.step)
    dot.setAlphaF(0.55)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(dot)
    for x, y in pixels.tolist():
        painter.drawEllipse(QPointF(x, y), DOT_RADIUS, DOT_RADIUS)
    if len(pixels) > 2:
        _paint_ellipse(painter, pixels, theme)


def _paint_ellipse(painter: QPainter, pixels: Array, theme: Theme) -> None:
    """Paint the ellipse whose half axes are the standard deviations along the principal axes."""
    mean, spread = pixels.mean(axis=0), np.cov(pixels.T, bias=True)
    variances, directions = np.linalg.eigh(spread)
    half = np.sqrt(np.maximum(variances, 0.0))
    turn = np.degrees(np.arctan2(directions[1, 0], directions[0, 0]))
    painter.save()
    painter.setTransform(QTransform().translate(*mean).rotate(turn), True)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen in (round_pen(theme.halo, 3.6), round_pen(theme.step, 1.6)):
        painter.setPen(pen)
        painter.drawEllipse(QPointF(0, 0), half[0], half[1])
    painter.restore()

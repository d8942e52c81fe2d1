"""The lines of kept runs as a picture that is made anew only when one changes."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPixmap

from gdsim.engine.arrays import Array
from gdsim.models.kept_runs import KeptRun
from gdsim.models.snapshot import Snapshot
from gdsim.views.plots.frame import Frame
from gdsim.views.plots.pens import polyline, stretches
from gdsim.views.plots.run_looks import MARK_REACH, draw_run_mark, run_pen
from gdsim.views.style.pixmaps import area_pixmap
from gdsim.views.style.theme import Theme


class Follower(Protocol):
    """Keeps of a run what its line is drawn from."""

    def update(self, snapshot: Snapshot) -> None:
        """Take in what is new in `snapshot`."""


FollowerT = TypeVar("FollowerT", bound=Follower)


class KeptLines(Generic[FollowerT]):
    """Paints a line for each kept run that is shown, and marks where it stands.

    Parameters
    ----------
    follow
        Makes what follows a run.

    Attributes
    ----------
    followers
        What follows each of the `runs` that are shown, by key; it has seen all of the run.
    """

    def __init__(self, follow: Callable[[], FollowerT]) -> None:
        self.runs: tuple[KeptRun, ...] = ()
        self.followers: dict[int, FollowerT] = {}
        self._follow = follow
        self._lengths: dict[int, int] = {}
        self._pixmap = QPixmap()
        self._key: Hashable = None

    def set_runs(self, runs: Sequence[KeptRun]) -> bool:
        """Show those of `runs` that are not hidden; return whether any line is another one."""
        before, known, seen = self._lines, self.followers, self._lengths
        self.runs = tuple(kept for kept in runs if kept.is_shown)
        self.followers = {k.key: known.get(k.key) or self._follow() for k in self.runs}
        self._lengths = {kept.key: kept.run.length for kept in self.runs}
        for kept in self.runs:
            run, end = kept.run, self._lengths[kept.key]
            if seen.get(kept.key) != end:
                whole = Snapshot(run, kept.key, end, end, run.row(end), run.stop)
                self.followers[kept.key].update(whole)
        return self._lines != before

    @property
    def _lines(self) -> tuple[tuple[int, int, int], ...]:
        """What lines there are; see `KeptRun.line`."""
        return tuple(kept.line for kept in self.runs)

    def paint_lines(
        self,
        painter: QPainter,
        points: Callable[[KeptRun], Array],
        frame: Frame,
        theme: Theme,
        key: Hashable,
    ) -> None:
        """Paint the line of each run.

        Parameters
        ----------
        points
            Works out the pixels of a run's line, (n, 2): what is not finite breaks it.
        key
            What the lines depend on beside runs, frame and theme.
        """
        ratio = painter.device().devicePixelRatio()
        wanted = self._lines, frame, theme.name, ratio, key
        if wanted != self._key:
            self._key = wanted
            self._pixmap = area_pixmap(frame.size, ratio)
            drawn = QPainter(self._pixmap)
            drawn.setRenderHint(QPainter.RenderHint.Antialiasing)
            for kept in self.runs:
                drawn.setPen(run_pen(kept.look, theme))
                for stretch in stretches(points(kept)):
                    drawn.drawPolyline(polyline(stretch))
            drawn.end()
        painter.drawPixmap(QPointF(0, 0), self._pixmap)

    def paint_marks(
        self, painter: QPainter, at: Array, frame: Frame, theme: Theme, radius: float
    ) -> None:
        """Mark where the runs stand, at pixels (n, 2), as far as they are in sight."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for kept, (x, y) in zip(self.runs, at.tolist(), strict=True):
            if (
                -MARK_REACH < x < frame.width + MARK_REACH
                and -MARK_REACH < y < frame.height + MARK_REACH
            ):
                draw_run_mark(painter, QPointF(x, y), kept.look, theme, radius)

"""The permutation of an epoch as a strip, cut into its mini-batches."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from gdsim.i18n import tr
from gdsim.models.snapshot import Snapshot
from gdsim.views.style.painting import careful
from gdsim.views.style.theme import LIGHT, Theme

STRIP_HEIGHT = 22
GAP_FROM = 4.0
"""Pixels of a batch from which a gap parts it from the next."""

MOST_NAMED, MOST_IN_TIP = 10, 500
"""Rows of a batch that are named in a line, and in a tool tip."""


class EpochStrip(QWidget):
    """Shows the batches of the epoch at the cursor: used ones faded, the present one lit.

    The last batch of an epoch is narrower where it has fewer rows. Nothing here costs more for
    more rows: a batch is looked up when it is pointed at.

    Signals
    -------
    rowRequested(int)
        The cursor should go to the update of the batch that was clicked.
    """

    rowRequested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._snapshot: Snapshot | None = None
        self._first, self._batch, self._count = 0, 0, 1
        self._last_share = 1.0
        self.setAccessibleName(tr("Batches of this epoch"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return a height of one line."""
        return QSize(300, STRIP_HEIGHT)

    def set_snapshot(self, snapshot: Snapshot) -> None:
        """Show the epoch at the cursor of `snapshot`."""
        self._snapshot = snapshot
        segment = snapshot.run.segment_of(snapshot.cursor)
        batching = segment.batching
        self._batch = int(segment.locate(snapshot.cursor)[1])
        self._first = snapshot.cursor - self._batch
        self._count = batching.updates_per_epoch
        self._last_share = float(batching.size(self._count - 1)) / batching.batch_size
        place = tr("Batch {batch} of {count}").format(batch=self._batch + 1, count=self._count)
        self.setAccessibleDescription(place)
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""
        self._theme = theme
        self.update()

    def box(self, batch: int) -> QRectF:
        """Return where a batch of this epoch is."""
        whole = self.width() / (self._count - 1 + self._last_share)
        width = whole * (self._last_share if batch == self._count - 1 else 1.0)
        gap = 1.5 if whole >= GAP_FROM else 0.0
        return QRectF(batch * whole, 2, max(width - gap, 1.0), STRIP_HEIGHT - 4)

    def batch_at(self, x: float) -> int:
        """Return the batch at a pixel."""
        whole = self.width() / (self._count - 1 + self._last_share)
        return min(max(int(x / whole), 0), self._count - 1)

    @careful
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the batches, as one bar each way where they are too many to be told apart."""
        painter, theme = QPainter(self), self._theme
        colours = QColor(theme.border), QColor(theme.batch_loss)
        if self._count > self.width() / 2:
            split = self.box(self._batch).left()
            painter.fillRect(QRectF(0, 2, split, STRIP_HEIGHT - 4), colours[0])
            painter.fillRect(QRectF(split, 2, self.width() - split, STRIP_HEIGHT - 4), colours[1])
        else:
            for batch in range(self._count):
                painter.fillRect(self.box(batch), colours[batch > self._batch])
        lit = self.box(self._batch)
        painter.fillRect(lit.adjusted(0, -2, 3 - min(lit.width(), 3), 2), QColor(theme.point))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Ask for the update of the batch that is clicked."""
        self.rowRequested.emit(self._first + self.batch_at(event.position().x()))

    def event(self, event: QEvent) -> bool:
        """Name the rows of the batch under the mouse."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.all_rows(self.batch_at(event.pos().x())))
            return True
        return super().event(event)

    def all_rows(self, batch: int) -> str:
        """Return all rows of a batch of this epoch, as far as a tool tip can show them."""
        counted = tr("Rows are counted from 0, without those that were left out.")
        return f"<p>{self.rows_of(batch, MOST_IN_TIP)}</p><p>{counted}</p>"

    def rows_of(self, batch: int, most: int = MOST_NAMED) -> str:
        """Return which rows a batch of this epoch has, naming so many at most."""
        if self._snapshot is None:
            return ""
        segment = self._snapshot.run.segment_of(self._snapshot.cursor)
        if segment.batching.is_full:
            return tr("All rows in one batch")
        # A stretch of the run may begin within an epoch: its first batches were another's.
        update = max(self._first + batch, segment.first)
        rows = segment.rows(update, 1)
        named = ", ".join(map(str, rows[:most].tolist()))
        more = " …" if len(rows) > most else ""
        text = tr("Batch {batch:,} of {count:,}: {n:,} rows ({rows})")
        if len(rows) == 1:
            text = tr("Batch {batch:,} of {count:,}: row {rows}")
        return text.format(batch=batch + 1, count=self._count, n=len(rows), rows=named + more)

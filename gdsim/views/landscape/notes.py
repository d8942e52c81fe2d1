"""The notes in the corners of the landscape: whole, and none upon another."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QRect

from gdsim.views.plots.canvas import Canvas
from gdsim.views.plots.note import Note
from gdsim.views.style.theme import SPACE, Theme


class CornerNotes:
    """Three notes over a canvas.

    Attributes
    ----------
    readout
        What is pointed at: upper right.
    absence
        Where the point is that has left the picture: upper left, or lower left where `is_low`.
    remark
        From what the picture is drawn: lower right.
    """

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self.readout, self.absence, self.remark = Note(canvas), Note(canvas), Note(canvas)
        self.is_low = False

    def __iter__(self) -> Iterator[Note]:
        return iter((self.absence, self.readout, self.remark))

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""
        for note in self:
            note.set_theme(theme)

    def show(self, note: Note, text: str) -> None:
        """Show `text` in one of the notes; hide it where there is nothing to say."""
        if text != note.text():
            note.setText(text)
            note.fit(self._area().width())
        note.setVisible(bool(text))
        self._place()

    def fit(self) -> None:
        """Fit the notes to the room that there is now."""
        for note in self:
            note.fit(self._area().width())
        self._place()

    def _area(self) -> QRect:
        """Return where notes may be, in pixels of the canvas."""
        inside = self._canvas.area.sceneBoundingRect()
        area: QRect = self._canvas.mapFromScene(inside).boundingRect()
        return area.adjusted(SPACE.s, SPACE.s, -SPACE.s, -SPACE.s)

    def _place(self) -> None:
        """Put each note in its corner, none cut off, none on another."""
        area, (absence, readout, remark) = self._area(), self
        absence.move(area.left(), area.bottom() - absence.height() if self.is_low else area.top())
        readout.move(area.right() - readout.width(), area.top())
        remark.move(area.right() - remark.width(), area.bottom() - remark.height())
        taken = absence.geometry()
        if absence.isHidden():
            return
        if readout.geometry().intersects(taken):
            readout.move(readout.x(), taken.bottom() + SPACE.xs)
        if not remark.isHidden() and remark.geometry().intersects(taken):
            absence.move(area.left(), remark.y() - SPACE.xs - absence.height())

"""A window with a picture of many runs, of which the one that is pointed at can be opened."""

from __future__ import annotations

from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from gdsim.views.plots.canvas import Canvas
from gdsim.views.plots.rulings import draw_focus
from gdsim.views.plots.words import draw_message
from gdsim.views.style.theme import Theme
from gdsim.views.tools.canvas import KeyCanvas
from gdsim.views.tools.tool_window import ToolWindow

Index = tuple[int, ...]
"""Of a run in a picture, one number for each axis that is varied."""


class Picture(Protocol):
    """Shows many runs on a canvas; its paint is called by that canvas."""

    def show_on(self, canvas: Canvas) -> None:
        """Set range and names of the canvas."""

    def index_at(self, place: tuple[float, float]) -> Index:
        """Return the run nearest to a place on the canvas."""

    def paint(self, painter: QPainter, canvas: Canvas, theme: Theme, pointed: Index | None) -> None:
        """Paint the runs and the one that is pointed at."""


PictureT = TypeVar("PictureT", bound=Picture)


class PictureWindow(ToolWindow, Generic[PictureT]):
    """What a sweep and a map of starts share: a picture to point at with the mouse and the keys.

    Parameters
    ----------
    name
        Of the picture, for people who do not see it.
    """

    def __init__(self, title: str, run: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(title, run, parent)
        self._picture: PictureT | None = None
        self._pointed: Index | None = None
        self.canvas = KeyCanvas(self._paint)
        self.canvas.setAccessibleName(name)
        self.canvas.clickedAt.connect(self._open_at)
        self.canvas.pointedAt.connect(self._point)
        self.canvas.stepped.connect(self._step)
        self.canvas.chosen.connect(self._open)

    # What subclasses fill in.

    def _invitation(self) -> str:
        """Return what is written where there is no picture."""
        raise NotImplementedError

    def _hint(self) -> str:
        """Return how to point at a run."""
        raise NotImplementedError

    def _describe(self, at: Index) -> list[str]:
        """Return the values of a run, and what became of it."""
        raise NotImplementedError

    def _step(self, across: int, upwards: int) -> None:
        """Point at a neighbour of the run pointed at."""
        raise NotImplementedError

    def _open_run(self, at: Index) -> None:
        """Ask for a run."""
        raise NotImplementedError

    # The picture.

    def _show_picture(self, picture: PictureT | None, said: str) -> None:
        """Show a picture, or none, and what there is to say of it."""
        self._picture, self._pointed = picture, None
        has_some = picture is not None
        self.export.setEnabled(has_some)
        self.canvas.set_numbers_shown(has_some, has_some)
        if picture is None:
            self.canvas.show_range((0.0, 1.0), (0.0, 1.0))
            self.canvas.set_names("", "")
        else:
            picture.show_on(self.canvas)
        self.said.setText(said)
        self.said.setVisible(bool(said))
        self._show_pointed()

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""
        super().set_theme(theme)
        self.canvas.set_theme(theme)

    def _paint(self, painter: QPainter) -> None:
        frame = self.canvas.frame
        if self._picture is None or not self.is_possible:
            draw_message(painter, self._invitation(), frame, self.theme)
        else:
            self._picture.paint(painter, self.canvas, self.theme, self._pointed)
        if self.canvas.hasFocus():
            draw_focus(painter, frame, self.theme)

    # Pointing.

    def _point(self, at: QPointF | None) -> None:
        self._pointed = None
        if self._picture is not None and at is not None:
            self._pointed = self._picture.index_at(self.canvas.frame.place(at.x(), at.y()))
        self._show_pointed()

    def _show_pointed(self) -> None:
        """Mark the run pointed at, and say what became of it, or how to point at one."""
        self.canvas.repaint_layers()
        text = ""
        if self._picture is not None:
            text = self._hint()
            if self._pointed is not None:
                text = "   ".join(self._describe(self._pointed))
        self.readout.setText(text)
        self.readout.setVisible(bool(text))

    def _open_at(self, at: QPointF) -> None:
        self._point(at)
        self._open()

    def _open(self) -> None:
        if self._picture is not None and self._pointed is not None:
            self._open_run(self._pointed)

"""Icons: one drawing each, recoloured by the theme and drawn sharp at every size."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from gdsim.assets import asset_path
from gdsim.views.style.tokens import LIGHT, Theme

PLACEHOLDER = "#000"
"""The colour of a drawing, which the theme's takes the place of."""


@lru_cache(maxsize=256)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    drawing = asset_path(f"icons/{name}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(drawing.replace(PLACEHOLDER, colour).encode()))


class _SvgEngine(QIconEngine):
    """Draws an SVG when it is painted, so that no size is ever stretched.

    Parameters
    ----------
    name
        File in ``resources/icons`` without its ending.
    normal, disabled, chosen
        Colours: at rest, of a control that is off limits, and of one that is checked.
    size
        Preferred size in pixels.
    """

    def __init__(self, name: str, normal: str, disabled: str, chosen: str, size: int) -> None:
        super().__init__()
        self._made_of = name, normal, disabled, chosen, size
        self._size = QSize(size, size)

    def _colour(self, mode: QIcon.Mode, state: QIcon.State) -> str:
        _, normal, disabled, chosen, _ = self._made_of
        if mode == QIcon.Mode.Disabled:
            return disabled
        return chosen if state == QIcon.State.On else normal

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        renderer = _renderer(self._made_of[0], self._colour(mode, state))
        side = min(rect.width(), rect.height())
        square = QRectF(0, 0, side, side)
        square.moveCenter(QRectF(rect).center())
        renderer.render(painter, square)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Return a picture of `size` device pixels."""
        result = QPixmap(size)
        result.fill(Qt.GlobalColor.transparent)
        painter = QPainter(result)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return result

    def availableSizes(
        self, mode: QIcon.Mode = QIcon.Mode.Normal, state: QIcon.State = QIcon.State.Off
    ) -> list[QSize]:
        return [self._size]

    def actualSize(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QSize:
        return size

    def clone(self) -> QIconEngine:
        return _SvgEngine(*self._made_of)


@lru_cache(maxsize=256)
def icon(name: str, theme: Theme = LIGHT, size: int = 20, colour: str = "") -> QIcon:
    """Return an icon in the colours of `theme`.

    Parameters
    ----------
    name
        File in ``resources/icons`` without its ending.
    size
        Preferred size in pixels, as `QIcon.availableSizes` tells it.
    colour
        The colour where it is not the theme's text, for example on an accent or in a warning.

    Raises
    ------
    FileNotFoundError
        If there is no such drawing.
    """
    normal = colour or theme.text
    _renderer(name, normal)
    return QIcon(_SvgEngine(name, normal, theme.disabled, colour or theme.focus, size))

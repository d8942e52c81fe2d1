"""Icons: one drawing each, recoloured by the theme and drawn for every screen there is."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from gdsim.assets import asset_path
from gdsim.views.style.design import LIGHT, Theme
from gdsim.views.style.pixmaps import blank_pixmap


@lru_cache(maxsize=256)
def icon(name: str, theme: Theme = LIGHT, size: int = 20, colour: str = "") -> QIcon:
    """Return an icon in the colours of `theme`: at rest, checked (on), and off limits.

    Parameters
    ----------
    name
        File in ``resources/icons`` without its ending; its own colour does not matter.
    size
        Size in pixels at which it is shown; a larger size needs an icon of its own.
    colour
        The colour where it is not the theme's text, for example on an accent or in a warning.

    Raises
    ------
    FileNotFoundError
        If there is no such drawing.
    """
    mode, state = QIcon.Mode, QIcon.State
    looks = (
        (mode.Normal, state.Off, colour or theme.text),
        (mode.Normal, state.On, colour or theme.focus),
        (mode.Disabled, state.Off, theme.disabled),
        (mode.Disabled, state.On, theme.disabled),
    )
    result = QIcon()
    for shape in _shapes(name, size):
        tinted = {tint: _tinted(shape, tint) for tint in {tint for _, _, tint in looks}}
        for look, switch, tint in looks:
            result.addPixmap(tinted[tint], look, switch)
    return result


def _shapes(name: str, size: int) -> list[QPixmap]:
    """Return the drawing once for each pixel density of the screens, and for 1."""
    path = asset_path(f"icons/{name}.svg")
    if not path.is_file():
        raise FileNotFoundError(path)
    drawing = QSvgRenderer(str(path))
    shapes = []
    for ratio in sorted({1.0, *(s.devicePixelRatio() for s in QGuiApplication.screens())}):
        side = round(size * ratio)
        shape = blank_pixmap(QSize(side, side), ratio)
        painter = QPainter(shape)
        drawing.render(painter, QRectF(0, 0, size, size))
        painter.end()
        shapes.append(shape)
    return shapes


def _tinted(shape: QPixmap, colour: str) -> QPixmap:
    result = QPixmap(shape)
    painter = QPainter(result)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(QRectF(result.rect()), QColor(colour))
    painter.end()
    return result

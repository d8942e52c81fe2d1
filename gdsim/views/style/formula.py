"""Formulas typeset from LaTeX, drawn as vectors."""

from __future__ import annotations

import warnings
import weakref
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QEvent,
    QIODevice,
    QPointF,
    QRectF,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import (
    QAction,
    QColor,
    QGuiApplication,
    QHelpEvent,
    QKeySequence,
    QLinearGradient,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from gdsim.i18n import tr
from gdsim.study.number_latex import tight_minus
from gdsim.views.style.tokens import LIGHT, Theme

SMALLEST = 0.6
"""How far a formula may shrink before it is cut off."""

READABLE, WIDEST_TIP = 0.85, 1000.0
"""Below which of its size a formula is shown in its tool tip, too, and how many pixels wide."""

MARGIN = 3
INK = "#010203"
"""A placeholder that the colour asked for takes the place of."""

FADE = 28.0
SIZE = 1.3
"""Font size of formulas over that of texts: the letters of the formula font are smaller."""


_waiting: weakref.WeakSet[FormulaLabel] = weakref.WeakSet()
"""Labels whose formulas are drawn once the typesetter is there."""


def load_typesetter() -> None:
    """Import the typesetter, and draw the formulas that wait for it."""
    _ziamath()
    for label in list(_waiting):
        label.refresh()


def _is_loaded() -> bool:
    return _ziamath.cache_info().currsize > 0


@cache
def _ziamath() -> Any:
    """Import the typesetter, which takes longer than the window itself."""
    with warnings.catch_warnings():
        # Its import asks for its fonts in a way that newer Pythons warn of.
        warnings.simplefilter("ignore", DeprecationWarning)
        import ziamath
        from ziamath.config import config
    # Qt reads SVG Tiny 1.2, in which a <symbol> is not drawn.
    config.svg2 = False
    return ziamath


@lru_cache(maxsize=1024)
def _svg(latex: str, pixels: float) -> str:
    """Return the drawing of a formula in `INK`, empty where it cannot be typeset."""
    if not latex.strip():
        return ""
    try:
        svg = str(_ziamath().Math.fromlatex(tight_minus(latex), size=pixels, color=INK).svg())
        # Lines over and under something are black whatever the colour.
        return svg.replace('"black"', f'"{INK}"')
    except Exception:  # noqa: BLE001 - its parser fails in many ways, none of them documented
        return ""


@lru_cache(maxsize=1024)
def typeset(latex: str, pixels: float, colour: str, for_print: bool = False) -> QSvgRenderer | None:
    """Return the drawing of a formula, or None where it is empty or cannot be typeset.

    Parameters
    ----------
    latex
        Source in math mode, without dollar signs.
    pixels
        Font size; the drawing's `viewBoxF` is its natural size in pixels.
    colour
        As ``#rrggbb``.
    for_print
        Whether it goes into a PDF: Qt draws a line around each letter there, so it must not show.
    """
    svg = _svg(latex, pixels)
    if for_print:
        svg = svg.replace("<svg ", f'<svg stroke="{colour}" stroke-opacity="0" ', 1)
    # Typesetting costs milliseconds, another colour next to nothing.
    drawing = QSvgRenderer(QByteArray(svg.replace(INK, colour).encode())) if svg else None
    return drawing if drawing is not None and drawing.isValid() else None


class FormulaLabel(QWidget):
    """Shows a formula; where it cannot be typeset, its source.

    The first formulas of the program appear just after the window: see `load_typesetter`. Too wide
    for its place, it shrinks to `SMALLEST` of its size and is then cut off, with the
    whole of it in its tool tip. Ctrl+C and the context menu copy the source.
    """

    def __init__(self, latex: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._latex = ""
        self._theme = LIGHT
        self._drawing: QSvgRenderer | None = None
        self._company: tuple[FormulaLabel, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        copy = QAction(tr("Copy as LaTeX"), self)
        copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        copy.triggered.connect(self.copy)
        self.addAction(copy)
        self.set_latex(latex)

    @property
    def latex(self) -> str:
        """The source of the formula."""
        return self._latex

    @property
    def is_typeset(self) -> bool:
        """Whether the formula is drawn, rather than its source written out."""
        return self._drawing is not None

    def set_latex(self, latex: str) -> None:
        """Show a formula, given in LaTeX's math mode without dollar signs."""
        if latex != self._latex:
            self._latex = latex
            self.setAccessibleName(latex)
            self.refresh()

    def set_company(self, company: Sequence[FormulaLabel]) -> None:
        """Shrink together with these, of which it is one, so that all have letters of one size."""
        self._company = tuple(company)

    def set_theme(self, theme: Theme) -> None:
        """Draw in the text colour of `theme`."""
        if theme != self._theme:
            self._theme = theme
            self.refresh()

    def copy(self) -> None:
        """Put the source on the clipboard."""
        QGuiApplication.clipboard().setText(self._latex)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.EnabledChange}:
            self.refresh()

    def event(self, event: QEvent) -> bool:
        """Show a formula that is small or cut off in full where the mouse rests on it."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.tip(), self)
            return True
        return super().event(event)

    def tip(self) -> str:
        """Return the whole formula as a picture where it is hard to read here, else nothing."""
        if self._drawing is None:
            return self._latex if self._is_cut() else ""
        return self._picture(self._drawing) if self._scale() < READABLE else ""

    def _picture(self, drawing: QSvgRenderer) -> str:
        """Return the formula at its own size, smaller only where it is wider than a screen."""
        size, ratio = drawing.viewBoxF().size(), self.devicePixelRatioF()
        shown = min(1.0, WIDEST_TIP / max(size.width(), 1.0))
        picture = QPixmap((size * ratio).toSize())
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        drawing.render(painter)
        painter.end()
        data = QByteArray()
        buffer = QBuffer(data)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        picture.save(buffer, "PNG")
        source = data.toBase64().toStdString()
        return f"<img width='{size.width() * shown:.0f}' src='data:image/png;base64,{source}'>"

    def sizeHint(self) -> QSize:
        if not self._latex:
            return QSize(0, 0)
        if self in _waiting:
            return QSize(48, round(self.fontMetrics().height() * _lines(self._latex)))
        width, height = self._natural_size()
        return QSize(round(width + 0.5) + 2 * MARGIN, round(height + 0.5) + 2 * MARGIN)

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(hint.width(), 48), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self in _waiting:
            # Loaded only when the window stands there painted, so that it stands there sooner.
            QTimer.singleShot(0, load_typesetter)
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            painter.setPen(QPen(QColor(self._theme.focus), 1.5))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 3, 3)
        if self._drawing is None:
            painter.setPen(QColor(self._colour()))
            text = self.fontMetrics().elidedText(
                self._latex, Qt.TextElideMode.ElideRight, self.width() - 2 * MARGIN
            )
            painter.drawText(
                self.rect().adjusted(MARGIN, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, text
            )
        elif self._is_cut():
            painter.drawPixmap(QPointF(0, 0), self._faded(self._drawing))
        else:
            self._draw(painter, self._drawing)

    def _colour(self) -> str:
        return self._theme.text if self.isEnabled() else self._theme.disabled

    def prepare(self, latex: str) -> None:
        """Typeset a formula that is to be shown by a label like this one."""
        if _is_loaded():
            typeset(latex, self.fontInfo().pixelSize() * SIZE, self._colour())

    def refresh(self) -> None:
        """Typeset the formula, or wait for the typesetter where it is not there yet."""
        if not _is_loaded():
            _waiting.add(self)
            self.updateGeometry()
            return
        _waiting.discard(self)
        pixels = self.fontInfo().pixelSize() * SIZE
        self._drawing = typeset(self._latex, pixels, self._colour())
        self.updateGeometry()
        for label in (self, *self._company):
            label.update()

    def _natural_size(self) -> tuple[float, float]:
        if self._drawing is None:
            metrics = self.fontMetrics()
            return metrics.horizontalAdvance(self._latex), metrics.height()
        box = self._drawing.viewBoxF()
        return box.width(), box.height()

    def _scale(self) -> float:
        shown = [label for label in self._company if label.isVisible()] or [self]
        return min(label._own_scale() for label in shown)

    def _own_scale(self) -> float:
        width = self._natural_size()[0]
        return max(SMALLEST, min(1.0, (self.width() - 2 * MARGIN) / max(width, 1.0)))

    def _is_cut(self) -> bool:
        least = SMALLEST if self._drawing is not None else 1.0
        return self._natural_size()[0] * least > self.width() - 2 * MARGIN + 0.5

    def _draw(self, painter: QPainter, drawing: QSvgRenderer) -> None:
        width, height = (side * self._scale() for side in self._natural_size())
        drawing.render(painter, QRectF(MARGIN, (self.height() - height) / 2, width, height))

    def _faded(self, drawing: QSvgRenderer) -> QPixmap:
        """Return the part of the formula that there is room for, fading out at its end."""
        ratio = self.devicePixelRatioF()
        layer = QPixmap(self.size() * ratio)
        layer.setDevicePixelRatio(ratio)
        layer.fill(Qt.GlobalColor.transparent)
        painter = QPainter(layer)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw(painter, drawing)
        fade = QLinearGradient(self.width() - MARGIN - FADE, 0, self.width() - MARGIN, 0)
        fade.setColorAt(0, Qt.GlobalColor.black)
        fade.setColorAt(1, Qt.GlobalColor.transparent)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
        painter.fillRect(self.rect(), fade)
        painter.end()
        return layer


def _lines(latex: str) -> float:
    """Return about how many lines of text a formula is high."""
    return 2.4 if r"\frac" in latex else 1.6

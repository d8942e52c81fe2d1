"""A widget that shows a formula, drawn as vectors."""

from __future__ import annotations

from collections.abc import Sequence

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
    QHideEvent,
    QKeySequence,
    QLinearGradient,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from gdsim.i18n import tr
from gdsim.views.style.design import LIGHT, Theme
from gdsim.views.style.painting import careful
from gdsim.views.style.pixmaps import blank_pixmap
from gdsim.views.style.typesetting import is_loaded, load_typesetter, typeset, waiting

SMALLEST_SCALE = 0.6
"""How far a formula may shrink before it is cut off."""

READABLE_SCALE, WIDEST_TIP = 0.85, 1000.0
"""A formula drawn smaller than that is shown in its tool tip, too, so many pixels wide at most."""

MARGIN = 3
"""Pixels round a formula."""

FADE_WIDTH = 28.0
"""Pixels over which a formula that is cut off fades out."""

FONT_RATIO = 1.3
"""Font size of formulas over that of texts: the letters of the formula font are smaller."""


class FormulaLabel(QWidget):
    """Shows a formula; where it cannot be typeset, its source.

    The first formulas of the program appear just after the window: see `load_typesetter`. Too wide
    for its place, it shrinks to `SMALLEST_SCALE` of its size and is then cut off, with the
    whole of it in its tool tip; higher than it may be, it shrinks. Ctrl+C and the context menu
    copy the source.
    """

    def __init__(self, latex: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._latex = ""
        self._theme = LIGHT
        self._drawing: QSvgRenderer | None = None
        self._is_outdated = False
        self._company: tuple[FormulaLabel, ...] = ()
        self._shown_scale = 1.0
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

    def set_latex(self, latex: str) -> None:
        """Show a formula, given in LaTeX's math mode without dollar signs."""
        if latex != self._latex:
            self._latex = latex
            self.setAccessibleName(latex)
            self.refresh()

    def outdate(self) -> None:
        """Show nothing until there is another formula, in the room of the one that was shown."""
        if self._latex:
            self._latex, self._is_outdated = "", True
            self.setAccessibleName("")
            self.update()

    def set_company(self, company: Sequence[FormulaLabel]) -> None:
        """Shrink together with these, of which it is one, so that all have letters of one size."""
        self._company = tuple(company)
        self._fit()

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
        if self._is_outdated:
            return ""
        if self._drawing is None:
            return self._latex if self._is_cut() else ""
        return self._picture(self._drawing) if self._scale() < READABLE_SCALE else ""

    def _picture(self, drawing: QSvgRenderer) -> str:
        """Return the formula at its own size, smaller only where it is wider than a screen."""
        size, ratio = drawing.viewBoxF().size(), self.devicePixelRatioF()
        shown = min(1.0, WIDEST_TIP / max(size.width(), 1.0))
        picture = blank_pixmap((size * ratio).toSize(), 1.0)
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
        if not self._latex and not self._is_outdated:
            return QSize(0, 0)
        if self in waiting:
            return QSize(48, round(self.fontMetrics().height() * _lines(self._latex)))
        width, height = self._natural_size()
        height *= self._shown_scale
        return QSize(round(width + 0.5) + 2 * MARGIN, round(height + 0.5) + 2 * MARGIN)

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(hint.width(), 48), hint.height())

    @careful
    def paintEvent(self, event: QPaintEvent) -> None:
        if self in waiting:
            # Loaded only when the window stands there painted, so that it stands there sooner.
            QTimer.singleShot(0, load_typesetter)
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            painter.setPen(QPen(QColor(self._theme.focus), 1.5))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 3, 3)
        if self._is_outdated:
            return
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
        if is_loaded():
            typeset(latex, self.fontInfo().pixelSize() * FONT_RATIO, self._colour())

    def refresh(self) -> None:
        """Typeset the formula, or wait for the typesetter where it is not there yet."""
        self._is_outdated = False
        if not is_loaded():
            waiting.add(self)
            self.updateGeometry()
            return
        waiting.discard(self)
        pixels = self.fontInfo().pixelSize() * FONT_RATIO
        self._drawing = typeset(self._latex, pixels, self._colour())
        self.updateGeometry()
        self.update()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Take the size of letters that there is room for, and no more height than that needs."""
        for label in self._company or (self,):
            scale = label._scale()
            if scale != label._shown_scale:
                label._shown_scale = scale
                label.updateGeometry()
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
        width, height = self._natural_size()
        scale = max(SMALLEST_SCALE, min(1.0, (self.width() - 2 * MARGIN) / max(width, 1.0)))
        return min(scale, (self.maximumHeight() - 2 * MARGIN) / max(height, 1.0))

    def _is_cut(self) -> bool:
        least = SMALLEST_SCALE if self._drawing is not None else 1.0
        return self._natural_size()[0] * least > self.width() - 2 * MARGIN + 0.5

    def _draw(self, painter: QPainter, drawing: QSvgRenderer) -> None:
        width, height = (side * self._scale() for side in self._natural_size())
        drawing.render(painter, QRectF(MARGIN, (self.height() - height) / 2, width, height))

    def _faded(self, drawing: QSvgRenderer) -> QPixmap:
        """Return the part of the formula that there is room for, fading out at its end."""
        ratio = self.devicePixelRatioF()
        layer = blank_pixmap(self.size() * ratio, ratio)
        painter = QPainter(layer)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw(painter, drawing)
        fade = QLinearGradient(self.width() - MARGIN - FADE_WIDTH, 0, self.width() - MARGIN, 0)
        fade.setColorAt(0, Qt.GlobalColor.black)
        fade.setColorAt(1, Qt.GlobalColor.transparent)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
        painter.fillRect(self.rect(), fade)
        painter.end()
        return layer


def _lines(latex: str) -> float:
    """Return about how many lines of text a formula is high."""
    return 2.4 if r"\frac" in latex else 1.6

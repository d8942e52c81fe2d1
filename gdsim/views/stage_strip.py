"""The mini-batch algorithm as a strip: its stages, the one that is looked at, and the way back."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolTip, QVBoxLayout, QWidget

from gdsim.engine.run.stages import Stage, shuffles_before, stages_of
from gdsim.i18n import tr
from gdsim.models.snapshot import Snapshot
from gdsim.numbers import NumberFormat
from gdsim.texts import N_
from gdsim.views.style.painting import careful
from gdsim.views.style.theme import FONT, LIGHT, SPACE, Theme, interface_font, set_variant

TITLES = {
    Stage.INITIALISE: N_("Initialise"),
    Stage.SHUFFLE: N_("Shuffle"),
    Stage.CHOOSE: N_("Mini-batch"),
    Stage.LOSS: N_("Loss"),
    Stage.GRADIENT: N_("Gradient"),
    Stage.UPDATE: N_("Update"),
    Stage.CRITERION: N_("Stop?"),
    Stage.RETURN: N_("Return"),
}
TIPS = {
    Stage.INITIALISE: N_("Set the parameters to their start"),
    Stage.SHUFFLE: N_("Put the rows of the data in a new order"),
    Stage.CHOOSE: N_("Take the next rows as the mini-batch"),
    Stage.LOSS: N_("Mean loss over the mini-batch"),
    Stage.GRADIENT: N_("Mean gradient over the mini-batch"),
    Stage.UPDATE: N_("Move the parameters against the gradient"),
    Stage.CRITERION: N_("Is a stopping criterion met? No: back; Yes: return"),
    Stage.RETURN: N_("Return the parameters"),
}

BOX_HEIGHT, LOOP_HEIGHT, GAP, GAP_WITH_WORD = 24.0, 13.0, 16.0, 34.0
MOST_WIDENING = 4.0 * SPACE.l
"""Pixels that a box grows at most where there is room; the arrows take what is left."""


class StageStrip(QWidget):
    """Shows where in the algorithm the person stands; see `gdsim.engine.run.stages`.

    `sentence`, which says what happens in the stage, is a label of its own, to be placed below.

    Signals
    -------
    stageRequested(Stage)
        That stage of the present update should be looked at.
    """

    stageRequested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._format = NumberFormat()
        self._snapshot: Snapshot | None = None
        self.chart = _Chart()
        self.chart.stageRequested.connect(self.stageRequested)
        self.sentence = QLabel()
        set_variant(self.sentence, "role", "hint")
        self.sentence.setWordWrap(True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.sentence.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.chart)

    def set_snapshot(self, snapshot: Snapshot) -> None:
        """Light the stage of `snapshot` and say what happens in it."""
        self._snapshot = snapshot
        self.chart.set_snapshot(snapshot)
        self._show_sentence()

    def set_number_format(self, number_format: NumberFormat) -> None:
        """Write numbers in this format."""
        self._format = number_format
        self._show_sentence()

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""
        self.chart.set_theme(theme)

    def _show_sentence(self) -> None:
        shown = self._snapshot
        if shown is None:
            return
        if shown.is_veiled:
            text = tr("Hidden while you predict what comes next.")
        elif shown.stage is None:
            text = ""
        else:
            from gdsim.study.words.stages import stage_sentence

            text = stage_sentence(shown.run, shown.cursor, shown.stage, self._format)
        self.sentence.setText(text)
        self.sentence.setToolTip(text)


class _Chart(QWidget):
    """The boxes and arrows."""

    stageRequested = Signal(object)

    way_back: Stage
    """Where an update leads whose stopping criterion is not met."""

    def __init__(self) -> None:
        super().__init__()
        self._theme = LIGHT
        self._stage: Stage | None = None
        self._used: frozenset[Stage] = frozenset()
        self.way_back = Stage.CHOOSE
        self.setAccessibleName(tr("Stages of the algorithm"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the height of the boxes and the way back below them."""
        return QSize(600, round(BOX_HEIGHT + LOOP_HEIGHT) + 4)

    def minimumSizeHint(self) -> QSize:
        """Return a width in which the titles can still be read."""
        return QSize(420, self.sizeHint().height())

    def set_snapshot(self, snapshot: Snapshot) -> None:
        """Take the stage, those that this update has, and where the way back leads."""
        run, t = snapshot.run, snapshot.cursor
        back = Stage.SHUFFLE if shuffles_before(run, t + 1) else Stage.CHOOSE
        state = snapshot.stage, frozenset(stages_of(run, t)), back
        if state != (self._stage, self._used, self.way_back):
            self._stage, self._used, self.way_back = state
            title = tr(TITLES[self._stage]) if self._stage is not None else ""
            self.setAccessibleDescription(title)
            self.update()

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""
        self._theme = theme
        self.update()

    def boxes(self) -> dict[Stage, QRectF]:
        """Return where the box of each stage is."""
        metrics = QFontMetricsF(interface_font(FONT.small))
        widths = {
            stage: metrics.horizontalAdvance(tr(title)) + 2 * SPACE.s
            for stage, title in TITLES.items()
        }
        gaps = dict.fromkeys(widths, GAP) | {Stage.CRITERION: GAP_WITH_WORD}
        del gaps[Stage.RETURN]
        room = self.width() - 2 - sum(gaps.values()) - sum(widths.values())
        wider = min(room / len(widths), MOST_WIDENING)
        further = (room - wider * len(widths)) / len(gaps)
        x, found = 1.0, {}
        for stage, width in widths.items():
            found[stage] = QRectF(x, 1.0, width + wider, BOX_HEIGHT)
            x += width + wider + gaps.get(stage, 0.0) + further
        return found

    @careful
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint boxes, arrows, and the way back."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(interface_font(FONT.small))
        boxes = self.boxes()
        stages = list(boxes)
        for before, after in pairwise(stages):
            self._arrow(painter, boxes[before], boxes[after])
        self._loop(painter, boxes)
        way_out = boxes[Stage.RETURN].left() - boxes[Stage.CRITERION].right()
        yes = QRectF(boxes[Stage.CRITERION].right(), -2, way_out, BOX_HEIGHT / 2)
        painter.setPen(QColor(self._theme.muted))
        painter.drawText(yes, Qt.AlignmentFlag.AlignCenter, tr("Yes"))
        for stage, box in boxes.items():
            self._box(painter, stage, box)

    def _box(self, painter: QPainter, stage: Stage, box: QRectF) -> None:
        theme, is_lit = self._theme, stage is self._stage
        is_used = stage in self._used
        painter.setPen(QPen(QColor(theme.accent if is_lit else theme.border), 1.0))
        painter.setBrush(QColor(theme.accent if is_lit else theme.raised))
        painter.drawRoundedRect(box, BOX_HEIGHT / 2, BOX_HEIGHT / 2)
        colour = theme.accent_text if is_lit else theme.text if is_used else theme.disabled
        painter.setPen(QColor(colour))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, tr(TITLES[stage]))

    def _arrow(self, painter: QPainter, before: QRectF, after: QRectF) -> None:
        painter.setPen(QPen(QColor(self._theme.outline), 1.2))
        tail = QPointF(before.right() + 3, before.center().y())
        tip = QPointF(after.left() - 3, after.center().y())
        painter.drawLine(tail, tip)
        self._head(painter, tip, QPointF(-1, 0))

    def _head(self, painter: QPainter, tip: QPointF, way: QPointF) -> None:
        """Paint the head of an arrow that comes from the direction `way`."""
        side = QPointF(-way.y(), way.x())
        painter.drawLine(tip, tip + way * 4.0 + side * 3.0)
        painter.drawLine(tip, tip + way * 4.0 - side * 3.0)

    def _loop(self, painter: QPainter, boxes: dict[Stage, QRectF]) -> None:
        """Paint the way back from the criterion, with its No."""
        start, end = boxes[Stage.CRITERION], boxes[self.way_back]
        low = BOX_HEIGHT + LOOP_HEIGHT
        tip = QPointF(end.center().x(), end.bottom() + 2)
        path = QPainterPath(QPointF(start.center().x(), start.bottom() + 1))
        path.lineTo(start.center().x(), low)
        path.lineTo(tip.x(), low)
        path.lineTo(tip)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(self._theme.outline), 1.2))
        painter.drawPath(path)
        self._head(painter, tip, QPointF(0, 1))
        word = QRectF(start.center().x() - 34, BOX_HEIGHT, 30, LOOP_HEIGHT)
        painter.setPen(QColor(self._theme.muted))
        painter.drawText(word, Qt.AlignmentFlag.AlignCenter, tr("No"))

    def _stage_at(self, at: QPointF) -> Stage | None:
        return next((stage for stage, box in self.boxes().items() if box.contains(at)), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Ask for the stage that is clicked."""
        stage = self._stage_at(event.position())
        if stage is not None and stage in self._used:
            self.stageRequested.emit(stage)

    def event(self, event: QEvent) -> bool:
        """Say what the stage under the mouse does."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            stage = self._stage_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), tr(TIPS[stage]) if stage is not None else "")
            return True
        return super().event(event)

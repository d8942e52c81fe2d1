"""A table with a line for each run: what it is, how far it came, and its verdict."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSignalBlocker,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from gdsim.i18n import tr
from gdsim.views.plots.run_looks import PRESENT, draw_run_swatch
from gdsim.views.style.pixmaps import drawn_pixmap
from gdsim.views.style.plain_text import plain
from gdsim.views.style.theme import LIGHT, SPACE, Theme, number_font, set_variant

SWATCH = QSize(30, 16)
LEAST_NAME_WIDTH, MOST_TEXT_WIDTH = 112, 640
"""Pixels that the column of names has at least, and any column at most."""

NAME, LOSS, TO_TARGET, VERDICT, HERE, UPDATES, DISTANCE, DIFFERS = range(8)
FIRST = (LOSS, TO_TARGET, VERDICT)
"""Columns to be seen beside the name; names give way to them."""

Check, Align = Qt.CheckState, Qt.AlignmentFlag


class RunLine(Struct, frozen=True):
    """A run as a line of the table; `key` None is the present one."""

    key: int | None
    name: str
    look: int = PRESENT
    is_shown: bool = True
    settings: str = ""
    updates: str = ""
    to_target: str = ""
    loss: str = ""
    here: str = ""
    distance: str = ""
    verdict: str = ""
    sentence: str = ""

    def texts(self) -> tuple[str, ...]:
        """Return what stands in each column."""
        return (
            self.name,
            self.loss,
            self.to_target,
            self.verdict,
            self.here,
            self.updates,
            self.distance,
            self.settings,
        )


class RunsTable(QTableWidget):
    """Shows lines; the chosen one stays so while others come and go.

    Signals
    -------
    renameRequested(int, str), shownRequested(int, bool)
        Of the run with that key.
    """

    renameRequested = Signal(int, str)
    shownRequested = Signal(int, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, DIFFERS + 1, parent)
        self._theme = LIGHT
        self._lines: tuple[RunLine, ...] = ()
        self.setItemDelegate(_Roomy(self))
        for k, (title, tip) in enumerate(_titles()):
            item = QTableWidgetItem(title)
            item.setToolTip(tip)
            self.setHorizontalHeaderItem(k, item)
        self.setFont(number_font())
        self.setWordWrap(False)
        # What tells runs apart, such as a batch size, often stands at the end.
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setIconSize(SWATCH)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        set_variant(self.horizontalHeader(), "narrow", True)
        self.setAccessibleName(tr("Runs"))
        self.itemChanged.connect(self._request_change)

    @property
    def chosen(self) -> int | None:
        """The key of the chosen run; None where that is the present one, or none."""
        row = self.currentRow()
        return self._lines[row].key if 0 <= row < len(self._lines) else None

    def set_lines(self, lines: Sequence[RunLine]) -> None:
        """Show these runs."""
        if tuple(lines) == self._lines:
            return
        chosen = self.chosen
        before, now = ({one.key for one in some} - {None} for some in (self._lines, lines))
        self._lines = tuple(lines)
        with QSignalBlocker(self):
            self.setRowCount(len(self._lines))
            self._fill()
            for i, line in enumerate(self._lines):
                if line.key is not None and line.key == chosen:
                    self.setCurrentCell(i, NAME)
        self._fit()
        if before and not before & now:
            self.horizontalScrollBar().setValue(0)

    def settle(self) -> None:
        """Take over the name that is being typed, if any."""
        for editor in self.viewport().findChildren(QLineEdit):
            self.commitData(editor)
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""
        self._theme = theme
        with QSignalBlocker(self):
            self._fill()

    def _fill(self) -> None:
        for i, line in enumerate(self._lines):
            for k, text in enumerate(line.texts()):
                item = QTableWidgetItem(text)
                item.setToolTip(plain(line.sentence if k == VERDICT else text))
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                if k not in (NAME, VERDICT, DIFFERS):
                    item.setTextAlignment(Align.AlignRight | Align.AlignVCenter)
                if k == NAME:
                    self._dress(item, line)
                self.setItem(i, k, item)

    def _dress(self, item: QTableWidgetItem, line: RunLine) -> None:
        item.setIcon(self._swatch(line.look))
        if line.key is not None:
            item.setFlags(
                item.flags() | Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsUserCheckable
            )
            item.setCheckState(Check.Checked if line.is_shown else Check.Unchecked)

    def _swatch(self, look: int) -> QIcon:
        swatch = QIcon()
        swatch.addPixmap(self._picture(look, "transparent"), QIcon.Mode.Normal)
        # The colour of a chosen line would swallow it.
        swatch.addPixmap(self._picture(look, self._theme.surface), QIcon.Mode.Selected)
        return swatch

    def _picture(self, look: int, ground: str) -> QPixmap:
        def draw(painter: QPainter) -> None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(ground))
            painter.drawRoundedRect(QRectF(QPointF(0, 0), SWATCH.toSizeF()), 3, 3)
            middle = QPointF(SWATCH.width() / 2, SWATCH.height() / 2)
            draw_run_swatch(painter, middle, look, self._theme, SWATCH.width() / 2 - 1)

        ratio = self.devicePixelRatioF()
        return drawn_pixmap(SWATCH * ratio, ratio, draw)

    def _request_change(self, item: QTableWidgetItem) -> None:
        line = self._lines[item.row()]
        if item.column() != NAME or line.key is None:
            return
        is_shown = item.checkState() == Check.Checked
        if is_shown != line.is_shown:
            self.shownRequested.emit(line.key, is_shown)
        elif item.text() != line.name:
            self.renameRequested.emit(line.key, item.text())

    # Widths.

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share out the width anew."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give names what the columns to be seen beside them leave, and the last one the rest."""
        header, room = self.horizontalHeader(), self.viewport().width()
        wanted = [
            min(max(self.sizeHintForColumn(k), header.sectionSizeHint(k)), MOST_TEXT_WIDTH)
            for k in range(self.columnCount())
        ]
        # What names leave is for all other columns where these fit, else for the first of them.
        others, first = sum(wanted[NAME + 1 :]), sum(wanted[k] for k in FIRST)
        left = room - (others if others + LEAST_NAME_WIDTH <= room else first)
        wanted[NAME] = min(wanted[NAME], max(left, LEAST_NAME_WIDTH))
        wanted[DIFFERS] = max(wanted[DIFFERS], room - sum(wanted[:DIFFERS]))
        for k, width in enumerate(wanted):
            header.resizeSection(k, width)


class _Roomy(QStyledItemDelegate):
    """Asks for more room than the style does, which forgets what lies around a check box.

    What is being typed stays, whatever happens to the run meanwhile.
    """

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        room = SPACE.s if index.column() else SPACE.l
        return super().sizeHint(option, index) + QSize(room, 0)

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        if not (isinstance(editor, QLineEdit) and editor.isModified()):
            super().setEditorData(editor, index)


def _titles() -> tuple[tuple[str, str], ...]:
    """Return title and tool tip of each column."""
    return (
        (tr("Run"), tr("Tick a kept run to draw it; double-click its name to change it")),
        (tr("Final loss"), tr("The loss of all rows after the last update")),
        (
            tr("To target"),
            tr(
                "Updates until the full loss is first at or below the target above; ≤ or ? where"
                " there are too many rows to work it out before every update"
            ),
        ),
        (tr("Verdict"), tr("What the run is doing at its end")),
        (tr("At cursor"), tr("The loss of all rows where its mark stands in the plots")),
        (tr("Updates"), tr("Updates made")),
        (tr("Distance"), tr("From the end of the run to the nearest known minimum")),
        (tr("What differs"), tr("Settings that are not the same in all of these runs")),
    )

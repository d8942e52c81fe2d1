"""The worked solution of the update at the cursor, or of the one before, typeset."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from gdsim.engine.problem.objective import Objective
from gdsim.engine.run.stages import Stage
from gdsim.i18n import tr
from gdsim.models.snapshot import Snapshot
from gdsim.models.unhurried import Unhurried
from gdsim.numbers import NumberFormat
from gdsim.study.working.blocks import Section, Text, Working
from gdsim.study.working.sheets.writers import FORMS, Look, workings_text
from gdsim.views.fields.number_format_field import NumberFormatField
from gdsim.views.fields.segmented import Segmented
from gdsim.views.pages.page import Page
from gdsim.views.pages.working.working_sheet import WorkingSheet, formulas_of
from gdsim.views.style.icons import icon
from gdsim.views.style.theme import SPACE, Theme

LAST, NEXT = "last", "next"
"""Which update is worked out, seen from the cursor."""

SECTION_OF = {Stage.SHUFFLE: Stage.LOSS, Stage.CHOOSE: Stage.LOSS}
"""Whose section tells of a stage that has none: the rows of the batch stand beside their losses."""


class WorkingPage(Page):
    """Shows how each number of the update at the cursor, or of the one before, comes about.

    Nothing is worked out while the panel is hidden.

    Signals
    -------
    numberFormatRequested(NumberFormat)
        Numbers should be written in this format everywhere.
    """

    numberFormatRequested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._format = NumberFormat()
        self._snapshot: Snapshot | None = None
        self._whole_of: Objective | None = None
        self.sheet = WorkingSheet()
        self.sheet.wholeRequested.connect(self._show_whole)
        self._unhurried = Unhurried(self._show_soon, self)
        self._is_other = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE.s, 0, 0)
        column.addLayout(self._make_header())
        column.addWidget(self.sheet, 1)

    def _make_header(self) -> QHBoxLayout:
        self.which = Segmented(
            (
                (LAST, tr("Last"), tr("The update that led here")),
                (NEXT, tr("Next"), tr("The update that leads on from here, made or not")),
            ),
            tr("The update that is worked out"),
        )
        self.which.set_value(NEXT)
        self.which.valueRequested.connect(lambda _value: self._show())
        self.number_format = NumberFormatField()
        self.number_format.numberFormatRequested.connect(self.numberFormatRequested)
        self._copy = QToolButton()
        self._copy.setProperty("flat", True)
        self._copy.setToolTip(tr("Copy this working"))
        self._copy.setAccessibleName(tr("Copy this working"))
        self._copy.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self._copy)
        # Most people want plain text.
        for form in sorted(FORMS.values(), key=lambda form: form.look is not Look.PLAIN):
            menu.addAction(tr(form.copy_title)).triggered.connect(
                lambda _checked=False, form=form.ending: self.copy(form)
            )
        self._copy.setMenu(menu)
        row = QHBoxLayout()
        row.setSpacing(SPACE.xs)
        row.addWidget(self.which)
        row.addStretch(1)
        row.addWidget(self.number_format)
        row.addWidget(self._copy)
        return row

    def set_snapshot(self, snapshot: Snapshot) -> None:
        """Show the update at the cursor, once the panel is seen."""
        if snapshot.stage is not None:
            # Its stages are those of the update that leads on from here.
            self.which.set_value(NEXT)
        before, self._snapshot = self._snapshot, snapshot
        self._is_other |= before is None or snapshot.run.objective is not before.run.objective
        if self.isVisible():
            self._unhurried.request(at_once=before is None or snapshot.run is not before.run)

    def _show_soon(self, is_hurried: bool) -> None:
        self._show(is_hurried=is_hurried)
        if self._is_other:
            self.sheet.verticalScrollBar().setValue(0)
        self._is_other = False

    def show_last(self) -> None:
        """Show the update that led here."""
        self.which.choose(LAST)

    def set_number_format(self, number_format: NumberFormat) -> None:
        """Write numbers in this format."""
        self._format = number_format
        self.number_format.set_number_format(number_format)
        if self.isVisible():
            self._show()

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""
        self._copy.setIcon(icon("copy", theme))
        self.sheet.set_theme(theme)

    def complete(self) -> None:
        """Show and typeset at once what still waits for it."""
        self._unhurried.complete()
        self.sheet.complete()

    def showEvent(self, event: QShowEvent) -> None:
        """Work out what was put off while nobody looked."""
        super().showEvent(event)
        self._unhurried.show_now()

    def hideEvent(self, event: QHideEvent) -> None:
        """Put nothing off any more."""
        super().hideEvent(event)
        self._unhurried.forget()

    def copy(self, form: str) -> None:
        """Put the working on the clipboard as it is shown: with blanks while it is hidden."""
        snapshot, t = self._snapshot, self.update_shown
        if snapshot is not None and t >= 0:
            text = workings_text([self._working(snapshot, t)], form)
            copied = QMimeData()
            copied.setText(text)
            if form == "html":
                # Some read HTML without a word on its encoding as Latin-1.
                copied.setHtml(f"<meta charset='utf-8'>{text}")
            QGuiApplication.clipboard().setMimeData(copied)

    @property
    def update_shown(self) -> int:
        """The update that is worked out; -1 where it is the last one, and none was made."""
        cursor = 0 if self._snapshot is None else self._snapshot.cursor
        return cursor - (self.which.value == LAST)

    def _show(self, *, is_hurried: bool = False) -> None:
        snapshot, t = self._snapshot, self.update_shown
        if snapshot is None:
            return
        is_whole = self._whole_of is snapshot.run.objective
        shown = self._working(snapshot, t)
        self.sheet.set_working(shown, self._formulas_ahead, is_whole, is_hurried=is_hurried)
        stage = snapshot.stage if t == snapshot.cursor else None
        self.sheet.set_stage(SECTION_OF.get(stage, stage) if stage is not None else None)

    def _working(self, snapshot: Snapshot, t: int) -> Working:
        from gdsim.study.working.batch import MOST_ROWS_ON_REQUEST, MOST_ROWS_WHOLE
        from gdsim.study.working.sheets.sheet import blank_working
        from gdsim.study.working.working import working

        if t < 0:
            sentence = Text(tr("No update has been made yet. Step makes the first one."))
            return Working(t, (Section(tr("At the start"), (sentence,)),))
        make = blank_working if snapshot.is_veiled and t == snapshot.cursor else working
        is_whole = self._whole_of is snapshot.run.objective
        return make(
            snapshot.run, t, self._format, MOST_ROWS_ON_REQUEST if is_whole else MOST_ROWS_WHOLE
        )

    def _show_whole(self, is_whole: bool) -> None:
        """Show all rows of the batches of this run from now on, or no longer."""
        run = self._snapshot.run if self._snapshot is not None else None
        self._whole_of = run.objective if is_whole and run is not None else None
        self._show()

    def _formulas_ahead(self) -> list[str]:
        """Return the formulas of the working that a step leads to."""
        if self._snapshot is None or self._snapshot.is_veiled:
            return []
        from gdsim.study.working.working import working

        run, t = self._snapshot.run, self.update_shown + 1
        if t > run.length:
            # Another run, which shares the rows: this one is only to be read.
            run = run.branch(run.length)
            run.advance(1)
        return formulas_of(working(run, t, self._format)) if t <= run.length else []

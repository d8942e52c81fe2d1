"""What a person is told of their answers, and below it what went wrong earlier."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from gdsim.i18n import tr
from gdsim.study.practice.marking.grades import Grade
from gdsim.study.practice.quiz import Fault
from gdsim.views.fields.answer_field import grade_sign
from gdsim.views.style.theme import LIGHT, SPACE, Theme, set_variant

LEAST_HEIGHT = 60
"""Pixels that are kept for it."""

Line = tuple[Grade | Literal[""] | None, str]
"""A sentence: with the sign of a grade, as a refusal (None), or plainly ("")."""


class Told(QScrollArea):
    """Sentences on the answers that were given, below each other.

    Signals
    -------
    rowRequested(int)
        That update should be tried again.
    """

    rowRequested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        scroll_down_only(self, LEAST_HEIGHT)
        self._theme = LIGHT
        self._marks, self._faults = QWidget(), QWidget()
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(0, 0, SPACE.s, 0)
        self._column.setSpacing(SPACE.s)
        for part in (self._marks, self._faults):
            self._column.addWidget(part)
        self._column.addStretch(1)
        self.setWidget(content)

    @property
    def sentences(self) -> list[str]:
        """What is said of the answers."""
        return [label.text() for label in self._marks.findChildren(QLabel) if label.text()]

    def say(self, lines: Sequence[Line]) -> None:
        """Say these of the answers, and nothing that was said before."""
        marks = QWidget()
        grid = QGridLayout(marks)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        for row, (grade, sentence) in enumerate(lines):
            label = _wrapped(sentence, "error" if grade is None else "")
            if isinstance(grade, Grade):
                top = Qt.AlignmentFlag.AlignTop
                grid.addWidget(grade_sign(grade, self._theme), row, 0, top)
            grid.addWidget(label, row, 1)
        self._marks = self._replace(self._marks, marks)
        self.verticalScrollBar().setValue(0)

    def list_faults(self, faults: Sequence[tuple[Fault, str]]) -> None:
        """List what went wrong earlier, each with its sentence, and a way to try it again."""
        listed = QWidget()
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for fault, sentence in faults:
            again = tr("mended") if fault.is_mended else tr("try again")
            label = _wrapped(f'{html.escape(sentence)} <a href="{fault.t}">{again}</a>', "hint")
            label.setProperty("rich", True)
            label.linkActivated.connect(lambda t: self.rowRequested.emit(int(t)))
            column.addWidget(label)
        self._faults = self._replace(self._faults, listed)

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme` for what is said from now on."""
        self._theme = theme

    def _replace(self, old: QWidget, new: QWidget) -> QWidget:
        self._column.replaceWidget(old, new)
        old.hide()
        old.deleteLater()
        return new


def scroll_down_only(area: QScrollArea, least: int) -> None:
    """Let an area scroll downwards alone, take no keys, and keep at least so many pixels."""
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setMinimumHeight(least)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)


def _wrapped(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    if role:
        set_variant(label, "role", role)
    flags = Qt.TextInteractionFlag
    label.setTextInteractionFlags(flags.TextSelectableByMouse | flags.LinksAccessibleByMouse)
    return label

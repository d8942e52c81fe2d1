"""The person's memory: one for the window, opened when something is first to be kept or shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMessageBox, QWidget

from gdsim import __version__
from gdsim.i18n import tr
from gdsim.views.style.plain_text import plain

if TYPE_CHECKING:
    from gdsim.app.exam.memory import Memory
    from gdsim.study.practice.marking.grades import Mark
    from gdsim.study.practice.update_task import UpdateTask

    Form = Literal["predict", "check"]

    Notice = Callable[[Form, Sequence[tuple[UpdateTask, Mark]]], None]
    """Keeps the slips among marks, each with its update; see `Remembering.notice`."""


class Remembering(QObject):
    """Opens the memory late, since most who look at a run need none."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._memory: Memory | None = None
        self._session = ""

    def memory(self) -> Memory:
        """Return the memory, opened if need be."""
        if self._memory is None:
            from gdsim.app.exam.memory import Memory

            self._memory = Memory(self)
            self._memory.open()
        return self._memory

    def notice(self, form: Form, marks: Sequence[tuple[UpdateTask, Mark]]) -> None:
        """Keep the slips among these marks, each with its update: what they call for is due."""
        from gdsim.study.practice.marking.grades import Grade

        if not any(one.grade is Grade.WRONG and one.slips for _, one in marks):
            return
        from gdsim.study.exam.beside import noticed
        from gdsim.study.exam.memory.kept_answers import new_id

        memory = self.memory()
        self._session = self._session or new_id()
        made = [
            noticed(form, task, mark, memory.moment(), self._session, __version__)
            for task, mark in marks
        ]
        memory.add([one for one in made if one is not None])

    def may_close(self, window: QWidget) -> bool:
        """Ask whether to close the window, if answers would be lost then; return whether to."""
        if self._memory is None or self._memory.has_kept_all:
            return True
        text = tr("{reason}. What you answered would be lost now. Close all the same?")
        buttons = QMessageBox.StandardButton
        answer = QMessageBox.question(
            window,
            tr("gdsim"),
            plain(text.format(reason=self._memory.trouble)),
            buttons.Discard | buttons.Cancel,
            buttons.Cancel,
        )
        return answer == buttons.Discard

    def close(self) -> None:
        """Let go of the store."""
        if self._memory is not None:
            self._memory.close()

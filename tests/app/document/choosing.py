"""Dialogs that are answered for a test of documents."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox

Buttons = QMessageBox.StandardButton


class Chooser:
    """Stands for the dialogs: chooses a file, answers the question, and keeps its words."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.chosen, self.answer, self.asked = "", Buttons.Cancel, 0
        self.told: list[str] = []
        for name in ("getSaveFileName", "getOpenFileName"):
            monkeypatch.setattr(QFileDialog, name, lambda *_, **__: (self.chosen, ""))
        monkeypatch.setattr(QMessageBox, "question", self._answer)

    def _answer(self, *words: object) -> Buttons:
        self.asked += 1
        self.told.append(str(words[2]))
        return self.answer

"""What is asked for less often: named constants, and more of the kind."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.formula.numbers.typed import read_number
from gdsim.engine.named_values import named_numbers, numbers_text
from gdsim.i18n import tr
from gdsim.study.words.extras import extra_words
from gdsim.views.fields.fold import Fold
from gdsim.views.fields.section import Section
from gdsim.views.fields.typed_field import TypedField
from gdsim.views.setup.widths import LABELS


class MoreSection(QWidget):
    """A field for each, folded away below a line that tells those in use."""

    changeRequested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields: dict[str, TypedField] = {}
        self.form = Section(tr("More"), has_heading=False, label_width=LABELS)
        self._add(
            "let",
            tr("Let"),
            tr("Names in the objective that are numbers, not trained, as a = 1, b = 100"),
            TypedField(tr("Named constants"), {}, _read_constants, numbers_text),
        )
        self.fold = Fold(tr("More"), self.form)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.fold)

    def _add(self, name: str, text: str, tip: str, field: TypedField) -> None:
        self.form.add_row(text, field, tip)
        field.valueCommitted.connect(partial(self._request, name))
        self.fields[name] = field

    def _request(self, name: str, value: Any) -> None:
        self.changeRequested.emit({name: value})

    def set_experiment(self, experiment: Experiment) -> None:
        """Show what is in force."""
        for name, field in self.fields.items():
            field.set_value(getattr(experiment, name))
        self.fold.set_value(", ".join(extra_words(experiment).values()) or tr("nothing"))

    def show_refusal(self, name: str, sentence: str) -> None:
        """Say why a change of the field `name` that was not typed is refused."""
        self.form.lines[self.fields[name]].say(sentence)


def _read_constants(text: str) -> Mapping[str, float]:
    return named_numbers(text, read_number, "a = 1")

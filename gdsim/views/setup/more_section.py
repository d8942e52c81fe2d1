"""What is asked for less often: named constants, and more of the kind."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.formula.numbers.typed import read_number, written
from gdsim.engine.named_values import named_numbers, named_ranges, numbers_text, ranges_text
from gdsim.i18n import tr
from gdsim.study.words.extras import extra_words
from gdsim.views.fields.fault_line import FaultLine
from gdsim.views.fields.fold import Fold
from gdsim.views.fields.number_field import positive
from gdsim.views.fields.section import Section
from gdsim.views.fields.typed_field import TypedField
from gdsim.views.setup.section_column import LABELS


class MoreSection(QWidget):
    """A field for each, folded away below a line that tells those in use."""

    changeRequested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields: dict[str, TypedField] = {}
        self.form = Section(tr("More"), has_heading=False, label_width=LABELS)
        self._add_list(
            "let",
            tr("Let"),
            tr("Names in the objective that are numbers, not trained, as {example}"),
            TypedField(tr("Named constants"), {}, _read_constants, numbers_text),
            "a = 1, b = 100",
        )
        self._add_list(
            "bounds",
            tr("Bounds"),
            tr("After each step a parameter is kept within, as {example}"),
            TypedField(tr("Bounds of the parameters"), {}, _read_bounds, ranges_text),
            "x = 0:, y = -1:1",
        )
        self._add_list(
            "initial",
            tr("Memory"),
            tr(
                "What the rule remembers before the first update, as {example}; or the point before"
                " the start, as previous_w = 3"
            ),
            TypedField(tr("Memory of the rule"), {}, _read_memory, numbers_text),
            "velocity_w = 0.2",
        )
        self._add(
            "clip_norm",
            tr("Clip ‖g‖"),
            tr("A gradient longer than this is scaled down to this length; empty: never"),
            TypedField(tr("Longest gradient"), None, _read_length, _length_text),
            tr("never"),
        )
        self.maximise, self.maximise_line = QCheckBox(tr("Maximise")), FaultLine()
        self.maximise.setToolTip(tr("Go uphill: every step is added, not taken away"))
        self.maximise.toggled.connect(partial(self._request, "maximise"))
        self.form.add_wide(self.maximise)
        self.form.add_wide(self.maximise_line)
        self.fold = Fold(tr("More"), self.form)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.fold)

    def _add_list(self, name: str, text: str, tip: str, field: TypedField, example: str) -> None:
        """Add a row for named numbers, with a place for an `example` of them in its tip."""
        shown = tr("such as {example}").format(example=example)
        self._add(name, text, tip.format(example=example), field, shown)

    def _add(self, name: str, text: str, tip: str, field: TypedField, shown: str) -> None:
        """Add a row; `shown` stands in the field while it is empty."""
        field.setPlaceholderText(shown)
        self.form.add_row(text, field, tip)
        field.valueCommitted.connect(partial(self._request, name))
        self.fields[name] = field

    def _request(self, name: str, value: Any) -> None:
        self.changeRequested.emit({name: value})

    def set_experiment(self, experiment: Experiment) -> None:
        """Show what is in force."""
        for name, field in self.fields.items():
            field.set_value(getattr(experiment, name))
        with QSignalBlocker(self.maximise):
            self.maximise.setChecked(experiment.maximise)
        self.fold.set_value(", ".join(extra_words(experiment).values()) or tr("nothing"))

    def show_refusal(self, name: str, sentence: str) -> None:
        """Say why a change of the field `name` that was not typed is refused."""
        field = self.fields.get(name)
        (self.maximise_line if field is None else self.form.lines[field]).say(sentence)


def _read_constants(text: str) -> Mapping[str, float]:
    return named_numbers(text, read_number, "a = 1")


def _read_bounds(text: str) -> Mapping[str, tuple[float, float]]:
    return named_ranges(text, read_number, "x = 0:")


def _read_memory(text: str) -> Mapping[str, float]:
    return named_numbers(text, read_number, "velocity_w = 0.2")


def _read_length(text: str) -> float | None:
    if not text.strip():
        return None
    length = read_number(text)
    positive(tr("The longest gradient"))(length)
    return length


def _length_text(length: float | None) -> str:
    return "" if length is None else written(length)

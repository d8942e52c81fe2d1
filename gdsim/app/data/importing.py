"""Data on their way in: read beside the window, shown, and used once they are accepted."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from gdsim.app.file_asking import AskOpen
from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.descent.problem import is_ready_made, objective_of
from gdsim.engine.errors import InputError
from gdsim.engine.formula.expression import Expression
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.problem.generated import is_generator, settings_of
from gdsim.engine.problem.losses import LossChoice
from gdsim.engine.problem.objective import expression_of
from gdsim.files.data.candidates import (
    SHIPPED,
    Candidate,
    Preparation,
    from_file,
    from_generator,
    from_shipped,
    from_text,
)
from gdsim.files.data.steps import Treatment, parts_of, treatment_of
from gdsim.files.regular import is_file
from gdsim.i18n import tr, tr_error
from gdsim.study.data import first_choice
from gdsim.study.words.data import doubts, flaws_sentence, scale_sentence
from gdsim.views.data_import.dialog import DataDialog

Open = Callable[..., Candidate]
"""Reads data, told by the names ``header`` and ``thousands`` how they are written."""


class Importing(QObject):
    """Drives the dialog of data.

    Signals
    -------
    accepted(object)
        The changes of the experiment that were asked for.
    """

    accepted = Signal(object)
    _read = Signal(object)

    def __init__(self, window: QWidget, ask_file: AskOpen) -> None:
        super().__init__(window)
        self.dialog = DataDialog(tuple(SHIPPED.items()), window)
        self._ask_file = ask_file
        self._preparation: Preparation | None = None
        self._shown = ""
        self._open: Open | None = None
        self._made: dict[str, Any] | None = None
        # One thread: files are read one after the other, and the window goes on meanwhile.
        self._reader = ThreadPoolExecutor(1, thread_name_prefix="data")
        self._waiting: Future[Candidate] | None = None
        self._read.connect(self._take)
        self._connect()

    def _connect(self) -> None:
        dialog, source = self.dialog, self.dialog.source
        source.fileRequested.connect(self._choose_file)
        source.pasteRequested.connect(self.paste)
        source.shippedRequested.connect(self._read_shipped)
        source.generatorRequested.connect(self._make)
        dialog.writingRequested.connect(self._read_again)
        dialog.fileDropped.connect(self.read_file)
        dialog.choiceChanged.connect(self._follow)
        dialog.cancelRequested.connect(self._cancel)
        dialog.accepted.connect(self._accept)
        dialog.rejected.connect(self._cancel)

    def open(self, source: str = "") -> None:
        """Show the dialog, with the data that come from `source` where it shows others."""
        self.dialog.open()
        name, *steps = parts_of(source)
        source_form = self.dialog.source
        if not name or name == self._shown:
            return
        if name in SHIPPED:
            source_form.show_kind("shipped")
            source_form.sets.setCurrentIndex(source_form.sets.findData(name))
            self._read_shipped(name)
        elif is_generator(name):
            source_form.show_kind("generator")
            source_form.set_generator(*settings_of(name))
            self._make(name)
        elif is_file(Path(name)):
            # Whoever wrote a document may have named any steps.
            with suppress(InputError):
                self.read_file(Path(name), treatment_of(steps))

    def _choose_file(self) -> None:
        path = self._ask_file()
        if path is not None:
            self.read_file(path)

    def read_file(self, path: Path, treatment: Treatment | None = None) -> None:
        """Show the dialog with the data in a file, written as a treatment says."""
        self.dialog.open()
        self.dialog.source.show_kind("file")
        self.dialog.source.set_path(str(path))
        self.dialog.writing.show()
        self._begin(str(path), partial(from_file, path), treatment)

    def _read_shipped(self, name: str) -> None:
        self.dialog.writing.hide()
        self._begin(name, lambda **_more: from_shipped(name))

    def _make(self, text: str) -> None:
        self.dialog.writing.hide()
        self._begin(text, lambda **_more: from_generator(text))

    def _read_again(self) -> None:
        """Read the same data once more, written as is asked for by now."""
        if self._open is not None:
            writing = self.dialog.writing
            header, thousands = writing.header.currentData(), writing.thousands.currentData()
            treatment = Treatment(header=header or None, thousands=thousands or None)
            self._begin(self._shown, self._open, treatment)

    def paste(self) -> None:
        """Show the dialog with the data on the clipboard."""
        text = QGuiApplication.clipboard().text()
        self.dialog.open()
        self.dialog.source.show_kind("pasted")
        self.dialog.writing.show()
        self._begin(tr("the pasted text"), partial(from_text, text))

    # Reading

    def _begin(self, name: str, read: Open, treatment: Treatment | None = None) -> None:
        self._cancel()
        self._preparation, self._shown, self._open = None, name, read
        treatment = treatment or Treatment()
        self.dialog.writing.set_choice(treatment.header, treatment.thousands)
        self.dialog.clear("")
        self.dialog.set_busy(tr("Reading {name} …").format(name=Path(name).name))
        self._waiting = self._reader.submit(
            read, header=treatment.header, thousands=treatment.thousands
        )
        self._waiting.add_done_callback(self._read.emit)

    def _cancel(self) -> None:
        """Wait for nothing more; what is read by now is thrown away."""
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None
            self.dialog.clear(tr("Nothing was read."))

    def _take(self, done: Future[Candidate]) -> None:
        """Show what was read, unless something else is waited for by now."""
        if done is not self._waiting:
            return
        self._waiting = None
        try:
            candidate = done.result()
        except CancelledError:
            return
        except InputError as error:
            self.dialog.clear(tr_error(error), is_refused=True)
            return
        except MemoryError:
            self.dialog.clear(tr("There is not enough memory for these data."), is_refused=True)
            return
        except Exception:
            self.dialog.clear(tr("Nothing was read."))
            raise
        self._preparation = Preparation(candidate)
        self.dialog.set_candidate(candidate.preview, first_choice(candidate.preview))
        self._follow()

    # Choosing

    def _follow(self) -> None:
        """Show what the present choice makes, or why it makes nothing."""
        self._made = None
        if self._preparation is None:
            self.dialog.set_result("")
            return
        preview, choice = self._preparation.candidate.preview, self.dialog.choice()
        self.dialog.set_flaws(flaws_sentence(preview, choice))
        choice = self.dialog.choice()
        self.dialog.set_told(preview.remarks)
        try:
            said = dict.fromkeys((*preview.remarks, *self._preparation.reading(choice).sentences))
            self.dialog.set_told(tuple(said))
            dataset = self._preparation.dataset(choice)
            text = self._preparation.objective(choice)
            expression, parameters = _parts_of(text, dataset)
        except InputError as error:
            self.dialog.set_result("", refusal=tr_error(error))
            return
        if not parameters:
            refusal = tr("Every name in the objective is a column; name at least one parameter.")
            self.dialog.set_result("", refusal=refusal)
            return
        self._made = {"dataset": dataset, "objective": text, "parameters": parameters}
        sentences = [scale_sentence(scaling) for scaling in dataset.scalings]
        sentences += [f"{tr_error(remark)}." for remark in expression.remarks]
        if isinstance(choice.loss, LossChoice):
            self._made |= {"start": (0.0,) * len(parameters), "maximise": False}
            sentences += doubts(dataset, choice.features, choice.loss.intercept)
        self.dialog.set_result(expression.latex(), "\n".join(sentences))

    def _accept(self) -> None:
        if self._made is not None:
            self.accepted.emit(self._made)


def _parts_of(text: str, dataset: Dataset) -> tuple[Expression, tuple[str, ...]]:
    """Return what a text says of a row, and its parameters; raise InputError."""
    if is_ready_made(text):
        objective = objective_of(Experiment(objective=text, dataset=dataset))
        return objective.expression, objective.parameters
    expression = expression_of(text, dataset)
    return expression, tuple(name for name in expression.names if name not in dataset.names)

"""Where the data of a document are: in it, or in a file that it refers to, as the person chose."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from gdsim.app.document.stamps import Stamp, stamp_of
from gdsim.app.file_filters import data_files
from gdsim.engine.errors import InputError
from gdsim.files.regular import is_file
from gdsim.i18n import tr, tr_error
from gdsim.views.style.plain_text import plain

if TYPE_CHECKING:
    from gdsim.engine.problem.dataset import Dataset
    from gdsim.files.document.references import Reference

Buttons = QMessageBox.StandardButton


class DataPlaces:
    """Asks once for every large data set, and for files that are missing.

    Parameters
    ----------
    window
        Parent of the questions.
    notify
        Says what was decided without a question.
    """

    def __init__(self, window: QWidget, notify: Callable[[str], object]) -> None:
        self._window, self._notify = window, notify
        self._references: dict[Dataset, tuple[Reference, Stamp | None]] = {}
        self._carried: set[Dataset] = set()

    def take(self, references: Mapping[Dataset, Reference], datasets: Sequence[Dataset]) -> None:
        """Take what was decided for a document that is opened, with these data."""
        self._references = {one: (it, stamp_of(it.path)) for one, it in references.items()}
        self._carried = set(datasets) - self._references.keys()

    def references(self) -> dict[Dataset, Reference]:
        """Return the files that are referred to and are still as they were.

        The others have to be carried: what is in memory is in no file any more.
        """
        for dataset, (reference, stamp) in list(self._references.items()):
            now = stamp_of(reference.path)
            if now == stamp and now is not None:
                continue
            if reference.is_there():
                self._references[dataset] = reference, now
            else:
                del self._references[dataset]
                self._carried.add(dataset)
                text = tr("{file} is not as it was any more: the document carries the data.")
                self._notify(text.format(file=reference.path.name))
        return {dataset: reference for dataset, (reference, _) in self._references.items()}

    def references_at_sight(self) -> dict[Dataset, Reference]:
        """Return the files that are referred to and look as they did, without reading one.

        One that was changed may hold the same still: it takes as long as it is large to know.
        """
        return {
            dataset: reference
            for dataset, (reference, stamp) in self._references.items()
            if stamp is not None and stamp_of(reference.path) == stamp
        }

    def decide(self, datasets: Sequence[Dataset]) -> bool:
        """Ask where each large data set is to be that was not asked about; return whether to save.

        Those that are in no file are carried.
        """
        from gdsim.engine.problem.generated import is_generator
        from gdsim.files.document.references import LARGE, reference_to

        for dataset in datasets:
            is_decided = dataset in self._carried or dataset in self._references
            if is_decided or dataset.values.nbytes < LARGE or is_generator(_base(dataset)):
                continue
            if not is_file(Path(_base(dataset))):
                continue
            answer = self._ask(dataset)
            if answer == Buttons.Cancel:
                return False
            reference = reference_to(dataset, Path()) if answer == Buttons.No else None
            if reference is None:
                self._carried.add(dataset)
            else:
                self._references[dataset] = reference, stamp_of(reference.path)
        return True

    def _ask(self, dataset: Dataset) -> QMessageBox.StandardButton:
        text = tr(
            "{file} holds {size} MB of numbers. Carry them in the document? If not, it refers to"
            " the file: it stays small, but cannot be opened once that file is gone or was changed."
        )
        text = text.format(file=Path(_base(dataset)).name, size=dataset.values.nbytes // 1_000_000)
        buttons = Buttons.Yes | Buttons.No | Buttons.Cancel
        return QMessageBox.question(self._window, tr("gdsim"), plain(text), buttons, Buttons.Yes)

    def find(self, reference: Reference, refusal: InputError) -> Path | None:
        """Say which file is missing, and ask for it; None to give up."""
        return find_file(reference, refusal, self._window)


def find_file(
    reference: Reference, refusal: InputError, window: QWidget | None = None
) -> Path | None:
    """Say which file of data is missing, and ask for it; None to give up."""
    name = reference.path.name
    text = tr("{sentence}. Show where {file} is?").format(sentence=tr_error(refusal), file=name)
    buttons = Buttons.Yes | Buttons.Cancel
    text = plain(text[:1].upper() + text[1:])
    if QMessageBox.question(window, tr("gdsim"), text, buttons) != Buttons.Yes:
        return None
    folder = str(reference.path.parent)
    chosen, _ = QFileDialog.getOpenFileName(window, name, folder, data_files())
    return Path(chosen) if chosen else None


def _base(dataset: Dataset) -> str:
    return dataset.source.partition(" | ")[0]

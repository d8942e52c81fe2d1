"""Data that a document does not carry, but refers to: a file, known by its size and checksum."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from gdsim.engine.errors import InputError
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.problem.generated import is_generator
from gdsim.files.regular import is_file, is_there, read_regular

LARGE = 10_000_000
"""Bytes of numbers from which on a person is asked whether a document is to carry them."""


class Reference(Struct, frozen=True):
    """A file of data, as it was when it was referred to.

    Attributes
    ----------
    path
        Absolute.
    steps
        What was done to the data in it, in the words of a data source.
    size
        In bytes.
    sha256
        Of its content, in hexadecimal digits.
    """

    path: Path
    steps: tuple[str, ...]
    size: int
    sha256: str

    def is_there(self, path: Path | None = None) -> bool:
        """Tell whether the file, or the one at `path`, is there as it was."""
        path = path or self.path
        try:
            return path.stat().st_size == self.size and _sha256(path) == self.sha256
        except (InputError, OSError):
            return False

    def dataset(self, path: Path) -> Dataset:
        """Return the data, from the file at `path`.

        Raises
        ------
        InputError
            If the file is missing or another one.
        """
        if not is_file(path):
            raise InputError("the document needs the data file {path}, which is missing", path=path)
        if not self.is_there(path):
            raise InputError(
                "the document needs the data file {path} as it was, and it was changed since",
                path=path,
            )
        return _read(path, self.steps)


Find = Callable[[Reference, InputError], Path | None]
"""Told which file is missing, and how: returns where else it is, or None to give up."""


def give_up(_reference: Reference, _refusal: InputError) -> None:
    """Look nowhere else."""


def found(reference: Reference, folder: Path, find: Find = give_up) -> tuple[Dataset, Reference]:
    """Return the data of a reference, and the reference to where they are by now.

    The file may have moved with the document into `folder`; then `find` is asked, until there is
    the right one.

    Raises
    ------
    InputError
        If there is none.
    """
    path = reference.path
    while True:
        try:
            return _at(path, reference)
        except InputError as error:
            with suppress(InputError):
                return _at(folder / reference.path.name, reference)
            elsewhere = find(reference, error)
            if elsewhere is None:
                raise
            path = elsewhere


def _at(path: Path, reference: Reference) -> tuple[Dataset, Reference]:
    return reference.dataset(path), replace(reference, path=path)


def reference_to(dataset: Dataset, folder: Path) -> Reference | None:
    """Return a reference to the file that data came from, seen from `folder`.

    None where no file gives the same numbers now.
    """
    from gdsim.files.data.steps import parts_of

    base, *steps = parts_of(dataset.source)
    path = folder / base
    if is_generator(base) or not is_there(path):
        return None
    path = path.absolute()
    try:
        size, checksum = path.stat().st_size, _sha256(path)
        again = _read(path, steps)
    except (InputError, OSError):
        return None
    is_same = again.names == dataset.names and np.array_equal(again.values, dataset.values)
    return Reference(path, tuple(steps), size, checksum) if is_same else None


def _read(path: Path, steps: Sequence[str]) -> Dataset:
    # Imported only where there is such data, so that the window opens sooner.
    from gdsim.files.data.reading import dataset_from

    return dataset_from(str(path), path.parent, steps)


def _sha256(path: Path) -> str:
    from gdsim.files.data.opening import MOST_BYTES_OF_FILE

    too_large = InputError("{path} is larger than 2 GiB; give a smaller file", path=path.name)
    try:
        content = read_regular(path, MOST_BYTES_OF_FILE, too_large)
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError("cannot read {path} ({reason})", path=path, reason=reason) from error
    return hashlib.sha256(content).hexdigest()

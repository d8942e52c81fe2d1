"""Documents read: every number that a file gives of itself is checked before it is used."""

from __future__ import annotations

import json
import math
import stat
import zlib
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED, BadZipFile, ZipFile

import msgspec
import numpy as np
from msgspec.structs import replace

from gdsim.engine.arrays import Array
from gdsim.engine.errors import InputError
from gdsim.engine.problem.dataset import Dataset
from gdsim.files.document.document import Document
from gdsim.files.document.manifest import (
    FORMAT,
    MANIFEST,
    DataPart,
    FilePart,
    Manifest,
    data_entry,
    rows_entry,
)
from gdsim.files.document.references import Find, Reference, found, give_up
from gdsim.files.document.restoring import Restorer, damaged, dataset_of

MOST_BYTES_OF_MANIFEST = 16_000_000

BYTES_AT_ONCE = 1 << 20

_BROKEN = (
    BadZipFile,
    EOFError,
    LookupError,
    NotImplementedError,
    OverflowError,
    RecursionError,
    RuntimeError,
    ValueError,
    zlib.error,
)
"""What a file that is no archive, or a damaged one, ends in while it is read."""


def load_document(path: Path, find: Find = give_up) -> Document:
    """Return the document in a file.

    Parameters
    ----------
    find
        Asked for a data file that the document refers to, and that is missing or another by now.

    Raises
    ------
    InputError
        If the file cannot be read, is damaged or no document, or of a newer version of the program.
    """
    try:
        size = _size(path)
        with ZipFile(path) as archive:
            return _read(archive, size, path.absolute().parent, find)
    except InputError as error:
        if path.name in str(error):
            raise
        raise InputError("{path}: {sentence}", path=path.name, sentence=error) from error
    except MemoryError as error:
        raise InputError("there is not enough memory to open {path}", path=path.name) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError("cannot read {path} ({reason})", path=path, reason=reason) from error
    except _BROKEN as error:
        raise InputError("{path}: {sentence}", path=path.name, sentence=damaged()) from error


def document_title(path: Path) -> str:
    """Return what the work in a file is called, read in a moment; empty where it cannot be read."""
    try:
        _size(path)
        with ZipFile(path) as archive:
            manifest = _manifest(archive)
        opened, run = manifest.scenario, manifest.segments[manifest.run.segments[0]].experiment
        if run.objective == opened.experiment.objective:
            return opened.title
        source = "" if run.data is None else manifest.data[run.data].source.partition(" | ")[0]
        return Path(source).name or run.objective
    except (InputError, MemoryError, OSError, *_BROKEN):
        return ""


def _size(path: Path) -> int:
    """Return the bytes of a file; refuse what is none, such as a pipe, which would never end."""
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise InputError("{path} is not a file; name a document", path=path.name)
    return status.st_size


def _read(archive: ZipFile, size: int, folder: Path, find: Find) -> Document:
    # Entries that overlap could hold more than the file, which is how archives are made to burst.
    stored = [info for info in archive.infolist() if info.filename != MANIFEST]
    if any(info.compress_type != ZIP_STORED for info in stored):
        raise damaged()
    if sum(info.file_size for info in stored) > size:
        raise damaged()
    manifest = _manifest(archive)
    data, references = [], {}
    for number, part in enumerate(manifest.data):
        if part.file is None:
            entry = data_entry(number)
            data.append(dataset_of(part, _numbers(archive, entry, part.n_rows * len(part.names))))
        else:
            dataset, reference = found(_reference(part.file), folder, find)
            data.append(_agreeing(dataset, part))
            references[data[-1]] = reference
    rows = [_numbers(archive, rows_entry(k)) for k in range(len(manifest.segments))]
    return replace(Restorer(manifest, data, rows).document(), references=references)


def _reference(part: FilePart) -> Reference:
    path = Path(part.path)
    if not path.is_absolute() or part.size < 0:
        raise damaged()
    return Reference(path, tuple(part.steps), part.size, part.sha256)


def _agreeing(dataset: Dataset, part: DataPart) -> Dataset:
    """Return data from a file, which must be those that the document was made with."""
    if list(dataset.names) != part.names or len(dataset) != part.n_rows:
        raise damaged()
    return dataset


def _manifest(archive: ZipFile) -> Manifest:
    with archive.open(MANIFEST) as entry:
        text = entry.read(MOST_BYTES_OF_MANIFEST + 1)
    if len(text) > MOST_BYTES_OF_MANIFEST:
        raise damaged()
    content: Any = json.loads(text, parse_constant=_refuse, parse_float=_finite)
    _refuse_newer(content)
    try:
        return msgspec.convert(content, Manifest)
    except msgspec.ValidationError as error:
        raise damaged() from error


def _refuse_newer(content: Any) -> None:
    number = content.get("format") if isinstance(content, dict) else None
    if type(number) is not int or number < 1:
        raise damaged()
    if number > FORMAT:
        raise InputError(
            "the document was made by version {version} of gdsim; open it with that or a later one",
            version=str(content.get("program", "?"))[:20],
        )


def _refuse(_constant: str) -> float:
    raise damaged()


def _finite(text: str) -> float:
    """Return the number that a text stands for; refuse one that no double reaches."""
    value = float(text)
    if not math.isfinite(value):
        raise damaged()
    return value


def _numbers(archive: ZipFile, name: str, count: int | None = None) -> Array:
    """Return the numbers in an entry, shape (n,), writeable; `count` of them where it is given."""
    info = archive.getinfo(name)
    given, rest = divmod(info.file_size, 8)
    if rest or count not in (None, given):
        raise damaged()
    into, at = bytearray(info.file_size), 0
    with archive.open(info) as entry:
        # To the very end, where the checksum is looked at.
        while piece := entry.read(BYTES_AT_ONCE):
            into[at : at + len(piece)] = piece
            at += len(piece)
    return np.frombuffer(into, dtype="<f8").astype(np.float64, copy=False)

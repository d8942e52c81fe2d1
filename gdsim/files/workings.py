"""Workings as files: the formats that there are, and the writing of those that are text."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

from gdsim.engine.errors import InputError
from gdsim.files.atomic import write_text
from gdsim.files.endings import format_by_ending
from gdsim.files.shortened import encodable
from gdsim.study.working.blocks import Sheet
from gdsim.study.working.sheets.writers import FORMS, Form, Look, sheet_document
from gdsim.texts import N_

PDF = Form("pdf", N_("PDF"), Look.PRINTED)
"""Written by `gdsim.app.exports.working_pdf`, since it takes Qt to draw the formulas."""

SHEET_FORMS: Mapping[str, Form] = {**FORMS, PDF.ending: PDF}
"""Every format of workings, by its ending."""


def require_updates(first: int, last: int) -> None:
    """Raise InputError unless the updates `first` .. `last` are some, and fit on a sheet."""
    from gdsim.study.working.sheets.sheet import MOST_SHEET_UPDATES

    if not first <= last < first + MOST_SHEET_UPDATES:
        raise InputError(
            "{last} is not accepted; give an update from {first} to {most}",
            last=last,
            first=first,
            most=first + MOST_SHEET_UPDATES - 1,
        )


def write_sheet(sheet: Sheet, target: Path | BinaryIO, form: str) -> None:
    """Write a sheet as text; a file is replaced whole or left as it was.

    Parameters
    ----------
    form
        One of `SHEET_FORMS` but `PDF`.

    Raises
    ------
    InputError
        If the file cannot be written.
    """
    text = encodable(sheet_document(sheet, form))
    if isinstance(target, Path):
        write_text(target, text)
    else:
        target.write(text.encode())


def form_of(target: Path) -> str:
    """Return the format that a file's ending stands for; raise InputError if it is none."""
    return format_by_ending(target, SHEET_FORMS)

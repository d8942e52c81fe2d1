"""Workings written as they were asked for, from the window and the command line alike."""

from __future__ import annotations

from gdsim.engine.errors import InputError
from gdsim.engine.run import Run
from gdsim.files.sheets import SheetRequest, write_sheet
from gdsim.numbers import NumberFormat
from gdsim.study.sheet import sheet_text, sheet_workings


def export_sheet(run: Run, request: SheetRequest, number_format: NumberFormat) -> None:
    """Write the workings that `request` names.

    A PDF needs a running QGuiApplication, for its fonts; the others need no Qt at all.

    Raises
    ------
    InputError
        If the file cannot be written, or a PDF has none.
    """
    asked = run, request.first, request.last
    if request.form != "pdf":
        text = sheet_text(*asked, request.form, number_format, request.kind)
        write_sheet(text, request.target)
        return
    if request.target is None:
        raise InputError("--output: a PDF needs a file; give -o with a name in .pdf")
    from gdsim.app.working_pdf import write_pdf

    write_pdf(sheet_workings(*asked, number_format, request.kind), request.target)

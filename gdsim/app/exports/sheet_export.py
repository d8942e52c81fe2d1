"""Workings written as they were asked for, from the window and the command line alike."""

from __future__ import annotations

from collections.abc import Callable

from gdsim.engine.errors import InputError
from gdsim.engine.run.run import Run
from gdsim.files.sheets import SheetRequest, write_sheet
from gdsim.numbers import NumberFormat
from gdsim.study.working.sheet import make_sheet
from gdsim.study.working.writers import sheet_document


def export_sheet(
    run: Run,
    title: str,
    request: SheetRequest,
    number_format: NumberFormat,
    report: Callable[[float], None] | None = None,
) -> None:
    """Write the workings that `request` names, of a run known as `title`.

    A PDF needs a running QGuiApplication, for its fonts; the others need no Qt at all.

    Parameters
    ----------
    report
        Told which share of a PDF is done, which takes half a second an update.

    Raises
    ------
    InputError
        If the file cannot be written, or a PDF has none.
    """
    sheet = make_sheet(run, request.first, request.last, number_format, request.kind, title)
    if request.form != "pdf":
        write_sheet(sheet_document(sheet, request.form), request.target)
        return
    if request.target is None:
        raise InputError("--output: a PDF needs a file; give -o with a name in .pdf")
    from gdsim.app.exports.working_pdf import write_pdf

    write_pdf(sheet, request.target, report)

"""Workings of a scenario as a file, or on standard output."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from gdsim.engine.errors import InputError
from gdsim.engine.run.run import Run
from gdsim.files.atomic import write_text
from gdsim.files.endings import format_by_ending
from gdsim.files.scenario.run import run_scenario
from gdsim.files.scenario.scenario import Scenario
from gdsim.study.working.sheet import MOST_SHEET_UPDATES, Kind

SheetForm = Literal["md", "tex", "html", "txt", "pdf"]
SHEET_FORMS: tuple[SheetForm, ...] = get_args(SheetForm)


@dataclass(frozen=True)
class SheetRequest:
    """Workings of updates `first` .. `last`; `target` None is standard output, but for a PDF."""

    first: int
    last: int
    kind: Kind
    form: SheetForm
    target: Path | None


def run_to(scenario: Scenario, first: int, last: int) -> Run:
    """Return a run of `scenario` that can be read at updates `first` .. `last`.

    Raises
    ------
    InputError
        If there are no such updates, or more than fit on a sheet.
    """
    if last < first or last - first >= MOST_SHEET_UPDATES:
        raise InputError(
            "--to: {last} is not accepted; give an update from {first} to {most}",
            last=last,
            first=first,
            most=first + MOST_SHEET_UPDATES - 1,
        )
    run = run_scenario(scenario, updates=last)
    if run.length < last:
        raise InputError(
            "--at: the run ends after {length} updates; give one from 0 to {length}",
            length=run.length,
        )
    return run


def write_sheet(text: str, target: Path | None) -> None:
    """Write a sheet to a file, atomically, or to standard output where `target` is None."""
    if target is None:
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()
    else:
        write_text(target, text)


def form_of(target: Path | None) -> SheetForm:
    """Return the format that a file's ending stands for, plain text for standard output.

    Raises
    ------
    InputError
        If the ending stands for none.
    """
    if target is None:
        return "txt"
    return format_by_ending(target, SHEET_FORMS)

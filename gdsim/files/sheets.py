"""Workings of a scenario as a file, or on standard output."""

from __future__ import annotations

import sys
from pathlib import Path

from gdsim.engine.errors import InputError
from gdsim.files.atomic import write_text
from gdsim.files.scenario import Scenario, run_scenario
from gdsim.numbers import NumberFormat
from gdsim.study.sheet import FORMS, MOST_UPDATES, Form, sheet_text


def write_sheet(
    scenario: Scenario,
    *,
    first: int,
    last: int,
    target: Path | None,
    form: Form | None,
    decimals: int,
    blanks: bool,
) -> None:
    """Write the workings of updates `first` .. `last` to `target` (None: standard output).

    Raises
    ------
    InputError
        If the run has no such updates, the format is not known, or the file cannot be written.
    """
    if last < first or last - first >= MOST_UPDATES:
        raise InputError(
            "--to: {last} is not accepted; give an update from {first} to {most}",
            last=last,
            first=first,
            most=first + MOST_UPDATES - 1,
        )
    run = run_scenario(scenario, updates=last)
    if run.length < last:
        raise InputError(
            "--at: the run ends after {length} updates; give one from 0 to {length}",
            length=run.length,
        )
    chosen = form or _form_of(target)
    text = sheet_text(run, first, last, chosen, NumberFormat.decimals(decimals), blanks)
    if target is None:
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()
    else:
        write_text(target, text)


def _form_of(target: Path | None) -> Form:
    if target is None:
        return "txt"
    suffix = target.suffix.lower().removeprefix(".")
    for form in FORMS:
        if form == suffix:
            return form
    raise InputError(
        "{path} does not tell the format; end it in one of {accepted}, or choose a format",
        path=target.name,
        accepted=", ".join(f".{form}" for form in FORMS),
    )

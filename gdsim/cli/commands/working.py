"""``gdsim working``: updates worked out as on paper."""

from __future__ import annotations

import argparse
from pathlib import Path

from gdsim.cli import values
from gdsim.cli.command import FINISHED, Commands, add_parser
from gdsim.cli.commands import COMMANDS
from gdsim.cli.experiment import named, scenario_from
from gdsim.cli.options import add_experiment_options
from gdsim.cli.output import format_from
from gdsim.cli.streams import opened
from gdsim.engine.errors import InputError
from gdsim.i18n import tr

NAME = "working"


def add(commands: Commands) -> None:
    """Add the command with its options: those of an experiment, and what to show of it."""
    parser = add_parser(
        commands,
        NAME,
        tr(COMMANDS[NAME]),
        tr("Write the worked solution of an update, or of several, as on paper."),
        tr(
            "examples:\n"
            "  gdsim working toy-bowl --at 1\n"
            "  gdsim working toy-bowl --rule adam --at 2 --to 4 --blanks -o exercise.pdf"
        ),
    )
    add_experiment_options(parser)
    _add_output_options(parser)


def _add_output_options(parser: argparse.ArgumentParser) -> None:
    """Add which updates are worked out, and how the sheet is written."""
    from gdsim.files.workings import SHEET_FORMS
    from gdsim.study.working.sheets.writers import Look

    add = parser.add_argument_group(tr("output")).add_argument
    update = values.whole_number(0)
    add("--at", type=update, required=True, metavar="T", help=tr("the update to work out"))
    add("--to", type=update, metavar="T", help=tr("the last one, where several are wanted"))
    # What is no more than text comes last.
    forms = sorted(SHEET_FORMS, key=lambda ending: SHEET_FORMS[ending].look is Look.PLAIN)
    add("--format", choices=forms, help=tr("default: from the file's ending"))
    add(
        "--decimals",
        type=values.decimals,
        default=4,
        metavar="N",
        help=tr("digits after the point, halves rounded up; default: 4"),
    )
    kinds = (
        ("blanks", tr("leave the results out, with answers at the end")),
        ("questions", tr("leave the results out, without any answers")),
    )
    for kind, text in kinds:
        add(f"--{kind}", action="store_const", dest="kind", const=kind, default="worked", help=text)
    add("-o", "--output", type=Path, metavar="FILE", help=tr("default: standard output"))


def handle(options: argparse.Namespace) -> int:
    """Write the workings that were asked for; return the exit status."""
    from gdsim.files.scenario.run import require_update, run_scenario
    from gdsim.files.workings import PDF, form_of, require_updates, write_sheet
    from gdsim.numbers import NumberFormat
    from gdsim.study.working.sheets.sheet import make_sheet

    first, last = options.at, options.at if options.to is None else options.to
    form = format_from(options, form_of, "txt")
    scenario = scenario_from(options)
    named("--to", require_updates, first, last)
    run = run_scenario(scenario, updates=last)
    named("--at", require_update, run, last)
    number_format = NumberFormat.decimals(options.decimals)
    sheet = make_sheet(run, first, last, number_format, options.kind, scenario.title)
    if form != PDF.ending:
        with opened(options.output) as target:
            write_sheet(sheet, target, form)
    elif options.output is None:
        raise InputError("--output: a PDF needs a file; give -o with a name in .pdf")
    else:
        from gdsim.cli.window import write_pdf

        write_pdf(sheet, options.output)
    return FINISHED

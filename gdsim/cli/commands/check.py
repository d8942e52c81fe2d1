"""``gdsim check``: a table made by hand, marked cell by cell."""

from __future__ import annotations

import argparse
from pathlib import Path

from msgspec.structs import asdict

from gdsim.cli.command import FINISHED, Commands, add_parser
from gdsim.cli.commands import COMMANDS
from gdsim.cli.experiment import named, scenario_from
from gdsim.cli.options import add_run_options
from gdsim.cli.output import output_from
from gdsim.cli.streams import remark
from gdsim.i18n import tr

NAME = "check"

SOMETHING_WRONG = 1
"""Exit status where a number of the table is wrong."""


def add(commands: Commands) -> None:
    """Add the command with its options."""
    parser = add_parser(
        commands,
        NAME,
        tr(COMMANDS[NAME]),
        tr("Mark a table made by hand: a row for each cell that is not right."),
        tr(
            "examples:\n"
            "  gdsim check mine.csv toy-bowl\n"
            "  gdsim check notes.md --objective 'x^2 + y^2' --start 3,4 --learning-rate 0.1\n"
            "the table: CSV, TSV, Markdown or LaTeX, as it would be pasted into the window\n"
            "columns: row, column, given, right, grade, slip\n"
            "exit status: 0 nothing wrong, 1 something wrong, 2 bad input"
        ),
    )
    parser.add_argument("table", type=Path, metavar="TABLE", help=tr("a file with the table"))
    add_run_options(parser, has_states=False)


def handle(options: argparse.Namespace) -> int:
    """Mark the table and write what is not right; return the exit status."""
    from gdsim.engine.run.run import Run
    from gdsim.files.frames.column_frame import Frame
    from gdsim.files.hand_tables import hand_table_text
    from gdsim.study.practice.tables.hand_table import read_hand_table
    from gdsim.study.practice.tables.table_check import check_table, remembered
    from gdsim.study.practice.tables.table_report import (
        COLUMNS,
        has_wrong,
        numbering_sentence,
        remarks,
        states_sentence,
        unknown_sentence,
    )

    output, experiment = output_from(options), scenario_from(options).experiment
    run = Run(experiment.with_(iterations=None, epochs=None))
    text = hand_table_text(options.table)
    names, states = run.objective.parameters, remembered(run)
    table = named(options.table.name, read_hand_table, text, names, states)
    checked = named(options.table.name, check_table, run, table)
    told = (
        numbering_sentence(checked),
        checked.convention,
        states_sentence(checked),
        unknown_sentence(checked),
    )
    for sentence in told:
        if sentence:
            remark(sentence)
    found = remarks(checked)
    kinds = {name: {"row": int, "right": float}.get(name, str) for name in COLUMNS}
    output.write(Frame.of_rows([asdict(one) for one in found], kinds))
    return SOMETHING_WRONG if has_wrong(found) else FINISHED

"""``gdsim variants``: what batch, stochastic and mini-batch descent cost, as a table."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

from msgspec.structs import asdict

from gdsim.cli.command import FINISHED, Commands, add_parser
from gdsim.cli.commands import COMMANDS
from gdsim.cli.output import add_table_options, output_from
from gdsim.cli.streams import remark
from gdsim.cli.values import whole_number
from gdsim.engine.descent.methods import LAST_BATCHES
from gdsim.engine.errors import InputError
from gdsim.i18n import tr

NAME = "variants"

_KINDS: Mapping[str, type] = {
    "method": str,
    "rows_per_gradient": int,
    "updates_per_epoch": int,
    "full_batches": int,
    "remainder": int,
    "rows_per_epoch": int,
    "bytes_per_gradient": int,
}
"""The columns; the last where it is known how many columns the data have."""


def add(commands: Commands) -> None:
    """Add the command with its options."""
    parser = add_parser(
        commands,
        NAME,
        tr(COMMANDS[NAME]),
        tr("Tell what batch, stochastic and mini-batch descent cost."),
        tr(
            "examples:\n"
            "  gdsim variants --rows 10000 --batch-size 32\n"
            "  gdsim variants --data points.csv --batch-size 32 --last-batch drop -o table.md"
        ),
    )
    add_option = parser.add_argument
    add_option("--rows", type=whole_number(1), metavar="10000", help=tr("rows of the data"))
    add_option(
        "--columns", type=whole_number(1), metavar="N", help=tr("columns a row's loss reads")
    )
    add_option("--data", metavar="FILE.csv", help=tr("take rows and columns from this file"))
    add_option("--batch-size", type=whole_number(1), default=32, metavar="32")
    add_option("--last-batch", choices=LAST_BATCHES, default="keep")
    add_table_options(parser)


def handle(options: argparse.Namespace) -> int:
    """Write the table of what the methods cost; return the exit status."""
    from gdsim.engine.many.variants import variants
    from gdsim.files.frames.column_frame import Frame

    rows, columns = _size(options)
    if options.batch_size > rows:
        raise InputError(
            "--batch-size: {batch_size} is more than the {n} row; give 1",
            "--batch-size: {batch_size} is more than the {n} rows; give 1 to {n}",
            batch_size=options.batch_size,
            n=rows,
        )
    found = variants(rows, options.batch_size, options.last_batch, columns=columns or 1)
    kinds = {name: _KINDS[name] for name in _KINDS if name != "bytes_per_gradient" or columns}
    frame = Frame.of_rows([asdict(variant) for variant in found], kinds)
    output_from(options).write(frame, worksheet=NAME)
    return FINISHED


def _size(options: argparse.Namespace) -> tuple[int, int | None]:
    """Return how many rows there are, and how many columns where that is known."""
    from gdsim.files.data.reading import dataset_from

    if (options.rows is None) == (options.data is None):
        raise InputError("give either --rows N or --data FILE, to say how many rows there are")
    if options.data is None:
        return options.rows, options.columns
    dataset = dataset_from(options.data, Path(), report=remark)
    return len(dataset), options.columns or len(dataset.names)

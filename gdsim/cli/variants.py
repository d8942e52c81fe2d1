"""``gdsim variants``: what batch, stochastic and mini-batch descent cost, as a table."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from gdsim.cli.options import add_table_options
from gdsim.cli.values import whole_number
from gdsim.engine.descent.methods import LAST_BATCHES
from gdsim.engine.errors import InputError
from gdsim.i18n import tr


def add_variants_command(commands: Any) -> None:
    """Add the command to the subcommands of a parser."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "variants",
        help=tr("tell what batch, stochastic and mini-batch descent cost"),
        description=tr("Tell what batch, stochastic and mini-batch descent cost."),
        epilog=tr(
            "examples:\n"
            "  gdsim variants --rows 10000 --batch-size 32\n"
            "  gdsim variants --data points.csv --batch-size 32 --last-batch drop -o table.md"
        ),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    add = parser.add_argument
    add("--rows", type=whole_number(1), metavar="10000", help=tr("rows of the data"))
    add("--columns", type=whole_number(1), metavar="N", help=tr("columns a row's loss reads"))
    add("--data", metavar="FILE.csv", help=tr("take rows and columns from this file"))
    add("--batch-size", type=whole_number(1), default=32, metavar="32")
    add("--last-batch", choices=LAST_BATCHES, default="keep")
    add_table_options(parser)


def write_variants(options: argparse.Namespace) -> None:
    """Write the table that the options ask for.

    Raises
    ------
    InputError
        Naming the option or file, what was wrong and what would be accepted.
    """
    import polars as pl

    from gdsim.engine.many.variants import variants
    from gdsim.files.data.reading import dataset_from
    from gdsim.files.tables import format_of, write_frame

    if (options.rows is None) == (options.data is None):
        raise InputError("give either --rows N or --data FILE, to say how many rows there are")
    rows, columns = options.rows, options.columns
    if options.data is not None:
        dataset = dataset_from(options.data, Path())
        rows, columns = len(dataset), columns or len(dataset.names)
    if options.batch_size > rows:
        raise InputError(
            "--batch-size: {batch_size} is more than the {rows} rows; give 1 to {rows}",
            batch_size=options.batch_size,
            rows=rows,
        )
    found = variants(rows, options.batch_size, options.last_batch, columns=columns or 1)
    frame = pl.DataFrame([asdict(variant) for variant in found]).drop("n_rows", "measured_bytes")
    if columns is None:
        frame = frame.drop("bytes_per_gradient")
    chosen = options.format
    if chosen is None:
        chosen = "csv" if options.output is None else format_of(options.output)
    write_frame(frame, options.output or sys.stdout.buffer, chosen, None, "variants")
    sys.stdout.buffer.flush()

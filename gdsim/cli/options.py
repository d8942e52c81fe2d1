"""The options that describe an experiment, and what is written of a run of it."""

from __future__ import annotations

import argparse

from gdsim.cli import values
from gdsim.cli.output import add_table_options
from gdsim.engine.descent.methods import LAST_BATCHES, METHODS, ORDERS
from gdsim.files.data.spelling import HEADERS, THOUSANDS
from gdsim.i18n import tr


def add_run_options(
    parser: argparse.ArgumentParser, scenarios: str = "?", *, has_states: bool = True
) -> None:
    """Add what describes an experiment, and where and how a table goes that is made of it.

    Parameters
    ----------
    scenarios
        argparse's word for how many it takes.
    has_states
        Whether the table may have the columns of the rule's state.
    """
    add_experiment_options(parser, scenarios)
    add = add_table_options(parser)
    add(
        "--decimals",
        type=values.decimals,
        metavar="N",
        help=tr("digits after the point, halves rounded up; default: shortest exact"),
    )
    if has_states:
        add("--state", action="store_true", help=tr("add the rule's state columns"))


def add_experiment_options(parser: argparse.ArgumentParser, scenarios: str = "?") -> None:
    """Add what describes an experiment; each is also a key of a scenario file."""
    add = parser.add_argument
    add("scenario", nargs=scenarios, metavar="SCENARIO", help=tr("a built-in name or a .toml file"))
    _add_problem_options(parser)
    _add_descent_options(parser)
    _add_batch_options(parser)
    _add_rounding_options(parser)
    _add_stopping_options(parser)


def _add_problem_options(parser: argparse.ArgumentParser) -> None:
    """Add what is minimised, from where, and within which bounds."""
    problem = parser.add_argument_group(tr("problem"))
    add = problem.add_argument
    add("--objective", metavar="TEXT", help=tr("the loss of one row, as 'w1^2 + 4*w2^2' or LaTeX"))
    add("--data", metavar="FILE.csv", help=tr("its columns are data, all other names parameters"))
    _add_reading_options(problem)
    add("--start", metavar="w1=4,w2=2", help=tr("also 4,2 or '(1/2; 0,5)' in parameter order"))
    add(
        "--let",
        type=values.named_number,
        action="append",
        metavar="a=1",
        help=tr("a named constant of the objective, which is not trained; repeatable"),
    )
    add(
        "--bounds",
        type=values.bounds,
        metavar="x=0:,y=-1:1",
        help=tr("keep parameters within these bounds: a step that leads out ends at the bound"),
    )
    add(
        "--maximise",
        action=argparse.BooleanOptionalAction,
        help=tr("go uphill, to a maximum of the objective"),
    )
    add("--parameters", type=values.names, metavar="w1,w2", help=tr("order of the parameters"))


def _add_descent_options(parser: argparse.ArgumentParser) -> None:
    """Add by which rule, and with which rate, an update is made."""
    add = parser.add_argument_group(tr("descent")).add_argument
    add("--learning-rate", type=values.positive, metavar="0.1")
    add(
        "--schedule",
        metavar="NAME",
        help=tr("learning-rate schedule, such as cosine; a word that is none lists all"),
    )
    add(
        "--rule",
        metavar="NAME",
        help=tr("update rule, such as adam; a word that is none lists all"),
    )
    add(
        "--set",
        type=values.setting,
        action="append",
        metavar="beta=0.9",
        help=tr("a setting of the rule or the schedule; repeatable"),
    )
    add(
        "--initial",
        type=values.named_number,
        action="append",
        metavar="velocity_w=0.2",
        help=tr(
            "what the rule remembers before the first update, by its names in --state; of momentum"
            " also the point before the start, as previous_w=3; repeatable"
        ),
    )
    add(
        "--clip-norm",
        type=values.positive,
        metavar="1",
        help=tr("scale a gradient that is longer than this down to this length"),
    )


def _add_reading_options(group: argparse._ArgumentGroup) -> None:
    """Add how the file of ``--data`` is to be read, where that is not to be told by its cells."""
    add = group.add_argument
    add(
        "--skip-bad-rows",
        action="store_true",
        help=tr("leave out rows of --data with a value that is missing or no number"),
    )
    add(
        "--labels",
        action="append",
        metavar="'passed: no=0, yes=1'",
        help=tr(
            "numbers for the classes of a column, also 'species: setosa=1, rest=0'; repeatable"
        ),
    )
    add(
        "--units",
        type=values.names,
        metavar="price,area",
        help=tr("leave out currencies, percent signs and units in these columns"),
    )
    add("--thousands", choices=THOUSANDS, help=tr("what stands between thousands in numbers"))
    add("--header", choices=HEADERS, help=tr("whether the first row names the columns"))


def _add_batch_options(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument_group(tr("batches")).add_argument
    add("--method", choices=METHODS)
    add("--batch-size", type=values.whole_number(1), metavar="32")
    add("--order", choices=ORDERS)
    add("--last-batch", choices=LAST_BATCHES)
    add("--seed", type=values.whole_number(0), metavar="0")


def _add_rounding_options(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument_group(tr("as by hand")).add_argument
    add(
        "--round-gradient",
        type=values.rounding,
        metavar="'2 figures'",
        help=tr(
            "round the gradient, and what the rule remembers of it, in each update, and go on with"
            " the rounded numbers; also 'N decimals' (means of squares keep 2 figures)"
        ),
    )
    add(
        "--round-parameters",
        type=values.rounding,
        metavar="'3 decimals'",
        help=tr("round the new parameters in each update"),
    )


def _add_stopping_options(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument_group(tr("stopping")).add_argument
    add(
        "--iterations",
        type=values.whole_number(0),
        metavar="N",
        help=tr("0 for the first row alone"),
    )
    add("--epochs", type=values.whole_number(1), metavar="N")
    add("--stop-gradient-norm", type=values.number, metavar="X")
    add("--stop-loss-change", type=values.number, metavar="X")
    add(
        "--stop-loss",
        type=values.number,
        metavar="X",
        help=tr("the loss of all rows is then worked out before every update"),
    )
    add(
        "--stop-step",
        type=values.number,
        metavar="X",
        help=tr("end where an update moves the parameters by no more than this"),
    )

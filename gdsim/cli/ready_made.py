"""A ready-made loss of chosen columns on the command line, however many there are."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from gdsim.cli import values
from gdsim.cli.streams import remark
from gdsim.engine.errors import InputError
from gdsim.files.shortened import first_and_last
from gdsim.i18n import ntr, tr

if TYPE_CHECKING:
    from gdsim.engine.problem.objective import Objective
    from gdsim.files.scenario.scenario import Scenario


def add_loss_options(parser: argparse.ArgumentParser) -> None:
    """Add what is minimised over which columns, and whose parameters the table has."""
    from gdsim.engine.problem.losses import CONVENTIONS, LOSSES

    add = parser.add_argument_group(tr("ready-made loss")).add_argument
    add("--loss", choices=LOSSES, help=tr("in the place of --objective, for columns of --data"))
    add("--target", metavar="y", help=tr("the column to be predicted, or the labels"))
    add(
        "--features",
        type=values.names,
        metavar="x1,x3:x9",
        help=tr(
            "predict from these columns; default: from all others, but for one that numbers the"
            " rows and those that are the same in each"
        ),
    )
    add("--convention", choices=CONVENTIONS, help=tr("factor before the sum over the rows"))
    add(
        "--penalty",
        type=values.named_number,
        metavar="l2=0.1",
        help=tr("a term that keeps weights small: l2 or l1, with its factor"),
    )
    add(
        "--show",
        type=values.names,
        metavar="w1,w7,b",
        help=tr("give columns of the table to these parameters alone"),
    )


INSTEAD = ("scenario", "objective", "parameters", "let")
"""What a ready-made loss takes the place of."""


def refuse_unfitting(options: argparse.Namespace) -> None:
    """Raise InputError for options of a ready-made loss that do not fit together."""
    from gdsim.files.scenario.fitting import require_fitting

    require_fitting(vars(options), INSTEAD, "--")


def loss_scenario(options: argparse.Namespace) -> tuple[Scenario, Objective]:
    """Return the scenario of the loss that the options name, and what is minimised in it.

    It starts from 0 where no start is given.

    Raises
    ------
    InputError
        Naming the option, what was wrong and what would be accepted.
    """
    from gdsim.cli.experiment import READING, finished, named
    from gdsim.engine.descent.experiment import Experiment
    from gdsim.engine.descent.problem import objective_of
    from gdsim.engine.descent.settings import bounds_of
    from gdsim.engine.problem.wide_text import loss_text
    from gdsim.files.data.steps import reading_steps
    from gdsim.files.scenario.ready_made import loss_choice, loss_data
    from gdsim.files.scenario.scenario import Scenario, start_values

    steps = named("--labels", reading_steps, **{name: getattr(options, name) for name in READING})
    target, given = options.target, options.features or ()
    choice = named(
        "--penalty", loss_choice, options.loss, options.convention, options.penalty or {}
    )
    source = options.data
    dataset, features, target = loss_data(choice, source, Path(), steps, target, given, remark)
    text = loss_text(dataset, choice, features, target)
    experiment = Experiment(objective=text, dataset=dataset)
    objective = objective_of(experiment)
    names = objective.parameters
    start = (0.0,) * len(names)
    if options.start is not None:
        start = named("--start", start_values, options.start, names)
    experiment = experiment.with_(parameters=names, start=start, bounds=options.bounds or {})
    named("--bounds" if options.bounds else "", bounds_of, experiment, names)
    said = ntr(
        "{target} is predicted from 1 column: {names}",
        "{target} is predicted from {n} columns: {names}",
        len(features),
    )
    remark(said.format(target=target, n=len(features), names=first_and_last(features)))
    return Scenario("run", options.loss, "", finished(experiment, options)), objective


def shown_parameters(options: argparse.Namespace, objective: Objective) -> tuple[str, ...] | None:
    """Return the parameters that the table is to have; None for all."""
    for name in options.show or ():
        if name not in objective.parameters:
            raise InputError(
                "--show: there is no parameter {name}; the parameters are {accepted}",
                name=name,
                accepted=first_and_last(objective.parameters),
            )
    return None if options.show is None else tuple(options.show)

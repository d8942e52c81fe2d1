"""The objective that an experiment describes."""

from __future__ import annotations

from msgspec.structs import replace

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.errors import InputError
from gdsim.engine.problem.objective import Objective


def objective_of(experiment: Experiment) -> Objective:
    """Return the objective of `experiment`; raise InputError as `Objective` does."""
    if is_ready_made(experiment.objective):
        return _wide(experiment)
    return Objective(
        experiment.objective, experiment.dataset, experiment.parameters, experiment.let
    )


def is_ready_made(text: str) -> bool:
    """Tell whether the text of an objective is meant as a ready-made loss of columns."""
    if "~" not in text:
        return False
    # Few runs have one, and without what it takes the window opens sooner.
    from gdsim.engine.problem.wide_text import is_wide_loss

    return is_wide_loss(text)


def _wide(experiment: Experiment) -> Objective:
    """Return a ready-made loss: an expression of its columns, or the matrix way where too long."""
    from gdsim.engine.problem.linear_loss import LinearObjective
    from gdsim.engine.problem.loss_text import TooManyColumnsError, loss_for
    from gdsim.engine.problem.wide_text import wide_loss

    data, text = experiment.dataset, experiment.objective
    if data is None:
        raise InputError("a ready-made loss of columns needs data; give some")
    if experiment.maximise:
        raise InputError("a ready-made loss is there to be minimised; take maximise off")
    loss = wide_loss(text, data.names)
    try:
        written = loss_for(data, loss.choice, loss.features, loss.target)
    except TooManyColumnsError:
        found: Objective = LinearObjective(data, loss.choice, loss.features, loss.target)
        if experiment.parameters and set(experiment.parameters) != set(found.parameters):
            raise InputError("the parameters do not fit the columns of the loss") from None
        found.expression = replace(found.expression, text=text)
        return found
    found = Objective(written, data, experiment.parameters, experiment.let)
    found.expression = replace(found.expression, text=text)
    return found

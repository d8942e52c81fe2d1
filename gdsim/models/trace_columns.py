"""The columns that the iteration table can show, and how each is read from a run."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from msgspec import Struct

from gdsim.engine.arrays import Array, Ints
from gdsim.engine.run.rows import Columns
from gdsim.i18n import tr
from gdsim.study.words.names import state_name
from gdsim.symbols import symbol

DEFAULT_GROUPS = ("iteration", "loss", "gradient", "new_theta")
"""What the table of the lecture notes has."""

STATE = "state:"
"""What the name of a group of rule state begins with."""


class Column(Struct, frozen=True):
    """One column.

    Attributes
    ----------
    group
        The name under which it is shown or hidden together with its like.
    title, meaning
        What stands above it, and one sentence.
    read
        Its values from consecutive rows, shape (n,).
    is_made
        Whether its value exists only once the update is made.
    is_asked
        Whether its value is hidden while what comes next is to be predicted.
    may_be_absent
        Whether NaN means that there is no value rather than one that is undefined.
    """

    group: str
    title: str
    meaning: str
    read: Callable[[Columns], Array | Ints]
    is_made: bool = False
    is_asked: bool = False
    may_be_absent: bool = False


def group_titles(state_names: Sequence[str]) -> dict[str, str]:
    """Return what each group of columns is called, in the order of the table."""
    titles = {
        "iteration": tr("Iteration"),
        "epoch": tr("Epoch"),
        "batch": tr("Batch"),
        "batch_size": tr("Batch size"),
        "learning_rate": tr("Learning rate"),
        "theta": tr("Parameters before the update"),
        "loss": tr("Loss"),
        "loss_change": tr("Change of loss"),
        "full_loss": tr("Loss of all rows"),
        "gradient": tr("Gradient"),
        "gradient_norm": tr("Gradient norm"),
        "new_theta": tr("New parameters"),
    }
    state = tr("State of the rule: {name}")
    return titles | {STATE + name: state.format(name=state_name(name)) for name in state_names}


def all_columns(
    parameters: Sequence[str], state_names: Sequence[str], looks_ahead: bool = False
) -> list[Column]:
    """Return every column that a run of these parameters and rule states has, in order.

    Parameters
    ----------
    looks_ahead
        Whether a rule of the run takes its gradient at a look-ahead point.
    """
    named = [(k, symbol(name)) for k, name in enumerate(parameters)]
    return [
        *_place_columns(),
        *(_parameter(k, name) for k, name in named),
        *_loss_columns(),
        *(_gradient(k, name, looks_ahead) for k, name in named),
        _gradient_norm(looks_ahead),
        *(_new_parameter(k, name) for k, name in named),
        *(_state(k, name, state) for state in state_names for k, name in named),
    ]


def _place_columns() -> list[Column]:
    return [
        Column("iteration", tr("Iteration"), tr("Number of the update"), lambda c: c.iteration),
        Column(
            "epoch",
            tr("Epoch"),
            tr("Number of the epoch, from 0: it has as many batches as can be taken of N rows"),
            lambda c: c.epoch,
        ),
        Column("batch", tr("Batch"), tr("Batch of the epoch, from 0"), lambda c: c.batch),
        Column("batch_size", tr("Batch size"), tr("Rows in the batch"), lambda c: c.batch_size),
        Column(
            "learning_rate",
            tr("Learning rate"),
            tr("Learning rate η of this update"),
            lambda c: c.learning_rate,
        ),
    ]


def _loss_columns() -> list[Column]:
    return [
        Column("loss", tr("Loss"), tr("Loss of the batch before the update"), lambda c: c.loss),
        Column(
            "loss_change",
            tr("Change of loss"),
            tr("Loss of the batch less that of the iteration before"),
            _loss_change,
            may_be_absent=True,
        ),
        Column(
            "full_loss",
            tr("Full loss"),
            tr("Loss of all rows before the update, where it was worked out"),
            lambda c: c.full_loss,
            may_be_absent=True,
        ),
    ]


def _loss_change(columns: Columns) -> Array:
    with np.errstate(all="ignore"):
        change: Array = np.diff(columns.loss, prepend=np.nan)
    return change


def _gradient_norm(looks_ahead: bool) -> Column:
    meaning = tr("Euclidean length of the gradient")
    if looks_ahead:
        meaning = tr("Euclidean length of the gradient, at the look-ahead point θ − βv")
    return Column(
        "gradient_norm",
        "‖∇L‖",
        meaning,
        lambda c: np.hypot.reduce(np.abs(c.gradient), axis=1),
        is_asked=True,
    )


def _parameter(k: int, name: str) -> Column:
    meaning = tr("{name} before the update").format(name=name)
    return Column("theta", name, meaning, lambda c: c.theta[:, k])


def _gradient(k: int, name: str, looks_ahead: bool) -> Column:
    title, meaning = f"∂L/∂{name}", tr("Partial derivative of the batch's loss by {name}")
    if looks_ahead:
        title = tr("{slope} ahead").format(slope=title)
        meaning = tr(
            "Partial derivative of the batch's loss by {name}, at the look-ahead point θ − βv"
        )
    meaning = meaning.format(name=name)
    return Column("gradient", title, meaning, lambda c: c.gradient[:, k], is_asked=True)


def _new_parameter(k: int, name: str) -> Column:
    title = tr("New {name}").format(name=name)
    meaning = tr("{name} after the update").format(name=name)
    return Column("new_theta", title, meaning, lambda c: c.new_theta[:, k], is_made=True)


def _state(k: int, name: str, state: str) -> Column:
    spoken = state_name(state)
    meaning = tr("The rule's {state} of {name} after the update").format(state=spoken, name=name)

    def read(columns: Columns) -> Array:
        absent = np.full(len(columns), np.nan)
        return columns.state[state][:, k] if state in columns.state else absent

    return Column(
        STATE + state, f"{spoken} {name}", meaning, read, is_made=True, may_be_absent=True
    )

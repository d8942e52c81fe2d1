"""A table of updates with blank cells, as in a lecture."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import numpy as np

from gdsim.engine.run.run import Run
from gdsim.i18n import tr
from gdsim.numbers import NumberFormat
from gdsim.study.exam.draw import Draw
from gdsim.study.exam.fields import Field
from gdsim.study.exam.fitness import Unfit
from gdsim.study.exam.kind import Kind
from gdsim.study.exam.kinds.functions import Drawn, signed_term, times
from gdsim.study.exam.kinds.updates import (
    experiment_of,
    facts_of,
    has_few_decimals,
    has_zero,
    loss_formula,
    run_solution,
    start_text,
    update_fields,
)
from gdsim.study.exam.question import Draft, Grid
from gdsim.study.exam.runs import run_of
from gdsim.study.practice.answers import Quantity
from gdsim.study.working.blocks import Text
from gdsim.symbols import symbol
from gdsim.texts import N_

_COLUMNS: dict[int, tuple[Quantity, ...]] = {
    1: ("gradient", "new"),
    2: ("loss", "gradient", "new"),
    3: ("loss", "gradient", "new"),
}

_UPDATES = {1: (2,), 2: (3,), 3: (3, 4)}

_RATES = (0.05, 0.1, 0.2, 0.25)

_FIGURES = NumberFormat.significant(7)

MOST_BLANKS = 9

LARGEST_LOSS = 400.0
"""Losses up to which a table is fit for paper."""


def draft(draw: Draw, level: int) -> Draft:
    """Return a draft: two updates (1), losses too (2), a coupled or cubic function (3)."""
    function = _function(draw, level)
    updates = draw.pick(_UPDATES[level])
    for _ in range(12):
        start = tuple(float(draw.signed(1, 8)) for _ in function.parameters)
        rate = draw.pick(_RATES)
        run = run_of(experiment_of(function, start, rate))
        if _is_fit(run, updates, level):
            break
    else:
        raise Unfit
    names = [one.name for one in _fields(run, range(updates), level)]
    return draft_of(function, start, rate, updates, level, _given(draw, names, level))


def draft_of(
    function: Drawn,
    start: Sequence[float],
    rate: float,
    updates: int,
    level: int,
    given: Iterable[str] = (),
) -> Draft:
    """Return the draft with these numbers; `given` are the cells that are no blanks, by name."""
    experiment = experiment_of(function, start, rate)
    run = run_of(experiment)
    fields = _fields(run, range(updates), level)
    given = set(given)
    shown = tuple(one for one in fields if one.name in given)
    return Draft(
        stem=(
            loss_formula(experiment),
            Text(start_text(experiment, updates)),
            Text(_told(level)),
            Grid(_header(run, level), _rows(fields, given, updates)),
        ),
        facts=facts_of(experiment)
        | {"updates": updates, "shown": {one.name: one.right for one in shown}},
        fields=tuple(one for one in fields if one.name not in given),
        solve=lambda: run_solution(run, 0, updates - 1),
        seconds=30 + 20 * (len(fields) - len(shown)),
        experiment=experiment,
        shown=shown,
    )


def _told(level: int) -> str:
    if level == 1:
        return tr(
            "Fill the blanks of the table. Row t shows the gradient before update t, and the"
            " parameters after it."
        )
    return tr(
        "Fill the blanks of the table. Row t shows loss and gradient before update t, and the"
        " parameters after it. Go on with unrounded numbers; give three decimals where there are"
        " more."
    )


def _rows(
    fields: Sequence[Field], given: Collection[str], updates: int
) -> tuple[tuple[str, ...], ...]:
    """Return the cells of each update: numbers that are given, the names of fields elsewhere."""
    cells = {
        one.name: _FIGURES.brief(one.number) if one.name in given else one.name for one in fields
    }
    return tuple(
        (str(t), *(cells[one.name] for one in fields if one.update and one.update[0] == t))
        for t in range(updates)
    )


def _function(draw: Draw, level: int) -> Drawn:
    if level == 1:
        square = times(draw.pick((0.5, 1, 2, 3)), "w^2")
        return Drawn(f"{square}{signed_term(draw.signed(2, 8), 'w')}", ("w",))
    x, y = draw.pick((("x", "y"), ("w1", "w2")))
    if level == 2:
        a, b = draw.sample((0.5, 1, 1.5, 2, 3, 4), 2)
        return Drawn(f"{times(a, f'{x}^2')} + {times(b, f'{y}^2')}", (x, y))
    a, b = draw.sample((1, 2, 3), 2)
    c = draw.signed(1, 2)
    return Drawn(f"{times(a, f'{x}^2')} + {times(b, f'{y}^2')}{signed_term(c, f'{x}*{y}')}", (x, y))


def _fields(run: Run, updates: Iterable[int], level: int) -> list[Field]:
    run.advance(max(updates))
    return [
        one for t in updates for one in update_fields(run, t, _COLUMNS[level], says_update=True)
    ]


def _header(run: Run, level: int) -> tuple[str, ...]:
    names = [symbol(name) for name in run.objective.parameters]
    columns = {
        "loss": [tr("loss")],
        "gradient": [f"∂L/∂{name}" for name in names],
        "new": [tr("new {name}").format(name=name) for name in names],
    }
    return ("t", *(head for quantity in _COLUMNS[level] for head in columns[quantity]))


def _is_fit(run: Run, updates: int, level: int) -> bool:
    run.advance(updates)
    if run.length < updates:
        return False
    columns = run.columns(0, updates)
    moved = np.concatenate([columns.gradient, columns.new_theta])
    losses = columns.loss
    if len({abs(x) for x in run.row(0).theta}) < run.row(0).theta.size:
        return False
    if not has_few_decimals(moved.ravel(), 3 if level < 3 else 4) or has_zero(moved.ravel()):
        return False
    fall = np.diff(losses)
    return bool(np.all(fall < 0) and abs(losses[0]) <= LARGEST_LOSS and losses[0] != 0)


def _given(draw: Draw, names: Sequence[str], level: int) -> list[str]:
    """Return which cells are no blanks: none (1), else so many that the others fit on paper.

    What the last row leads to is always asked.
    """
    if level == 1:
        return []
    last = names[-1].rpartition("_")[2]
    free = [name for name in names if not (name.startswith("new") and name.endswith(f"_{last}"))]
    return draw.sample(free, max(0, len(names) - MOST_BLANKS))


KIND = Kind(
    key="fill-the-table",
    version=1,
    name=N_("A table of updates"),
    topics=("bowl", "iteration"),
    lines=((78, 92),),
    forms=("fill", "compute"),
    draft=draft,
)

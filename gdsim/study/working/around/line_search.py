"""The learning rate in a working where a line search found it: how it was found."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from msgspec import Struct

from gdsim.engine.arrays import Array
from gdsim.engine.descent.experiment import Settings
from gdsim.engine.descent.line_search import (
    EXACT_EQUATION,
    MOST_TRIALS,
    QUADRATIC_EQUATION,
    TRIALS_EQUATION,
    UPHILL_EQUATIONS,
    Line,
    Trial,
    has_closed_form,
    trials,
)
from gdsim.engine.descent.schedules import schedule_spec
from gdsim.engine.descent.spec import resolve
from gdsim.engine.formula.latex import latex_of_name
from gdsim.engine.run.stages import Stage
from gdsim.i18n import tr
from gdsim.study.working.blocks import Formula, Text
from gdsim.study.working.draft import Columns, Drafted, DraftSection, Entry, Given
from gdsim.study.working.draft import Line as WorkedLine
from gdsim.study.working.number_latex import number_latex
from gdsim.study.working.settle import Step
from gdsim.study.working.shown import Shown
from gdsim.study.working.worked_update import WorkedUpdate

MOST_TERMS = 3
"""Parameters up to which the sums of an exact line search are written out."""

FIRST_TRIALS, LAST_TRIALS = 5, 2
"""Trials shown of many: so many at the start and at the end."""


class LineSearchWriter:
    """Writes how the learning rate of an update was found along -g.

    Parameters
    ----------
    gradient
        What the search works with, as it stands in the working.
    """

    def __init__(self, update: WorkedUpdate, gradient: Sequence[Shown]) -> None:
        self._update, self._run, self._row = update, update.run, update.row
        self._gradient, self._rate, self._steps = gradient, update.rate, update.steps
        self._rows = update.run.rows(update.t)
        self._experiment = update.run.experiment_at(update.t)

    def section(self) -> DraftSection:
        """Return the section of the learning rate."""
        experiment, rate = self._experiment, self._rate.value
        spec = schedule_spec(experiment.schedule)
        is_exact = spec.equation == EXACT_EQUATION
        if experiment.maximise:
            return DraftSection(tr("Learning rate"), self._uphill(spec.equation), Stage.UPDATE)
        blocks: list[Drafted] = [Formula(spec.equation)]
        if self._row.batch_size < self._run.objective.n_rows:
            blocks.append(Text(tr("L is the loss of this mini-batch here, too.")))
        if not self._row.gradient.any():
            blocks += [
                Text(tr("The gradient is 0 to within rounding, so that no step is made.")),
                self._given(),
            ]
        elif np.isinf(rate):
            blocks.append(Text(tr("Along −g the loss falls without end: no rate is the best one.")))
        elif not is_exact:
            blocks += self._trials()
        elif has_closed_form(self._run.objective):
            blocks += self._closed_form()
        else:
            blocks += self._closed_in_upon()
        return DraftSection(tr("Learning rate"), blocks, Stage.UPDATE)

    def _uphill(self, equation: str) -> list[Drafted]:
        """Return what a search along g came to, without how."""
        blocks: list[Drafted] = [Formula(UPHILL_EQUATIONS[equation])]
        if np.isinf(self._rate.value):
            told = tr("Along g the loss rises without end: no rate is the best one.")
            return [*blocks, Text(told)]
        if equation == EXACT_EQUATION and has_closed_form(self._run.objective):
            blocks.append(Formula(UPHILL_EQUATIONS[QUADRATIC_EQUATION]))
        return [*blocks, self._given()]

    # --- exact ------------------------------------------------------------------------------

    def _closed_form(self) -> list[Drafted]:
        """Return the rate of a quadratic loss from its gradient and Hessian."""
        hessian = self._run.objective.hessian(self._row.theta, self._rows)
        g, d = self._row.gradient, len(self._row.gradient)
        square, bend = self._update.shown(float(g @ g)), self._update.shown(float(g @ hessian @ g))
        pairs = [(i, j) for i in range(d) for j in range(i, d) if hessian[i, j]]
        entries = [self._update.shown(hessian[i, j]) for i, j in pairs]
        blocks: list[Drafted] = [Formula(QUADRATIC_EQUATION)]
        if d <= MOST_TERMS:
            blocks += map(self._entry_of_hessian, pairs, entries)
        self._steps.append(Step(square, self._gradient, _square))
        self._steps.append(Step(bend, [*self._gradient, *entries], _bend(pairs, d)))
        self._steps.append(Step(self._rate, [square, bend], lambda values: values[0] / values[1]))
        blocks += self._sums(pairs, entries, square, bend)
        return [*blocks, _Fraction(Entry(square), Entry(bend), Entry(self._rate))]

    def _entry_of_hessian(self, pair: tuple[int, int], entry: Shown) -> Given:
        one, other = (latex_of_name(self._run.objective.parameters[k]) for k in pair)
        below = rf"\partial {one} \, \partial {other}" if one != other else rf"\partial {one}^2"
        return Given(rf"{_h(pair)} = \frac{{\partial^2 L}}{{{below}}}", Entry(entry))

    def _sums(
        self,
        pairs: Sequence[tuple[int, int]],
        entries: Sequence[Shown],
        square: Shown,
        bend: Shown,
    ) -> list[Drafted]:
        left = (r"g_t^\top g_t =", r"g_t^\top H g_t =")
        d = len(self._gradient)
        if d > MOST_TERMS:
            return [
                Given(left[0].removesuffix(" ="), Entry(square)),
                Given(left[1].removesuffix(" ="), Entry(bend)),
            ]
        of_slopes = {f"g_{k + 1}": Entry(one) for k, one in enumerate(self._gradient)}
        of_hessian = {_h(pair): Entry(one) for pair, one in zip(pairs, entries, strict=True)}
        squares = " + ".join(f"g_{k + 1}^2" for k in range(d))
        terms = " + ".join(_term(pair) for pair in pairs)
        return [
            WorkedLine(left[0], squares, of_slopes, [Entry(square)]),
            WorkedLine(left[1], terms, {**of_slopes, **of_hessian}, [Entry(bend)]),
        ]

    def _closed_in_upon(self) -> list[Drafted]:
        """Return the rate of any other loss, and what the slope along -g is there."""
        told = tr(
            "The loss is no quadratic, so that no formula gives the rate: an interval is closed in"
            " upon in which the slope of the loss along −g changes its sign. There the loss is"
            " least, as far as it was looked for."
        )
        return [Text(told), self._given()]

    # --- backtracking -----------------------------------------------------------------------

    def _trials(self) -> list[Drafted]:
        """Return the rates that were tried, each with its loss and the most that this may be."""
        gradient = self._row.gradient
        square = self._update.shown(float(gradient @ gradient))
        self._steps.append(Step(square, self._gradient, _square))
        tried = trials(self._settings(), self._line(), MOST_TRIALS)
        blocks: list[Drafted] = [
            Formula(TRIALS_EQUATION),
            self._constants(),
            Given(r"g_t^\top g_t", Entry(square)),
            self._table(tried),
        ]
        if not tried[-1].is_taken:
            nothing = tr("No trial lowers the loss enough, so that no step is made.")
            return [*blocks, Text(nothing), self._given()]
        told = tr("Trial k = {k} is the first whose loss is low enough.")
        return [*blocks, Text(told.format(k=len(tried) - 1)), self._given()]

    def _settings(self) -> Settings:
        """Return the settings of the search, those left out as they are without a word."""
        experiment, spec = self._experiment, schedule_spec(self._experiment.schedule)
        own = {one.name: experiment.settings.get(one.name, one.default) for one in spec.settings}
        return resolve(spec.settings, own)

    def _line(self) -> Line:
        """Return the line that is searched along: from theta along -g."""
        row = self._row
        return Line(
            self._run.objective,
            self._rows,
            theta=row.theta[np.newaxis],
            gradient=row.gradient[np.newaxis],
            loss=np.array([row.loss]),
            first=np.array([self._experiment.learning_rate]),
        )

    def _constants(self) -> Formula:
        """Return the first rate and the settings of the search."""
        settings = self._settings()
        numbers = {r"\eta": self._experiment.learning_rate}
        for one in schedule_spec(self._experiment.schedule).settings:
            numbers[one.symbol] = float(settings[one.name])
        given = (f"{symbol} = {number_latex(value)}" for symbol, value in numbers.items())
        return Formula(r", \quad ".join(given))

    def _table(self, tried: Sequence[Trial]) -> Columns:
        """Return the trials, of many the first and last ones, with their numbers in columns."""
        places = list(range(len(tried)))
        if len(tried) > FIRST_TRIALS + LAST_TRIALS + 1:
            places = [*places[:FIRST_TRIALS], *places[-LAST_TRIALS:]]
        return Columns(
            header=("k", "η", "L(θ − ηg)", tr("at most")),
            names=[str(k) for k in places],
            given=[],
            results=[
                Shown([getattr(tried[k], name) for k in places], self._update.number_format)
                for name in ("rate", "loss", "most")
            ],
            gap=FIRST_TRIALS,
            left_out=len(tried) - len(places),
        )

    def _given(self) -> Given:
        return Given(r"\eta_t", Entry(self._rate))


class _Fraction(Struct, frozen=True):
    """The rate as a fraction; alone where rounding has left nothing of what it is made of."""

    over: Entry
    under: Entry
    rate: Entry

    def written(self) -> Formula:
        """Return the formula."""
        if not (self.over.shown.printed.all() and self.under.shown.printed.all()):
            return Given(r"\eta_t", self.rate).written()
        numbers = {"a": self.over, "b": self.under}
        return WorkedLine(r"\eta_t =", r"\frac{a}{b}", numbers, [self.rate]).written()


def _h(pair: tuple[int, int]) -> str:
    return f"h_{{{pair[0] + 1}{pair[1] + 1}}}"


def _term(pair: tuple[int, int]) -> str:
    """Return a term of g^T H g: those of both sides of the diagonal are the same."""
    i, j = pair
    return f"{_h(pair)} g_{i + 1}^2" if i == j else f"2 {_h(pair)} g_{i + 1} g_{j + 1}"


def _square(values: Sequence[Array]) -> Array:
    return np.array([sum(float(one[0]) ** 2 for one in values)])


def _bend(pairs: Sequence[tuple[int, int]], d: int) -> Callable[[Sequence[Array]], Array]:
    def work(values: Sequence[Array]) -> Array:
        g, entries = values[:d], values[d:]
        terms = (
            (1 if i == j else 2) * float(h[0]) * float(g[i][0]) * float(g[j][0])
            for (i, j), h in zip(pairs, entries, strict=True)
        )
        return np.array([sum(terms)])

    return work

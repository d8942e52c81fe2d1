"""The update rule in a working: its equations with numbers, parameter by parameter."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import numpy as np
from msgspec import Struct, field

from gdsim.engine.arrays import Array
from gdsim.engine.descent.rules import rule_spec
from gdsim.engine.formula.latex import latex_of_name
from gdsim.engine.run.segment import Segment
from gdsim.engine.run.stages import Stage
from gdsim.i18n import tr
from gdsim.study.words.previous_point import previous_sentences
from gdsim.study.working.blocks import Formula, Text
from gdsim.study.working.draft import Drafted, DraftSection, Entry, Given, Line
from gdsim.study.working.equations import evaluate, symbols_in
from gdsim.study.working.number_latex import number_latex
from gdsim.study.working.rule_symbols import (
    NEXT,
    UPDATE,
    own_symbols,
    setting_symbols,
    state_symbols,
    symbol_ahead,
)
from gdsim.study.working.settle import Step
from gdsim.study.working.shown import BY_HAND, Shown
from gdsim.study.working.worked_update import WorkedUpdate


class RuleWriter:
    """Writes the rule's part of an update.

    Parameters
    ----------
    gradient
        What the rule works with, as it stands further up.

    Attributes
    ----------
    new_theta
        The new parameters, once `sections` has written them.
    """

    def __init__(self, update: WorkedUpdate, gradient: Sequence[Shown]) -> None:
        segment = update.segment
        self._equations, self._first = segment.rule.equations, segment.rule_first
        self._settings = setting_symbols(segment.rule)
        self._t = update.t - segment.rule_first
        run, names = update.run, update.run.objective.parameters
        begun = run.experiment_at(0).with_(start=tuple(run.row(0).theta.tolist()))
        self._told = previous_sentences(begun, names) if update.t == 0 else []
        self._columns = [
            _Column(
                latex_of_name(name),
                {r"\theta_t": update.theta[k], "g_t": gradient[k], **update.states[k]},
                _recorded(update, k),
                self._settings,
                _roundings(segment),
                update,
            )
            for k, name in enumerate(update.names)
        ]
        self.new_theta: list[Shown] = []

    def sections(self) -> list[DraftSection]:
        """Return a section for each equation, with a line of numbers for each parameter."""
        own, columns = own_symbols(self._equations), self._columns
        sections = []
        for equation, title in self._equations:
            name, right = equation.split(" = ", 1)
            blocks: list[Drafted] = [Formula(equation)]
            if self._first and "t" in symbols_in(right):
                counted = tr("Here t = {t}: the rule began afresh with update {first}.")
                blocks.append(Text(counted.format(t=self._t, first=self._first)))
            ahead = symbol_ahead(name, self._equations)
            for column in columns if name in own else columns[:1]:
                blocks.append(column.line(name, right, self._t, is_own=name in own))
                if ahead:
                    blocks.append(column.line(ahead, right, self._t + 1, is_own=name in own))
            if name not in own:
                for column in columns[1:]:
                    column.known |= columns[0].shared
            sections.append(DraftSection(tr(title), blocks, Stage.UPDATE))
        self.new_theta = [column.known[UPDATE] for column in columns]
        return sections

    def given_section(self) -> DraftSection | None:
        """Return what a person needs besides the parameters: settings, and the state so far."""
        settings = (f"{name} = {number_latex(value)}" for name, value in self._settings.items())
        blocks: list[Drafted] = [Formula(one)] if (one := r", \quad ".join(settings)) else []
        blocks += self._state_lines()
        return DraftSection(tr("Given"), blocks) if blocks else None

    def remembered_section(self, t: int) -> DraftSection | None:
        """Return the state before update `t`, which no line further up has; None without one."""
        lines = self._state_lines()
        title = tr("What the rule remembers before update {t}").format(t=t)
        return DraftSection(title, lines, Stage.INITIALISE) if lines else None

    def _state_lines(self) -> list[Drafted]:
        names = state_symbols(self._equations)
        lines: list[Drafted] = [
            Given(rf"{column.parameter}: \quad {name}_t", Entry(column.known[f"{name}_t"]))
            for column in self._columns
            for name in names
        ]
        return lines + [Text(sentence) for sentence in self._told]


class _Column(Struct):
    """One parameter's numbers, by symbol, as the equations are worked out one after the other.

    Attributes
    ----------
    known
        Every number of its own that is known so far.
    recorded
        The run's own numbers of what it records.
    settings
        Those of the rule, by symbol.
    roundings
        How states and parameters are rounded as by hand, by symbol: those that are.
    shared
        The numbers among `known` that are the same for every parameter.
    """

    parameter: str
    known: dict[str, Shown]
    recorded: Mapping[str, float]
    settings: Mapping[str, float]
    roundings: Mapping[str, Callable[[Array], Array]]
    update: WorkedUpdate
    shared: dict[str, Shown] = field(default_factory=dict)

    def line(self, name: str, right: str, t: int, *, is_own: bool) -> Line:
        """Work out one equation as update `t` of the rule has it; its result is known then."""
        inputs = {**self.known, r"\eta": self.update.rate}
        used = [symbol for symbol in inputs if symbol in symbols_in(right)]
        fixed = {**self.settings, "t": float(t)}

        def work(values: Sequence[Array]) -> Array:
            numbers = dict(zip(used, (float(one[0]) for one in values), strict=True))
            return np.array([evaluate(right, {**fixed, **numbers})])

        shown = [inputs[symbol] for symbol in used]
        value = self.recorded.get(name)
        if value is None or name in self.roundings:
            (value,) = work([np.array(one.values) for one in shown]).tolist()
        exact = self.update.shown(value)
        self.update.steps.append(Step(exact, shown, work))
        results = [exact, *self._rounded(name, exact)]
        # As by hand: what is rounded is gone on with.
        self.known[name] = results[-1]
        if not is_own:
            self.shared[name] = results[-1]
        left = rf"{self.parameter}: \quad {name} =" if is_own else f"{name} ="
        if name == UPDATE:
            left = rf"{self.parameter} \leftarrow"
        texts = {symbol: number_latex(number) for symbol, number in self.settings.items()}
        entries = {symbol: Entry(inputs[symbol]) for symbol in used}
        return Line(left, right, entries, [*map(Entry, results)], {**texts, "t": str(t)})

    def _rounded(self, name: str, exact: Shown) -> list[Shown]:
        """Return a number as it was rounded by hand, if it was."""
        rounding = self.roundings.get(name)
        if rounding is None:
            return []
        rounded = Shown([self.recorded[name]], BY_HAND)
        self.update.steps.append(
            Step(rounded, [exact], lambda values: rounding(values[0]), is_rounding=True)
        )
        return [rounded]


def _roundings(segment: Segment) -> dict[str, Callable[[Array], Array]]:
    """Return how the numbers of a segment are rounded as by hand, by symbol: those that are."""
    found: dict[str, Callable[[Array], Array]] = {}
    if segment.round_gradient.kind:
        states = rule_spec(segment.rule.name).states.values()
        for symbol, state in zip(state_symbols(segment.rule.equations), states, strict=True):
            if state.rounded is not None:
                found[symbol + NEXT] = partial(state.rounded, segment.round_gradient)
    if segment.round_parameters.kind:
        found[UPDATE] = segment.round_parameters
    return found


def _recorded(update: WorkedUpdate, k: int) -> dict[str, float]:
    """Return the states after the update and the new parameter `k`, by symbol."""
    names = state_symbols(update.segment.rule.equations)
    after = update.row.state.values()
    states = {name + NEXT: float(array[k]) for name, array in zip(names, after, strict=True)}
    return {**states, UPDATE: float(_landing(update)[k])}


def _landing(update: WorkedUpdate) -> Array:
    """Return where the rule leads, (d,), before bounds move what lies outside."""
    segment, row = update.segment, update.row
    if segment.bounds is None:
        return row.new_theta
    before, t = segment.state_before(update.t), update.t - segment.rule_first
    with np.errstate(all="ignore"):
        delta, _ = segment.rule.update(
            row.gradient, before, t, row.learning_rate, row.theta, segment.round_gradient
        )
    return segment.round_parameters(row.theta + delta)

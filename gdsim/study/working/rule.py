"""The update rule in a working: its equations with numbers, parameter by parameter."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from gdsim.engine.formula.latex import latex_of_name
from gdsim.engine.run.rows import Row
from gdsim.engine.run.run import Run
from gdsim.i18n import tr
from gdsim.numbers import NumberFormat
from gdsim.study.working.blocks import Block, Formula, Section, Text
from gdsim.study.working.equations import evaluate, symbols_in, with_numbers
from gdsim.study.working.number_latex import EXACT, equals, number_latex, rounded_latex, state_latex
from gdsim.study.working.rate import rate_text
from gdsim.study.working.rule_symbols import (
    NEXT,
    UPDATE,
    own_symbols,
    setting_symbols,
    state_symbols,
    symbol_ahead,
)

THETA_AND_GRADIENT = frozenset({r"\theta_t", "g_t"})
"""What a rule works with besides its own numbers."""


def rule_sections(run: Run, row: Row, number_format: NumberFormat) -> list[Section]:
    """Return a section for each equation of the rule, with a line of numbers for each parameter."""
    segment = run.segment_of(row.iteration)
    equations = segment.rule.equations
    own_t = row.iteration - segment.rule_first
    fixed = setting_symbols(segment.rule)
    texts = {symbol: number_latex(value, EXACT) for symbol, value in fixed.items()}
    texts[r"\eta"] = rate_text(run, row, number_format)
    fixed[r"\eta"] = row.learning_rate
    columns = [
        _Column(
            latex_of_name(name),
            own_t,
            fixed,
            texts,
            _before(run, row, k),
            _recorded(run, row, k),
            segment.is_rounded,
        )
        for k, name in enumerate(run.objective.parameters)
    ]
    own = own_symbols(equations)
    sections = []
    for equation, title in equations:
        name, right = equation.split(" = ", 1)
        blocks: list[Block] = [Formula(equation)]
        if segment.rule_first and "t" in symbols_in(right):
            counted = tr("Here t = {t}: the rule began afresh with update {first}.")
            blocks.append(Text(counted.format(t=own_t, first=segment.rule_first)))
        for column in columns if name in own else columns[:1]:
            blocks += column.lines(
                name, right, number_format, name in own, symbol_ahead(name, equations)
            )
        if name not in own:
            for column in columns[1:]:
                column.values |= columns[0].shared
        sections.append(Section(tr(title), tuple(blocks)))
    return sections


def given_section(run: Run, row: Row, number_format: NumberFormat) -> Section | None:
    """Return what a person needs besides the parameters: settings, and the state so far."""
    settings = setting_symbols(run.segment_of(row.iteration).rule)
    one_line = r", \quad ".join(
        f"{symbol} = {number_latex(value, EXACT)}" for symbol, value in settings.items()
    )
    blocks: list[Block] = [Formula(one_line)] if settings else []
    states = state_symbols(run.segment_of(row.iteration).rule.equations)
    for k, name in enumerate(run.objective.parameters):
        before = _before(run, row, k)
        for state in states:
            value = before[f"{state}_t"]
            text = rf"{latex_of_name(name)}: \quad {state}_t = {state_latex(value, number_format)}"
            blocks.append(Formula(text, value, given=True))
    return Section(tr("Given"), tuple(blocks)) if blocks else None


@dataclass
class _Column:
    """One parameter's numbers, by symbol, as the equations are worked out one after the other.

    Attributes
    ----------
    fixed, texts
        Settings and learning rate by symbol, and how they are written.
    values
        Every other number that is known so far.
    recorded
        The run's own numbers of what it records.
    shared
        The numbers among `values` that are the same for every parameter.
    """

    parameter: str
    t: int
    fixed: Mapping[str, float]
    texts: Mapping[str, str]
    values: dict[str, float]
    recorded: Mapping[str, float]
    is_rounded: bool

    def __post_init__(self) -> None:
        self.shared: dict[str, float] = {}

    def lines(
        self, name: str, right: str, number_format: NumberFormat, is_own: bool, ahead: str
    ) -> list[Formula]:
        """Work out one equation and, where a later one asks for it, the same one update ahead."""
        lines = [self._line(name, right, number_format, is_own, self.t)]
        if ahead:
            lines.append(self._line(ahead, right, number_format, is_own, self.t + 1))
        return lines

    def _line(
        self, name: str, right: str, number_format: NumberFormat, is_own: bool, t: int
    ) -> Formula:
        texts = {symbol: state_latex(n, number_format) for symbol, n in self.values.items()}
        # As they stand further up.
        for symbol in THETA_AND_GRADIENT & self.values.keys():
            texts[symbol] = number_latex(self.values[symbol], number_format)
        texts |= self.texts
        put_in = with_numbers(right, {**texts, "t": str(t)})
        # Before the number that is worked out here is one of them.
        known = {**self.values, **self.fixed}
        exact = value = self.recorded.get(name, math.nan)
        if name not in self.recorded or self.is_rounded:
            exact = evaluate(right, {**self.values, **self.fixed, "t": float(t)})
            value = self.recorded.get(name, exact)
        self.values[name] = value
        if not is_own:
            self.shared[name] = value
        of = rf"{self.parameter}: \quad {name} =" if is_own else f"{name} ="
        if name == UPDATE:
            of = rf"{self.parameter} \leftarrow"
        write = number_latex if name == UPDATE else state_latex
        sign = equals(right, known, texts, (exact, write(exact, number_format)))
        result = rounded_latex(exact, value, number_format, write)
        return Formula(f"{of} {put_in} {sign} {result}", value)


def _before(run: Run, row: Row, k: int) -> dict[str, float]:
    """Return parameter `k`, its gradient and its states before the row's update, by symbol."""
    segment = run.segment_of(row.iteration)
    before = segment.state_before(row.iteration)
    states = zip(state_symbols(segment.rule.equations), before, strict=True)
    return {
        r"\theta_t": float(row.theta[k]),
        "g_t": float(row.gradient[k]),
        **{f"{name}_t": float(array[k]) for name, array in states},
    }


def _recorded(run: Run, row: Row, k: int) -> dict[str, float]:
    """Return the states after the row's update and the new parameter `k`, by symbol."""
    names = state_symbols(run.segment_of(row.iteration).rule.equations)
    after = row.state.values()
    states = {name + NEXT: float(array[k]) for name, array in zip(names, after, strict=True)}
    return {**states, UPDATE: float(row.new_theta[k])}

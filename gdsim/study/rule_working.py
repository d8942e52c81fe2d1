"""The update rule in a working: its equations with numbers, parameter by parameter."""

from __future__ import annotations

from gdsim.engine.latex import latex_of_name
from gdsim.engine.rows import Row
from gdsim.engine.rules import RULES, Rule
from gdsim.engine.run import Run
from gdsim.engine.schedule import SCHEDULES
from gdsim.i18n import tr
from gdsim.numbers import NumberFormat
from gdsim.study.blocks import Block, Formula, Section
from gdsim.study.equations import evaluate, with_numbers
from gdsim.study.number_latex import number_latex

EXACT = NumberFormat.exact()


def rule_sections(run: Run, row: Row, number_format: NumberFormat) -> tuple[Section, ...]:
    """Return the learning rate, then each equation of the rule with its numbers."""
    experiment = run.experiment_at(row.iteration)
    rate = Formula(rf"\eta = {number_latex(row.learning_rate, EXACT)}", row.learning_rate)
    blocks: list[Block] = [rate]
    if experiment.schedule != "constant":
        blocks.insert(0, Formula(SCHEDULES[experiment.schedule].equation))
    return (
        Section(tr("Learning rate"), tuple(blocks)),
        *_equation_sections(run, row, number_format),
    )


def _equation_sections(run: Run, row: Row, number_format: NumberFormat) -> list[Section]:
    """Return a section for each equation, with a line of numbers for each parameter."""
    segment = run.segment_of(row.iteration)
    rule = segment.rule
    own_t = row.iteration - segment.rule_first
    known = [
        _known(run, row, k) | {"t": float(own_t), r"\eta": row.learning_rate}
        for k in range(len(row.theta))
    ]
    fixed = _settings(rule)
    sections = []
    for equation, title in rule.equations:
        name, right = equation.split(" = ", 1)
        blocks: list[Block] = [Formula(equation)]
        for parameter, values in zip(run.objective.parameters, known, strict=True):
            _look_ahead(right, values, rule.equations, fixed)
            value = evaluate(right, fixed | values)
            values[name] = value
            blocks.append(_line(name, right, parameter, value, fixed, values, number_format))
        sections.append(Section(tr(title.split(",")[0]).capitalize(), tuple(blocks)))
    return sections


def _line(
    name: str,
    right: str,
    parameter: str,
    value: float,
    fixed: dict[str, float],
    values: dict[str, float],
    number_format: NumberFormat,
) -> Formula:
    texts = {symbol: number_latex(number, EXACT) for symbol, number in fixed.items()}
    texts |= {symbol: number_latex(number, number_format) for symbol, number in values.items()}
    texts["t"] = str(int(values["t"]))
    texts[r"\eta"] = number_latex(values[r"\eta"], EXACT)
    result = number_latex(value, number_format)
    is_update = name.startswith(r"\theta")
    shown = (
        rf"{latex_of_name(parameter)} \leftarrow"
        if is_update
        else rf"{latex_of_name(parameter)}: \quad {name} ="
    )
    return Formula(f"{shown} {with_numbers(right, texts)} = {result}", value)


def _known(run: Run, row: Row, k: int) -> dict[str, float]:
    """Return parameter, gradient and states before update t, by their symbols, of parameter `k`."""
    segment = run.segment_of(row.iteration)
    names = [
        equation.split("_{t+1} =")[0]
        for equation, _ in segment.rule.equations
        if "_{t+1} =" in equation
    ][:-1]
    before = segment.state_before(row.iteration)
    states = {f"{name}_t": float(array[k]) for name, array in zip(names, before, strict=True)}
    return {r"\theta_t": float(row.theta[k]), "g_t": float(row.gradient[k]), **states}


def _settings(rule: Rule) -> dict[str, float]:
    """Return the rule's numeric settings by their symbols."""
    specs = RULES[rule.name].settings
    return {spec.symbol: float(rule.settings[spec.name]) for spec in specs if spec.symbol}


def _look_ahead(
    right: str,
    values: dict[str, float],
    equations: tuple[tuple[str, str], ...],
    fixed: dict[str, float],
) -> None:
    r"""Work out Nadam's \mu_{t+1}, the one symbol that stands for an equation one update later."""
    ahead = r"\mu_{t+1}"
    if ahead in right and ahead not in values:
        source = next(e.split(" = ", 1)[1] for e, _ in equations if e.startswith(r"\mu_t ="))
        values[ahead] = evaluate(source, fixed | values | {"t": values["t"] + 1})

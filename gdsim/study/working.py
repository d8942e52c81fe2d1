"""The worked solution of an update: every number explained as on paper.

Everything shown is read from the run or worked out from the equations beside the rule, with exact
numbers; only the writing rounds.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from gdsim.engine.dataset import Array
from gdsim.engine.latex import latex_of_name
from gdsim.engine.rows import Row
from gdsim.engine.run import Run
from gdsim.i18n import tr
from gdsim.numbers import NumberFormat
from gdsim.study.batch_working import batch_blocks
from gdsim.study.blocks import Block, Formula, Section, Text, Working
from gdsim.study.number_latex import number_latex, with_values
from gdsim.study.rule_working import rule_sections

NEXT_INDEX = "{t+1}"


def working(run: Run, t: int, number_format: NumberFormat) -> Working:
    """Return the worked solution of update `t`, 0 .. length (the pending one).

    Raises
    ------
    IndexError
        If the run has no row `t`.
    """
    row = run.row(t)
    return Working(
        iteration=t,
        sections=(
            _parameters(run, row, number_format),
            _loss(run, row, number_format),
            _gradient(run, row, number_format),
            *rule_sections(run, row, number_format),
            _new_loss(run, row, number_format),
        ),
    )


def _named(run: Run, theta: Array) -> dict[str, float]:
    return dict(zip(run.objective.parameters, theta.tolist(), strict=True))


def _parameters(run: Run, row: Row, number_format: NumberFormat) -> Section:
    blocks = tuple(
        Formula(f"{latex_of_name(name)} = {number_latex(value, number_format)}", value)
        for name, value in _named(run, row.theta).items()
    )
    title = tr("Parameters before update {t}").format(t=row.iteration)
    return Section(title, blocks)


def _loss(run: Run, row: Row, number_format: NumberFormat) -> Section:
    objective = run.objective
    expression = objective.expression
    value = number_latex(row.loss, number_format)
    if objective.columns:
        blocks: list[Block] = [Formula(f"L_i = {expression.latex()}")]
        blocks += batch_blocks(run, row, number_format)
        return Section(tr("Loss of the batch"), tuple(blocks))
    put_in = with_values(expression.syntax, _named(run, row.theta), number_format)
    return Section(
        tr("Loss"),
        (Formula(f"L = {expression.latex()}"), Formula(f"L = {put_in} = {value}", row.loss)),
    )


def _gradient(run: Run, row: Row, number_format: NumberFormat) -> Section:
    objective = run.objective
    blocks: list[Block] = []
    for name, slope in zip(objective.parameters, row.gradient.tolist(), strict=True):
        of = "L_i" if objective.columns else "L"
        partial = rf"\frac{{\partial {of}}}{{\partial {latex_of_name(name)}}}"
        blocks.append(Formula(f"{partial} = {objective.expression.gradient_latex(name)}"))
        if objective.columns:
            mean = rf"g_{{{latex_of_name(name)}}} = \frac{{1}}{{B}} \sum_{{i}} {partial}"
            total = number_latex(slope * row.batch_size, number_format)
            result = number_latex(slope, number_format)
            blocks.append(
                Formula(rf"{mean} = \frac{{{total}}}{{{row.batch_size}}} = {result}", slope)
            )
        else:
            result = number_latex(slope, number_format)
            put_in = objective.expression.gradient_latex(name, _texts(run, row, number_format))
            blocks.append(Formula(f"{partial} = {put_in} = {result}", slope))
    return Section(tr("Gradient"), tuple(blocks))


def _texts(run: Run, row: Row, number_format: NumberFormat) -> Mapping[str, str]:
    return {
        name: number_latex(value, number_format) for name, value in _named(run, row.theta).items()
    }


def _new_loss(run: Run, row: Row, number_format: NumberFormat) -> Section:
    """Return the loss of the same rows at the new parameters, and by how much it changed."""
    if not np.isfinite(row.new_theta).all():
        sentence = tr("The new parameters are not finite: the run has diverged.")
        return Section(tr("New loss"), (Text(sentence),))
    after = float(run.objective.value(row.new_theta, run.rows(row.iteration)))
    before = row.loss
    formula = Formula(
        rf"L \left(\theta_{{t+1}}\right) = {number_latex(after, number_format)}", after
    )
    return Section(tr("New loss"), (formula, Text(_change(before, after, number_format))))


def _change(before: float, after: float, number_format: NumberFormat) -> str:
    numbers = {"before": number_format.text(before), "after": number_format.text(after)}
    if before <= 0 or not np.isfinite(after):
        return tr("The loss goes from {before} to {after}.").format(**numbers)
    percent = NumberFormat.decimals(2).text(abs(after - before) / before * 100)
    if after < before:
        text = tr("The loss falls from {before} to {after}, a reduction of {percent} %.")
    else:
        text = tr("The loss rises from {before} to {after}, an increase of {percent} %.")
    return text.format(**numbers, percent=percent.rstrip("0").rstrip("."))

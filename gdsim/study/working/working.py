"""The worked solution of an update: every number explained as on paper.

Everything shown is read from the run or worked out from the equations beside the rule, with exact
numbers; only the writing rounds.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from gdsim.engine.arrays import Array
from gdsim.engine.formula.latex import latex_of_name
from gdsim.engine.run.rows import Row
from gdsim.engine.run.run import Run
from gdsim.engine.run.stages import Stage
from gdsim.i18n import tr
from gdsim.numbers import NumberFormat
from gdsim.study.words.by_hand import exact_sentence
from gdsim.study.working.batch import MOST_ROWS_WHOLE, BatchWriter, exact_gradient
from gdsim.study.working.blocks import Block, Formula, Section, Text, Working
from gdsim.study.working.equations import with_numbers
from gdsim.study.working.number_latex import equals, name_texts, number_latex, rounded_latex, stated
from gdsim.study.working.rate import rate_section
from gdsim.study.working.rule import rule_sections


def working(
    run: Run, t: int, number_format: NumberFormat, most_rows: int = MOST_ROWS_WHOLE
) -> Working:
    """Return the worked solution of update `t`, 0 .. length (the pending one).

    Parameters
    ----------
    most_rows
        Batches of up to so many rows are shown whole, longer ones by their first and last rows.

    Raises
    ------
    IndexError
        If the run has no row `t`.
    """
    row = run.row(t)
    if run.objective.columns:
        of_loss = _batch_sections(run, row, number_format, most_rows)
    else:
        of_loss = _function_sections(run, row, number_format)
    loss, gradient = of_loss
    rule = rate_section(run, row, number_format), *rule_sections(run, row, number_format)
    by_stage = {
        Stage.INITIALISE: (_parameters(run, row, number_format),),
        Stage.LOSS: (loss,),
        Stage.GRADIENT: (gradient,),
        Stage.UPDATE: rule,
        Stage.CRITERION: (_new_loss(run, row, number_format),),
    }
    sections = (
        replace(section, stage=stage) for stage, parts in by_stage.items() for section in parts
    )
    return Working(iteration=t, sections=tuple(sections))


def _named(run: Run, theta: Array) -> dict[str, float]:
    return dict(zip(run.objective.parameters, theta.tolist(), strict=True))


def _parameters(run: Run, row: Row, number_format: NumberFormat) -> Section:
    blocks: tuple[Block, ...] = tuple(
        Formula(f"{latex_of_name(name)} {stated(value, number_format)}", value, given=True)
        for name, value in _named(run, row.theta).items()
    )
    if sentence := exact_sentence(run, row.iteration, number_format):
        blocks += (Text(sentence),)
    return Section(tr("Parameters before update {t}").format(t=row.iteration), blocks)


def _batch_sections(
    run: Run, row: Row, number_format: NumberFormat, most_rows: int
) -> tuple[Section, Section]:
    """Return loss and gradient of a batch of rows."""
    writer = BatchWriter(run, row, number_format, most_rows)
    slopes = [block for k in range(len(row.theta)) for block in writer.slope(k)]
    return (
        Section(tr("Loss of the batch"), tuple(writer.loss())),
        Section(tr("Gradient"), tuple(slopes)),
    )


def _function_sections(run: Run, row: Row, number_format: NumberFormat) -> tuple[Section, Section]:
    """Return loss and gradient of a function without data."""
    expression = run.objective.expression
    slopes: list[Block] = []
    exact = exact_gradient(run, row).tolist()
    for k, (name, slope) in enumerate(
        zip(run.objective.parameters, row.gradient.tolist(), strict=True)
    ):
        partial = rf"\frac{{\partial L}}{{\partial {latex_of_name(name)}}}"
        right = expression.gradient_latex(name)
        slopes.append(Formula(f"{partial} = {right}"))
        result = rounded_latex(exact[k], slope, number_format)
        shown = exact[k], number_latex(exact[k], number_format)
        worked = _put_in(run, right, row.theta, number_format, shown)
        slopes.append(Formula(f"{partial} = {worked} {result}", slope))
    losses = (
        Formula(f"L = {expression.latex()}"),
        _loss(run, "L", row.theta, row.loss, number_format),
    )
    return Section(tr("Loss"), losses), Section(tr("Gradient"), tuple(slopes))


def _loss(run: Run, name: str, theta: Array, loss: float, number_format: NumberFormat) -> Formula:
    result = number_latex(loss, number_format)
    worked = _put_in(run, run.objective.expression.latex(), theta, number_format, (loss, result))
    return Formula(f"{name} = {worked} {result}", loss)


def _put_in(
    run: Run, latex: str, theta: Array, number_format: NumberFormat, result: tuple[float, str]
) -> str:
    """Return the expression with numbers put in, and the sign before its result."""
    named = _named(run, theta)
    texts = name_texts(named, number_format)
    values = {latex_of_name(name): value for name, value in named.items()}
    return f"{with_numbers(latex, texts)} {equals(latex, values, texts, result)}"


def _new_loss(run: Run, row: Row, number_format: NumberFormat) -> Section:
    """Return the loss of the same rows at the new parameters, and by how much it changed."""
    title = tr("New loss")
    if run.objective.columns and row.batch_size < run.objective.n_rows:
        title = tr("New loss of this batch")
    if not np.isfinite(row.new_theta).all():
        sentence = tr("The new parameters are not finite: the run has diverged.")
        return Section(title, (Text(sentence),))
    after = float(run.objective.value(row.new_theta, run.rows(row.iteration)))
    name = r"L\left(\theta_{t+1}\right)"
    if run.objective.columns:
        formula = BatchWriter(run, row, number_format).mean(name, "L_i", after)
    else:
        formula = _loss(run, name, row.new_theta, after, number_format)
    return Section(title, (formula, _change(row.loss, after, number_format)))


def _change(before: float, after: float, number_format: NumberFormat) -> Text:
    numbers = {"before": number_format.brief(before), "after": number_format.brief(after)}
    if before == after:
        text = tr("The loss stays at {before}.")
    elif before <= 0 or not math.isfinite(before) or not math.isfinite(after):
        text = tr("The loss goes from {before} to {after}.")
    elif after < before:
        text = tr("The loss falls from {before} to {after}, a reduction of {percent} %.")
    else:
        text = tr("The loss rises from {before} to {after}, an increase of {percent} %.")
    percent = _percent(abs(after - before) / before * 100) if before else ""
    question = tr("By how many percent does the loss change?")
    return Text(text.format(**numbers, percent=percent), question)


def _percent(percent: float) -> str:
    """Return a percentage: two decimals, or two figures where those would hide it."""
    if percent < 0.1:
        return NumberFormat.significant(2).text(percent)
    text = NumberFormat.decimals(2).text(percent)
    return text.rstrip("0").rstrip(".") if "." in text and "e" not in text else text

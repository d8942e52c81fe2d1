"""The worked solution of an update: every number explained as on paper.

Everything shown is read from the run or worked out from the equations beside the rule, with exact
numbers. Only the writing rounds, and it shows as many digits as it takes to come from the numbers
of a line to its result (see `gdsim.study.working.settle`).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gdsim.engine.formula.latex import latex_of_name
from gdsim.engine.run.rows import Row
from gdsim.engine.run.run import Run
from gdsim.engine.run.stages import Stage
from gdsim.i18n import tr
from gdsim.numbers import NumberFormat
from gdsim.study.words.by_hand import exact_sentence
from gdsim.study.working.around.clipping import Clipping
from gdsim.study.working.around.look_ahead import look_ahead_section
from gdsim.study.working.around.projection import Projection
from gdsim.study.working.batch import MOST_ROWS_WHOLE, BatchWriter
from gdsim.study.working.blocks import Text, Working
from gdsim.study.working.change import Change
from gdsim.study.working.draft import Drafted, DraftSection, Entry, Given
from gdsim.study.working.function import FunctionWriter
from gdsim.study.working.line_search import LineSearchWriter
from gdsim.study.working.rate import rate_section, shown_rate
from gdsim.study.working.rule import RuleWriter, shown_states
from gdsim.study.working.settle import Step, settle
from gdsim.study.working.shown import Shown


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
    steps: list[Step] = []
    theta = [Shown([x], number_format) for x in row.theta.tolist()]
    states = shown_states(run, row, number_format)
    point, ahead = look_ahead_section(run, row, number_format, theta, states, steps)
    source = _source(run, row, number_format, theta, point, steps, most_rows)
    rate = shown_rate(run, row, number_format)
    clipping = Clipping(run, t, number_format, source.gradient.used, steps)
    rule = RuleWriter(run, row, number_format, theta, states, clipping.used, rate, steps)
    slopes = (source.slope_blocks(k) for k in range(len(theta)))
    remembered, clipped = rule.remembered_section(t), clipping.section()
    title = tr("Loss of the batch") if run.objective.columns else tr("Loss")
    drafts = [
        _parameters(run, row, number_format, theta),
        *([remembered] if remembered is not None else []),
        *ahead,
        DraftSection(title, source.loss_blocks(), Stage.LOSS),
        DraftSection(
            tr("Gradient at the look-ahead point") if ahead else tr("Gradient"),
            [b for blocks in slopes for b in blocks],
            Stage.GRADIENT,
        ),
        *([clipped] if clipped is not None else []),
        _rate(run, row, number_format, theta, source, rate, steps),
        *rule.sections(),
    ]
    projection = Projection(run, t, rule.new_theta)
    if (projected := projection.section()) is not None:
        drafts.append(projected)
    drafts.append(_new_loss(run, row, number_format, source, projection.new_theta, steps))
    given = rule.given_section()
    settle(steps)
    return Working(
        iteration=t,
        sections=tuple(draft.written() for draft in drafts),
        given=given.written() if given is not None else None,
        has_state=remembered is not None,
    )


def _rate(
    run: Run,
    row: Row,
    number_format: NumberFormat,
    theta: list[Shown],
    source: BatchWriter | FunctionWriter,
    rate: Shown,
    steps: list[Step],
) -> DraftSection:
    """Return where the learning rate is from: its schedule, or a line search."""
    if run.segment_of(row.iteration).search is None:
        return rate_section(run, row, rate)
    gradient = source.gradient.used
    writer = LineSearchWriter(run, row, number_format, theta, gradient, source.loss, rate, steps)
    return writer.section()


def _source(
    run: Run,
    row: Row,
    number_format: NumberFormat,
    theta: list[Shown],
    point: Sequence[Shown],
    steps: list[Step],
    most_rows: int,
) -> BatchWriter | FunctionWriter:
    """Return what writes loss and gradient: of a batch of rows, or of a function."""
    if run.objective.columns:
        return BatchWriter(run, row, number_format, theta, point, steps, most_rows)
    return FunctionWriter(run, row, number_format, theta, point, steps)


def _parameters(
    run: Run, row: Row, number_format: NumberFormat, theta: list[Shown]
) -> DraftSection:
    names = map(latex_of_name, run.objective.parameters)
    blocks: list[Drafted] = [Given(name, Entry(x)) for name, x in zip(names, theta, strict=True)]
    if sentence := exact_sentence(run, row.iteration, number_format):
        blocks.append(Text(sentence))
    title = tr("Parameters before update {t}").format(t=row.iteration)
    return DraftSection(title, blocks, Stage.INITIALISE)


def _new_loss(
    run: Run,
    row: Row,
    number_format: NumberFormat,
    source: BatchWriter | FunctionWriter,
    new_theta: list[Shown],
    steps: list[Step],
) -> DraftSection:
    """Return the loss of the same rows at the new parameters, and by how much it changed."""
    title = tr("New loss")
    if run.objective.columns and row.batch_size < run.objective.n_rows:
        title = tr("New loss of this batch")
    if not np.isfinite(row.new_theta).all():
        sentence = tr("The new parameters are not finite: the run has diverged.")
        return DraftSection(title, [Text(sentence)], Stage.CRITERION)
    value = float(run.objective.value(row.new_theta, run.rows(row.iteration)))
    after = Shown([value], number_format)
    blocks = source.new_loss_blocks(new_theta, after)
    change = Change(source.loss, after, number_format)
    steps += change.steps()
    return DraftSection(title, [*blocks, change], Stage.CRITERION)

"""The worked solution of an update: every number explained as on paper.

Everything shown is read from the run or worked out from the equations beside the rule, with exact
numbers. Only the writing rounds, and it shows as many digits as it takes to come from the numbers
of a line to its result (see `gdsim.study.working.settle`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np

from gdsim.engine.formula.latex import latex_of_name
from gdsim.engine.problem.linear_loss import LinearObjective
from gdsim.engine.run.run import Run
from gdsim.engine.run.stages import Stage
from gdsim.i18n import ntr, tr
from gdsim.numbers import NumberFormat
from gdsim.study.words.by_hand import exact_sentence
from gdsim.study.working.around.clipping import Clipping
from gdsim.study.working.around.line_search import LineSearchWriter
from gdsim.study.working.around.look_ahead import look_ahead_section
from gdsim.study.working.around.projection import Projection
from gdsim.study.working.around.rate import rate_section
from gdsim.study.working.batch import MOST_ROWS_WHOLE, BatchWriter
from gdsim.study.working.blocks import Text, Working
from gdsim.study.working.change import Change
from gdsim.study.working.draft import Drafted, DraftSection, Entry, Given
from gdsim.study.working.function import FunctionWriter
from gdsim.study.working.rule import RuleWriter
from gdsim.study.working.settle import settle
from gdsim.study.working.shown import Shown
from gdsim.study.working.wide import WideWriter
from gdsim.study.working.worked_update import WorkedUpdate


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
    update = WorkedUpdate(run, t, number_format)
    point, ahead = look_ahead_section(update)
    source = _source(update, point, most_rows)
    clipping = Clipping(update, source.gradient.used)
    rule = RuleWriter(update, clipping.used)
    remembered, clipped = rule.remembered_section(t), clipping.section()
    drafts = [
        _parameters(update),
        *([remembered] if remembered is not None else []),
        *ahead,
        *_loss_and_gradient(update, source, is_ahead=bool(ahead)),
        *([clipped] if clipped is not None else []),
        _rate(update, source),
        *rule.sections(),
    ]
    projection = Projection(update, rule.new_theta)
    if (projected := projection.section()) is not None:
        drafts.append(projected)
    drafts.append(_new_loss(update, source, projection.new_theta))
    given = rule.given_section()
    settle(update.steps)
    return Working(
        iteration=t,
        sections=tuple(draft.written() for draft in drafts),
        given=given.written() if given is not None else None,
        has_state=remembered is not None,
    )


Source: TypeAlias = "BatchWriter | FunctionWriter | WideWriter"


def _source(update: WorkedUpdate, point: Sequence[Shown], most_rows: int) -> Source:
    """Return what writes loss and gradient."""
    objective = update.run.objective
    if isinstance(objective, LinearObjective):
        return WideWriter(update, objective)
    if objective.columns:
        return BatchWriter(update, point, most_rows)
    return FunctionWriter(update, point)


def _parameters(update: WorkedUpdate) -> DraftSection:
    names = map(latex_of_name, update.names)
    pairs = zip(names, update.theta, strict=True)
    blocks: list[Drafted] = [Given(name, Entry(x)) for name, x in pairs]
    if left := len(update.run.objective.parameters) - len(update.names):
        more = ntr(
            "There is {n} more parameter, whose update is worked out in the same way.",
            "There are {n} more parameters, whose updates are worked out in the same way.",
            left,
        )
        blocks.append(Text(more.format(n=left)))
    if sentence := exact_sentence(update.run, update.t, update.number_format):
        blocks.append(Text(sentence))
    title = tr("Parameters before update {t}").format(t=update.t)
    return DraftSection(title, blocks, Stage.INITIALISE)


def _loss_and_gradient(
    update: WorkedUpdate, source: Source, *, is_ahead: bool
) -> tuple[DraftSection, DraftSection]:
    """Return the loss, and every slope of it, where the gradient is taken."""
    loss = tr("Loss of the batch") if update.run.objective.columns else tr("Loss")
    gradient = tr("Gradient at the look-ahead point") if is_ahead else tr("Gradient")
    loss_blocks = source.loss_blocks()
    slopes = [block for k in range(len(update.theta)) for block in source.slope_blocks(k)]
    return (
        DraftSection(loss, loss_blocks, Stage.LOSS),
        DraftSection(gradient, slopes, Stage.GRADIENT),
    )


def _rate(update: WorkedUpdate, source: Source) -> DraftSection:
    """Return where the learning rate is from: its schedule, or a line search."""
    if update.segment.search is None:
        return rate_section(update)
    if isinstance(source, WideWriter):
        told = tr("It was found along the line of the step, from the slopes by all parameters.")
        return DraftSection(
            tr("Learning rate"), [Text(told), Given(r"\eta_t", Entry(update.rate))], Stage.UPDATE
        )
    return LineSearchWriter(update, source.gradient.used).section()


def _new_loss(update: WorkedUpdate, source: Source, new_theta: list[Shown]) -> DraftSection:
    """Return the loss of the same rows at the new parameters, and by how much it changed."""
    run, row = update.run, update.row
    title = tr("New loss")
    if run.objective.columns and row.batch_size < run.objective.n_rows:
        title = tr("New loss of this batch")
    if not np.isfinite(row.new_theta).all():
        sentence = tr("The new parameters are not finite: the run has diverged.")
        return DraftSection(title, [Text(sentence)], Stage.CRITERION)
    value = float(run.objective.value(row.new_theta, run.rows(update.t)))
    after = update.shown(value)
    blocks = source.new_loss_blocks(new_theta, after)
    change = Change(source.loss, after, update.number_format)
    update.steps.extend(change.steps())
    return DraftSection(title, [*blocks, change], Stage.CRITERION)

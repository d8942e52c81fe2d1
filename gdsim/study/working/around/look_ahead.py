"""The point that a rule looks ahead to in a working: where it takes the gradient."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gdsim.engine.arrays import Array
from gdsim.engine.formula.latex import latex_of_name
from gdsim.engine.run.stages import Stage
from gdsim.i18n import tr
from gdsim.study.working.blocks import Formula
from gdsim.study.working.draft import Drafted, DraftSection, Entry, Line
from gdsim.study.working.equations import evaluate, symbols_in
from gdsim.study.working.number_latex import number_latex
from gdsim.study.working.rule_symbols import setting_symbols
from gdsim.study.working.settle import Step
from gdsim.study.working.shown import Shown
from gdsim.study.working.worked_update import WorkedUpdate

POINT = r"\tilde{\theta}"


def look_ahead_section(update: WorkedUpdate) -> tuple[Sequence[Shown], list[DraftSection]]:
    """Return where the update takes the gradient, and the section that works it out, if any.

    The point is theta itself with a rule that does not look ahead.
    """
    rule, names = update.segment.rule, update.names
    if rule.look_ahead is None:
        return update.theta, []
    right, settings = rule.look_ahead.latex, setting_symbols(rule)
    texts = {symbol: number_latex(value) for symbol, value in settings.items()}
    blocks: list[Drafted] = [Formula(rf"{POINT} = {right}")]
    points = []
    for k, value in enumerate(update.run.gradient_point(update.t)[: len(names)].tolist()):
        known = {r"\theta_t": update.theta[k], **update.states[k]}
        used = [symbol for symbol in known if symbol in symbols_in(right)]

        def work(values: Sequence[Array], used: Sequence[str] = used) -> Array:
            numbers = dict(zip(used, (float(one[0]) for one in values), strict=True))
            return np.array([evaluate(right, {**settings, **numbers})])

        point = update.shown(value)
        update.steps.append(Step(point, [known[symbol] for symbol in used], work))
        points.append(point)
        name = latex_of_name(names[k])
        entries = {symbol: Entry(known[symbol]) for symbol in used}
        blocks.append(Line(rf"{name}: \quad {POINT} =", right, entries, [Entry(point)], texts))
    blocks.append(Formula(rule.look_ahead.equation))
    return points, [DraftSection(tr("Look-ahead point"), blocks, Stage.INITIALISE)]

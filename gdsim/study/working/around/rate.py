"""The learning rate in a working: given, or worked out by its schedule."""

from __future__ import annotations

from gdsim.engine.descent.schedule import WARMUP_EQUATION
from gdsim.engine.descent.schedules import schedule_spec
from gdsim.engine.run.stages import Stage
from gdsim.i18n import tr
from gdsim.study.working.blocks import Formula, Text
from gdsim.study.working.draft import Drafted, DraftSection, Entry, Line
from gdsim.study.working.equations import symbols_in
from gdsim.study.working.number_latex import number_latex
from gdsim.study.working.worked_update import WorkedUpdate


def rate_section(update: WorkedUpdate) -> DraftSection:
    """Return the learning rate of an update, with the schedule's equation and numbers."""
    row, rate = update.row, update.rate
    experiment = update.run.experiment_at(update.t)
    spec = schedule_spec(experiment.schedule)
    settings = {
        setting.symbol: float(experiment.settings.get(setting.name, setting.default))
        for setting in spec.settings
        if setting.symbol
    }
    is_per_epoch = update.segment.counts_epochs
    t, warmup = row.epoch if is_per_epoch else row.iteration, int(settings["W"])
    title = tr("Learning rate")
    if t >= warmup and spec.name == "constant":
        formula = Formula(rf"\eta = {rate.latex()}", rate.value, given=True)
        return DraftSection(title, [formula], Stage.UPDATE)
    equation = WARMUP_EQUATION.split(r" \quad")[0] if t < warmup else spec.equation
    right = equation.split(" = ", 1)[1]
    numbers = {r"\eta": experiment.learning_rate, **settings, "t": t, "s": t - warmup}
    texts = {symbol: number_latex(float(value)) for symbol, value in numbers.items()}
    used = [symbol for symbol in numbers if symbol in symbols_in(right)]
    given = (f"{symbol} = {texts[symbol]}" for symbol in used if symbol not in {"s", "t"})
    blocks: list[Drafted] = [Formula(r", \quad ".join(given)), Formula(equation)]
    if is_per_epoch:
        counted = tr("The schedule counts epochs: this update is in epoch t = {t}.")
        blocks.append(Text(counted.format(t=t)))
    if "s" in used:
        right_of_s = f"t - W = {t} - {warmup} = {t - warmup}" if warmup else f"t = {t}"
        blocks.append(Formula(f"s = {right_of_s}", t - warmup, given=not warmup))
    # Every number in it stands in full, so that its result needs no step to be settled.
    blocks.append(Line(r"\eta_t =", right, {}, [Entry(rate)], texts))
    return DraftSection(title, blocks, Stage.UPDATE)

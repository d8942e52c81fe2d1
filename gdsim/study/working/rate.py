"""The learning rate in a working: given, or worked out by its schedule."""

from __future__ import annotations

from gdsim.engine.descent.schedule import WARMUP_EQUATION
from gdsim.engine.descent.schedules import schedule_spec
from gdsim.engine.run.rows import Row
from gdsim.engine.run.run import Run
from gdsim.i18n import tr
from gdsim.numbers import NumberFormat
from gdsim.study.working.blocks import Block, Formula, Section
from gdsim.study.working.equations import symbols_in, with_numbers
from gdsim.study.working.number_latex import EXACT, equals, number_latex, rate_latex


def rate_section(run: Run, row: Row, number_format: NumberFormat) -> Section:
    """Return the learning rate of the row's update, with the schedule's equation and numbers."""
    experiment = run.experiment_at(row.iteration)
    spec = schedule_spec(experiment.schedule)
    settings = {
        setting.symbol: float(experiment.settings.get(setting.name, setting.default))
        for setting in spec.settings
    }
    t, warmup = row.iteration, int(settings["W"])
    title = tr("Learning rate")
    if t >= warmup and spec.name == "constant":
        rate = number_latex(row.learning_rate, EXACT)
        return Section(title, (Formula(rf"\eta = {rate}", row.learning_rate, given=True),))
    equation = WARMUP_EQUATION.split(r" \quad")[0] if t < warmup else spec.equation
    right = equation.split(" = ", 1)[1]
    numbers = {r"\eta": experiment.learning_rate, **settings, "t": t, "s": t - warmup}
    texts = {symbol: number_latex(float(value), EXACT) for symbol, value in numbers.items()}
    used = [symbol for symbol in numbers if symbol in symbols_in(right)]
    given = (f"{symbol} = {texts[symbol]}" for symbol in used if symbol not in {"s", "t"})
    blocks: list[Block] = [Formula(r", \quad ".join(given)), Formula(equation)]
    if "s" in used:
        right_of_s = f"t - W = {t} - {warmup} = {t - warmup}" if warmup else f"t = {t}"
        blocks.append(Formula(f"s = {right_of_s}", t - warmup, given=not warmup))
    result = rate_latex(row.learning_rate, number_format)
    put_in = with_numbers(right, texts)
    sign = equals(right, numbers, texts, (row.learning_rate, result))
    blocks.append(Formula(rf"\eta_t = {put_in} {sign} {result}", row.learning_rate))
    return Section(title, tuple(blocks))


def rate_text(run: Run, row: Row, number_format: NumberFormat) -> str:
    """Return the learning rate as it stands in the equations of the rule: in full where given."""
    is_given = row.learning_rate == run.experiment_at(row.iteration).learning_rate
    if is_given:
        return number_latex(row.learning_rate, EXACT)
    return rate_latex(row.learning_rate, number_format)

"""What a sheet is about: the objective, the rule, the data, and where the run starts."""

from __future__ import annotations

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.descent.line_search import has_closed_form
from gdsim.engine.descent.rounding import DECIMALS, SQUARE_FIGURES, Rounding
from gdsim.engine.descent.rules import rule_spec
from gdsim.engine.descent.schedules import schedule_spec
from gdsim.engine.run.run import Run
from gdsim.i18n import ntr, tr
from gdsim.numbers import NumberFormat
from gdsim.study.words.changes import changes_of
from gdsim.study.words.extras import extra_words
from gdsim.study.words.methods import method_name
from gdsim.study.words.names import word_of
from gdsim.study.working.blocks import Block, Formula, Text
from gdsim.study.working.number_latex import constants_latex
from gdsim.symbols import symbol

MOST_PARAMETERS = 12
"""The most parameters whose start is written out."""


def sheet_head(run: Run, first: int, last: int) -> tuple[Block, ...]:
    """Return the lines above the workings of updates `first` .. `last`: what is run, and how."""
    experiment = run.experiment_at(first)
    name = "L_i" if run.objective.columns else "L"
    lines = [
        tr("Update rule: {rule}.").format(rule=word_of("rule", experiment.rule)),
        _rate(run, experiment),
    ]
    if run.objective.columns:
        lines.append(_method(run, experiment))
    lines += [_start(run), *_besides(experiment), *_rounding(experiment)]
    lines += [
        tr("From update {t} on: {changes}.").format(t=change.row, changes=change.words)
        for change in changes_of(run)
        if first < change.row <= last
    ]
    expression = run.objective.expression
    formula = f"{name} = {expression.latex()}{constants_latex(expression.constants)}"
    return Formula(formula), *map(Text, lines)


def _rate(run: Run, experiment: Experiment) -> str:
    rate = NumberFormat.exact().text(experiment.learning_rate)
    if experiment.schedule == "constant":
        return tr("Learning rate: η = {rate}.").format(rate=rate)
    schedule = word_of("schedule", experiment.schedule)
    if experiment.schedule == "exact" and has_closed_form(run.objective):
        # A formula gives the rate: nothing is tried.
        return tr("Learning rate: by {schedule} in each update.").format(schedule=schedule)
    if schedule_spec(experiment.schedule).search is not None:
        template = tr("Learning rate: by {schedule} in each update; the first trial is η = {rate}.")
        return template.format(schedule=schedule, rate=rate)
    template = tr("Learning rate: η = {rate}, schedule {schedule}.")
    return template.format(rate=rate, schedule=schedule)


def _method(run: Run, experiment: Experiment) -> str:
    template = ntr(
        "Method: {method}, of N = {n} row; a batch's loss is the mean over its rows.",
        "Method: {method}, of N = {n} rows; a batch's loss is the mean over its rows.",
        run.objective.n_rows,
    )
    return template.format(
        method=method_name(experiment.method, experiment.batch_size),
        n=f"{run.objective.n_rows:,}",
    )


def _start(run: Run) -> str:
    exact = NumberFormat.exact()
    pairs = zip(run.objective.parameters, run.row(0).theta.tolist(), strict=True)
    shown = [f"{symbol(name)} = {exact.text(value)}" for name, value in pairs]
    more = " …" if len(shown) > MOST_PARAMETERS else ""
    return tr("Start: {values}.").format(values=", ".join(shown[:MOST_PARAMETERS]) + more)


def _besides(experiment: Experiment) -> list[str]:
    """Return what else the run is set to; constants stand beside the formula."""
    words = [text for name, text in extra_words(experiment).items() if name != "let"]
    return [tr("Besides: {settings}.").format(settings=", ".join(words))] if words else []


def _rounding(experiment: Experiment) -> list[str]:
    gradients, parameters = experiment.round_gradient, experiment.round_parameters
    states = rule_spec(experiment.rule).states.values()
    found = []
    if gradients and not states:
        found.append(tr("Gradients are rounded to {digits}.").format(digits=gradients))
    if gradients and states:
        template = tr(
            "Gradients are rounded to {digits}, and so is what the rule remembers of them; rounded"
            " numbers are gone on with."
        )
        found.append(template.format(digits=gradients))
    if Rounding.of(gradients).kind == DECIMALS and any(state.is_of_squares for state in states):
        template = tr("Sums and means of squares keep at least {figures} figures.")
        found.append(template.format(figures=SQUARE_FIGURES))
    if parameters:
        found.append(tr("Parameters are rounded to {digits}.").format(digits=parameters))
    return found

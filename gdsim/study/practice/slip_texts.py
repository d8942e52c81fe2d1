"""What is said of an answer: right, carried forward, or which slip was made."""

from __future__ import annotations

from gdsim.i18n import tr
from gdsim.numbers import NumberFormat, few
from gdsim.study.practice.answers import Field
from gdsim.study.practice.marking import Grade, Mark
from gdsim.study.practice.quiz import Fault
from gdsim.study.practice.slips import Slip
from gdsim.study.practice.table_check import CheckedCell
from gdsim.study.practice.update_task import UpdateTask
from gdsim.study.words.names import setting_sign, state_name
from gdsim.symbols import symbol
from gdsim.texts import N_

GIVEN_FIGURES = 8
"""Figures of the numbers that a prediction starts from."""

_TEXTS: dict[Slip, str] = {
    Slip.SIGN: N_("Uphill: the step was added. Descent takes it away from the old value."),
    Slip.NO_RATE: N_("The learning rate was left out: multiply the gradient by η = {rate}."),
    Slip.SCALED: N_(
        "This is the gradient times η = {rate} already: the learning rate comes in with the update."
    ),
    Slip.FACTOR: N_("A factor of the derivative is missing: look at ∂L/∂{name} again."),
    Slip.SUM: N_("The sum over the batch was not divided by B = {b}."),
    Slip.ALL_ROWS: N_("All rows were taken: only the {b} rows of the mini-batch count here."),
    Slip.UPDATED: N_(
        "A parameter that was updated already was used for this one: all of them move at once, "
        "from their old values."
    ),
    Slip.OLD_STATE: N_("What the rule remembers from the updates before ({states}) was left out."),
    Slip.BIAS_LEFT_OUT: N_(
        "The bias correction was left out: divide by 1 − β to the power of {k}."
    ),
    Slip.BIAS_MULTIPLIED: N_(
        "The bias correction was multiplied: divide by 1 − β to the power of {k} instead."
    ),
    Slip.OLD_LOSS: N_(
        "This is the other loss: one is that before the update, the other that after it."
    ),
    Slip.KEPT: N_("This is the value before the update."),
    Slip.STEP: N_("This is the step itself: the new value is the old one less the step."),
    Slip.SWAPPED: N_("The two parameters were swapped."),
    Slip.CUT_OFF: N_("Further digits were cut off: round to the nearest instead."),
    Slip.ROUNDED: N_("Rounded too early: keep more digits until the end."),
}


def field_name(field: Field, task: UpdateTask) -> str:
    """Return what a number is called, as in print."""
    name = symbol(task.objective.parameters[field.index])
    match field.quantity:
        case "loss":
            return tr("loss")
        case "gradient":
            return f"∂L/∂{name}"
        case "new":
            return tr("new {name}").format(name=name)
        case "new_loss":
            return tr("new loss")


def slip_sentence(mark: Mark, task: UpdateTask) -> str:
    """Return what went wrong with an answer, without giving the right value away."""
    if mark.slip is None:
        return tr("No usual slip gives this value.")
    if mark.slip is Slip.SIGN and mark.field.quantity == "gradient":
        return tr("The sign is the wrong one: differentiate again, or look at what is subtracted.")
    return tr(_TEXTS[mark.slip]).format(
        name=symbol(task.objective.parameters[mark.field.index]),
        rate=NumberFormat.exact().text(task.learning_rate),
        b=task.batch_size,
        states=", ".join(state_name(name) for name in task.rule.state_names),
        k=task.t + 1,
    )


def mark_sentence(mark: Mark, task: UpdateTask) -> str:
    """Return what is said of an answer as long as it can still be mended."""
    said = {
        Grade.RIGHT: tr("Right."),
        Grade.COARSE: tr(
            "Right as far as it goes, but with so few digits the value before the update would "
            "be, too."
        ),
        Grade.FOLLOWS: tr("Right for the rounded numbers before it."),
        Grade.CARRIED: tr("Carried forward correctly from an earlier error."),
    }.get(mark.grade) or slip_sentence(mark, task)
    return f"{field_name(mark.field, task)}: {said}"


def cell_sentence(cell: CheckedCell, number_format: NumberFormat) -> str:
    """Return what is said of a cell of a hand-made table, with the right value."""
    sentence = tr("Update {t}, {said}").format(t=cell.t, said=mark_sentence(cell.mark, cell.task))
    if cell.mark.grade is Grade.WRONG:
        sentence += f" {right_value(cell.mark, number_format)}"
    return sentence


def fault_sentence(
    fault: Fault, task: UpdateTask, number_format: NumberFormat, is_revealed: bool
) -> str:
    """Return what was wrong at the first try, with the right value once it is no secret."""
    sentence = tr("Update {t}, {name} {given}: {why}").format(
        t=fault.t,
        name=field_name(fault.mark.field, task),
        given=fault.mark.given.text,
        why=slip_sentence(fault.mark, task),
    )
    return f"{sentence} {right_value(fault.mark, number_format)}" if is_revealed else sentence


def given_sentence(task: UpdateTask, most: int) -> str:
    """Return what an update starts from: up to `most` parameters, the rate, the rule's state.

    With `GIVEN_FIGURES` figures, whatever the format of numbers: answers of fewer follow from them.
    """
    names = task.objective.parameters[:most]
    parts = [
        f"{symbol(name)} = {few(float(value), GIVEN_FIGURES)}"
        for name, value in zip(names, task.theta, strict=False)
    ]
    parts.append(f"η = {NumberFormat.exact().text(task.learning_rate)}")
    for name, value in task.rule.settings.items():
        shown = NumberFormat.exact().text(value) if isinstance(value, float) else str(value)
        parts.append(f"{setting_sign(name)} = {shown}")
    for state, values in zip(task.rule.state_names, task.state, strict=True):
        numbers = ", ".join(few(float(value), GIVEN_FIGURES) for value in values[:most])
        parts.append(f"{state_name(state)} ({numbers})")
    template = tr("From {values}. Round as you like: as many digits as you give are checked.")
    sentences = [template.format(values=", ".join(parts))]
    if task.objective.columns:
        sentences.append(tr("The rows of the batch stand on the Working page."))
    return " ".join(sentences)


def right_value(mark: Mark, number_format: NumberFormat) -> str:
    """Return the right value of an answer, as it is shown once it is revealed."""
    return tr("Right is {value}.").format(value=number_format.brief(mark.exact))

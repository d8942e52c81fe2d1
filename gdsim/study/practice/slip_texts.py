"""What is said of an answer: right, carried forward, or which slip was made."""

from __future__ import annotations

import math

from gdsim.engine.descent.rules.epsilon import OUTSIDE
from gdsim.engine.formula.numbers.written import WrittenNumber
from gdsim.i18n import tr
from gdsim.numbers import NumberFormat, few, raised
from gdsim.study.practice.answers import Answer, Field
from gdsim.study.practice.marking.grades import LEAST_DIGITS, Grade, Mark
from gdsim.study.practice.quiz import Fault
from gdsim.study.practice.slips.rule_slips import CONVENTION
from gdsim.study.practice.slips.slips import Slip
from gdsim.study.practice.tables.table_check import CheckedCell
from gdsim.study.practice.update_task import UpdateTask
from gdsim.study.words.extras import bound_text
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
    Slip.OLD_GRADIENT: N_(
        "The gradient of the update before was used again: work it out anew where the parameters "
        "are now."
    ),
    Slip.SUM: N_("The sum over the batch was not divided by B = {b}."),
    Slip.LOSS_FACTOR: N_(
        "The loss was taken with another factor, such as ½: here it is the mean of the formula "
        "over the batch, as it stands."
    ),
    Slip.ALL_ROWS: N_("All rows were taken: only the {b} rows of the mini-batch count here."),
    Slip.UPDATED: N_(
        "A parameter that was updated already was used for this one: all of them move at once, "
        "from their old values."
    ),
    Slip.OLD_STATE: N_("What the rule remembers from the updates before ({states}) was left out."),
    Slip.OTHER_CONVENTION: N_(
        "This follows another convention of momentum than the one that is set: look at the "
        "equations of the rule."
    ),
    Slip.BIAS_LEFT_OUT: N_("The bias correction was left out: divide by 1 − β{k}."),
    Slip.BIAS_MULTIPLIED: N_("The bias correction was multiplied: divide by 1 − β{k} instead."),
    Slip.COUNT_OFF: N_(
        "The exponent of the bias correction is off by one: the first update has 1, and this one "
        "divides by 1 − β{k}."
    ),
    Slip.OLD_LOSS: N_(
        "This is the other loss: one is that before the update, the other that after it."
    ),
    Slip.SHARE_KEPT: N_("This is the share that is left of the loss, not the share that goes."),
    Slip.OF_NEW_LOSS: N_("This is a share of the new loss: take it of the loss before the update."),
    Slip.KEPT: N_("This is the value before the update."),
    Slip.STEP: N_("This is the step itself: the new value is the old one less the step."),
    Slip.SWAPPED: N_("The two parameters were swapped."),
    Slip.UNCLIPPED: N_(
        "The gradient was not clipped: one longer than {most} is scaled down to that length first."
    ),
    Slip.UNBOUNDED: N_(
        "The bounds were left out: what lies outside is moved to the nearest point within."
    ),
    Slip.CUT_OFF: N_("Further digits were cut off: round to the nearest instead."),
    Slip.ROUNDED: N_("Rounded too early: keep more digits until the end."),
}

_UPHILL_TEXTS: dict[Slip, str] = {
    Slip.SIGN: N_(
        "Downhill: the step was taken away. This run maximises, so that it is added to the old "
        "value."
    ),
    Slip.STEP: N_("This is the step itself: the new value is the old one and the step."),
}
"""What is said otherwise of a run that maximises."""

_CONVENTION_TEXTS = {
    "accumulate": N_(
        "This follows another convention of momentum: here the velocity is β times the old one "
        "plus the whole gradient."
    ),
    "average": N_(
        "This follows another convention of momentum: here the velocity is β times the old one "
        "plus 1 − β times the gradient."
    ),
    "rate-inside": N_(
        "This follows another convention of momentum: here the velocity is β times the old one "
        "plus η times the gradient."
    ),
    "lookahead": N_(
        "This follows another convention of Nesterov's momentum: here the gradient is the one "
        "β velocities ahead, at θ − βv, and the velocity is β times the old one plus η times it."
    ),
}
"""What is said of another convention than this one of the rule's."""


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
        case "fall":
            return tr("fall of the loss")
        case "state":
            return f"{state_name(field.state)} ({name})"


def slip_sentence(mark: Mark, task: UpdateTask) -> str:
    """Return what went wrong with an answer, without giving the right value away."""
    if not mark.slips:
        return tr("No usual slip gives this value.")
    sentences = [slip_text(slip, mark.field, task) for slip in mark.slips]
    if len(sentences) == 1:
        return sentences[0]
    return tr("Two slips give this value. {first} Or: {second}").format(
        first=sentences[0], second=sentences[1]
    )


def slip_template(slip: Slip) -> str:
    """Return the sentence that names a slip, with its numbers still to be put in."""
    return tr(_TEXTS[slip])


def slip_text(slip: Slip, field: Field, task: UpdateTask) -> str:
    """Return the sentence that names a slip made in a number of an update."""
    if slip is Slip.SIGN and field.quantity == "gradient":
        return tr("The sign is the wrong one: differentiate again, or look at what is subtracted.")
    text = _TEXTS[slip]
    if task.rule.maximises:
        text = _UPHILL_TEXTS.get(slip, text)
    if slip is Slip.OTHER_CONVENTION:
        text = _CONVENTION_TEXTS.get(str(task.rule.settings[CONVENTION]), text)
    return tr(text).format(
        name=symbol(task.objective.parameters[field.index]),
        rate=NumberFormat.exact().text(task.learning_rate),
        b=task.batch_size,
        states=", ".join(state_name(name) for name in task.rule.state_names),
        k=raised(task.t + 1),
        most="" if task.rule.clip_norm is None else few(task.rule.clip_norm),
    )


def least_digits_text() -> str:
    """Return how many digits an answer must have at least, in the middle of a sentence."""
    return tr("at least {figures} figures or {decimals} decimals").format(
        figures=LEAST_DIGITS.figures, decimals=LEAST_DIGITS.decimals
    )


def reading_text(answer: Answer, given: WrittenNumber | None = None) -> str:
    """Return how an answer was read, where that is not plain to see; else nothing.

    Parameters
    ----------
    given
        The way to read it that counts; None where it is not known yet.
    """
    if answer.is_plain:
        return ""
    readings = answer.readings if given is None else (given,)
    shown = [few(one.value, GIVEN_FIGURES) for one in readings]
    if len(shown) == 1:
        return tr("read as {value}").format(value=shown[0])
    return tr("read as {first} or {second}").format(first=shown[0], second=shown[1])


def mark_sentence(mark: Mark, task: UpdateTask) -> str:
    """Return what is said of an answer as long as it can still be mended."""
    name = field_name(mark.field, task)
    if reading := reading_text(mark.answer, mark.told_reading):
        name = tr("{name} ({reading})").format(name=name, reading=reading)
    return f"{name}: {_said(mark, task)}"


def _said(mark: Mark, task: UpdateTask) -> str:
    match mark.grade:
        case Grade.RIGHT:
            return tr("Right.")
        case Grade.FOLLOWS:
            return tr("Right for the rounded numbers before it.")
        case Grade.CARRIED:
            return tr("Carried forward correctly from an earlier error.")
        case Grade.TOO_FEW_DIGITS:
            return _too_few_digits(mark)
        case Grade.WRONG:
            return slip_sentence(mark, task)


def _too_few_digits(mark: Mark) -> str:
    if not mark.has_enough_digits:
        sentence = tr("Too few digits to tell; give {least}.")
        return sentence.format(least=least_digits_text())
    if mark.carried is None:
        return tr("Too few digits to tell it from the value before the update.")
    return tr("The digits given before are too few to tell whether this follows from them.")


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
        given=fault.mark.answer.text,
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
        if value == OUTSIDE:
            continue  # As it is written with ε anyway.
        shown = NumberFormat.exact().text(value) if isinstance(value, float) else str(value)
        parts.append(f"{setting_sign(name)} = {shown}")
    parts += _besides(task)
    for state, values in zip(task.rule.state_names, task.state, strict=True):
        numbers = ", ".join(few(float(value), GIVEN_FIGURES) for value in values[:most])
        parts.append(f"{state_name(state)} ({numbers})")
    template = tr("From {values}. Give {least}; as many digits as you give are checked.")
    sentences = [template.format(values=", ".join(parts), least=least_digits_text())]
    if task.objective.columns:
        sentences.append(tr("The rows of the batch stand on the Working page."))
    return " ".join(sentences)


def _besides(task: UpdateTask) -> list[str]:
    """Return what an update does besides its rule: uphill, clipping, bounds."""
    parts = [tr("uphill")] if task.rule.maximises else []
    if task.rule.clip_norm is not None:
        parts.append(tr("‖g‖ clipped to {most}").format(most=few(task.rule.clip_norm)))
    if task.bounds is not None:
        ends = zip(task.bounds.low.tolist(), task.bounds.high.tolist(), strict=True)
        pairs = zip(task.objective.parameters, ends, strict=True)
        parts += [bound_text(name, *pair) for name, pair in pairs if any(map(math.isfinite, pair))]
    return parts


def right_value(mark: Mark, number_format: NumberFormat) -> str:
    """Return the right value of an answer, as it is shown once it is revealed."""
    return tr("Right is {value}.").format(value=number_format.brief(mark.exact))

"""What is said of an answer: right, carried forward, or which slip was made."""

from __future__ import annotations

from gdsim.i18n import tr
from gdsim.numbers import NumberFormat
from gdsim.study.answers import Field
from gdsim.study.marking import Mark, Verdict
from gdsim.study.situation import Situation
from gdsim.study.slips import Slip
from gdsim.symbols import symbol

_TEXTS: dict[Slip, str] = {
    Slip.SIGN: "Uphill: the step was added. Descent takes it away from the old value.",
    Slip.NO_RATE: "The learning rate was left out: multiply the gradient by η = {rate}.",
    Slip.FACTOR: "A factor of the derivative is missing: look at ∂L/∂{name} again.",
    Slip.SUM: "The sum over the batch was not divided by B = {b}.",
    Slip.UPDATED: (
        "A parameter that was updated already was used for this one: all of them move at once, "
        "from their old values."
    ),
    Slip.OLD_STATE: "What the rule remembers from the updates before ({states}) was left out.",
    Slip.BIAS_LEFT_OUT: "The bias correction was left out: divide by 1 − β to the power of {k}.",
    Slip.BIAS_MULTIPLIED: (
        "The bias correction was multiplied: divide by 1 − β to the power of {k} instead."
    ),
    Slip.OLD_LOSS: "This is the loss on the other side of the update.",
    Slip.KEPT: "This is the value before the update.",
    Slip.STEP: "This is the step itself: the new value is the old one less the step.",
    Slip.SWAPPED: "The two parameters were swapped.",
    Slip.CUT_OFF: "Further digits were cut off: round to the nearest instead.",
    Slip.ROUNDED: "Rounded too early: keep more digits until the end.",
}


def field_name(field: Field, situation: Situation) -> str:
    """Return what a number is called, as in print."""
    name = symbol(situation.objective.parameters[field.index])
    match field.quantity:
        case "loss":
            return tr("loss")
        case "gradient":
            return f"∂L/∂{name}"
        case "new":
            return tr("new {name}").format(name=name)
        case "new_loss":
            return tr("new loss")


def slip_sentence(mark: Mark, situation: Situation) -> str:
    """Return what went wrong with an answer, without giving the right value away."""
    if mark.slip is None:
        return tr("No usual slip gives this value.")
    return tr(_TEXTS[mark.slip]).format(
        name=symbol(situation.objective.parameters[mark.field.index]),
        rate=NumberFormat.exact().text(situation.learning_rate),
        b=situation.batch_size,
        states=", ".join(tr(name.replace("_", " ")) for name in situation.rule.state_names),
        k=situation.t + 1,
    )


def mark_sentence(mark: Mark, situation: Situation) -> str:
    """Return what is said of an answer as long as it can still be mended."""
    match mark.verdict:
        case Verdict.RIGHT:
            return tr("Right.")
        case Verdict.COARSE:
            return tr(
                "Right as far as it goes, but with so few digits the value before the update "
                "would be, too."
            )
        case Verdict.CARRIED:
            return tr("Carried forward correctly from an earlier error.")
        case Verdict.WRONG:
            return slip_sentence(mark, situation)


def right_value(mark: Mark, number_format: NumberFormat) -> str:
    """Return the right value of an answer, as it is shown once it is revealed."""
    return tr("Right is {value}.").format(value=number_format.text(mark.exact))

"""What is said of marks: a line each, with what was got and why."""

from __future__ import annotations

from gdsim.engine.formula.numbers.written import LeastDigits
from gdsim.i18n import ntr, tr
from gdsim.numbers import few, to_figures
from gdsim.study.exam.fields import Field
from gdsim.study.exam.marking.marked import FieldMark
from gdsim.study.exam.signs import printed_minus
from gdsim.study.practice.marking.grades import Grade

RIGHT_FIGURES, COUNT_FIGURES = 7, 12
"""Figures of a right answer as it is told; those of a whole number, and of any without noise."""


def marks_text(got: float, most: int) -> str:
    """Return marks got of the most to get: ``1 of 2 marks``."""
    template = ntr("{got} of {most} mark", "{got} of {most} marks", most)
    return template.format(got=few(got, 3), most=most)


def mark_line(mark: FieldMark) -> str:
    """Return what is said of an answer, which gives the right one away only where it is right."""
    label = mark.field.label
    if mark.reading:
        label = tr("{name} ({reading})").format(name=label, reading=mark.reading)
    line = tr("{label}: {said} {marks}.")
    return line.format(
        label=label, said=reason(mark), marks=marks_text(mark.marks, mark.field.marks)
    )


def reason(mark: FieldMark) -> str:
    """Return why an answer got its marks, as a sentence or two."""
    match mark.grade:
        case _ if not mark.given:
            return tr("No answer.")
        case Grade.RIGHT:
            return tr("Right.")
        case Grade.FOLLOWS:
            return tr("Right for the rounded numbers before it.")
        case Grade.CARRIED:
            return tr("Carried forward correctly from an earlier error.")
        case Grade.TOO_FEW_DIGITS:
            return tr("Too few digits to tell; {digits}.").format(digits=digits_text(mark.field))
    if mark.slips:
        return _slips_told(mark)
    if mark.field.type in ("select", "points") and mark.wrong_options:
        count = len(mark.wrong_options)
        return ntr(
            "{count} option is picked or left out wrongly.",
            "{count} options are picked or left out wrongly.",
            count,
        ).format(count=count)
    if mark.field.is_number:
        return tr("Not right, and no usual slip gives this value.")
    return tr("Not right.")


def _slips_told(mark: FieldMark) -> str:
    texts = list(dict.fromkeys(slip.text for slip in mark.slips))
    if len(texts) == 1:
        return texts[0]
    told = tr("Two slips give this value. {first} Or: {second}")
    return told.format(first=texts[0], second=texts[1])


def digits_text(field: Field) -> str:
    """Return what a number must be given to at least, in the middle of a sentence."""
    if field.type == "count":
        return tr("give a whole number")
    least: LeastDigits = field.digits
    figures = ntr("{n} figure", "{n} figures", least.figures).format(n=least.figures)
    decimals = ntr("{n} decimal", "{n} decimals", least.decimals).format(n=least.decimals)
    return tr("give at least {figures} or {decimals}, or a fraction").format(
        figures=figures, decimals=decimals
    )


def right_text(field: Field) -> str:
    """Return the right answer as it is shown once it is no secret; a person may type it so."""
    match field.right:
        case str() if field.type == "formula":
            return field.right
        case str() | tuple():
            keys = (field.right,) if isinstance(field.right, str) else field.right
            options = {option.key: option.text or option.latex for option in field.options}
            return "; ".join(f"{key}: {options[key]}" for key in keys)
    figures = COUNT_FIGURES if field.type == "count" else RIGHT_FIGURES
    value = printed_minus(few(field.number, figures))
    return tr("{value} %").format(value=value) if field.type == "percent" else value


def right_sentence(field: Field) -> str:
    """Return which answer is right, and that it is rounded where it is."""
    value = right_text(field).rstrip(".")
    if field.is_number and field.type != "count" and _is_rounded(field.number):
        return tr("Right is about {value}.").format(value=value)
    return tr("Right is {value}.").format(value=value)


def _is_rounded(value: float) -> bool:
    """Whether a right answer has more figures than are told of it."""
    return to_figures(value, RIGHT_FIGURES) != to_figures(value, COUNT_FIGURES)

"""The answers to a question, read and marked."""

from __future__ import annotations

from gdsim.engine.errors import InputError
from gdsim.study.exam.fields import Field
from gdsim.study.exam.marking.choices import mark_choice
from gdsim.study.exam.marking.formulas import mark_formula
from gdsim.study.exam.marking.marked import FieldMark, Given, MarkedQuestion
from gdsim.study.exam.marking.numbers import GivenNumber, kind_of, mark_number
from gdsim.study.exam.marking.updates import mark_updates, with_own_slips
from gdsim.study.exam.question import Question
from gdsim.study.practice.answers import Answer
from gdsim.study.practice.marking.grades import Grade


class UnreadableError(InputError):
    """An answer that cannot be read; `field` is where it was given."""

    def __init__(self, field: Field, error: InputError) -> None:
        super().__init__("{label}: {sentence}", label=field.label, sentence=error)
        self.field = field
        self.sentence = error


def mark_question(question: Question, given: Given) -> MarkedQuestion:
    """Return the marks of the answers to a question.

    A number is right where it is the exact one rounded to the digits given, and these are enough;
    it counts, too, where it follows from earlier answers, however wrong. An answer that cannot be
    read costs nothing: it is refused.

    Raises
    ------
    InputError
        If an answer cannot be read, with the label of its field in front.
    """
    typed = {one.name: given.get(one.name, "").strip() for one in question.fields}
    numbers = {
        one: _read(one, typed[one.name])
        for one in question.fields
        if one.is_number and typed[one.name]
    }
    of_updates = {one: answer for one, answer in numbers.items() if one.update is not None}
    marks = {}
    if question.run is not None and of_updates:
        marks = mark_updates(question.run, of_updates, question.shown)
    marks = {name: with_own_slips(one, numbers, question.slips) for name, one in marks.items()}
    earlier: dict[str, GivenNumber] = {}
    for one in question.fields:
        if one.name in marks:
            written = numbers[one].readings[0]
            earlier[one.name] = GivenNumber.of(one, written, marks[one.name].grade)
        elif not typed[one.name]:
            marks[one.name] = FieldMark(one, "", Grade.WRONG, 0.0)
        elif one.is_number:
            marks[one.name], earlier[one.name] = mark_number(
                one, numbers[one], question.slips, earlier
            )
        else:
            marks[one.name] = _other(question, one, typed[one.name])
    return MarkedQuestion(question, tuple(marks[one.name] for one in question.fields))


def _other(question: Question, field: Field, text: str) -> FieldMark:
    try:
        if field.type == "formula":
            return mark_formula(field, text, question.slips)
        return mark_choice(field, text, question.slips)
    except InputError as error:
        raise UnreadableError(field, error) from error


def _read(field: Field, text: str) -> Answer:
    try:
        return Answer.read(text, kind_of(field))
    except InputError as error:
        raise UnreadableError(field, error) from error

"""A kind of question: makes as many of its sort as one likes, each from a seed and a level."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from gdsim.i18n import tr
from gdsim.study.exam.draw import Draw
from gdsim.study.exam.fitness import Unfit, check_fit
from gdsim.study.exam.question import Draft, Question
from gdsim.study.exam.signs import printed_field, printed_section, printed_slip, printed_stem
from gdsim.study.exam.update_slips import slips_of_updates

Form = Literal["compute", "choose", "order", "find", "judge", "explain", "fill"]
"""What a person does in a question."""

MOST_DRAWS = 500
"""Drafts that are thrown away before a kind is called unfit."""


class Kind(Struct, frozen=True):
    """A kind of question.

    Attributes
    ----------
    key
        Words joined by hyphens: ``one-update``.
    version
        Counted up whenever a seed gives another question than before.
    name
        Its title, marked for translation.
    topics
        Keys of `TOPICS`, the main one first.
    lines
        Lines of the lecture that it asks for, first and last, from 1.
    forms
        What a person does in it.
    levels
        1 to 3, the easiest first.
    draft
        Makes a draft from random choices and a level; raises `Unfit` where the numbers drawn are
        not fit for paper.
    run_tells_answer
        Whether the simulator, opened with the numbers of a question, shows what is asked without
        its being worked out: what is asked is no number of one of its updates.
    """

    key: str
    version: int
    name: str
    topics: tuple[str, ...]
    lines: tuple[tuple[int, int], ...]
    forms: tuple[Form, ...]
    draft: Callable[[Draw, int], Draft]
    levels: tuple[int, ...] = (1, 2, 3)
    run_tells_answer: bool = False

    @property
    def title(self) -> str:
        """Its title in the person's language."""
        return tr(self.name)

    @property
    def topic(self) -> str:
        """The key of its main topic."""
        return self.topics[0]

    def make(self, seed: int, level: int) -> Question:
        """Return the question of a seed (0 or more) at one of `levels`.

        Drafts are drawn until one is fit: no slip gives the right answer, and each shows, where it
        is made, at the digits asked for.

        Raises
        ------
        ValueError
            If the level is none of the kind's.
        """
        if level not in self.levels:
            raise ValueError(f"{self.key} has the levels {self.levels}, not {level}")
        for attempt in range(MOST_DRAWS):
            draw = Draw(self.key, self.version, level, seed, attempt)
            try:
                question = self.question(self.draft(draw, level), seed, level)
                check_fit(question)
            except Unfit:
                continue
            return question
        raise RuntimeError(f"no fit question of {self.key}, level {level}, for seed {seed}")

    def question(self, draft: Draft, seed: int, level: int) -> Question:
        """Return the question that a draft makes, whether it is fit or not."""
        drafted = {name: getattr(draft, name) for name in draft.__struct_fields__}
        drafted["stem"] = tuple(map(printed_stem, draft.stem))
        drafted["fields"] = tuple(map(printed_field, draft.fields))
        drafted["solve"] = lambda: tuple(map(printed_section, draft.solve()))
        question = Question(kind=self.key, version=self.version, seed=seed, level=level, **drafted)
        question = slips_of_updates(question)
        return replace(question, slips=tuple(map(printed_slip, question.slips)))

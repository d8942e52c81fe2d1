"""Questions written out: every formula can be typeset, and plain text is plain."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from gdsim.study.exam.catalogue import KINDS
from gdsim.study.exam.forms.text import question_text, solution_text, stem_parts, writer_of
from gdsim.study.exam.kind import Kind
from gdsim.study.exam.question import Question
from gdsim.study.working.blocks import Formula

CASES = [(kind, level) for kind in KINDS.values() for level in kind.levels]
IDS = [f"{kind.key}-{level}" for kind, level in CASES]

SPELT_OUT = re.compile(r"[\\{}$]|(?<![a-zA-Z])(nabla|[lr]ceil|frac|le|ge)\b")
"""What is left of LaTeX."""


def formulas(question: Question) -> Iterator[str]:
    blocks = list(question.stem)
    if question.experiment is None:
        # Workings of runs are typeset in tests of their own.
        blocks += [one for section in question.solution for one in section.blocks]
    yield from (one.latex for one in blocks if isinstance(one, Formula))
    for field in question.fields:
        yield from (one for one in (field.latex, *(each.latex for each in field.options)) if one)


@pytest.mark.parametrize(("kind", "level"), CASES, ids=IDS)
def test_every_formula_can_be_typeset(kind: Kind, level: int) -> None:
    from gdsim.views.style.typesetting import load_typesetter, typeset

    load_typesetter()
    for latex in formulas(kind.make(11, level)):
        assert typeset(latex, 16, "#000000") is not None, latex


@pytest.mark.parametrize(("kind", "level"), CASES, ids=IDS)
def test_plain_text_has_nothing_of_latex(kind: Kind, level: int) -> None:
    question = kind.make(11, level)
    text = question_text(question, "txt") + solution_text(question.solution, "txt")
    assert SPELT_OUT.search(text) is None, text


def test_rounding_up_and_bounds_are_written_as_signs() -> None:
    parts = stem_parts(
        (Formula(r"\left\lceil \frac{7}{2} \right\rceil \le \sigma"),), writer_of("txt")
    )
    assert [one.strip() for one in parts] == ["ceil(7/2) ≤ σ"]

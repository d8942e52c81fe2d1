"""The history and the figures of progress as tables."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from gdsim.files.exam.answer_rows import OUTCOME_COLUMNS, row_of
from gdsim.files.exam.schema import ANSWER_COLUMNS
from gdsim.files.frames.column_frame import Frame

if TYPE_CHECKING:
    from gdsim.files.exam.store import ExamStore
    from gdsim.study.exam.memory.figures import FigureSpec
    from gdsim.study.exam.memory.standing import Standing

_NUMBERS = ("utc_offset", "mixed", "version", "level", "seed", "first_try", "confidence")
_REALS = ("marks", "most", "seconds")


def figure_frame(spec: FigureSpec, standing: Standing) -> Frame:
    """Return a figure of progress as a frame; days are texts."""
    rows = [
        {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in row.items()
        }
        for row in spec.rows(standing)
    ]
    kinds = {name: str if of is date else of for name, of in spec.columns.items()}
    return Frame.of_rows(rows, kinds)


def history_frame(store: ExamStore, is_whole: bool) -> Frame:
    """Return every answer, one a row, in their order; the questions too where it is whole."""
    names = ANSWER_COLUMNS if is_whole else (*OUTCOME_COLUMNS, "program")
    places = [ANSWER_COLUMNS.index(name) for name in names]
    rows = [row_of(answer) for answer in store.answers()]
    return Frame.of_rows(
        [{name: row[k] for name, k in zip(names, places, strict=True)} for row in rows],
        {name: int if name in _NUMBERS else float if name in _REALS else str for name in names},
    )

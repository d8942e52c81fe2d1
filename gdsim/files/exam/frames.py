"""The history and the figures of progress as tables."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from gdsim.files.exam.answer_rows import OUTCOME_COLUMNS, row_of
from gdsim.files.exam.schema import ANSWER_COLUMNS

if TYPE_CHECKING:
    import polars as pl

    from gdsim.files.exam.store import ExamStore
    from gdsim.study.exam.memory.figures import FigureSpec
    from gdsim.study.exam.memory.standing import Standing

_NUMBERS = ("utc_offset", "mixed", "version", "level", "seed", "first_try", "confidence")
_REALS = ("marks", "most", "seconds")


def figure_frame(spec: FigureSpec, standing: Standing) -> pl.DataFrame:
    """Return a figure of progress as a frame; days are texts."""
    import polars as pl

    types = {str: pl.String, int: pl.Int64, float: pl.Float64, date: pl.String}
    rows = [
        {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in row.items()
        }
        for row in spec.rows(standing)
    ]
    return pl.DataFrame(rows, schema={name: types[of] for name, of in spec.columns.items()})


def history_frame(store: ExamStore, is_whole: bool) -> pl.DataFrame:
    """Return every answer, one a row, in their order; the questions too where it is whole."""
    import polars as pl

    names = ANSWER_COLUMNS if is_whole else (*OUTCOME_COLUMNS, "program")
    places = [ANSWER_COLUMNS.index(name) for name in names]
    rows = [row_of(answer) for answer in store.answers()]
    schema = {
        name: pl.Int64 if name in _NUMBERS else pl.Float64 if name in _REALS else pl.String
        for name in names
    }
    return pl.DataFrame([[row[k] for k in places] for row in rows], schema=schema, orient="row")

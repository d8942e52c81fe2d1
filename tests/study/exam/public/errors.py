"""Public tables with a mistake in them."""

from __future__ import annotations

from gdsim.study.exam.kinds.errors import wrong_cell
from tests.study.exam.public.cases import Case

CASES: dict[str, tuple[Case, ...]] = {
    # Printed is 4.21; from the notes' own rounded numbers it would be 4.20 as well.
    "Q02": (
        Case(
            "wrong-cell",
            wrong_cell.notes_draft,
            {"row": "row 3", "column": "loss", "corrected": 4.195328},
        ),
    ),
}

OUTSIDE: dict[str, str] = {}

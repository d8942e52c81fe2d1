"""The loss of a batch: what is told and what is worked out speak of the same rows."""

from __future__ import annotations

import pytest

from gdsim.study.exam.kinds.batches.batch_loss import KIND
from gdsim.study.working.blocks import Table


def rows_of(table: Table) -> dict[str, tuple[float, float]]:
    """Return x and y of each row by its number, whatever columns stand between them."""
    x, y = table.header.index("x"), table.header.index("y")
    read = {row[0]: tuple(float(row[k].replace("−", "-")) for k in (x, y)) for row in table.rows}
    return {number: (pair[0], pair[1]) for number, pair in read.items()}


@pytest.mark.parametrize("level", KIND.levels)
def test_rows_have_the_same_numbers_in_the_working_as_in_the_stem(level: int) -> None:
    for seed in range(10):
        question = KIND.make(seed, level)
        (told,) = [block for block in question.stem if isinstance(block, Table)]
        blocks = [block for section in question.solution for block in section.blocks]
        worked = [one for one in blocks if isinstance(one, Table) and "x" in one.header]
        assert worked
        assert all(rows_of(table) == rows_of(told) for table in worked)

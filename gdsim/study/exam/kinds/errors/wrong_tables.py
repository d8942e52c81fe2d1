"""Tables of updates with a mistake planted in one cell."""

from __future__ import annotations

from msgspec import Struct

from gdsim.study.exam.draw import Draw
from gdsim.study.exam.fitness import Unfit
from gdsim.study.exam.kinds.functions import Drawn, signed_term, times

Cells = tuple[tuple[float, ...], ...]
"""A row an update: loss, gradient (2), new parameters (2)."""

LOSS, FIRST_SLOPE, FIRST_NEW = 0, 1, 3
"""Columns."""

MISTAKES_OF_COLUMN = {
    0: ("old-loss",),
    1: ("factor", "old-gradient"),
    2: ("factor", "old-gradient", "updated"),
    3: ("sign", "no-rate"),
    4: ("sign", "no-rate"),
}
"""What can go wrong in a column."""


class Bowl(Struct, frozen=True):
    """The loss a x² + b y² + c x y with `numbers` a, b and c, and a run on it."""

    parameters: tuple[str, str]
    numbers: tuple[float, float, float]
    start: tuple[float, float]
    rate: float

    @property
    def function(self) -> Drawn:
        """The loss as it is typed."""
        (x, y), (a, b, c) = self.parameters, self.numbers
        text = f"{times(a, f'{x}^2')} + {times(b, f'{y}^2')}"
        return Drawn(text + (signed_term(c, f"{x}*{y}") if c else ""), self.parameters)

    def loss(self, x: float, y: float) -> float:
        """Return the loss at a point."""
        a, b, c = self.numbers
        return a * x * x + b * y * y + c * x * y

    def slopes(self, x: float, y: float) -> tuple[float, float]:
        """Return the gradient at a point."""
        a, b, c = self.numbers
        return 2 * a * x + c * y, 2 * b * y + c * x


class Planted(Struct, frozen=True):
    """A table with a mistake.

    Attributes
    ----------
    row, column
        Of the first wrong cell, from 0.
    mistake
        The key of a slip, or ``misprint`` where every other cell is right.
    right
        What should stand there.
    """

    cells: Cells
    row: int
    column: int
    mistake: str
    right: float


def columns_of(bowl: Bowl) -> list[str]:
    """Return the names of the columns, as facts have them."""
    x, y = bowl.parameters
    return ["loss", f"gradient_{x}", f"gradient_{y}", f"new_{x}", f"new_{y}"]


def right_cells(bowl: Bowl, rows: int) -> Cells:
    """Return the table without a mistake."""
    return _cells(bowl, rows, (-1, -1), "")


def misprinted(draw: Draw, cells: Cells) -> Planted:
    """Return the table with one cell changed by a little; all others stay right."""
    row, column = draw.whole(0, len(cells) - 1), draw.whole(0, 4)
    right = cells[row][column]
    unit = 0.1 if abs(right) >= 1 else 0.01
    changed = round(right + draw.signed(1, 3) * unit, 9)
    if abs(changed) < unit or changed * right < 0:
        raise Unfit
    table = [list(line) for line in cells]
    table[row][column] = changed
    return Planted(tuple(map(tuple, table)), row, column, "misprint", right)


def planted(draw: Draw, bowl: Bowl, rows: int) -> Planted:
    """Return the table with a slip in one cell, from which later cells follow."""
    column = draw.whole(0, 4)
    mistakes = [name for name in MISTAKES_OF_COLUMN[column] if name != "updated" or bowl.numbers[2]]
    # What is followed is to be seen: not in the last row, but for a loss.
    mistake = draw.pick(mistakes)
    first = 1 if mistake in ("old-loss", "old-gradient") else 0
    row = draw.whole(first, rows - 1 if column == LOSS else rows - 2)
    cells, right = _cells(bowl, rows, (row, column), mistake), right_cells(bowl, rows)
    if abs(cells[row][column] - right[row][column]) < 0.05:
        raise Unfit
    return Planted(cells, row, column, mistake, right[row][column])


def _cells(bowl: Bowl, rows: int, place: tuple[int, int], mistake: str) -> Cells:
    table: list[tuple[float, ...]] = []
    x, y = bowl.start
    for t in range(rows):
        column = place[1] if place[0] == t else -1
        loss = table[-1][LOSS] if column == LOSS else bowl.loss(x, y)
        slopes = list(bowl.slopes(x, y))
        if column in (1, 2):
            slopes[column - 1] = _slope(bowl, table, (x, y), column - 1, mistake)
        new = [p - bowl.rate * g for p, g in zip((x, y), slopes, strict=True)]
        if column in (3, 4):
            k = column - FIRST_NEW
            step = bowl.rate * slopes[k] if mistake == "sign" else -slopes[k]
            new[k] = (x, y)[k] + step
        x, y = new
        table.append(tuple(round(value, 12) for value in (loss, *slopes, x, y)))
    return tuple(table)


def _slope(
    bowl: Bowl, table: list[tuple[float, ...]], at: tuple[float, float], k: int, mistake: str
) -> float:
    """Return a slope with a mistake."""
    right = bowl.slopes(*at)[k]
    match mistake:
        case "factor":
            return right - bowl.numbers[k] * at[k]
        case "old-gradient":
            return table[-1][FIRST_SLOPE + k]
    new_x = at[0] - bowl.rate * bowl.slopes(*at)[0]
    return bowl.slopes(new_x, at[1])[1]

"""What is known of data before they are used, and what is chosen of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from gdsim.engine.problem.losses import LossChoice, loss_spec

Kind = Literal["numbers", "mixed", "text", "empty"]


@dataclass(frozen=True)
class ColumnPreview:
    """What a column holds.

    Attributes
    ----------
    kind
        ``numbers`` alone; ``mixed`` where some cells are none; ``text`` without any number;
        ``empty`` without anything.
    missing, not_numbers
        Cells with nothing in them, and with something that is no finite number up to 1e150.
    places
        Lines or rows of the first few of both kinds, in order.
    is_constant
        Whether all its numbers are the same: such a column cannot be scaled and teaches nothing.
    is_unique_name
        Whether no other column has its name.
    accepted
        What the column is called in an objective: its name, or one made of it.
    low, mean, high, deviation
        Least, mean and largest of its numbers and their standard deviation (dividing by their
        count); NaN where it has none.
    is_two_valued
        Whether there are no other numbers than `low` and `high`, which differ.
    """

    name: str
    kind: Kind
    missing: int
    not_numbers: int
    places: tuple[int, ...]
    is_constant: bool
    is_unique_name: bool
    accepted: str
    low: float
    mean: float
    high: float
    deviation: float
    is_two_valued: bool

    @property
    def has_numbers(self) -> bool:
        """Whether at least one cell is a number."""
        return self.kind in ("numbers", "mixed")

    @property
    def flawed(self) -> int:
        """Cells that are no number."""
        return self.missing + self.not_numbers


@dataclass(frozen=True)
class Preview:
    """A table at a glance.

    Attributes
    ----------
    title
        The file's name.
    n_rows
        Rows below the header.
    unit
        ``line`` or ``row``: what the columns' places count.
    columns
        One for each column, in order.
    first_rows
        Texts of the first rows, empty where nothing stands.
    """

    title: str
    n_rows: int
    unit: str
    columns: tuple[ColumnPreview, ...]
    first_rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Choice:
    """What is made of data.

    Attributes
    ----------
    features, target
        Columns by the names they have in an objective.
    skip_bad
        Whether rows in which one of them has no number are left out.
    scaling, scales_target
        What is done to the features, a name in `gdsim.engine.problem.scaling.SCALINGS` or None for
        nothing, and whether to the target as well, which never happens to labels.
    loss
        A ready-made loss, or the text of one's own, which is taken as it is.
    """

    features: tuple[str, ...]
    target: str | None
    skip_bad: bool = False
    scaling: str | None = None
    scales_target: bool = False
    loss: LossChoice | str = field(default_factory=LossChoice)

    @property
    def has_labels(self) -> bool:
        """Whether the target holds labels, by the loss chosen."""
        return isinstance(self.loss, LossChoice) and loss_spec(self.loss.kind).is_classifier


def first_choice(preview: Preview) -> Choice:
    """Return what is most likely meant: the last usable column predicted from those before.

    Columns of text, without a usable name, or the same in every row are left aside. A target with
    the two values 1 and -1, or 1 and 0, is taken for a label.
    """
    usable = [column.accepted for column in preview.columns if is_usable(column)]
    if len(usable) < 2:
        return Choice(tuple(usable), None)
    target = next(c for c in preview.columns if c.accepted == usable[-1])
    is_label = target.is_two_valued and target.high == 1 and target.low in (0, -1)
    loss = LossChoice("logistic" if is_label else "squares")
    return Choice(tuple(usable[:-1]), usable[-1], loss=loss)


def is_usable(column: ColumnPreview) -> bool:
    """Return whether a column can be chosen without a second thought."""
    return column.has_numbers and column.is_unique_name and not column.is_constant

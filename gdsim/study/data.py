"""What is known of data before they are used, and what is chosen of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct, field

from gdsim.engine.problem.losses import LossChoice, loss_spec

Kind = Literal["numbers", "mixed", "units", "classes", "dates", "text", "empty"]

Codes = tuple[tuple[str, float], ...]
"""Classes with the number that each is taken for."""

REST = "rest"
"""Stands for every class that is not named."""


class ColumnPreview(Struct, frozen=True):
    """What a column holds.

    Attributes
    ----------
    kind
        ``numbers`` alone; ``mixed`` where some cells are none; ``units`` where one stands beside
        numbers; without any number ``classes``, ``dates`` or ``text``; ``empty`` without anything.
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
    classes
        Its classes where it holds classes, or few whole numbers again and again, that of 0 first.
    is_row_numbers
        Whether it does nothing but number the rows.
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
    classes: tuple[str, ...] = ()
    is_row_numbers: bool = False

    @property
    def has_numbers(self) -> bool:
        """Whether at least one cell is a number, perhaps with a unit beside it."""
        return self.kind in ("numbers", "mixed", "units")

    @property
    def can_be_chosen(self) -> bool:
        """Whether it holds numbers or classes, and has a name that leads to it alone."""
        return (self.has_numbers or self.kind == "classes") and self.is_unique_name

    @property
    def has_labels(self) -> bool:
        """Whether it holds 1 and 0, or 1 and -1, and nothing else."""
        return self.is_two_valued and self.high == 1 and self.low in (0, -1)

    def needs_codes(self, is_label: bool) -> bool:
        """Whether its classes need numbers: texts always, other numbers where it is a label."""
        is_numbered = bool(self.classes) and is_label and not self.has_labels
        return self.kind == "classes" or is_numbered

    @property
    def flawed(self) -> int:
        """Cells that are no number."""
        return self.missing + self.not_numbers


class Preview(Struct, frozen=True):
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
    remarks
        How the table was taken, a sentence each.
    """

    title: str
    n_rows: int
    unit: str
    columns: tuple[ColumnPreview, ...]
    first_rows: tuple[tuple[str, ...], ...]
    remarks: tuple[str, ...] = ()


class Choice(Struct, frozen=True):
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
    codes
        The numbers that the classes of the target are taken for; none where it holds numbers.
    """

    features: tuple[str, ...]
    target: str | None
    skip_bad: bool = False
    scaling: str | None = None
    scales_target: bool = False
    loss: LossChoice | str = field(default_factory=LossChoice)
    codes: Codes = ()

    @property
    def has_labels(self) -> bool:
        """Whether the target holds labels, by the loss chosen."""
        return isinstance(self.loss, LossChoice) and loss_spec(self.loss.kind).is_classifier


def usual_codes(classes: Sequence[str]) -> Codes:
    """Return 0 and 1 for two classes; for more, 1 for the first against 0 for the rest."""
    positive = classes[1] if len(classes) == 2 else classes[0]
    return codes_for(classes, positive, 0.0)


def codes_for(classes: Sequence[str], positive: str, negative: float) -> Codes:
    """Return 1 for the class `positive`, and the number `negative` for the others."""
    if len(classes) == 2:
        other = next(one for one in classes if one != positive)
        return (other, negative), (positive, 1.0)
    return (positive, 1.0), (REST, negative)


def codes_of_each(classes: Sequence[str]) -> Codes:
    """Return a number for each class: its own if all are whole numbers, else 0, 1 and so on."""
    if all(name.isascii() and name.isdecimal() for name in classes):
        return tuple((name, float(name)) for name in classes)
    return tuple((name, float(k)) for k, name in enumerate(classes))


TARGET_NAMES = ("y", "target", "label", "class", "outcome", "output", "response")
"""Names, in small letters, of columns that are there to be predicted."""


def first_choice(preview: Preview) -> Choice:
    """Return what is most likely meant: the last usable column predicted from the others.

    One that has the name of a target comes before the last.

    Columns of text, without a usable name, the same in every row, or that number the rows are left
    aside, and so are remarks on some of the rows: classes with gaps, where there are numbers to be
    predicted. A target with the two values 1 and -1, or 1 and 0, is taken for a label, and one of
    classes as well; where there is but one column of numbers, such a column is predicted from it.
    """
    numbers = [column for column in preview.columns if is_usable(column)]
    labels = [column for column in preview.columns if is_usable_label(column, preview.n_rows)]
    if len(numbers) > 1:
        labels = [column for column in labels if not column.missing]
    both = [column for column in preview.columns if column in numbers or column in labels]
    if not numbers or len(both) < 2:
        return Choice(tuple(column.accepted for column in numbers), None)
    named = [column for column in both if column.accepted.lower() in TARGET_NAMES]
    target = labels[-1] if len(numbers) == 1 and labels else (named or both)[-1]
    features = tuple(column.accepted for column in numbers if column is not target)
    loss = usual_loss(target)
    codes = usual_codes(target.classes) if target in labels else ()
    return Choice(features, target.accepted, loss=loss, codes=codes)


def usual_loss(target: ColumnPreview) -> LossChoice:
    """Return the loss that is most likely meant for a target: of labels, or of numbers."""
    is_label = target.has_labels or target.kind == "classes"
    return LossChoice("logistic" if is_label else "squares")


def is_usable(column: ColumnPreview) -> bool:
    """Return whether a column of numbers can be chosen without a second thought."""
    is_data = column.has_numbers and not column.is_constant and not column.is_row_numbers
    return is_data and column.is_unique_name


def is_usable_label(column: ColumnPreview, n_rows: int) -> bool:
    """Return whether a column of texts holds the classes of rows, and not their names."""
    is_repeated = n_rows > 2 if len(column.classes) == 2 else n_rows >= 2 * len(column.classes)
    return column.kind == "classes" and column.is_unique_name and is_repeated

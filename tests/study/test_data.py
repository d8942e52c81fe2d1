"""What is proposed for data that nobody has looked at yet."""

from __future__ import annotations

import numpy as np
import pytest

from gdsim.engine.problem.losses import LOSSES, LossChoice
from gdsim.files.data.candidates import from_text
from gdsim.study.data import Choice, first_choice


def proposed(*columns: str) -> Choice:
    """Return the choice for columns given as a name and cells, as ``y 1 0 1``."""
    cells = np.array([column.split() for column in columns]).T
    return first_choice(from_text("\n".join(",".join(row) for row in cells) + "\n").preview)


def test_the_last_usable_column_is_predicted_from_those_before() -> None:
    choice = proposed("a 1 2 3", "kind red blue red", "flat 4 4 4", "b 5 6 8", "note x y z")
    assert (choice.features, choice.target) == (("a",), "b")
    assert choice.loss == LossChoice("squares")


def test_a_column_that_is_called_a_target_is_predicted_wherever_it_stands() -> None:
    choice = proposed("Label 1 2 3", "a 1 2 4", "b 5 6 8")
    assert (choice.features, choice.target) == (("a", "b"), "Label")
    assert proposed("y 1 2 3", "x 1 2 4").target == "y"


@pytest.mark.parametrize(
    ("labels", "is_label"), [("1 0 1", True), ("-1 1 1", True), ("2 1 2", False), ("0 1 2", False)]
)
def test_a_target_of_1_and_another_label_is_taken_for_classes(labels: str, is_label: bool) -> None:
    choice = proposed("x 1 2 3", f"y {labels}")
    assert choice.has_labels is is_label


def test_one_column_is_no_target() -> None:
    assert proposed("x 1 2 3").target is None


@pytest.mark.parametrize("kind", LOSSES)
def test_only_classifiers_have_labels_and_an_own_expression_has_none(kind: str) -> None:
    choice = Choice(("x",), "y", loss=LossChoice(kind))
    assert choice.has_labels is LOSSES[kind].is_classifier
    assert not Choice(("x",), "y", loss="(w*x - y)^2").has_labels

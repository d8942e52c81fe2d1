"""Classes in texts, and the numbers that they are taken for."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from gdsim.files.data.labels import classes_of, coded
from gdsim.files.data.spelling import cleaned
from gdsim.study.data import REST, codes_for, usual_codes


def classes(*cells: str) -> tuple[str, ...]:
    return classes_of(cleaned(pl.DataFrame({"c": cells}))["c"])


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (("yes", "no", "yes"), ("no", "yes")),
        (("True", "False", "true"), ("False", "True")),
        (("T", "F"), ("F", "T")),
        (("ja", "nein", "Ja"), ("nein", "ja")),
        (("M", "B", "M"), ("B", "M")),
        (("malignant", "benign"), ("benign", "malignant")),
        (("+", "-", "+"), ("-", "+")),
        (("virginica", "setosa", "versicolor"), ("setosa", "versicolor", "virginica")),
        (("Setosa", "setosa"), ("Setosa", "setosa")),
        (("yes", "?", "no", "NA", ""), ("no", "yes")),
        (("yes", "yes"), ()),
        (tuple(f"name {k}" for k in range(21)), ()),
    ],
)
def test_classes_are_found_that_of_0_first(cells: tuple[str, ...], found: tuple[str, ...]) -> None:
    assert classes(*cells) == found


def test_two_classes_are_0_and_1_and_of_more_one_is_1_against_the_rest() -> None:
    assert usual_codes(("no", "yes")) == (("no", 0), ("yes", 1))
    assert usual_codes(("a", "b", "c")) == (("a", 1), (REST, 0))
    assert codes_for(("no", "yes"), "no", -1.0) == (("yes", -1), ("no", 1))
    assert codes_for(("a", "b", "c"), "b", -1.0) == (("b", 1), (REST, -1))


@pytest.mark.parametrize(
    ("cells", "codes", "numbers"),
    [
        (["no", "yes", None], (("no", 0.0), ("yes", 1.0)), [0, 1, np.nan]),
        (["TRUE", "false", "True"], (("false", -1.0), ("True", 1.0)), [1, -1, 1]),
        (["a", "b", "c"], (("b", 1.0), (REST, 0.0)), [0, 1, 0]),
        (["a", "B", "b"], (("a", 0.0), ("b", 1.0)), [0, np.nan, 1]),
        (["3", "7", "3.0"], (("3", 1.0), (REST, -1.0)), [1, -1, 1]),
    ],
)
def test_each_class_is_its_number(cells, codes, numbers) -> None:
    found = coded(pl.Series(cells), codes)
    np.testing.assert_array_equal(found, numbers)

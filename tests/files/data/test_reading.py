"""Data sets of chosen columns and rows, and the steps that make them."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from gdsim.engine.errors import InputError
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.problem.loss_text import loss_for
from gdsim.engine.problem.losses import LossChoice
from gdsim.files.data.reading import dataset_from, read
from gdsim.files.data.steps import Treatment
from tests.files.data.written import csv_file, read_all

FLAWED = "x,y,kind\n1,2,a\n,3,b\n4,five,c\n5,6,\n7,inf,d\n"


def test_chosen_columns_alone_are_read_and_checked(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "x,my y,z,z\n1,a,2,3\n4,b,5,6\n")
    assert read(path, Treatment(columns=("x",))).dataset.values.tolist() == [[1], [4]]
    for columns, said in (
        (["x", "w"], "no column w; its columns are x, my_y"),
        (["my y"], "'my y' is not accepted"),
        (["z"], "twice"),
        (["x", "x"], "twice"),
        ([], "at least one"),
    ):
        with pytest.raises(InputError, match=said):
            read(path, Treatment(columns=tuple(columns)))


def test_columns_come_in_the_order_chosen(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "x,y\n1,2\n3,4\n")
    data = read(path, Treatment(columns=("y", "x")), source="points.csv").dataset
    assert (data.names, data.values.tolist()) == (("y", "x"), [[2, 1], [4, 3]])
    assert np.array_equal(dataset_from(data.source, tmp_path).values, data.values)


def test_rows_are_left_out_only_on_request_and_counted(tmp_path: Path) -> None:
    path = csv_file(tmp_path, FLAWED)
    with pytest.raises(InputError, match="line 3: column x has no value"):
        read_all(path)
    reading = read(path, Treatment(skip_bad=True))
    assert reading.dataset.values.tolist() == [[1, 2], [5, 6]]
    assert (reading.skipped, reading.where) == (3, "lines 3, 4, 6")
    assert "3 (lines 3, 4, 6)" in reading.sentences[0]
    again = dataset_from(f"points.csv{reading.dataset.source.removeprefix(str(path))}", tmp_path)
    assert np.array_equal(again.values, reading.dataset.values)
    clean = read(csv_file(tmp_path, "x\n1\n"), Treatment(skip_bad=True))
    assert (clean.skipped, clean.sentences) == (0, ())


def test_no_row_left_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no row with a number in each of the columns x, y"):
        read(csv_file(tmp_path, "x,y\n1,\n,2\n"), Treatment(skip_bad=True))


def test_steps_scale_what_was_read(tmp_path: Path) -> None:
    csv_file(tmp_path, FLAWED)
    data = dataset_from("points.csv | columns y, x | skip-bad-rows | standardise x", tmp_path)
    assert data.names == ("y", "x")
    assert data.values.tolist() == [[2, -1], [6, 1]]
    assert np.array_equal(dataset_from(data.source, tmp_path).values, data.values)
    both = dataset_from("linear(rows=9) | min-max", tmp_path)
    assert (both.values.min(), both.values.max()) == (0, pytest.approx(1))
    assert np.array_equal(dataset_from(both.source, tmp_path).values, both.values)
    for source in ("points.csv | shuffle", "points.csv | units", "points.csv |"):
        with pytest.raises(
            InputError,
            match=(
                "columns, skip-bad-rows, labels, units, thousands, header, standardise,"
                " standardise-sample, min-max"
            ),
        ):
            dataset_from(source, tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="no bars in names")
def test_file_with_a_bar_in_its_name_is_a_file(tmp_path: Path) -> None:
    csv_file(tmp_path, "x\n1\n", "a | b.csv")
    assert len(dataset_from("a | b.csv", tmp_path)) == 1


def test_three_classes_in_a_file_are_refused_by_the_logistic_loss(tmp_path: Path) -> None:
    data: Dataset = read(csv_file(tmp_path, "x,y\n1,0\n2,1\n3,2\n")).dataset
    with pytest.raises(InputError, match="column y has 3 different values"):
        loss_for(data, LossChoice("logistic"), ["x"], "y")


def test_points_stand_between_thousands_beside_decimal_commas(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "a;b;c\n80,5;1.250;1.250,75\n120,0;12.300;2,5\n95,5;1.475.000;3,0\n")
    reading = read(path)
    assert reading.dataset.values.tolist() == [
        [80.5, 1250, 1250.75], [120, 12300, 2.5], [95.5, 1475000, 3],
    ]  # fmt: skip
    assert reading.sentences == (
        "commas were taken for decimal points (80,5 is 80.5) in a, c",
        "points were taken to stand between thousands (1.250 is 1250) in b",
    )


def test_points_are_decimal_where_no_column_says_otherwise(tmp_path: Path) -> None:
    assert read(csv_file(tmp_path, "a;b\n80;1.250\n")).dataset.values.tolist() == [[80, 1.25]]
    assert read(csv_file(tmp_path, "a;b\n80,5;1.25\n")).dataset.values.tolist() == [[80.5, 1.25]]
    assert read(csv_file(tmp_path, "a,b\n80,1.250\n")).dataset.values.tolist() == [[80, 1.25]]


def test_columns_of_text_are_remembered_by_name(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "x,My class\n1,yes\n2,no\n")
    assert read(path).dataset.left_out == ("My class", "My_class")
    assert read(path, Treatment(columns=("x",))).dataset.left_out == ("My class", "My_class")

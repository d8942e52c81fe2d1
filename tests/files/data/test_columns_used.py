"""Which columns of a file count: those that the objective uses, and no others."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from gdsim.engine.errors import InputError
from gdsim.engine.problem.objective import Objective
from gdsim.files.data.reading import columns_used, dataset_from
from tests.files.data.written import csv_file

PASSENGERS = """id,survived,age,fare,sex,when,cabin
1,0,22,7.25,male,1912-04-10,
2,1,,71.2833,female,1912-04-11,C85
3,1,26,7.925,female,1912-04-10,
4,0,35,8.05,male,1912-04-12,unknown
5,1,14,oops,female,1912-04-10,
"""
FARE = "log(1 + exp((1 - 2*survived)*(w*age + b)))"


def objective_of(tmp_path: Path, text: str, *steps: str) -> tuple[Objective, list[str]]:
    csv_file(tmp_path, PASSENGERS)
    said: list[str] = []
    data = dataset_from("points.csv", tmp_path, steps, columns_used(text), said.append)
    objective = Objective(text, data)
    # What it says it comes from gives the same again, whatever is used of it.
    again = dataset_from(data.source, tmp_path)
    assert (again.names, again.left_out) == (data.names, data.left_out)
    assert np.array_equal(again.values, data.values)
    return objective, said


def test_a_flaw_elsewhere_neither_refuses_the_file_nor_costs_a_row(tmp_path: Path) -> None:
    objective, said = objective_of(tmp_path, "(w*id + b - survived)^2")
    assert objective.data.tolist() == [[1, 0], [2, 1], [3, 1], [4, 0], [5, 1]]
    assert said == []


def test_rows_are_left_out_for_columns_that_are_used_alone(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="line 3: column age has no value"):
        objective_of(tmp_path, FARE)
    objective, said = objective_of(tmp_path, FARE, "skip-bad-rows")
    # In the order of the names in the objective: survived, age.
    assert objective.data.tolist() == [[0, 22], [1, 26], [0, 35], [1, 14]]
    assert said == ["rows left out because a value is missing or no number: 1 (line 3)"]
    assert objective.dataset is not None
    assert objective.dataset.source == "points.csv | skip-bad-rows age"


def test_columns_that_are_not_used_are_there_where_each_cell_is_a_number(tmp_path: Path) -> None:
    objective, _ = objective_of(tmp_path, "(w*id + b - survived)^2")
    assert objective.dataset is not None
    assert objective.dataset.names == ("id", "survived")
    with_rows_left_out, _ = objective_of(tmp_path, FARE, "skip-bad-rows")
    assert with_rows_left_out.dataset is not None
    assert with_rows_left_out.dataset.names == ("id", "survived", "age")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("fare", r"line 6: the value 'oops' of column fare"),
        ("when", "column when holds dates"),
        ("cabin", "line 2: column cabin has no value"),
    ],
)
def test_a_flaw_in_a_column_that_is_used_is_refused(tmp_path: Path, name: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        objective_of(tmp_path, f"(w*{name} + b - survived)^2")


def test_a_column_that_was_left_out_never_becomes_a_parameter(tmp_path: Path) -> None:
    objective, _ = objective_of(tmp_path, "(w*id + b - survived)^2")
    for name in ("age", "fare", "sex", "when", "cabin"):
        with pytest.raises(InputError, match=f"{name} is a column of the data that was left out"):
            Objective(f"({name}*id - survived)^2", objective.dataset)


def test_classes_that_are_used_are_numbers_and_told(tmp_path: Path) -> None:
    objective, said = objective_of(tmp_path, "log(1 + exp((1 - 2*sex)*(w*survived + b)))")
    assert objective.data.tolist() == [[1, 0], [0, 1], [0, 1], [1, 0], [0, 1]]
    assert said == ["the classes of sex were taken for numbers: female is 0, male is 1"]
    assert objective.dataset is not None
    assert objective.dataset.source == "points.csv | labels sex: female=0, male=1"


def test_other_numbers_for_classes_can_be_chosen(tmp_path: Path) -> None:
    text = "log(1 + exp(-sex*(w*survived + b)))"
    objective, said = objective_of(tmp_path, text, "labels sex: male=-1, female=1")
    assert objective.data[:, 0].tolist() == [-1, 1, 1, -1, 1]
    assert said == ["the classes of sex were taken for numbers: male is -1, female is 1"]
    with pytest.raises(InputError, match=r"line 3: the class 'female' of column sex has no number"):
        objective_of(tmp_path, text, "labels sex: male=-1, woman=1")


def test_columns_of_the_same_name_are_refused_only_where_they_are_used(tmp_path: Path) -> None:
    csv_file(tmp_path, "x,y,z,z,my a,my-a\n1,2,3,4,5,6\n")

    def data(text: str) -> object:
        return dataset_from("points.csv", tmp_path, uses=columns_used(text)).values.tolist()

    assert data("(w*x - y)^2") == [[1, 2]]
    with pytest.raises(InputError, match="column name z stands twice"):
        data("(w*z - y)^2")
    with pytest.raises(InputError, match="my a, my-a are all called my_a in a formula; rename"):
        data("(w*my_a - y)^2")


def test_a_column_that_one_would_take_for_a_parameter_is_told(tmp_path: Path) -> None:
    csv_file(tmp_path, "x,b,w,y\n1,2,3,4\n")
    said: list[str] = []
    text = "(w1*x + b - y)^2"
    dataset_from("points.csv", tmp_path, uses=columns_used(text), report=said.append)
    assert said == ["b is a column of the data here, and no parameter"]


def test_an_objective_that_cannot_be_read_uses_nothing(tmp_path: Path) -> None:
    assert columns_used("(w*x -")(("x", "y"), 3) == ()
    assert set(columns_used("(w*x - y)^2 + e")(("x", "y", "e", "pi"), 3)) == {"x", "y", "e"}


def test_named_columns_for_rows_to_leave_out_are_those_alone(tmp_path: Path) -> None:
    csv_file(tmp_path, PASSENGERS)
    with pytest.raises(InputError, match="no column weight"):
        dataset_from("points.csv | skip-bad-rows weight", tmp_path)
    data = dataset_from("points.csv | skip-bad-rows age, fare", tmp_path)
    assert data.names == ("id", "survived", "age", "fare")
    assert data.values[:, 0].tolist() == [1, 3, 4]

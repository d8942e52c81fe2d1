"""Cells as numbers: decimal commas, every digit, and what a flawed cell is told as."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gdsim.engine.errors import InputError
from gdsim.engine.problem.objective import Objective
from gdsim.files.data.candidates import from_file
from gdsim.files.data.reading import dataset_from, read
from gdsim.files.data.steps import Treatment
from tests.examples import examples
from tests.files.data.written import csv_file, read_all


@pytest.mark.parametrize("separator", [";", "\t"])
def test_decimal_commas_are_read_where_no_comma_separates(tmp_path: Path, separator: str) -> None:
    lines = ["x;y", "1,5;2", "-0,25;3,125", "10;-4,5"]
    path = tmp_path / "komma.csv"
    path.write_text("\n".join(lines).replace(";", separator))
    table = dataset_from(str(path), tmp_path)
    np.testing.assert_array_equal(table.values, [[1.5, 2], [-0.25, 3.125], [10, -4.5]])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("x\n1\n1e151\n", "too large.*to 1e150"),
        ("x\n1\n1e308\n", "line 3.*too large.*to 1e150"),
        ("x\n1\n-1e308\n", "line 3.*too large.*to 1e150"),
        ("x\n1\n1e400\n", "line 3: the value '1e400'"),
        ("x\n1\nNaN\n", "line 3: column x has no value there .'NaN'."),
        ("x\n1\n-Infinity\n", "line 3: the value '-Infinity'"),
        ("x;y\n1.5;2\n1,5;2\n", "line 3: the value '1,5' of column x has a comma, and others"),
        # A thousand and more, or a little more than one: nobody can tell.
        ("x;y\n1;2\n1,234;2\n", "line 3: the comma in the value '1,234' of column x may be"),
        ("x\n" + "1\n" * 500 + "a\n", "line 502: the value 'a'"),
        ("x\n" + "1\n" * 500 + "99999999999999999999999\nb\n", "line 503: the value 'b'"),
    ],
)
def test_flawed_cell_is_named_with_its_line(tmp_path: Path, content: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read_all(csv_file(tmp_path, content))


@settings(max_examples=examples(60))
@given(values=st.lists(st.tuples(*[st.floats(-1e150, 1e150)] * 2), min_size=1, max_size=30))
def test_every_digit_survives(tmp_path_factory: pytest.TempPathFactory, values) -> None:
    path = tmp_path_factory.mktemp("data") / "p.csv"
    path.write_text("x,y\n" + "".join(f"{x!r},{y!r}\n" for x, y in values))
    assert read(path).dataset.values.tolist() == [list(row) for row in values]


def test_a_column_that_can_be_no_number_is_refused_with_what_it_holds(tmp_path: Path) -> None:
    for content, said in (
        ("x,c\n1,\n2,\n", "column c is empty"),
        ("x,c\n1,a\n2,a\n", r"column c holds texts \('a'\), and not from 2 to 20 classes"),
        ("x,c\n" + "".join(f"1,name{k}\n" for k in range(21)), "not from 2 to 20 classes"),
        ("x,c\n1,5 km\n2,7 km\n", r"column c have a unit \('5 km'\).*units: c"),
    ):
        path = csv_file(tmp_path, content)
        for skip_bad in (False, True):
            with pytest.raises(InputError, match=said):
                read(path, Treatment(columns=("x", "c"), skip_bad=skip_bad))
        # Nobody asked for it: then it costs nothing.
        assert read(path).dataset.names == ("x",)


def test_column_of_nothing_but_too_large_numbers_is_told_as_such(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "x,y\n1e300,1\n-2e300,2\n")
    with pytest.raises(InputError, match=r"line 2.*'1e300' of column x is too large"):
        read_all(path, Treatment(columns=("x", "y")))


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("x", "x"),
        ("Body mass (g)", "Body_mass_g"),
        ("Größe", "Grosse"),
        ("2nd", "x2nd"),
        ("max", "max"),
        ("e", "e"),
        ("%", "x"),
    ],
)
def test_column_is_read_by_the_name_a_formula_can_have(
    tmp_path: Path, name: str, called: str
) -> None:
    path = csv_file(tmp_path, f"{name},other\n1.5,2\n4,5\n")
    column = from_file(path).preview.columns[0]
    assert (column.name, column.accepted) == (name, called)
    data = from_file(path).take(Treatment(columns=(called,))).dataset
    assert (data.names, data.values.tolist()) == ((called,), [[1.5], [4]])
    again = dataset_from(data.source.replace(str(path), "points.csv"), tmp_path)
    assert (again.names, again.values.tolist()) == (data.names, data.values.tolist())
    assert Objective(f"({called} - a)^2", data).columns == (called,)

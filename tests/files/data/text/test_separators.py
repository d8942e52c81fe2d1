"""What separates cells, told by the rows."""

from __future__ import annotations

import csv
import io

import numpy as np
import pytest

from gdsim.engine.errors import InputError
from gdsim.files.data.reading import reading_of
from gdsim.files.data.steps import Treatment
from gdsim.files.data.text.separators import BLANKS, separator_of
from gdsim.files.data.text.text_table import text_table


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        ("x,y\n1,2\n", ","),
        ("1,5;2,5;3,5\n4,5;5,5;6,5\n", ";"),
        ("80,5;1.250\n", ";"),
        ("a, b; c\n1, 2\n", ","),
        ("name\tx\nNew York\t5\n", "\t"),
        ("x, y\n1, 2\n", ","),
        ("18.0   8   307.0\t\"chevrolet chevelle\"\n15.0   8   350.0\t\"buick\"\n", BLANKS),
        ("area\tprice\n80 m2\t$125,000\n95 m2\t$150,500\n", "\t"),
        ("x|y\n1|2\n", "|"),
        ("1,5 2,5\n3,5 4,5\n", BLANKS),
        ("film,genre,x\nA,Action|Comedy,1\nB,Drama|War,2\n", ","),
        ("x;y\n1 250;2 300\n3 100;4 200\n", ";"),
        ('"a b" c\n1 2\n3 4\n', BLANKS),
        ("when;x\n2024-01-01 12:00;5\n2024-01-02 12:00;6\n", ";"),
    ],
)  # fmt: skip
def test_the_separator_is_what_gives_each_row_as_many_cells(text: str, separator: str) -> None:
    assert separator_of(text) == separator


def test_a_single_column_of_decimal_commas_is_one_column() -> None:
    table = text_table(b"x\n1,5\n2,75\n", "t.csv")
    assert table.frame.rows() == [("1,5",), ("2,75",)]
    found = reading_of(table, Treatment(), "t.csv")
    assert found.dataset.values.tolist() == [[1.5], [2.75]]
    with pytest.raises(InputError, match="comma in the value '1,250' of column x may be"):
        reading_of(text_table(b"x\n1,250\n2,300\n", "t.csv"), Treatment(), "t.csv")


def test_numbers_parted_by_blanks_are_those_that_numpy_reads() -> None:
    rng = np.random.default_rng(4)
    values = rng.normal(size=(60, 4)) * 10.0 ** rng.integers(-8, 8, (60, 4))
    text = io.StringIO()
    np.savetxt(text, values, fmt=["%12.6g", "%.17g", "%-20.8e", "%g"])
    table = text_table(text.getvalue().encode(), "t.txt")
    found = np.array(table.frame.rows(), dtype=float)
    assert np.array_equal(found, np.loadtxt(io.StringIO(text.getvalue())))


def test_quoted_cells_parted_by_blanks_keep_theirs() -> None:
    rows = [["a b", "1"], ['say "hi"', "2"], ["", "3"], ["tab", "4"]]
    text = io.StringIO()
    writer = csv.writer(text, delimiter=" ", quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerows([["name", "x"], *rows])
    table = text_table(text.getvalue().encode(), "t.txt")
    assert [[cell or "" for cell in row] for row in table.texts.rows()] == rows

"""Where names and rows stand in a text, and what stands around them."""

from __future__ import annotations

from typing import Any

import pytest

from gdsim.files.data.text.layout import names_columns
from gdsim.files.data.text.text_table import text_table


def table_of(text: str) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    table = text_table(text.encode(), "t.csv")
    return table.names, table.frame.rows()


@pytest.mark.parametrize(
    "text",
    [
        "# measured by hand\nx,y\n1,2\n3,4\n",
        "\n\n# one\n#two\n\nx,y\n1,2\n3,4\n",
        "x,y\n1,2\n# between, rows\n3,4\n# at the end\n",
        "x,y\n1,2\n\n3,4\n",
        "x,y\n1,2\n , \n,\n3,4\n\n",
        "x,y,\n1,2,\n3,4,\n",
        "x,y\n1,2,\n3,4,\n",
        "x;y;;\n1;2;;\n3;4;;\n",
        "sep=;\nx;y\n1;2\n3;4\n",
        "sep=\t\r\nx\ty\r\n1\t2\r\n3\t4\r\n",
        '"sep=|"\nx|y\n1|2\n3|4\n',
        "x|y\n1|2\n3|4\n",
        "x y\n1 2\n3 4\n",
        "   x      y\n   1      2\n   3      4\n",
        "x\t y\n1 \t 2\n3   4\n",
        "# x y\n1 2\n3 4\n",
        "# made by a program\n# x, y\n1, 2\n3, 4\n",
        "#x,y\n1,2\n3,4\n",
    ],
)
def test_spellings_of_one_table_give_the_same_names_and_rows(text: str) -> None:
    names, rows = table_of(text)
    assert names == ("x", "y")
    assert [tuple(int(cell) for cell in row) for row in rows] == [(1, 2), (3, 4)]


@pytest.mark.parametrize(
    "text",
    [
        ",x,y\n0,1,2\n1,3,4\n",
        '"","x","y"\n"1",1,2\n"2",3,4\n',
        "Unnamed: 0,x,y\n0,1,2\n1,3,4\n",
        '"x","y"\n"1",1,2\n"2",3,4\n',
        ",x,y\nfirst,1,2\nsecond,3,4\n",
        '"x" "y"\n"the first" 1 2\n"the second" 3 4\n',
        "#,x,y\n1,1,2\n2,3,4\n",
    ],
)
def test_what_only_tells_rows_apart_is_known(text: str) -> None:
    table = text_table(text.encode(), "t.csv")
    assert table.row_numbers == 0
    assert [table.frame[str(k)].to_list() for k in (1, 2)] == [[1, 3], [2, 4]]
    assert table.names[1:] == ("x", "y")


def test_a_first_column_without_a_name_that_is_data_gets_one() -> None:
    table = text_table(b",x\n7,1\n7,3\n", "t.csv")
    assert (table.names, table.row_numbers) == (("c1", "x"), None)
    assert table.remarks == ("column 1 has no name and is called c1",)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("1,2\n3,4\n", [(1, 2), (3, 4)]),
        ("80,5;1\n120,0;2\n", [("80,5", 1), ("120,0", 2)]),
        ('1.5 2 "ford pinto"\n2.5 ? "buick"\n', [(1.5, "2", "ford pinto"), (2.5, "?", "buick")]),
        ("5.1,a b\n4.9,a b\n7,c\n", [(5.1, "a b"), (4.9, "a b"), (7, "c")]),
        ("-1.5\n2\n", [(-1.5,), (2,)]),
    ],
)  # fmt: skip
def test_columns_of_a_text_without_names_are_called_by_their_numbers(
    text: str, rows: list[tuple[object, ...]]
) -> None:
    names, found = table_of(text)
    assert names == tuple(f"c{k + 1}" for k in range(len(rows[0])))
    assert found == rows
    remarks = text_table(text.encode(), "t.csv").remarks
    assert any("first row holds no name" in remark for remark in remarks)


@pytest.mark.parametrize(
    ("rows", "is_named"),
    [
        ([["x", "y"], ["1", "2"]], True),
        ([["name", "note"], ["a", "b"]], True),
        ([["1", "2"], ["3", "4"]], False),
        ([["1,5", "-2"], ["3", "4"]], False),
        ([["x", "2"], ["1", "3"]], True),
        ([["country", "2019", "2020"], ["Norway", "1.5", "2"]], True),
        ([["ford", "18", "70"], ["buick", "15", "71"]], False),
        ([["1", "", "?"], ["3", "4", "5"]], False),
        ([["", ""], ["1", "2"]], True),
        ([["0", "1", "2"], ["5.1", "3.5", "1.4"]], True),
        ([["", "0", "1"], ["0", "5.1", "3.5"]], True),
        ([["", "0"], ["0", "5.1"]], True),
        ([["0", "1"], ["1", "2"]], False),
        ([["1", "2", "3"], ["4", "5", "6"]], False),
    ],
)
def test_the_first_row_names_columns_unless_it_is_as_the_others_are(
    rows: list[list[str]], is_named: bool
) -> None:
    assert names_columns(rows) is is_named


def test_a_wrong_guess_is_put_right_on_request() -> None:
    named = text_table(b"2019,2020\n1,2\n", "t.csv", "first")
    assert (named.names, named.frame.rows()) == (("2019", "2020"), [(1, 2)])
    nameless = text_table(b"a,b\nc,d\n", "t.csv", "none")
    assert (nameless.names, nameless.frame.rows()) == (("c1", "c2"), [("a", "b"), ("c", "d")])


def test_lines_are_counted_from_the_top_of_the_file() -> None:
    text = b'sep=;\n# one\n\nx;y\n1;2\n# two\n"a\nb";4\n\n5;6\n'
    table = text_table(text, "t.csv")
    assert table.frame.rows() == [("1", 2), ("a\nb", 4), ("5", 6)]
    assert table.places([0, 1, 2]) == [5, 7, 10]
    assert table.remarks[:2] == (
        "lines 2, 6 begin with # and were left out as comments",
        "line 9 is blank and was left out",
    )


def test_rows_that_all_begin_with_a_number_sign_are_no_comments() -> None:
    assert table_of("who,x\n#1,5\n#2,6\n") == (("who", "x"), [("#1", 5), ("#2", 6)])


def test_a_name_may_have_several_lines() -> None:
    names, rows = table_of('"price\n(in $)";y\n1;2\n')
    assert names == ("price\n(in $)", "y")
    assert rows == [(1, 2)]
    assert text_table(b'"a\nb";y\n1;2\n', "t.csv").places([0]) == [3]

"""Data files as they come, each run against NumPy over the rows that a person reads in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.commands.brought import LINE, Capture, fitted, run

THREE = [(1.0, 2.0), (3.0, 4.0), (5.0, 7.0)]

FILES = [
    # name, text, x, y, options, rows, what is said
    ("utf8", "x,y\n1,2\n3,4\n5,7\n", "x", "y", [], THREE, ""),
    ("crlf", "x,y\r\n1,2\r\n3,4\r\n5,7\r\n", "x", "y", [], THREE, ""),
    ("headerless", "1,2\n3,4\n5,7\n", "c1", "c2", [], THREE, "called c1, c2"),
    (
        "blanks",
        ' 1.0   8  2.0\t"a car"\n 3.0   8  4.0\t"b"\n 5.0   6  7.0\t"c d"\n',
        "c1",
        "c3",
        [],
        THREE,
        "separated by blanks",
    ),
    ("bars", "x|y\n1|2\n3|4\n5|7\n", "x", "y", [], THREE, ""),
    ("sep", "sep=;\nx;y\n1;2\n3;4\n5;7\n", "x", "y", [], THREE, ""),
    ("comment", "# measured\nx,y\n1,2\n3,4\n5,7\n", "x", "y", [], THREE, "left out as a comment"),
    ("trailing", "x,y,\n1,2,\n3,4,\n5,7,\n", "x", "y", [], THREE, "nothing in it"),
    ("blank line", "x,y\n1,2\n\n3,4\n5,7\n", "x", "y", [], THREE, "line 3 is blank"),
    ("pandas", ",x,y\n0,1,2\n1,3,4\n2,5,7\n", "x", "y", [], THREE, "only tells the rows apart"),
    ("R", '"","x","y"\n"1",1,2\n"2",3,4\n"3",5,7\n', "x", "y", [], THREE, "tells the rows apart"),
    ("minus", "x,y\n1,\u22122\n3,4\n", "x", "y", [], [(1, -2), (3, 4)], "taken for a minus"),
    # Names that are no names of a formula, and columns that are not used.
    (
        "units in names",
        "Body mass (g),Flipper length\n1,2\n3,4\n5,7\n",
        "Body_mass_g",
        "Flipper_length",
        [],
        THREE,
        "'Body mass (g)' as Body_mass_g",
    ),
    (
        "brackets",
        "rooms,beds(target)\n1,2\n3,4\n5,7\n",
        "rooms",
        "beds_target",
        [],
        THREE,
        "beds(t",
    ),
    (
        "flaws elsewhere",
        'id;"fixed acidity";alcohol;note;quality\n1;?;1;abc;2\n2;;3;;4\n3;x;5;-;7\n',
        "alcohol",
        "quality",
        [],
        THREE,
        "",
    ),
    ("e", "e,y\n1,2\n3,4\n5,7\n", "e", "y", [], THREE, "e is the column e"),
    ("pi", "pi,y\n1,2\n3,4\n5,7\n", "π", "y", [], THREE, "pi is the column pi"),
    ("case", "x,X,y\n1,9,2\n3,8,4\n5,7,7\n", "x", "y", [], THREE, ""),
    # Thousands, decimal commas, currencies, percent signs and units.
    (
        "german",
        "x;y\n0,5;1.250\n1,0;2.300\n1,5;1.475\n",
        "x",
        "y",
        [],
        [(0.5, 1250), (1.0, 2300), (1.5, 1475)],
        "between thousands (1.250 is 1250) in y",
    ),
    (
        "points in doubt",
        "x;y\n5;1.250\n7;2.300\n",
        "x",
        "y",
        ["--thousands", "point"],
        [(5, 1250), (7, 2300)],
        "",
    ),
    (
        "american",
        'y,x\n"1,250",8\n"2,300",12\n',
        "x",
        "y",
        [],
        [(8, 1250), (12, 2300)],
        "between thousands (1,250 is 1250) in y",
    ),
    (
        "dollars",
        'y,x\n"$1,250.50",8 m²\n"$2,300.00",12 m²\n',
        "x",
        "y",
        ["--units", "y,x"],
        [(8, 1250.5), (12, 2300)],
        "$1,250.50 is 1250.5",
    ),
    ("percent", "x,y\n1,2%\n3,4 %\n", "x", "y", ["--units", "y"], [(1, 2), (3, 4)], "2% is 2"),
    # Classes for numbers.
    (
        "yes",
        "x,y\n1,yes\n2,no\n3,yes\n",
        "x",
        "y",
        [],
        [(1, 1), (2, 0), (3, 1)],
        "no is 0, yes is 1",
    ),
    ("bool", "x,y\n1,True\n2,False\n", "x", "y", [], [(1, 1), (2, 0)], "True is 1"),
    (
        "signs",
        "x,y\n1,yes\n2,no\n",
        "x",
        "y",
        ["--labels", "y: no=-1, yes=1"],
        [(1, 1), (2, -1)],
        "no is -1, yes is 1",
    ),
    (
        "one against the rest",
        "x,kind of it\n1,a\n2,b\n3,c\n",
        "x",
        "kind_of_it",
        ["--labels", "kind of it: b"],
        [(1, 0), (2, 1), (3, 0)],
        "b is 1, every other is 0",
    ),
]


@pytest.mark.parametrize(
    ("text", "x", "y", "options", "rows", "said"),
    [case[1:] for case in FILES],
    ids=[str(case[0]) for case in FILES],
)
def test_a_file_as_it_comes_is_read_as_it_is_meant(
    capsysbinary: Capture, tmp_path: Path, text, x, y, options, rows, said
) -> None:
    path = tmp_path / "brought.csv"
    path.write_bytes(text.encode())
    words = ["--objective", LINE.format(x=x, y=y), "--start", "0,0", "--learning-rate", "1/100"]
    status, found, err = run(capsysbinary, path, [*words, "--iterations", "2", *options])
    assert status == 0, err
    (_, last) = found
    assert said in err
    assert int(last["batch_size"]) == len(rows)
    assert [float(last["new_w"]), float(last["new_b"])] == pytest.approx(
        fitted(rows, 2, 0.01), rel=1e-12, abs=1e-15
    )


@pytest.mark.parametrize(
    ("encoding", "said"), [("latin-1", "not in UTF-8"), ("utf-16", "UTF-16"), ("utf-8-sig", "")]
)
def test_a_file_in_another_encoding_is_read_and_said_to_be(
    capsysbinary: Capture, tmp_path: Path, encoding: str, said: str
) -> None:
    path = tmp_path / "brought.csv"
    path.write_bytes("Größe,y\n1,2\n3,4\n5,7\n".encode(encoding))
    words = ["--objective", LINE.format(x="Grosse", y="y"), "--start", "0,0", "--iterations", "1"]
    status, (row,), err = run(capsysbinary, path, words)
    assert status == 0
    assert said in err
    assert [float(row["new_w"]), float(row["new_b"])] == pytest.approx(fitted(THREE, 1, 0.1))


@pytest.mark.parametrize(
    ("text", "words", "said"),
    [
        ("x,y\n1,2\n", "(wx + b - y)^2", "write w*x"),
        ("x1,x2,y\n1,2,3\n", "(w1x1+w2x2+b-y)^2", "write w1*x1"),
        ("x,y\n1,2\n", "(theta0 + theta1x - y)^2", "write theta1*x"),
        ("x,y\n1,2\n", "1/(2m)*(w*x - y)^2", "m would be a parameter here"),
        ("x,y\n1,$2\n", "(w*x - y)^2", "have a unit"),
        ("x,y\n1,2024-01-01\n2,2024-01-02\n", "(w*x - y)^2", "holds dates"),
        ("x,y\n1,NA\n3,4\n", "(w*x - y)^2", "line 2"),
        ("x,y\n1,?\n3,4\n", "(w*x - y)^2", "line 2"),
    ],
)
def test_what_cannot_be_told_is_refused_with_what_to_do(
    capsysbinary: Capture, tmp_path: Path, text: str, words: str, said: str
) -> None:
    path = tmp_path / "brought.csv"
    path.write_text(text, encoding="utf-8")
    status, found, err = run(capsysbinary, path, ["--objective", words])
    assert (status, found) == (2, [])
    assert said in err


def test_an_old_workbook_is_refused_with_what_to_do(capsysbinary: Capture, tmp_path: Path) -> None:
    path = tmp_path / "old.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    status, _, err = run(capsysbinary, path, ["--objective", "(w*x - y)^2"])
    assert status == 2
    assert "save it as .xlsx or CSV" in err


def test_rows_without_a_value_that_is_used_are_left_out_on_request_alone(
    capsysbinary: Capture, tmp_path: Path
) -> None:
    path = tmp_path / "na.csv"
    path.write_text("x,y,z\n1,2,\n3,4,NA\n2,NA,1\n5,7,?\n", encoding="utf-8")
    words = ["--objective", LINE.format(x="x", y="y"), "--start", "0,0", "--iterations", "1"]
    assert run(capsysbinary, path, words)[0] == 2
    status, (row,), err = run(capsysbinary, path, [*words, "--skip-bad-rows"])
    assert status == 0
    assert "line 4" in err
    assert [float(row["new_w"]), float(row["new_b"])] == pytest.approx(fitted(THREE, 1, 0.1))

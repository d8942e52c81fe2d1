"""gdsim check: the notes' printed table has one wrong number; others are told by their slip."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from gdsim.cli.main import main

PRINTED = """| Iteration | Loss | Gradient | New $w_1$ | New $w_2$ |
|---|---|---|---|---|
| 0 | 32.00 | [8, 16] | 3.20 | 0.40 |
| 1 | 10.88 | [6.4, 3.2] | 2.56 | 0.08 |
| 2 | 6.58 | [5.1, 0.64] | 2.05 | 0.016 |
| 3 | 4.21 | [4.1, 0.13] | 1.64 | 0.003 |
"""


def checked(capsys, path: Path, *words: str) -> tuple[int, list[dict[str, str]]]:
    status = main(["check", str(path), *words])
    return status, list(csv.DictReader(io.StringIO(capsys.readouterr().out)))


def test_only_the_printed_4_21_is_wrong(capsys, tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text(PRINTED, encoding="utf-8")
    status, rows = checked(capsys, tmp_path / "notes.md", "toy-bowl")
    wrong = [row for row in rows if row["grade"] == "wrong"]
    assert (status, len(wrong)) == (1, 1)
    assert (wrong[0]["row"], wrong[0]["column"], wrong[0]["given"]) == ("3", "Loss", "4.21")
    assert float(wrong[0]["right"]) == pytest.approx(4.195328)


def test_a_right_table_has_no_rows_and_status_0(capsys, tmp_path: Path) -> None:
    lines = [
        "iteration,loss,grad_x,grad_y,new_x,new_y",
        "0,25,6,8,2.4,3.2",
        "1,16,4.8,6.4,1.92,2.56",
    ]
    (tmp_path / "mine.csv").write_text("\n".join(lines), encoding="utf-8")
    assert checked(capsys, tmp_path / "mine.csv", "one-step") == (0, [])


def test_uphill_is_told(capsys, tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("iteration,new_x,new_y\n0,3.6,4.8\n", encoding="utf-8")
    status, rows = checked(capsys, tmp_path / "mine.csv", "one-step")
    assert status == 1
    assert [(row["column"], row["slip"]) for row in rows] == [("new_x", "sign"), ("new_y", "sign")]


@pytest.mark.parametrize("content", [None, "no table here", "\x00\xff"])
def test_what_is_no_table_is_refused(capsys, tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "mine.csv"
    if content is not None:
        path.write_bytes(content.encode("latin-1"))
    assert main(["check", str(path), "toy-bowl"]) == 2
    assert "mine.csv" in capsys.readouterr().err


@pytest.mark.parametrize(("first", "is_told"), [(0, False), (1, True)])
def test_a_table_numbered_from_1_is_told_once(
    capsys, tmp_path: Path, first: int, is_told: bool
) -> None:
    table = f"iteration,loss,new_x,new_y\n{first},25,2.4,3.2\n{first + 1},16,1.92,2.56\n"
    (tmp_path / "mine.csv").write_text(table, encoding="utf-8")
    assert main(["check", str(tmp_path / "mine.csv"), "one-step"]) == 0
    assert capsys.readouterr().err.count("numbered from 1") == is_told


def test_a_table_with_the_headings_of_a_textbook_is_marked(capsys, tmp_path: Path) -> None:
    # Heavy ball on (x - 3)^2 from 7 with a rate of 0.1 and beta 0.5, by hand.
    lines = [
        "t;x(t);g(t);v(t);f(x)",
        "0;7;8;8;16",
        "1;6,2;6,4;10,4;10,24",
        "2;5,16;4,32;9,52;4,6656",
    ]
    path = tmp_path / "mine.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    words = ["--objective", "(x - 3)^2", "--start", "7", "--learning-rate", "0.1"]
    words += ["--rule", "momentum", "--set", "beta=0.5"]
    assert main(["check", str(path), *words]) == 0
    assert "v(t): taken as after the row's update." in capsys.readouterr().err
    path.write_text("\n".join([*lines[:3], "2;5,16;4,32;9,52;5,6656"]), encoding="utf-8")
    status, (row,) = checked(capsys, path, *words)
    assert (status, row["column"], row["given"]) == (1, "f(x)", "5,6656")


def test_a_table_by_another_convention_is_told_to_be_right_by_that(capsys, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("iteration,new_x\n0,0.8\n1,0.496\n2,0.17792\n", encoding="utf-8")
    words = ["--objective", "x^2", "--start", "1", "--rule", "nesterov", "--learning-rate", "0.1"]
    assert main(["check", str(path), *words]) == 0
    printed = capsys.readouterr()
    assert printed.out.splitlines() == ["row,column,given,right,grade,slip"]
    assert "right by the look-ahead form" in printed.err

"""``gdsim variants`` as a script uses it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gdsim.cli.main import main
from tests.cli.tables import table
from tests.refusals import assert_refused

Capture = pytest.CaptureFixture[bytes]


@pytest.mark.parametrize(("last", "updates"), [("keep", "313"), ("drop", "312")])
def test_the_notes_figures_as_csv(capsysbinary: Capture, last: str, updates: str) -> None:
    assert main(["variants", "--rows", "10000", "--batch-size", "32", "--last-batch", last]) == 0
    rows = table(capsysbinary.readouterr().out)
    assert [row["method"] for row in rows] == ["batch", "stochastic", "mini-batch"]
    assert [row["updates_per_epoch"] for row in rows] == ["1", "10000", updates]
    assert (rows[2]["full_batches"], rows[2]["remainder"]) == ("312", "16")


def test_bytes_come_with_columns_or_data(capsysbinary: Capture, tmp_path: Path) -> None:
    data = tmp_path / "points.csv"
    data.write_text("x,y\n1,2\n2,4\n3,6\n")
    target = tmp_path / "table.json"
    words = ["variants", "--data", str(data), "--batch-size", "2", "-o", str(target)]
    assert main(words) == 0
    rows = json.loads(target.read_text())
    assert [row["bytes_per_gradient"] for row in rows] == [3 * 16, 16, 2 * 16]
    assert main(["variants", "--rows", "5", "--batch-size", "2", "--format", "md"]) == 0
    out = capsysbinary.readouterr().out.decode()
    assert "bytes" not in out
    assert "| mini-batch | 2 | 3 | 2 | 1 | 5 |" in out


BAD = [
    ("variants", "--rows N or --data FILE"),
    ("variants --rows 5", "--batch-size"),
    ("variants --rows 0", "--rows"),
    ("variants --rows 9 --data a.csv", "--rows N or --data FILE"),
    ("variants --data none.csv", "none.csv"),
]


@pytest.mark.parametrize(("words", "named"), BAD, ids=[words for words, _ in BAD])
def test_bad_input_gets_one_line_and_exit_status_2(
    capsysbinary: Capture, words: str, named: str
) -> None:
    assert_refused(words, named, capsysbinary)

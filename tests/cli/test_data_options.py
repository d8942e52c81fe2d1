"""The data of an experiment, and how options say that they are to be read."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from gdsim.cli.main import main
from tests.cli.tables import table

Capture = pytest.CaptureFixture[bytes]


def test_data_file_of_ones_own(capsysbinary: Capture, tmp_path: Path) -> None:
    data = tmp_path / "points.csv"
    data.write_text("x,y\n1,2\n2,4\n3,6\n")
    words = ["run", "--objective", "(w*x - y)^2", "--data", str(data), "--start", "0"]
    words += ["--method", "mini-batch", "--batch-size", "2", "--epochs", "3"]
    words += ["--order", "fixed", "--learning-rate", "0.05"]
    assert main(words) == 0
    rows = table(capsysbinary.readouterr().out)
    assert [row["batch_size"] for row in rows] == ["2", "1"] * 3
    assert float(rows[0]["loss"]) == pytest.approx((4 + 16) / 2)
    assert float(rows[0]["grad_w"]) == pytest.approx((-2 * 2 - 2 * 4 * 2) / 2)


def test_bad_rows_of_data_are_left_out_only_if_asked(capsysbinary: Capture, tmp_path: Path) -> None:
    data = tmp_path / "points.csv"
    data.write_text("x,y\n1,2\n2,\n3,6\nfour,8\n")
    words = ["run", "--objective", "(w*x - y)^2", "--data", str(data), "--start", "0"]
    words += ["--iterations", "1"]
    assert main(words) == 2
    assert b"line 3" in capsysbinary.readouterr().err
    assert main([*words, "--skip-bad-rows"]) == 0
    out, err = capsysbinary.readouterr()
    assert float(table(out)[0]["loss"]) == pytest.approx((4 + 36) / 2)
    assert b"2 (lines 3, 5)" in err
    words[words.index(str(data))] = f"{data} | skip-bad-rows"
    assert main(words) == 0
    assert float(table(capsysbinary.readouterr().out)[0]["batch_size"]) == 2


HOW_TO_READ = (
    "--skip-bad-rows",
    "--labels=y: a",
    "--units=x",
    "--thousands=comma",
    "--header=none",
)


@pytest.mark.parametrize("option", HOW_TO_READ)
def test_how_to_read_data_without_data_is_refused(capsysbinary: Capture, option: str) -> None:
    assert main(["run", "toy-bowl", option]) == 2
    err = capsysbinary.readouterr().err.decode()
    assert option.partition("=")[0] in err
    assert "give --data FILE" in err


FLATS = "flat;price;kind\n80 m²;$1,250;new\n90 m²;$2,300;old\n100 m²;$1,475;new\n"


def test_how_data_are_read_is_chosen_by_options_and_told(
    capsysbinary: Capture, tmp_path: Path
) -> None:
    data = tmp_path / "flats.csv"
    data.write_text(FLATS, encoding="utf-8")
    words = ["run", "--objective", "(w*flat + v*price + b - kind)^2", "--data", str(data)]
    words += ["--start", "0,0,0", "--iterations", "1"]
    assert main(words) == 2
    assert b"units: flat" in capsysbinary.readouterr().err
    words += ["--units", "flat,price", "--thousands", "comma", "--labels", "kind: old=-1, rest=1"]
    assert main(words) == 0
    out, err = capsysbinary.readouterr()
    flat, price, kind = np.array([80, 90, 100]), np.array([1250, 2300, 1475]), np.array([1, -1, 1])
    (row,) = table(out)
    assert float(row["loss"]) == 1
    found = [float(row[f"grad_{name}"]) for name in ("w", "v", "b")]
    expected = [np.mean(-2 * kind * column) for column in (flat, price, np.ones(3))]
    np.testing.assert_allclose(found, expected, rtol=1e-12)
    said = err.decode().splitlines()
    assert said[:2] == [
        "what stands beside the numbers was left out (80 m² is 80) in flat, price",
        "the classes of kind were taken for numbers: old is -1, every other is 1",
    ]


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--labels", "kind", "--labels: the labels 'kind' cannot be read"),
        ("--labels", "colour: red", "has no column colour"),
        ("--units", "size", "has no column size"),
        ("--thousands", "dots", "--thousands"),
        ("--header", "second", "--header"),
    ],
)
def test_a_way_of_reading_that_does_not_fit_is_refused(
    capsysbinary: Capture, tmp_path: Path, option: str, value: str, said: str
) -> None:
    data = tmp_path / "flats.csv"
    data.write_text(FLATS, encoding="utf-8")
    words = ["run", "--objective", "(w*flat + b)^2", "--data", str(data), "--start", "0,0"]
    assert main([*words, option, value]) == 2
    assert said in capsysbinary.readouterr().err.decode()


def test_how_the_data_of_a_scenario_are_taken_is_told(
    capsysbinary: Capture, tmp_path: Path
) -> None:
    (tmp_path / "points.csv").write_text("my x;y\n1,5;no\n2;yes\n")
    scenario = tmp_path / "own.toml"
    scenario.write_text(
        'objective = "log(1 + exp(-y*(w*my_x + b)))"\ndata = "points.csv"\nstart = [0, 0]\n'
        "labels = { y = { no = -1, yes = 1 } }\niterations = 1\n"
    )
    assert main(["run", str(scenario)]) == 0
    out, err = capsysbinary.readouterr()
    (row,) = table(out)
    # The gradient of log(1 + exp(-y*s)) at s = 0 is -y*x/2.
    assert float(row["grad_w"]) == pytest.approx((1.5 - 2) / 4)
    assert err.decode().splitlines()[:3] == [
        "columns are called by their letters and digits: 'my x' as my_x",
        "commas were taken for decimal points (1,5 is 1.5) in my_x",
        "the classes of y were taken for numbers: no is -1, yes is 1",
    ]

"""The command line as scripts use it: output, exit status, and one sentence for bad input."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from pathlib import Path

import pytest

from gdsim import __version__
from gdsim.cli.main import main
from tests.refusals import assert_refused

Capture = pytest.CaptureFixture[bytes]


def table(out: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(out.decode(), newline="")))


def test_run_writes_the_table_and_tells_why_it_stopped(capsysbinary: Capture) -> None:
    assert main(["run", "toy-bowl", "--iterations", "4"]) == 0
    out, err = capsysbinary.readouterr()
    rows = table(out)
    assert [float(row["loss"]) for row in rows] == pytest.approx([32, 10.88, 6.5792, 4.195328])
    assert b"4" in err
    assert err.count(b"\n") == 1


def test_diverged_run_writes_its_table_and_exits_with_1(capsysbinary: Capture) -> None:
    assert main(["run", "toy-bowl", "--learning-rate", "1", "--iterations", "500"]) == 1
    out, err = capsysbinary.readouterr()
    assert len(table(out)) > 3
    assert b"iverged" in err
    assert b"inf" not in out
    assert b"nan" not in out


def test_options_replace_what_the_scenario_says(capsysbinary: Capture) -> None:
    words = "run toy-bowl --start 1,1 --learning-rate 0.05 --rule momentum --set beta=0.5"
    assert main([*words.split(), "--iterations", "2"]) == 0
    first, second = table(capsysbinary.readouterr().out)
    assert float(first["new_w1"]) == pytest.approx(1 - 0.05 * 2)
    velocity = 0.5 * 2 + 2 * 0.9
    assert float(second["new_w1"]) == pytest.approx(0.9 - 0.05 * velocity)


@pytest.mark.parametrize("start", ["w1=3,w2=5", "w2=5,w1=3", "3,5"])
def test_start_by_name_or_in_order(capsysbinary: Capture, start: str) -> None:
    assert main(["run", "toy-bowl", "--start", start, "--iterations", "1"]) == 0
    (row,) = table(capsysbinary.readouterr().out)
    assert (float(row["w1"]), float(row["w2"])) == (3, 5)


@pytest.mark.parametrize("words", ["--start -1,-2", "--start=-1,-2", "--start w1=-1,w2=-2"])
def test_a_start_may_begin_with_a_minus_sign(capsysbinary: Capture, words: str) -> None:
    assert main(["run", "toy-bowl", *words.split(), "--iterations", "1"]) == 0
    first = capsysbinary.readouterr().out.decode().splitlines()[1].split(",")
    assert [float(first[5]), float(first[6])] == [-1, -2]


def test_order_of_parameters_orders_the_columns(capsysbinary: Capture) -> None:
    words = ["run", "toy-bowl", "--parameters", "w2,w1", "--start", "5,3", "--iterations", "1"]
    assert main(words) == 0
    (row,) = table(capsysbinary.readouterr().out)
    assert list(row)[5:7] == ["w2", "w1"]
    assert float(row["w2"]) == 5


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


def test_output_file_takes_its_format_from_its_ending(tmp_path: Path) -> None:
    target = tmp_path / "table.md"
    assert main(["run", "toy-bowl", "--iterations", "2", "--decimals", "1", "-o", str(target)]) == 0
    assert target.read_text().splitlines()[2].startswith("| 0 | 0 | 0 | 1 | 0.1 | 4.0 |")


def test_same_command_gives_the_same_bytes_in_every_process() -> None:
    words = "run --data linear(rows=500) --objective (w*x+b-y)^2 --start 0,0 --epochs 2".split()
    words += ["--method", "mini-batch", "--rule", "adam", "--seed", "7"]
    outputs = {
        subprocess.run(
            [sys.executable, "-m", "gdsim", *words], check=True, capture_output=True
        ).stdout
        for _ in range(2)
    }
    assert len(outputs) == 1
    assert len(table(outputs.pop())) == 32


def test_scenarios_are_listed_by_name_and_title(capsysbinary: Capture) -> None:
    assert main(["scenarios"]) == 0
    lines = capsysbinary.readouterr().out.decode().splitlines()
    names = [line.split("  ")[0] for line in lines]
    assert "toy-bowl" in names
    assert all(len(line.split("  ")) == 2 for line in lines)


@pytest.mark.parametrize("words", [["--version"], ["--help"], ["run", "--help"]])
def test_help_and_version_exit_with_0(capsysbinary: Capture, words: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(words)
    assert caught.value.code == 0
    out = capsysbinary.readouterr().out.decode()
    assert __version__ in out if words == ["--version"] else "gdsim run" in out


def test_help_imports_neither_qt_nor_polars_nor_symengine() -> None:
    program = (
        "import sys, gdsim.cli.main\n"
        "try: gdsim.cli.main.main(['run', '--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'PySide6', 'polars', 'symengine', 'pyqtgraph'} & set(sys.modules)\n"
        "sys.exit(f'imported {heavy}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


BAD = [
    ("run", "nothing to run"),
    ("run nowhere", "nowhere"),
    ("run nowhere.toml", "nowhere.toml"),
    ("run toy-bowl --objective w1^^2", "--objective"),
    ("run toy-bowl --objective a*b", "--start"),
    ("run toy-bowl --data none.csv", "none.csv"),
    ("run toy-bowl --start 1", "--start"),
    ("run toy-bowl --start w1=1,v=2", "--start"),
    ("run toy-bowl --start w1=1,2", "--start"),
    ("run toy-bowl --start a,b", "--start"),
    ("run toy-bowl --start 1,inf", "--start"),
    ("run toy-bowl --parameters a,b", "--parameters"),
    ("run toy-bowl --learning-rate fast", "--learning-rate"),
    ("run toy-bowl --learning-rate 0", "--learning-rate"),
    ("run toy-bowl --learning-rate nan", "--learning-rate"),
    ("run toy-bowl --rule adamm", "--rule"),
    ("run toy-bowl --schedule linear", "--schedule"),
    ("run toy-bowl --set beta=0.9", "--set"),
    ("run toy-bowl --rule momentum --set beta=2", "--set"),
    ("run toy-bowl --rule momentum --set beta", "--set"),
    ("run toy-bowl --method minibatch", "--method"),
    ("run toy-bowl --batch-size 0", "--batch-size"),
    ("run toy-bowl --order random", "--order"),
    ("run toy-bowl --last-batch pad", "--last-batch"),
    ("run toy-bowl --seed -1", "--seed"),
    ("run toy-bowl --iterations 0", "--iterations"),
    ("run toy-bowl --epochs x", "--epochs"),
    ("run toy-bowl --stop-loss x", "--stop-loss"),
    ("run toy-bowl --stop-gradient-norm -1", "gradient norm"),
    ("run toy-bowl --format doc", "--format"),
    ("run toy-bowl --decimals 99", "--decimals"),
    ("run toy-bowl -o table.doc", "table.doc"),
    ("run toy-bowl -o nowhere/table.csv", "nowhere"),
    ("run toy-bowl --frobnicate", "--frobnicate"),
    ("run toy-bowl --iter 3", "--iter"),
    ("runn toy-bowl", "runn"),
    ("nowhere.toml", "nowhere.toml"),
    ("toy-bowl extra", "extra"),
    ("screenshot toy-bowl", "-o"),
    ("screenshot toy-bowl -o a.png --size big", "--size"),
    ("screenshot toy-bowl -o a.png --theme pink", "--theme"),
    ("screenshot nowhere.toml -o a.png", "nowhere.toml"),
    ("screenshot toy-bowl --at 99 -o a.png", "40"),
]


@pytest.mark.parametrize(("words", "named"), BAD, ids=[words for words, _ in BAD])
def test_bad_input_gets_one_line_and_exit_status_2(
    capsysbinary: Capture, words: str, named: str
) -> None:
    assert_refused(words, named, capsysbinary)


def test_working_is_written_as_text_by_default(capsysbinary: Capture) -> None:
    assert main(["working", "one-step", "--at", "0", "--decimals", "2"]) == 0
    text = capsysbinary.readouterr().out.decode()
    assert "L = 3^2 + 4^2 = 25" in text
    assert "36 %" in text


def test_working_of_several_updates_takes_its_format_from_the_file(tmp_path: Path) -> None:
    target = tmp_path / "sheet.md"
    words = ["working", "toy-bowl", "--rule", "adam", "--at", "1", "--to", "3", "--blanks"]
    assert main([*words, "-o", str(target)]) == 0
    text = target.read_text()
    assert [f"## Update {t}" in text for t in range(5)] == [False, True, True, True, False]


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("working toy-bowl", "--at"),
        ("working toy-bowl --at 41", "40"),
        ("working toy-bowl --at 5 --to 3", "--to"),
        ("working toy-bowl --at 0 -o sheet.doc", "sheet.doc"),
        ("working toy-bowl --at 0 --format doc", "--format"),
        ("working toy-bowl --at 0 --format pdf", "--output"),
        ("working toy-bowl --at 0 -o nowhere/sheet.pdf", "nowhere"),
    ],
)
def test_working_refuses_in_one_line(capsysbinary: Capture, words: str, named: str) -> None:
    assert main(words.split()) == 2
    out, err = capsysbinary.readouterr()
    assert out == b""
    assert err.count(b"\n") == 1
    assert named in err.decode()


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


def test_skipping_rows_without_data_is_refused(capsysbinary: Capture) -> None:
    assert main(["run", "toy-bowl", "--skip-bad-rows"]) == 2
    assert b"--data" in capsysbinary.readouterr().err

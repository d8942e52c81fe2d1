"""``gdsim run`` as scripts use it: the table, why it stopped, the exit status."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from gdsim.cli.main import main
from gdsim.engine.run import room
from tests.cli.tables import table

Capture = pytest.CaptureFixture[bytes]


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


def test_a_table_that_memory_cannot_hold_is_refused_and_the_old_file_stays(
    capsysbinary: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "most_bytes_of_rows", lambda: 2_000_000)
    old = tmp_path / "old.csv"
    old.write_bytes(b"old")
    words = ["run", "toy-bowl", "--learning-rate", "1e-9", "--iterations", "1000000000000"]
    assert main([*words, "-o", str(old)]) == 2
    out, err = capsysbinary.readouterr()
    assert (out, old.read_bytes(), err.count(b"\n")) == (b"", b"old", 1)
    assert b"2 MB of memory" in err and b"give fewer iterations" in err


def test_any_limit_is_right_where_a_run_ends_before(
    capsysbinary: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "most_bytes_of_rows", lambda: 0)
    words = ["run", "toy-bowl", "--iterations", "1000000000000", "--stop-gradient-norm", "1e-3"]
    assert main(words) == 0
    assert len(table(capsysbinary.readouterr()[0])) > 10


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


def test_a_fit_to_scaled_columns_is_told_in_the_data_s_own_units(
    capsysbinary: Capture, tmp_path: Path
) -> None:
    x = np.linspace(50, 250, 30)
    path = tmp_path / "houses.csv"
    np.savetxt(path, np.column_stack([x, 3 * x - 40]), "%.17g", ",", header="x,y", comments="")
    words = ["run", "--objective", "(w*x + b - y)^2", "--start", "0,0", "--learning-rate", "0.4"]
    words += ["--iterations", "100", "--data", f"{path} | standardise x"]
    assert main(words) == 0
    said = capsysbinary.readouterr().err.decode()
    assert "In the data's own units: y = 3.0000·x − 40.000." in said
    assert main([*words[:-1], str(path), "--iterations", "1"]) == 0
    assert b"own units" not in capsysbinary.readouterr().err

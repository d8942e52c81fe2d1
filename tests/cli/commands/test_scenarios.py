"""``gdsim scenarios`` as a script uses it."""

from __future__ import annotations

import pytest

from gdsim.cli.main import main

Capture = pytest.CaptureFixture[bytes]


def test_scenarios_are_listed_by_name_and_title(capsysbinary: Capture) -> None:
    assert main(["scenarios"]) == 0
    lines = capsysbinary.readouterr().out.decode().splitlines()
    names = [line.split("  ")[0] for line in lines]
    assert "toy-bowl" in names
    assert all(len(line.split("  ")) == 2 for line in lines)

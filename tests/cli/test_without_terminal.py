"""A start without a terminal: what goes wrong is said in a dialog."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox

from gdsim.app import launch
from gdsim.app.faults.log import log_file
from gdsim.cli.main import main_without_terminal


@pytest.fixture
def said(qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    told: list[str] = []
    monkeypatch.setattr(QMessageBox, "critical", lambda _window, _title, text: told.append(text))
    return told


def test_a_file_that_is_refused_is_said_once(
    said: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bad.toml").write_text("objective = 3")
    assert main_without_terminal([str(tmp_path / "bad.toml")]) == 2
    assert len(said) == 1
    assert "bad.toml" in said[0]
    assert capsys.readouterr().err == f"gdsim: {said[0]}\n"


def test_an_error_inside_is_said_and_logged(
    said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_file: str | None) -> int:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr(launch, "open_window", fail)
    assert main_without_terminal([]) == 2
    assert len(said) == 1 and "log file" in said[0]
    assert "broken on purpose" in log_file().read_text("utf-8")


@pytest.mark.skipif("sys.platform != 'linux'", reason="other systems always have a screen")
def test_without_a_screen_the_sentence_is_on_standard_error_alone(
    said: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert main_without_terminal(["himmelblau"]) == 2
    assert said == []
    assert "there is no screen" in capsys.readouterr().err


def test_a_window_that_was_closed_in_good_order_says_nothing(
    said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(launch, "open_window", lambda _file: 0)
    assert main_without_terminal([]) == 0
    assert said == []

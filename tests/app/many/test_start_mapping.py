"""Maps of starts, from the key to the run that is opened."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.app.many.tools import map_of, run, saved
from tests.app.opening import opened


def test_map_of_himmelblau_has_his_minima_and_opens_a_start(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    desk = opened(qtbot, "himmelblau")
    start_map = map_of(desk)
    assert [field.value for field in start_map.form.ends] == [-5.5, 5.5, -5.5, 5.5]
    start_map.form.fineness.setCurrentIndex(0)
    run(qtbot, start_map)
    texts = " ".join(text for text, _ in start_map.legend.rows()).replace("\N{NO-BREAK SPACE}", " ")
    for place in ("x = 3, y = 2", "x = -2.805, y = 3.131", "x = -3.779, y = -3.283"):
        assert place in texts
    assert "x = 3.584, y = -1.848" in texts
    rows = saved(monkeypatch, start_map, tmp_path / "starts.csv")
    assert len(rows) == 64 * 64
    row = next(row for row in rows if row["outcome"] == "minimum" and row["point"] == "1")
    assert (float(row["end_x"]), float(row["end_y"])) == pytest.approx((3, 2), abs=1e-3)
    start = float(row["start_x"]), float(row["start_y"])
    start_map.startRequested.emit(start)
    assert desk.session.run.row(0).theta.tolist() == list(start)
    # And that run does end there, after as many updates.
    updates = int(row["iterations"])
    qtbot.waitUntil(lambda: desk.session.snapshot().cursor == updates)
    assert desk.session.run.theta == pytest.approx([3, 2], abs=1e-3)


def test_map_takes_its_range_from_the_plot_where_the_scenario_has_none(qtbot: QtBot) -> None:
    desk = opened(qtbot)
    desk.session.change({"objective": "w1^2 + 5*w2^2"})
    shown = desk.window.landscape.plot.frame.window
    start_map = map_of(desk)
    wanted = [*shown.x, *shown.y]
    assert [field.value for field in start_map.form.ends] == pytest.approx(wanted, rel=1e-3)


def test_map_offers_as_many_updates_as_the_run_may_make(qtbot: QtBot) -> None:
    desk = opened(qtbot, "rosenbrock")
    start_map = map_of(desk)
    assert start_map.form.updates.value == 2000
    desk.session.change({"iterations": 300})
    assert start_map.form.updates.value == 300
    desk.session.change({"iterations": None})
    assert start_map.form.updates.value == 200
    start_map.form.fineness.setCurrentIndex(0)
    run(qtbot, start_map)
    desk.session.change({"iterations": 700})
    assert start_map.form.updates.value == 200


def test_long_map_answers_between_slices_and_is_left_at_once(qtbot: QtBot) -> None:
    desk = opened(qtbot, "rosenbrock")
    start_map = map_of(desk)
    start_map.request_run()
    shares: list[int] = []
    start_map.bar.valueChanged.connect(shares.append)
    qtbot.waitUntil(lambda: len(shares) > 2)
    assert shares[-1] < 500
    QTest.keyClick(start_map, Qt.Key.Key_Escape)
    assert not start_map.is_busy
    assert "still on their way" in start_map.said.text() or "Cancelled" in start_map.said.text()


def test_start_taken_from_a_map_has_few_figures(qtbot: QtBot) -> None:
    desk = opened(qtbot)
    start_map = map_of(desk)
    start_map.form.fineness.setCurrentIndex(0)
    run(qtbot, start_map)
    # From the middle of the map, which the first key points at, to some start beside it.
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Return):
        QTest.keyClick(start_map.canvas, key)
    assert desk.session.run.row(0).theta.tolist() != [4, 2]
    values = desk.session.run.row(0).theta.tolist()
    assert all(len(f"{value:.12g}") <= 6 for value in values)


def test_one_parameter_gets_a_sentence_and_two_a_map_again(qtbot: QtBot) -> None:
    desk = opened(qtbot, "one-parameter")
    start_map = map_of(desk)
    assert not start_map.run.isEnabled()
    desk.session.change({"objective": "x^2 + y^2"})
    assert start_map.run.isEnabled()

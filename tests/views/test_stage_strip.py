"""The strip of stages, built alone."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gdsim.engine.run.stages import Stage
from gdsim.files.scenario.run import run_scenario
from gdsim.files.scenario.scenario import builtin_scenario
from gdsim.models.session import Session
from gdsim.views.stage_strip import TITLES, StageStrip
from gdsim.views.style.theme import DARK, LIGHT


@pytest.fixture
def strip(qtbot: QtBot) -> StageStrip:
    strip = StageStrip()
    qtbot.addWidget(strip)
    strip.resize(900, 60)
    strip.show()
    return strip


@pytest.fixture
def session(strip: StageStrip) -> Session:
    session = Session(run_scenario(builtin_scenario("linear-regression"), 2), strip)
    session.changed.connect(strip.set_snapshot)
    return session


def test_boxes_stand_side_by_side_inside_the_strip(strip: StageStrip) -> None:
    for width in (420, 700, 1400):
        strip.resize(width, 60)
        boxes = list(strip.chart.boxes().values())
        assert len(boxes) == len(Stage)
        assert all(left.right() < right.left() for left, right in pairwise(boxes))
        if width >= 700:
            assert boxes[-1].right() <= strip.chart.width()


def test_the_line_below_tells_the_stage(strip: StageStrip, session: Session) -> None:
    session.go_to(0)
    session.go_to_stage(Stage.CHOOSE)
    rows = session.run.rows(0)
    assert rows is not None
    assert ", ".join(map(str, rows[:3].tolist())) in strip.sentence.text()


def test_a_click_on_a_box_asks_for_its_stage(
    strip: StageStrip, session: Session, qtbot: QtBot
) -> None:
    session.go_to(1)
    box = strip.chart.boxes()[Stage.GRADIENT]
    with qtbot.waitSignal(strip.stageRequested) as asked:
        QTest.mouseClick(strip.chart, Qt.MouseButton.LeftButton, pos=box.center().toPoint())
    assert asked.args == [Stage.GRADIENT]
    # Update 1 goes on in the epoch: nothing is shuffled.
    box = strip.chart.boxes()[Stage.SHUFFLE]
    with qtbot.assertNotEmitted(strip.stageRequested):
        QTest.mouseClick(strip.chart, Qt.MouseButton.LeftButton, pos=box.center().toPoint())


def test_the_lit_stage_is_seen(strip: StageStrip, session: Session) -> None:
    strip.set_theme(LIGHT)
    session.go_to_stage(Stage.LOSS)
    lit = strip.chart.grab().toImage()
    session.go_to_stage(Stage.GRADIENT)
    assert strip.chart.grab().toImage() != lit
    strip.set_theme(DARK)
    assert strip.chart.accessibleDescription() == TITLES[Stage.GRADIENT]


def test_the_way_back_leads_to_the_shuffle_from_the_last_batch_of_an_epoch_only(
    strip: StageStrip, session: Session
) -> None:
    # 342 rows in batches of 32 are 11 updates; what is pending leads where it leads once made.
    session.go_to(0)
    for t in range(24):
        ends_epoch = t % 11 == 10
        assert strip.chart.way_back is (Stage.SHUFFLE if ends_epoch else Stage.CHOOSE)
        session.step()

"""The transport bar asks for what is clicked, and shows what it is told."""

from __future__ import annotations

from itertools import pairwise
from math import inf

import pytest
from PySide6.QtCore import QPoint, Qt, SignalInstance
from PySide6.QtWidgets import QLabel, QPushButton, QSlider, QWidget
from pytestqt.qtbot import QtBot

from gdsim.views.style.theme import DARK, LIGHT
from gdsim.views.transport_bar import TransportBar
from gdsim.views.transport_bar.buttons import BUTTONS
from gdsim.views.transport_bar.scrub_slider import ScrubSlider
from gdsim.views.transport_bar.speed_control import SPEEDS

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    return window


@pytest.fixture
def bar(window: QWidget, qtbot: QtBot) -> TransportBar:
    """A bar in the middle of a run."""
    bar = TransportBar(window)
    bar.set_position(12, 40)
    bar.resize(900, bar.sizeHint().height())
    window.resize(bar.size())
    window.show()
    qtbot.waitExposed(window)
    return bar


def signals_of(bar: TransportBar) -> list[SignalInstance]:
    return [
        bar.firstRequested,
        bar.epochBackRequested,
        bar.backRequested,
        bar.playToggled,
        bar.stepRequested,
        bar.epochRequested,
        bar.endRequested,
        bar.cursorRequested,
        bar.speedChanged,
        bar.cancelRequested,
    ]


def texts(bar: TransportBar) -> list[str]:
    return [label.text() for label in bar.findChildren(QLabel) if label.isVisible()]


@pytest.mark.parametrize(
    ("name", "signal"),
    [
        ("first", "firstRequested"),
        ("epoch-back", "epochBackRequested"),
        ("back", "backRequested"),
        ("step", "stepRequested"),
        ("epoch", "epochRequested"),
        ("end", "endRequested"),
    ],
)
def test_a_click_asks_once_for_what_the_button_says(
    bar: TransportBar, qtbot: QtBot, name: str, signal: str
) -> None:
    asked: list[str] = []
    for other in ("first", "epochBack", "back", "step", "epoch", "end"):
        key = f"{other}Requested"
        getattr(bar, key).connect(lambda key=key: asked.append(key))
    qtbot.mouseClick(bar.button(name), LEFT)
    assert asked == [signal]


def test_play_asks_for_the_opposite_of_what_is_shown(bar: TransportBar, qtbot: QtBot) -> None:
    play = bar.button("play")
    with qtbot.waitSignal(bar.playToggled) as asked:
        qtbot.mouseClick(play, LEFT)
    assert asked.args == [True]
    assert play.accessibleName() == "Play"
    bar.set_playing(True)
    assert play.accessibleName() == "Pause"
    with qtbot.waitSignal(bar.playToggled) as asked:
        qtbot.mouseClick(play, LEFT)
    assert asked.args == [False]


def test_setters_ask_for_nothing(bar: TransportBar) -> None:
    asked: list[object] = []
    for signal in signals_of(bar):
        signal.connect(lambda *values: asked.append(values))
    bar.set_position(0, 100)
    bar.set_position(100, 100)
    bar.set_position(3, 5)
    bar.set_playing(True)
    bar.set_playing(False)
    bar.set_can_step(False, "It diverged.")
    bar.set_speed(inf)
    bar.set_speed(1)
    bar.set_theme(DARK)
    bar.set_theme(LIGHT)
    bar.set_progress(0.5, "Making updates")
    bar.set_progress(None)
    assert asked == []


@pytest.mark.parametrize("name", ["back", "step"])
def test_a_held_button_repeats(bar: TransportBar, qtbot: QtBot, name: str) -> None:
    asked: list[None] = []
    getattr(bar, f"{name}Requested").connect(lambda: asked.append(None))
    qtbot.mousePress(bar.button(name), LEFT)
    qtbot.waitUntil(lambda: len(asked) >= 3)
    qtbot.mouseRelease(bar.button(name), LEFT)


@pytest.mark.parametrize("part", [0.0, 0.25, 0.5, 1.0])
def test_the_slider_goes_where_it_is_clicked(bar: TransportBar, qtbot: QtBot, part: float) -> None:
    slider = bar.findChild(ScrubSlider)
    assert slider is not None
    place = QPoint(round(part * (slider.width() - 1)), slider.height() // 2)
    with qtbot.waitSignal(bar.cursorRequested) as asked:
        qtbot.mouseClick(slider, LEFT, pos=place)
    assert asked.args is not None
    assert asked.args[0] == pytest.approx(40 * part, abs=1)


def test_the_slider_can_be_dragged_and_moved_with_keys(bar: TransportBar, qtbot: QtBot) -> None:
    slider = bar.findChild(ScrubSlider)
    assert slider is not None
    asked: list[int] = []
    bar.cursorRequested.connect(asked.append)
    middle = slider.height() // 2
    qtbot.mousePress(slider, LEFT, pos=QPoint(slider.width() // 2, middle))
    bar.set_position(0, 40)
    qtbot.mouseMove(slider, QPoint(slider.width() - 1, middle))
    qtbot.mouseRelease(slider, LEFT, pos=QPoint(slider.width() - 1, middle))
    assert asked[-1] == 40
    assert len(asked) == 2
    qtbot.keyClick(slider, Qt.Key.Key_Left)
    assert asked[-1] == 39
    qtbot.keyClick(slider, Qt.Key.Key_Home)
    assert asked[-1] == 0


def test_the_position_is_told(bar: TransportBar) -> None:
    assert "Iteration 12 of 40" in texts(bar)


def test_a_step_within_the_run_moves_nothing_else_in_the_bar(
    bar: TransportBar, qtbot: QtBot
) -> None:
    def places() -> list[object]:
        return [child.geometry() for child in bar.findChildren(QWidget) if child.isVisible()]

    bar.set_position(8, 88)
    bar.layout().activate()
    before = places()
    bar.set_position(88, 88)
    bar.layout().activate()
    assert places() == before


@pytest.mark.parametrize("name", [spec.name for spec in BUTTONS])
def test_buttons_are_off_limits_where_they_lead_nowhere(bar: TransportBar, name: str) -> None:
    leads_back = name in {"first", "back", "epoch-back"}
    bar.set_position(0, 40)
    assert bar.button(name).isEnabled() == (not leads_back)
    bar.set_position(40, 40)
    bar.set_can_step(False, "The loss is below the target.")
    assert bar.button(name).isEnabled() == leads_back
    assert ("below the target" in bar.button(name).toolTip()) == (not leads_back)
    bar.set_can_step(True)
    assert bar.button(name).isEnabled()


def test_why_a_run_ended_stands_in_the_bar_until_it_can_go_on(bar: TransportBar) -> None:
    bar.set_can_step(False, "The loss is below the target.")
    assert "The loss is below the target." in texts(bar)
    bar.set_can_step(True, "")
    assert "The loss is below the target." not in texts(bar)


def test_playing_can_be_stopped_even_where_no_step_can_be_made(bar: TransportBar) -> None:
    bar.set_playing(True)
    bar.set_can_step(False, "It diverged.")
    assert bar.button("play").isEnabled()


@pytest.mark.parametrize("speed", SPEEDS)
def test_every_speed_can_be_shown(bar: TransportBar, speed: float) -> None:
    bar.set_speed(speed)
    assert bar.speed == speed
    assert ("max" if speed == inf else f"{speed:.0f} / s") in texts(bar)


def test_a_speed_between_is_shown_as_the_nearest(bar: TransportBar) -> None:
    bar.set_speed(3.9)
    assert bar.speed == 4
    bar.set_speed(1e9)
    assert bar.speed == 1000


def test_speeds_span_one_to_a_thousand_and_all_there_is() -> None:
    assert SPEEDS[0] == 1
    assert SPEEDS[-2:] == (1000, inf)
    ratios = [after / before for before, after in pairwise(SPEEDS[:-1])]
    assert all(1.5 <= ratio <= 2.5 for ratio in ratios)


def test_the_speed_slider_asks_for_a_speed(bar: TransportBar, qtbot: QtBot) -> None:
    slider = next(s for s in bar.findChildren(QSlider) if not isinstance(s, ScrubSlider))
    bar.set_speed(4)
    with qtbot.waitSignal(bar.speedChanged) as asked:
        qtbot.keyClick(slider, Qt.Key.Key_Right)
    assert asked.args == [8.0]
    with qtbot.waitSignal(bar.speedChanged) as asked:
        qtbot.keyClick(slider, Qt.Key.Key_End)
    assert asked.args == [inf]


def test_long_work_takes_the_slider_s_place_and_can_be_cancelled(
    bar: TransportBar, qtbot: QtBot
) -> None:
    slider, cancel = bar.findChild(ScrubSlider), bar.findChild(QPushButton)
    assert slider is not None
    assert cancel is not None
    bar.set_progress(0.25, "Making updates …")
    assert slider.isVisible()
    qtbot.waitUntil(cancel.isVisible)
    assert "Making updates … 25 %" in texts(bar)
    with qtbot.waitSignal(bar.cancelRequested):
        qtbot.mouseClick(cancel, LEFT)
    bar.set_progress(None)
    assert slider.isVisible()
    assert not cancel.isVisible()


def test_every_control_can_be_reached_with_the_keyboard_and_has_a_name(bar: TransportBar) -> None:
    controls = [bar.button(spec.name) for spec in BUTTONS] + bar.findChildren(QSlider)
    for control in controls:
        assert control.accessibleName()
        assert control.toolTip()
        assert control.focusPolicy() & Qt.FocusPolicy.TabFocus


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("first", "Home"),
        ("epoch-back", "Shift+Left"),
        ("back", "Left"),
        ("play", "Space"),
        ("step", "Right"),
        ("epoch", "Shift+Right"),
        ("end", "End"),
    ],
)
def test_a_tool_tip_names_the_shortcut(bar: TransportBar, name: str, keys: str) -> None:
    bar.set_position(12, 40)
    assert bar.button(name).toolTip().endswith(f"({keys})")


def test_notice_gives_its_place_back_to_why_the_run_cannot_go_on(
    window: QWidget, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gdsim.views.transport_bar.bar.NOTICE_MS", 50)
    bar = TransportBar(window)
    height = bar.sizeHint().height()

    def texts() -> list[str]:
        return [label.text() for label in bar.findChildren(QLabel)]

    bar.set_can_step(False, "The run has ended.")
    bar.set_notice("Saved adam.csv")
    bar.set_can_step(False, "The run has ended.")
    assert "Saved adam.csv" in texts()
    assert "The run has ended." not in texts()
    assert bar.sizeHint().height() == height
    qtbot.waitUntil(lambda: "The run has ended." in texts())
    assert "Saved adam.csv" not in texts()


def test_a_warning_is_there_again_after_a_notice_until_it_holds_no_more(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, window: QWidget
) -> None:
    monkeypatch.setattr("gdsim.views.transport_bar.bar.NOTICE_MS", 50)
    bar = TransportBar(window)

    def texts() -> list[str]:
        return [label.text() for label in bar.findChildren(QLabel)]

    bar.set_warning("Save your work.")
    bar.set_notice("Started over")
    assert "Save your work." not in texts()
    qtbot.waitUntil(lambda: "Save your work." in texts())
    bar.set_can_step(False, "The run has ended.")
    assert "Save your work." in texts()
    bar.set_warning("")
    assert "The run has ended." in texts() and "Save your work." not in texts()


def test_a_long_run_does_not_widen_the_window(qtbot: QtBot) -> None:
    bar = TransportBar()
    qtbot.addWidget(bar)
    bar.show()
    bar.set_position(1, 1)
    before = bar.minimumSizeHint()
    bar.set_position(1_000_000, 1_000_000)
    assert bar.minimumSizeHint() == before

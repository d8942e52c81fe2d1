"""The section for what is asked for less often, alone."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from gdsim.engine.descent.experiment import EXTRAS, Experiment
from gdsim.views.setup.more_section import MoreSection
from tests.engine.descent.test_experiment import OTHERS
from tests.typed import type_into

PLAIN = Experiment(objective="a*x^2 + y^2", start=(1.0, 1.0))


@pytest.fixture
def section(qtbot: QtBot) -> MoreSection:
    section = MoreSection()
    qtbot.addWidget(section)
    section.fold.button.setChecked(True)
    section.set_experiment(PLAIN)
    section.show()
    return section


def test_showing_an_experiment_asks_for_nothing(section: MoreSection) -> None:
    asked: list[object] = []
    section.changeRequested.connect(asked.append)
    section.set_experiment(PLAIN.with_(**{name: OTHERS[name] for name in EXTRAS}))
    assert asked == []


@pytest.mark.parametrize("name", EXTRAS)
def test_the_fold_tells_what_is_used_and_a_field_shows_it(section: MoreSection, name: str) -> None:
    assert section.fold.button.value == "nothing"
    section.set_experiment(PLAIN.with_(**{name: OTHERS[name]}))
    assert section.fold.button.value not in ("", "nothing")
    section.set_experiment(PLAIN)
    assert section.fold.button.value == "nothing"


def test_typed_constants_are_asked_for(section: MoreSection, qtbot: QtBot) -> None:
    with qtbot.waitSignal(section.changeRequested) as asked:
        type_into(section.fields["let"], "a=1/4; b=2")
    assert asked.args == [{"let": {"a": 0.25, "b": 2.0}}]


def test_what_is_no_list_stays_and_is_explained(section: MoreSection, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(section.changeRequested):
        type_into(section.fields["let"], "a")
    assert section.fields["let"].text() == "a"
    assert "as a = 1" in section.fields["let"].fault


def test_ticking_asks_to_maximise(section: MoreSection, qtbot: QtBot) -> None:
    with qtbot.waitSignal(section.changeRequested) as asked:
        section.maximise.click()
    assert asked.args == [{"maximise": True}]


@pytest.mark.parametrize(("text", "length"), [("1/2", 0.5), ("", None)])
def test_a_length_to_clip_to_may_be_empty(
    section: MoreSection, qtbot: QtBot, text: str, length: float | None
) -> None:
    section.set_experiment(PLAIN.with_(clip_norm=3.0))
    with qtbot.waitSignal(section.changeRequested) as asked:
        type_into(section.fields["clip_norm"], text)
    assert asked.args == [{"clip_norm": length}]


def test_a_length_of_zero_is_refused(section: MoreSection, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(section.changeRequested):
        type_into(section.fields["clip_norm"], "0")
    assert "above 0" in section.fields["clip_norm"].fault


def test_typed_bounds_are_asked_for(section: MoreSection, qtbot: QtBot) -> None:
    with qtbot.waitSignal(section.changeRequested) as asked:
        type_into(section.fields["bounds"], "x = 0:; y = -1:1/2")
    assert asked.args == [{"bounds": {"x": (0.0, float("inf")), "y": (-1.0, 0.5)}}]
    assert section.fields["bounds"].text() == "x = 0:, y = -1:0.5"


def test_a_typed_memory_of_the_rule_is_asked_for(section: MoreSection, qtbot: QtBot) -> None:
    with qtbot.waitSignal(section.changeRequested) as asked:
        type_into(section.fields["initial"], "velocity_x=1/5")
    assert asked.args == [{"initial": {"velocity_x": 0.2}}]


@pytest.mark.parametrize("name", ["let", "bounds", "initial"])
def test_the_example_in_an_empty_field_is_one_that_it_takes(
    section: MoreSection, qtbot: QtBot, name: str
) -> None:
    field = section.fields[name]
    example = field.placeholderText().removeprefix("such as ")
    with qtbot.waitSignal(section.changeRequested) as asked:
        type_into(field, example)
    (asked_for,) = asked.args
    assert asked_for[name] != {}

"""What the windows of many runs have in common, and what each has to bring."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from gdsim.app.many.many_runs import ManyRuns, as_made
from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.errors import InputError
from gdsim.engine.run.run import Run
from gdsim.models.session import Session
from gdsim.models.snapshot import Snapshot
from gdsim.views.tools.tool_window import ToolWindow

BOWL = Experiment(objective="w1^2 + 4*w2^2", start=(4.0, 2.0), learning_rate=0.1)


class Work:
    """Work of ten portions, whose result is how many of them are done."""

    def __init__(self) -> None:
        self.done = 0

    def work(self):
        while self.done < 10:
            self.done += 1
            yield self.done / 10

    def result(self) -> int:
        return self.done


class Half(ManyRuns[ToolWindow, int]):
    """Lacks two of the three methods."""

    def follow(self, snapshot: Snapshot) -> None:
        pass


class Whole(Half):
    def show_result(self, result: int) -> None:
        self.window.said.setText(str(result))

    def export(self) -> None:
        pass


@pytest.fixture
def window(qtbot: QtBot) -> ToolWindow:
    window = ToolWindow("Many", "Run")
    qtbot.addWidget(window)
    return window


@pytest.fixture
def session(window: ToolWindow) -> Session:
    return Session(Run(BOWL), window)


@pytest.fixture
def many(window: ToolWindow, session: Session) -> Whole:
    return Whole(window, session, lambda *_: None)


def test_what_lacks_a_method_cannot_be_made(window: ToolWindow, session: Session) -> None:
    with pytest.raises(TypeError, match="Half lacks export, show_result"):
        Half(window, session, lambda *_: None)


def test_work_is_shown_once_it_is_done(qtbot: QtBot, many: Whole, window: ToolWindow) -> None:
    many.begin(Work(), ["start"])
    assert window.is_busy
    qtbot.waitUntil(lambda: not window.is_busy)
    assert many.result == 10
    assert window.said.text() == "10"


def test_cancelled_work_shows_what_is_done(many: Whole, window: ToolWindow) -> None:
    many.begin(Work(), ["start"])
    window.cancelRequested.emit()
    assert not window.is_busy
    assert (many.result, window.said.text()) == (0, "0")


@pytest.mark.parametrize(
    ("changes", "is_stale"),
    [
        ({"learning_rate": 0.2}, True),
        ({"start": (1.0, 1.0)}, False),
        ({"iterations": 7}, False),
        ({"rule": "adam"}, True),
    ],
)
def test_runs_grow_old_with_a_change_that_would_make_others(
    many: Whole, window: ToolWindow, session: Session, changes: dict[str, Any], is_stale: bool
) -> None:
    many.begin(Work(), ["start"])
    session.change(changes)
    many.take_over(session.snapshot())
    assert window.stale.isHidden() is not is_stale
    window.cancelRequested.emit()


def test_a_set_up_is_new_once(many: Whole, session: Session) -> None:
    many.take_over(session.snapshot())
    assert not many.take_over(session.snapshot())
    session.change({"learning_rate": 0.2})
    assert many.take_over(session.snapshot())
    assert many.present.learning_rate == 0.2


def test_a_run_is_opened_as_it_was_made(qtbot: QtBot, many: Whole, session: Session) -> None:
    many.begin(Work(), ["learning_rate"])
    session.change({"rule": "adam"})
    assert many.made_with is not None
    experiment, objective = many.made_with
    with qtbot.waitSignal(many.runOpened):
        many.open_run(experiment.with_(learning_rate=0.2), objective, 3)
    qtbot.waitUntil(lambda: session.run.length == 3)
    assert session.run.experiment.rule == "gd"
    # Each update multiplies w1 by 1 - 2 eta, w2 by 1 - 8 eta.
    assert session.run.theta == pytest.approx([4 * 0.6**3, 2 * (-0.6) ** 3])


def test_a_refusal_begins_as_a_sentence(many: Whole, window: ToolWindow) -> None:
    many.refuse(InputError("learning-rate: {n} values are too many", n=7))
    assert window.refusal.text() == "Learning-rate: 7 values are too many"


def test_nothing_is_written_where_no_file_was_chosen(
    many: Whole, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QMessageBox, "warning", lambda *_: pytest.fail("nothing went wrong"))
    monkeypatch.setattr("gdsim.files.tables.write_frame", lambda *_: pytest.fail("written"))
    many.write(None, "Export", "many")


@pytest.mark.parametrize(
    ("limits", "updates", "iterations", "epochs"),
    [
        ({"iterations": 40}, 100, 100, None),
        ({"iterations": 40}, 10, 40, None),
        ({"epochs": 5}, 3, None, 5),
        ({"epochs": 5}, 30, 30, None),
    ],
)
def test_a_limit_gives_way_to_the_updates_that_were_made(
    limits: dict[str, int], updates: int, iterations: int | None, epochs: int | None
) -> None:
    # One row: an epoch is one update.
    experiment = as_made(BOWL.with_(stop_loss=1.0, **limits), 1, updates)
    assert (experiment.iterations, experiment.epochs) == (iterations, epochs)
    assert experiment.stop_loss is None

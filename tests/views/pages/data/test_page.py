"""The page of the data and the strip of batches, each built alone."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.problem.generated import generate
from gdsim.engine.run.run import Run
from gdsim.files.scenario.listing import builtin_scenarios
from gdsim.files.scenario.run import run_scenario
from gdsim.files.scenario.scenario import builtin_scenario
from gdsim.models.snapshot import Snapshot
from gdsim.views.pages.data.epoch_strip import EpochStrip
from gdsim.views.pages.data.page import MOST_POINTS, DataPage
from gdsim.views.style.theme import LIGHT


def line(rows: int = 10, batch: int = 4, **changes) -> Run:
    run = Run(
        Experiment(
            objective="(w*x + b - y)^2",
            dataset=generate(f"linear(rows={rows})"),
            start=(0.0, 0.0),
            method="mini-batch",
            batch_size=batch,
            **changes,
        )
    )
    run.advance(8)
    return run


def at(run: Run, t: int) -> Snapshot:
    return Snapshot(run, 1, run.length, t, run.row(t), run.stop)


@pytest.fixture
def strip(qtbot: QtBot) -> EpochStrip:
    strip = EpochStrip()
    qtbot.addWidget(strip)
    strip.resize(250, 22)
    strip.show()
    return strip


@pytest.fixture
def page(qtbot: QtBot) -> DataPage:
    page = DataPage()
    qtbot.addWidget(page)
    page.set_theme(LIGHT)
    page.resize(440, 280)
    page.show()
    return page


def test_batches_are_as_wide_as_they_have_rows(strip: EpochStrip) -> None:
    strip.set_snapshot(at(line(10, 4), 0))
    widths = [strip.box(batch).width() for batch in range(3)]
    assert widths[0] == pytest.approx(widths[1])
    # 4, 4 and 2 rows on 250 pixels, with a gap of 1.5 after each.
    assert widths == pytest.approx([100 - 1.5, 100 - 1.5, 50 - 1.5])


def test_a_click_asks_for_the_update_of_that_batch(strip: EpochStrip, qtbot: QtBot) -> None:
    strip.set_snapshot(at(line(10, 4), 4))
    with qtbot.waitSignal(strip.rowRequested) as asked:
        QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=strip.box(2).center().toPoint())
    # Update 4 is the second of epoch 1, which begins with update 3.
    assert asked.args == [5]


def test_the_rows_told_are_those_of_the_run(strip: EpochStrip) -> None:
    run = line(10, 4)
    strip.set_snapshot(at(run, 4))
    rows = run.rows(5)
    assert rows is not None
    assert strip.rows_of(2) == f"Batch 3 of 3: 2 rows ({', '.join(map(str, rows.tolist()))})"


def test_a_million_rows_cost_a_step_no_more(strip: EpochStrip) -> None:
    strip.set_snapshot(at(line(1_000_000, 1), 3))
    assert not strip.grab().isNull()
    assert strip.batch_at(249.9) > 990_000


def test_line_rows_and_residuals_are_those_of_the_fit(page: DataPage) -> None:
    run = line(10, 4)
    page.set_snapshot(at(run, 5))
    w, b = run.row(5).theta
    x, y = page.line.getData()
    np.testing.assert_allclose(y, w * x + b)
    rows = run.rows(5)
    data = run.objective.data[rows]
    bx, by = page.batch.getData()
    np.testing.assert_allclose(np.column_stack([bx, by]), data)
    _, ends = page.residuals.getData()
    np.testing.assert_allclose(ends[1::2] - ends[::2], w * data[:, 0] + b - data[:, 1])


def test_rows_used_in_this_epoch_are_faded(page: DataPage) -> None:
    run = line(10, 4)
    page.set_snapshot(at(run, 4))
    used = set(run.rows(3).tolist())
    marks = page.rows.items
    faded, fresh = (
        np.column_stack(marks[0, is_used].getData()).tolist() for is_used in (True, False)
    )
    data = run.objective.data.tolist()
    assert faded == [data[row] for row in sorted(used)]
    assert fresh == [data[row] for row in range(10) if row not in used]
    alphas = [marks[0, is_used].opts["brush"].color().alphaF() for is_used in (True, False)]
    assert alphas[0] < alphas[1] / 2


def test_legend_names_what_is_drawn(page: DataPage) -> None:
    page.set_snapshot(at(line(10, 4), 4))
    assert all(word in page.legend.text() for word in ("row", "mini-batch", "residual", "fit"))
    classes = Run(
        Experiment(
            objective="log(1 + exp(-y*(w1*x1 + w2*x2 + b)))",
            dataset=generate("two_classes(rows=20)"),
            start=(1.0, 1.0, 0.0),
        )
    )
    page.set_snapshot(at(classes, 0))
    assert all(word in page.legend.text() for word in ("y = -1", "y = 1", "decision"))
    assert "mini-batch" not in page.legend.text()


def test_a_fit_that_is_out_of_sight_is_said_to_be(page: DataPage) -> None:
    run = line(10, 4, learning_rate=2.0)
    heights = run.objective.data[:, 1]
    margin = 0.1 * np.ptp(heights)
    for t in range(run.length + 1):
        w, b = run.row(t).theta
        ends = np.sort(
            w * np.array([run.objective.data[:, 0].min(), run.objective.data[:, 0].max()]) + b
        )
        page.set_snapshot(at(run, t))
        is_said = "outside the frame" in page.legend.text()
        if ends[0] > heights.max() + margin or ends[1] < heights.min() - margin:
            assert is_said
        elif ends[0] <= heights.max() and ends[1] >= heights.min():
            assert not is_said


def test_many_rows_are_drawn_by_a_sample_that_is_told(page: DataPage) -> None:
    page.set_snapshot(at(line(20_000, 32), 2))
    assert sum(len(item.getData()[0]) for item in page.rows.items.values()) == MOST_POINTS
    assert "3,000 of 20,000 rows" in page.note.text()


def test_a_function_has_no_data(page: DataPage) -> None:
    run = Run(Experiment(objective="w^2", start=(1.0,)))
    page.set_snapshot(at(run, 0))
    assert not page.plot.isVisible()
    assert "no data" in page.note.text()


def test_residuals_stay_hidden_while_predicting(page: DataPage) -> None:
    run = line()
    veiled = Snapshot(run, 1, 5, 5, run.row(5), None, is_veiled=True)
    page.set_snapshot(veiled)
    assert len(page.residuals.getData()[0]) == 0
    # Update 5 is the last of its epoch: 2 of 10 rows in batches of 4.
    assert len(page.batch.getData()[0]) == 2


@pytest.mark.parametrize("t", [0, 3])
@pytest.mark.parametrize("name", [name for name, _ in builtin_scenarios()])
def test_every_scenario_has_a_page_of_its_data(page: DataPage, name: str, t: int) -> None:
    run = run_scenario(builtin_scenario(name), updates=t)
    page.set_snapshot(at(run, run.length))
    assert page.plot.isVisible() == bool(run.objective.columns)


def test_a_loss_without_features_shows_each_row_beside_what_is_predicted(page: DataPage) -> None:
    data = generate("linear(rows=10)")
    run = Run(Experiment(objective="(m - y)^2", dataset=data, start=(0.3,)))
    run.advance(2)
    page.set_snapshot(at(run, 1))
    y = data.values[:, data.names.index("y")]
    drawn = [item.getData() for item in page.rows.items.values()]
    across, up = (np.concatenate(values) for values in zip(*drawn, strict=True))
    np.testing.assert_array_equal(np.sort(across), np.arange(10))
    np.testing.assert_array_equal(up[np.argsort(across)], y)
    np.testing.assert_allclose(page.line.getData()[1], run.row(1).theta[0])


def test_classes_that_are_numbers_are_told(page: DataPage) -> None:
    source = "people.csv | columns x, y | labels y: no=-1, yes=1"
    data = Dataset(source, ("x", "y"), np.array([[1.0, -1.0], [2.0, 1.0]]))
    run = Run(Experiment(objective="(w*x - y)^2", dataset=data, start=(0.0,)))
    page.set_snapshot(at(run, 0))
    assert "Classes as numbers: y: no=-1, yes=1." in page.note.text()
    page.set_snapshot(at(line(), 0))
    assert "Classes" not in page.note.text()

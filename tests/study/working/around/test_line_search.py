"""The learning rate in a working where a line search found it."""

from __future__ import annotations

import pytest

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.run.run import Run
from gdsim.numbers import NumberFormat
from gdsim.study.working.blocks import Formula, Table, Text
from gdsim.study.working.working import working
from tests.study.working.sections import EXACT, OBJECTIVES, formulas_of, section, values


@pytest.mark.parametrize("objective", ["bowl", "one", "three", "data"])
@pytest.mark.parametrize("schedule", ["exact", "backtracking"])
def test_line_search_is_worked_out_to_the_rate_that_was_used(objective, schedule) -> None:
    fields = {"schedule": schedule, "learning_rate": 1.0}
    run = Run(OBJECTIVES[objective].with_(**fields))
    run.advance(4)
    for t in (0, 3, 4):
        part = section(working(run, t, EXACT), "Learning rate")
        rate = run.row(t).learning_rate
        assert values(part)[-1] == rate
        if not run.row(t).gradient.any():
            assert rate == 0
            continue
        assert any("mini-batch" in b.text for b in part.blocks if isinstance(b, Text)) == (
            objective == "data"
        )
        tables = [block for block in part.blocks if isinstance(block, Table)]
        if schedule == "backtracking":
            (table,) = tables
            trial, loss, most = map(float, table.rows[-1][1:])
            assert trial == rate and loss <= most
            for row in table.rows[:-1]:
                assert row[1] == "…" or float(row[2]) > float(row[3])
        elif objective in ("bowl", "data"):
            shown = {
                f.latex.split(" = ")[0]: f.value for f in part.blocks if isinstance(f, Formula)
            }
            gradient, rows = run.row(t).gradient, run.rows(t)
            hessian = run.objective.hessian(run.row(t).theta, rows)
            assert shown[r"g_t^\top g_t"] == pytest.approx(gradient @ gradient)
            assert shown[r"g_t^\top H g_t"] == pytest.approx(gradient @ hessian @ gradient)


def test_line_search_on_the_exercise_reads_as_on_paper() -> None:
    experiment = Experiment(objective="(x-1)^2/2 + (y-2)^2/3", start=(0.0, 3.0), schedule="exact")
    part = section(working(Run(experiment), 0, NumberFormat.decimals(3)), "Learning rate")
    assert formulas_of(part)[-3:] == [
        r"g_t^\top g_t = \left(-1\right)^2 + 0.6667^2 \approx 1.444",
        r"g_t^\top H g_t = 1 \cdot \left(-1\right)^2 + 0.667 \cdot 0.6667^2 \approx 1.296",
        r"\eta_t = \frac{1.444}{1.296} \approx 1.114",
    ]

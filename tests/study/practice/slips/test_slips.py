"""What an update comes to with each slip."""

from __future__ import annotations

import pytest

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.run.run import Run
from gdsim.files.scenario.run import run_scenario
from gdsim.files.scenario.scenario import builtin_scenario
from gdsim.study.practice.answers import Field
from gdsim.study.practice.slips.slips import FORMS, Slip
from gdsim.study.practice.update_task import UpdateTask


def values(task: UpdateTask, slip: Slip, field: Field) -> list[float]:
    return [one.value(field) for one in FORMS[slip](task, task.solve())]


@pytest.mark.parametrize(
    ("slip", "field", "value"),
    [
        # At (3.2, 0.4) with gradient (6.4, 3.2), rate 0.1 and loss 10.88.
        (Slip.SIGN, Field("new", 0), 3.2 + 0.64),
        (Slip.SIGN, Field("gradient", 1), -3.2),
        (Slip.NO_RATE, Field("new", 1), 0.4 - 3.2),
        (Slip.SCALED, Field("gradient", 0), 0.64),
        (Slip.KEPT, Field("new", 0), 3.2),
        (Slip.STEP, Field("new", 0), 0.64),
        (Slip.STEP, Field("new", 0), -0.64),
        (Slip.SWAPPED, Field("gradient", 0), 3.2),
        (Slip.OLD_LOSS, Field("new_loss"), 10.88),
        (Slip.ROUNDED, Field("new", 0), 3.2 - 0.1 * 6),
    ],
)
def test_value_with_a_slip(slip: Slip, field: Field, value: float) -> None:
    task = UpdateTask.of(run_scenario(builtin_scenario("toy-bowl"), 1), 1)
    assert any(one == pytest.approx(value) for one in values(task, slip, field))


def test_an_updated_parameter_used_for_the_other() -> None:
    task = UpdateTask.of(Run(Experiment(objective="x*y", start=(3.0, 2.0))), 0)
    # x goes to 3 - 0.1 * 2 = 2.8, and y from there to 2 - 0.1 * 2.8; or y first.
    found = [one.new_theta for one in FORMS[Slip.UPDATED](task, task.solve())]
    assert [tuple(one) for one in found] == [
        pytest.approx((2.8, 1.72)),
        pytest.approx((3 - 0.17, 1.7)),
    ]


@pytest.mark.parametrize("slip", [Slip.SUM, Slip.ALL_ROWS, Slip.OLD_STATE, Slip.BIAS_LEFT_OUT])
def test_slips_that_cannot_be_made_here_are_not_looked_for(slip: Slip) -> None:
    task = UpdateTask.of(run_scenario(builtin_scenario("toy-bowl"), 1), 1)
    assert values(task, slip, Field("new", 0)) == []


@pytest.mark.parametrize(
    ("fields", "slip", "value"),
    [
        # x^2 from 3 with the rate 0.1: the gradient is 6.
        ({"clip_norm": 2.0}, Slip.UNCLIPPED, 2.4),
        ({"bounds": {"x": (2.5, 9.0)}}, Slip.UNBOUNDED, 2.4),
        ({"maximise": True}, Slip.SIGN, 2.4),
        ({"maximise": True}, Slip.NO_RATE, 9.0),
        ({"maximise": True}, Slip.STEP, 0.6),
    ],
)
def test_slips_with_what_a_run_has_besides_its_rule(fields, slip: Slip, value: float) -> None:
    task = UpdateTask.of(Run(Experiment(objective="x^2", start=(3.0,), **fields)), 0)
    found = values(task, slip, Field("new", 0))
    assert any(one == pytest.approx(value) for one in found)
    assert not any(one == task.solve().value(Field("new", 0)) for one in found)

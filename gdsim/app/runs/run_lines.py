"""What the page of runs says of each run."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gdsim.engine.diagnosis.diagnose import diagnose
from gdsim.engine.run.rows import Row
from gdsim.engine.run.run import Run
from gdsim.engine.run.target import TargetTime
from gdsim.files.comparison import distance_to_minimum
from gdsim.files.scenario.run import scenario_of
from gdsim.files.scenario.scenario import Scenario
from gdsim.i18n import tr
from gdsim.models.kept_runs import KeptRun
from gdsim.numbers import NumberFormat, few
from gdsim.study.words.differences import differences
from gdsim.study.words.verdicts.uphill import told_verdict
from gdsim.study.words.verdicts.verdict_sentence import verdict_sentence, verdict_word
from gdsim.views.pages.runs import RunLine
from gdsim.views.plots.run_looks import PRESENT

LARGEST_IN_DECIMALS = 1e5
"""Size from which decimals say nothing, and would leave little room for names."""


def run_lines(
    runs: Sequence[tuple[Run, KeptRun | None]],
    here: Row,
    scenario: Scenario,
    number_format: NumberFormat,
    updates_to: Callable[[Run], TargetTime],
) -> list[RunLine]:
    """Return a line for each run, the kept one with its name and look; None is the present one.

    Parameters
    ----------
    here
        The row of the present run at its cursor.
    scenario
        What the present run came from: its minima hold for runs of the same loss.
    updates_to
        Tells after how many updates a run reaches the target.
    """
    differing = differences([run for run, _ in runs])
    return [
        _line(
            run,
            kept,
            here if kept is None else kept.here,
            scenario_of(run, scenario),
            differs,
            number_format,
            updates_to(run),
        )
        for (run, kept), differs in zip(runs, differing, strict=True)
    ]


def _line(
    run: Run,
    kept: KeptRun | None,
    here: Row,
    scenario: Scenario,
    differs: str,
    number_format: NumberFormat,
    to_target: TargetTime,
) -> RunLine:
    diagnosis = diagnose(run)
    distance = distance_to_minimum(run, scenario)
    return RunLine(
        key=None if kept is None else kept.key,
        name=tr("this run") if kept is None else kept.name,
        look=PRESENT if kept is None else kept.look,
        is_shown=kept is None or kept.is_shown,
        settings=differs,
        updates=str(run.length),
        to_target=_target_text(to_target),
        loss=_short(diagnosis.loss, number_format),
        here=_short(run.objective.whole(here.theta)[0], number_format),
        distance="" if distance is None else _short(distance, number_format),
        verdict=verdict_word(told_verdict(diagnosis)),
        sentence=verdict_sentence(diagnosis),
    )


def _target_text(time: TargetTime) -> str:
    """Return when a run reached the target; with ≤ where it may have been earlier."""
    if time.updates is None:
        return "–" if time.is_exact else "?"
    return f"{time.updates}" if time.is_exact else f"≤ {time.updates}"


def _short(x: float, number_format: NumberFormat) -> str:
    """Return a number that can be told from another run's: not 0.0000, nor a dozen digits long."""
    text = number_format.text(x)
    is_long = number_format.kind == "decimals" and abs(x) >= LARGEST_IN_DECIMALS
    is_lost = x != 0 and text.strip("-0.") == ""
    return few(x) if is_long or is_lost else text

"""Which sentence goes with what theory foretells."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from gdsim.engine.diagnosis.forecast import Verdict
from gdsim.study.words.forecast_templates import exact, in_the_long_run


def foretold(verdict: Verdict, factor: float | None = None, **more: Any) -> Any:
    """Return a diagnosis of which only this is known."""
    return SimpleNamespace(
        **{"verdict": verdict, "factor": factor, "downward": None, "swing": None, **more}
    )


@pytest.mark.parametrize(
    ("verdict", "factor", "more", "said"),
    [
        (Verdict.SLOW, 0.999, {}, "keeps {factor} of its distance"),
        (Verdict.ZIGZAG, 0.9, {}, "one direction changes sides"),
        (Verdict.CONVERGING, 0.5, {}, "multiplies the distance in the slowest direction"),
        (Verdict.CONVERGING, 1e-12, {}, "one update leads straight to the {point}"),
        (Verdict.OSCILLATING, -0.5, {}, "but closing in"),
        (Verdict.OSCILLATING, -1.0, {}, "as far away as before"),
        (Verdict.OSCILLATING, -1 - 1e-13, {}, "as far away as before"),
        (Verdict.DIVERGING, -1.5, {}, "multiplies the distance to the {point} by {factor}"),
        (Verdict.DIVERGING, 1.5, {"downward": 1.5}, "along its downward curvature"),
        (Verdict.DIVERGING, 1.0, {}, "along a direction without curvature"),
        (Verdict.DIVERGING, None, {}, "along a direction without curvature"),
    ],
)
def test_of_gradient_descent_each_update_is_told(
    verdict: Verdict, factor: float | None, more: dict[str, Any], said: str
) -> None:
    assert said in exact(foretold(verdict, factor, **more))


@pytest.mark.parametrize(
    ("verdict", "factor", "more", "said"),
    [
        (Verdict.DIVERGING, -1.5, {}, "Diverging: in the long run"),
        (Verdict.DIVERGING, 1.5, {"downward": 1.5}, "along its downward curvature"),
        (Verdict.DIVERGING, None, {}, "along a direction without curvature"),
        (Verdict.OSCILLATING, 0.9, {}, "swings across the {point}"),
        (Verdict.ZIGZAG, 0.9, {}, "moves on along another"),
        (Verdict.CONVERGING, 1e-12, {}, "at most two updates lead straight"),
        (Verdict.SLOW, 0.99, {}, "Slow: in the long run"),
        (Verdict.CONVERGING, 0.9, {}, "Converging: in the long run"),
        # Half a swing leaves 0.99^20 = 82 % and 0.9^20 = 12 % of the distance, to be seen ...
        (Verdict.SLOW, 0.99, {"swing": 40.0}, "Slow, with swings to and fro"),
        (Verdict.CONVERGING, 0.9, {"swing": 40.0}, "Converging, with swings to and fro"),
        # ... and 0.8^20 = 1 %, which is not.
        (Verdict.CONVERGING, 0.8, {"swing": 40.0}, "Converging: in the long run"),
    ],
)
def test_of_momentum_the_long_run_is_told(
    verdict: Verdict, factor: float | None, more: dict[str, Any], said: str
) -> None:
    assert said in in_the_long_run(foretold(verdict, factor, **more))

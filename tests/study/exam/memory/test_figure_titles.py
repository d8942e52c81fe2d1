"""Every figure has a title."""

from __future__ import annotations

from gdsim.study.exam.memory.figure_titles import FIGURE_TITLES
from gdsim.study.exam.memory.figures import FIGURES


def test_titles_and_figures_go_together() -> None:
    assert list(FIGURE_TITLES) == list(FIGURES)

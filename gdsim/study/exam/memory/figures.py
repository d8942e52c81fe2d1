"""The figures of progress as tables: what is drawn, and what is taken away."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from msgspec import Struct

from gdsim.i18n import tr
from gdsim.study.exam.memory.calibration import calibration_of
from gdsim.study.exam.memory.figure_titles import FIGURE_TITLES
from gdsim.study.exam.memory.forecast import expected_mark, topic_figures
from gdsim.study.exam.memory.habits import day_figures, slip_figures
from gdsim.study.exam.memory.mastery import Mastery
from gdsim.study.exam.memory.standing import Standing

Cell = str | int | float | date | None
Row = Mapping[str, Cell]


class FigureSpec(Struct, frozen=True):
    """A figure of progress.

    Attributes
    ----------
    key
        Its name on the command line and in a file's name.
    columns
        The columns of its table and what they hold.
    rows
        Makes its table.
    """

    key: str
    columns: Mapping[str, type]
    rows: Callable[[Standing], list[Row]]

    @property
    def title(self) -> str:
        """Its title in the person's language."""
        return tr(FIGURE_TITLES[self.key])


def _topics(standing: Standing) -> list[Row]:
    return [
        {
            "topic": one.topic,
            "title": one.title,
            "cards": one.cards,
            **{level.name.lower(): one.levels[level] for level in Mastery},
            "mastery": one.mastery,
            "recall": one.recall,
            "marks": one.marks,
        }
        for one in topic_figures(standing)
    ]


def _cards(standing: Standing) -> list[Row]:
    return [
        {
            "kind": card.key.kind,
            "level": card.key.level,
            "topic": standing.syllabus.topic(card.key),
            "mastery": standing.mastery.get(card.key, Mastery.NEW).name.lower(),
            "reviews": card.reviews,
            "lapses": card.lapses,
            "due_day": card.due_day,
            "recall": card.recall(standing.horizon),
        }
        for card in sorted(standing.cards.values(), key=lambda one: one.key)
    ]


def _slips(standing: Standing) -> list[Row]:
    return [
        {
            "slip": one.slip,
            "count": one.count,
            "last_day": one.last_day,
            "right_since": one.right_since,
            "kinds": " ".join(one.kinds),
        }
        for one in slip_figures(standing.in_order)
    ]


def _days(standing: Standing) -> list[Row]:
    if not standing.in_order:
        return []
    first = standing.in_order[0].local_day
    last = max(standing.day, standing.in_order[-1].local_day)
    return [
        {
            "day": one.day,
            "minutes": one.seconds / 60,
            "answers": one.answers,
            "right": one.right,
        }
        for one in day_figures(standing.in_order, first, last)
    ]


def _calibration(standing: Standing) -> list[Row]:
    return [
        {
            "confidence": one.confidence,
            "answers": one.answers,
            "right": one.right,
            "share": one.share if one.is_shown else None,
            "low": one.low if one.is_shown else None,
            "high": one.high if one.is_shown else None,
        }
        for one in calibration_of(standing.in_order)
    ]


def _day_of_mark(standing: Standing) -> date:
    """Return the day for which the mark is foretold: the exam's, or tomorrow."""
    is_ahead = standing.days_left is not None
    return standing.horizon if is_ahead else standing.day + timedelta(days=1)


def _mark(standing: Standing) -> list[Row]:
    one = expected_mark(standing)
    return [
        {
            "day": _day_of_mark(standing),
            "mark": one.mark,
            "low": one.low,
            "high": one.high,
            "most": one.most,
        }
    ]


_OF_LEVELS = {level.name.lower(): int for level in Mastery}

FIGURES: dict[str, FigureSpec] = {
    spec.key: spec
    for spec in (
        FigureSpec(
            "topics",
            {"topic": str, "title": str, "cards": int, **_OF_LEVELS}
            | {"mastery": float, "recall": float, "marks": float},
            _topics,
        ),
        FigureSpec(
            "cards",
            {"kind": str, "level": int, "topic": str, "mastery": str, "reviews": int}
            | {"lapses": int, "due_day": date, "recall": float},
            _cards,
        ),
        FigureSpec(
            "slips",
            {"slip": str, "count": int, "last_day": date, "right_since": int, "kinds": str},
            _slips,
        ),
        FigureSpec(
            "days",
            {"day": date, "minutes": float, "answers": int, "right": int},
            _days,
        ),
        FigureSpec(
            "calibration",
            {"confidence": int, "answers": int, "right": int}
            | {"share": float, "low": float, "high": float},
            _calibration,
        ),
        FigureSpec(
            "mark",
            {"day": date, "mark": float, "low": float, "high": float, "most": int},
            _mark,
        ),
    )
}
"""Every figure by its key."""

"""Progress: the figures as they stand, and their way to files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from gdsim.app.exam.memory import Memory
from gdsim.app.exam.topics import topic_rows, topic_words
from gdsim.app.guarded import guarded
from gdsim.i18n import ntr, tr
from gdsim.numbers import few
from gdsim.study.exam.catalogue import KINDS
from gdsim.study.exam.memory.calibration import CONFIDENCE_TITLES, calibration_of
from gdsim.study.exam.memory.figures import FIGURES
from gdsim.study.exam.memory.forecast import Unasked, expected_mark
from gdsim.study.exam.memory.habits import SlipFigure, day_figures, slip_figures
from gdsim.study.exam.memory.kept_answers import Outcome
from gdsim.study.exam.memory.standing import Standing
from gdsim.study.exam.slip_names import slip_name, usual_key
from gdsim.views.practice.progress.screen import ProgressScreen
from gdsim.views.practice.progress.slip_list import SlipRow

WEEKS_SHOWN, WEEKS_AHEAD = 16, 4
"""Weeks of the calendar, and how far ahead it goes at most to show the exam."""

MOST_KINDS = 2
"""Kinds of questions that are named beside a slip: without them some sentences say little."""

AskTarget = Callable[[str, str], Path | None]
"""Asks for a CSV file to write, given a title and a name; None where none was chosen."""


class Progressing(QObject):
    """Shows progress.

    Parameters
    ----------
    ask
        Asks where a figure is to be written.

    Signals
    -------
    closed()
        The person has seen enough.
    """

    closed = Signal()

    def __init__(self, screen: ProgressScreen, memory: Memory, ask: AskTarget) -> None:
        super().__init__(screen)
        self._screen, self._memory, self._ask = screen, memory, ask
        screen.closeRequested.connect(self.closed)
        screen.exportRequested.connect(self._export)

    def show(self) -> None:
        """Show the figures as they stand now."""
        standing, screen = self._memory.standing, self._screen
        screen.set_topics(topic_rows(standing), topic_words(standing))
        mark = expected_mark(standing) if standing.cards else None
        screen.set_mark(mark, _mark_sentence(standing))
        slips = slip_figures(standing.in_order, usual_key)
        screen.set_slips([_slip_row(one, standing) for one in slips])
        first, last = _weeks_shown(standing)
        days = day_figures(standing.in_order, first, last)
        exam_day = standing.settings.exam_day
        is_exam_shown = exam_day is not None and standing.day < exam_day <= last
        words = tr("The numbers are minutes; the ring is today.")
        if is_exam_shown:
            words = tr("The numbers are minutes; the rings are today and the day of the exam.")
        screen.set_days(days, standing.day, exam_day if is_exam_shown else None, words)
        levels = calibration_of(standing.in_order)
        told = [_verdict(one.confidence, one.verdict) for one in levels if one.is_shown]
        band = tr("Grey: where the share of right answers lies if you judge yourself well.")
        screen.set_calibration(levels, " ".join(filter(None, (*told, band))))
        screen.close_progress.setFocus()

    def _export(self, key: str) -> None:
        spec = FIGURES[key]
        path = self._ask(spec.title, key)
        if path is not None:
            guarded(self._screen, lambda: _write(key, self._memory.standing, path))


def _weeks_shown(standing: Standing) -> tuple[date, date]:
    """Return the first day of the calendar, a Monday, and the last, a Sunday."""
    today, last = standing.day, standing.day
    if standing.settings.exam_day is not None:
        last = min(standing.settings.exam_day, today + timedelta(weeks=WEEKS_AHEAD))
    last = max(last, today)
    last += timedelta(days=6 - last.weekday())
    return last - timedelta(weeks=WEEKS_SHOWN) + timedelta(days=1), last


def _write(key: str, standing: Standing, path: Path) -> None:
    from gdsim.files.exam.frames import figure_frame
    from gdsim.files.tables import write_frame

    write_frame(figure_frame(FIGURES[key], standing), path, "csv")


def _mark_sentence(standing: Standing) -> str:
    if not standing.cards:
        return tr("It can be told once you have answered something.")
    one = expected_mark(standing)
    text = tr("About {mark} of {most}; in 80 of 100 exams between {low} and {high}.")
    if standing.days_left is None:
        text = tr("Tomorrow about {mark} of {most}; in 80 of 100 exams between {low} and {high}.")
    mark, low, high = (few(round(value, 1), 2) for value in (one.mark, one.low, one.high))
    told = text.format(mark=mark, most=one.most, low=low, high=high)
    return f"{told} {_made_of(one.unasked)}"


def _made_of(unasked: Unasked) -> str:
    """Return what the expected mark and its range are made of."""
    if not unasked.questions:
        return tr(
            "What was asked counts with the chance that you recall it then, what was never asked"
            " as nothing until a mock exam shows how you do there; the range is the luck of which"
            " questions come."
        )
    return ntr(
        "What was asked counts with the chance that you recall it then, what was never asked with"
        " {share}, from {n} question of your mock exams that was new or left open; the range is"
        " the luck of which questions come, and how little so few of them tell.",
        "What was asked counts with the chance that you recall it then, what was never asked with"
        " {share}, from {n} questions of your mock exams that were new or left open; the range is"
        " the luck of which questions come, and how little so few of them tell.",
        unasked.questions,
    ).format(share=f"{unasked.chance:.0%}", n=unasked.questions)


def _slip_row(figure: SlipFigure, standing: Standing) -> SlipRow:
    since = figure.right_since
    gone = ntr(
        "last on {day}; right {n} time since", "last on {day}; right {n} times since", since
    ).format(day=figure.last_day, n=since)
    kinds = tuple(kind for kind in figure.kinds if kind in KINDS)
    if kinds:
        titles = ", ".join(
            tr("“{title}”").format(title=KINDS[kind].title) for kind in kinds[:MOST_KINDS]
        )
        gone = tr("{kinds}: {since}").format(kinds=titles, since=gone)
    return SlipRow(_slip_text(figure.slip, standing), figure.count, gone, kinds)


def _slip_text(slip: str, standing: Standing) -> str:
    """Return the sentence on a slip, with the words of the question in which it was made last."""
    made = (one for one in reversed(standing.in_order) if one.slip and usual_key(one.slip) == slip)
    last = next(made, None)
    return slip_name(slip, _told_of(last) if last is not None else "")


def _told_of(outcome: Outcome) -> str:
    kind = KINDS.get(outcome.kind)
    if kind is None or outcome.version != kind.version or outcome.level not in kind.levels:
        return ""
    question = kind.make(outcome.seed, outcome.level)
    return next((one.text for one in question.slips if one.key == outcome.slip), "")


def _verdict(confidence: int, verdict: int) -> str:
    word = tr(CONFIDENCE_TITLES[confidence])
    if verdict > 0:
        return tr("“{word}” claims too little: you are right more often.").format(word=word)
    if verdict < 0:
        return tr("“{word}” claims too much: you are right less often.").format(word=word)
    return ""

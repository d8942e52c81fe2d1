"""The screen of progress after some practising."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from gdsim.study.exam.catalogue import KINDS
from gdsim.study.exam.slip_names import slip_name
from gdsim.views.practice.question_screen import Stage
from tests.app.exam.practising import Practised, answer, asked, begin_asking


def test_progress_shows_slips_with_their_sentence_and_drills_them(made: Practised) -> None:
    begin_asking(made)
    question = asked(made)
    slip = next(one for one in question.slips if set(one.values) & open_fields(made))
    answer(
        made.place.question.sheet.form,
        {
            name: repr(value).removesuffix(".0") if isinstance(value, float) else str(value)
            for name, value in slip.values.items()
        },
    )
    made.place.question.check.click()
    made.place.question.leaveRequested.emit()
    made.place.home.progress.click()
    screen = made.place.progress
    assert screen.isVisible()
    assert slip_name(slip.key, slip.text) in screen.slips.texts
    screen.slips.drillRequested.emit((question.kind,))
    assert made.place.question.isVisible()


def open_fields(made: Practised) -> set[str]:
    form = made.place.question.sheet.form
    return {one.name for one in asked(made).fields if not form.answers[one.name]}


def test_a_figure_of_progress_is_written_as_csv(made: Practised, tmp_path: Path) -> None:
    made.place.home.progress.click()
    target = tmp_path / "topics.csv"
    made.written.append(target)
    made.place.progress.cards["topics"].export.click()
    lines = target.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("topic,title,cards")
    topics = {kind.topic for kind in made.memory.standing.syllabus.kinds}
    assert len(lines) == 1 + len(topics)


def test_recall_is_foretold_for_the_exam_s_day_alone(made: Practised) -> None:
    home = made.place.home
    home.warm_up.click()
    while made.place.question.stage is Stage.READING:
        made.place.question.next.click()
    topic = KINDS[asked(made).kind].topic
    made.place.question.give_up.click()
    made.place.question.leaveRequested.emit()
    # What was read a minute ago would surely be recalled now.
    assert "recalled" not in home.topics.words(topic)
    home.exam_day.dayRequested.emit(date(2026, 12, 4))
    assert "recalled" in home.topics.words(topic)

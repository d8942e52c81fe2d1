"""The week before an exam, by a clock that is set: fifteen minutes a day, slips that go away."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from gdsim.clock import running_from
from gdsim.files.exam.opening import open_store
from gdsim.files.exam.store import ExamStore
from gdsim.study.exam.memory.due import plan_of
from gdsim.study.exam.memory.forecast import expected_mark
from gdsim.study.exam.memory.habits import slip_figures
from gdsim.study.exam.memory.kept_answers import new_id
from gdsim.study.exam.memory.mastery import Mastery
from gdsim.study.exam.memory.settings import ExamSettings
from gdsim.study.exam.memory.standing import Standing
from gdsim.study.exam.memory.syllabus import CardKey, KindInfo, Syllabus
from gdsim.study.exam.sessions.item import Item
from gdsim.study.exam.sessions.mock import mock_exam
from gdsim.study.exam.sessions.queue import Queue, due_today
from gdsim.study.exam.sessions.recording import Marked, answer_to, hand_in

MONDAY = datetime(2026, 11, 2, 18, tzinfo=UTC)
SYLLABUS = Syllabus(
    tuple(KindInfo(f"kind-{k}", f"topic-{k % 3}", {1: 60, 2: 90}) for k in range(12)),
    {f"topic-{k}": f"Topic {k}" for k in range(3)},
)
HARD = CardKey("kind-1", 1)


def standing(store: ExamStore) -> Standing:
    return Standing(store.outcomes(), SYLLABUS, store.settings(), store.clock.today())


def marked(is_right: bool, seconds: float = 50.0) -> Marked:
    slip = None if is_right else "sign"
    grade = "right" if is_right else "wrong"
    return Marked(1, "{}", '["1"]', float(is_right), 1.0, seconds, grade, slip, 3)


def work(folder: Path, number: int, is_right) -> list[Item]:
    """Do a day's session, with the program ended after every answer; return what was asked."""
    asked: list[Item] = []
    session = None
    while True:
        clock = running_from(MONDAY + timedelta(days=number, minutes=len(asked)))
        with open_store(folder, clock) as store:
            if session is None:
                session = due_today(standing(store), new_id(), 7 + number)
            else:
                (session,) = store.unfinished()
            while session.current is not None and not session.current.is_asked:
                session = session.gone_on(30.0)
            item = session.current
            if item is None:
                store.keep(session, has_ended=True)
                return asked
            result = marked(is_right(item))
            answer = answer_to(
                item,
                result,
                moment=store.clock.moment(),
                session=session.id,
                form=session.form,
                tries=0,
                program="0.1.0",
            )
            session = session.answered(result.is_right, result.seconds).gone_on()
            assert isinstance(session, Queue)
            store.add([answer], session)
            asked.append(item)


def test_four_days_of_work_before_an_exam_in_seven(tmp_path: Path) -> None:
    with open_store(tmp_path, running_from(MONDAY)) as store:
        today = store.clock.today()
        store.set(ExamSettings(exam_day=today + timedelta(days=7), set_on=today))
    days = [work(tmp_path, number, lambda item: item.key != HARD) for number in (0, 1)]
    days += [work(tmp_path, number, lambda _: True) for number in (3, 5)]
    with open_store(tmp_path, running_from(MONDAY + timedelta(days=6))) as store:
        now = standing(store)
        outcomes = store.outcomes()
        assert store.unfinished() == []
        assert len(list((tmp_path / "backups").iterdir())) == 5

        # No day took longer than its minutes, and every answer is there.
        for day in {one.local_day for one in outcomes}:
            assert sum(one.seconds for one in outcomes if one.local_day == day) < 15 * 60 + 60
        assert len(outcomes) == sum(len(day) for day in days)

        # What was missed came again in the same session with other numbers, and the day after.
        again = [item.seed for item in days[0] if item.key == HARD]
        assert 1 < len(again) == len(set(again))
        assert all(HARD in [item.key for item in day] for day in days[1:])

        # The slip is named with its kind, and was not made again.
        (slip,) = slip_figures(outcomes)
        assert (slip.slip, slip.kinds) == ("sign", ("kind-1",))
        assert slip.right_since == 2
        assert now.mastery[HARD] is Mastery.PROFICIENT

        # The evening before, the weakest are asked and nothing is begun.
        reasons = [card.reason for card in plan_of(now).cards]
        assert reasons and "new" not in reasons

        exam = mock_exam(now, new_id(), 1)
        for position in range(len(exam.sheets)):
            exam = exam.moved(position).drafted('["1"]').worked(90.0)
        done, answers = hand_in(exam, [marked(True)] * 15, store.clock.moment(), "0.1.0")
        store.add(answers)
        store.keep(done, has_ended=True)
        assert done.marks == 20
        assert store.finished()[0] == done
        before, after = expected_mark(now), expected_mark(standing(store))
        assert before.mark < after.mark

"""What is said of a day's plan, in one sentence."""

from __future__ import annotations

from gdsim.i18n import ntr, tr
from gdsim.study.exam.memory.due import Plan
from gdsim.study.exam.memory.standing import Standing


def plan_sentence(plan: Plan, standing: Standing) -> str:
    """Return what is to be done today, in minutes."""
    if not plan.cards:
        return _nothing_to_do(plan, standing)
    count, minutes = len(plan.cards), plan_minutes(plan)
    topics = {standing.syllabus.topic(card.key) for card in plan.cards}
    titles = [standing.syllabus.topics[key] for key in topics if key in standing.syllabus.topics]
    said = {"count": count, "topics": len(topics), "minutes": minutes}
    if len(topics) > 1:
        return tr("Do {count} questions from {topics} topics: about {minutes} min.").format(**said)
    if not titles:
        return ntr(
            "Do {count} question: about {minutes} min.",
            "Do {count} questions: about {minutes} min.",
            count,
        ).format(**said)
    return ntr(
        "Do {count} question on “{topic}”: about {minutes} min.",
        "Do {count} questions on “{topic}”: about {minutes} min.",
        count,
    ).format(**said, topic=titles[0])


def plan_minutes(plan: Plan) -> int:
    """Return how many minutes it is likely to take, 1 or more."""
    return max(1, round(plan.seconds / 60))


def _nothing_to_do(plan: Plan, standing: Standing) -> str:
    if plan.seconds_done >= 60 * standing.settings.minutes:
        return tr("Enough for today: {minutes} min are done. You may go on all the same.").format(
            minutes=round(plan.seconds_done / 60)
        )
    dues = [standing.cards[key].due_day for key in standing.recalls]
    if dues:
        return tr("Nothing is due before {day}. You may go on all the same.").format(
            day=max(min(dues), standing.day)
        )
    return tr("Nothing was asked yet, and there is nothing to begin with.")


def exam_sentence(standing: Standing) -> str:
    """Return when the exam is."""
    left = standing.days_left
    if left is None:
        return tr("No exam ahead is known: say when yours is.")
    if left == 0:
        return tr("The exam is today.")
    return ntr(
        "The exam is tomorrow.",
        "{count} days to the exam.",
        left,
    ).format(count=left)

"""What is said of sessions: their titles, how far one is, and what came of them."""

from __future__ import annotations

from gdsim.i18n import ntr, tr
from gdsim.study.exam.memory.kept_answers import SessionForm
from gdsim.study.exam.sessions.drill import Drill, Stage
from gdsim.study.exam.sessions.mock import Mock
from gdsim.study.exam.sessions.queue import Queue
from gdsim.study.exam.topics import TOPICS
from gdsim.texts import N_

_TITLES: dict[SessionForm, str] = {
    "warm-up": N_("Warm-up"),
    "due": N_("Due today"),
    "drill": N_("Drill"),
    "mock": N_("Mock exam"),
}


def session_title(session: Queue | Drill | Mock) -> str:
    """Return what a session is called."""
    title = tr(_TITLES[session.form])
    if isinstance(session, Drill) and session.topic in TOPICS:
        return tr("{session}: {topic}").format(session=title, topic=tr(TOPICS[session.topic]))
    return title


def where_text(session: Queue | Drill) -> tuple[str, float]:
    """Return which question it is, or that a working is read; and the share that is done."""
    if isinstance(session, Drill):
        most = len(session.cards) * Stage.DONE
        done = sum(card.stage for card in session.cards) / max(1, most)
        if session.current is not None and not session.current.is_asked:
            return tr("Worked example"), done
        return tr("Question {number}").format(number=session.turn + 1), done
    # What is only read is not counted, here as in the day's plan.
    asked = [one.is_asked for one in session.items]
    number, count = sum(asked[: session.position]) + 1, sum(asked)
    done = session.position / max(1, len(asked))
    if not asked[session.position]:
        text = tr("Worked example, then question {number} of {count}")
    else:
        text = tr("Question {number} of {count}")
    return text.format(number=number, count=count), done


def done_sentence(session: Queue | Drill, rights: int, asked: int) -> str:
    """Return what came of a session that is over."""
    title = session_title(session)
    if not asked:
        return tr("{session}: done.").format(session=title)
    return ntr(
        "{session}: done. {rights} of {asked} question was right at the first try.",
        "{session}: done. {rights} of {asked} questions were right at the first try.",
        asked,
    ).format(session=title, rights=rights, asked=asked)


_LEFT: dict[SessionForm, str] = {
    "warm-up": N_("The warm-up is not finished: go on where you stopped."),
    "due": N_("What was due is not finished: go on where you stopped."),
    "drill": N_("The drill is not finished: go on where you stopped."),
    "mock": N_("The mock exam is not handed in: go on where you stopped."),
}


def left_sentence(session: Queue | Drill | Mock) -> str:
    """Return what is said of a session that was left and can be gone on with."""
    if isinstance(session, Drill) and session.topic in TOPICS:
        text = tr("The drill on “{topic}” is not finished: go on where you stopped.")
        return text.format(topic=tr(TOPICS[session.topic]))
    return tr(_LEFT[session.form])


def clock_text(seconds: float) -> str:
    """Return the time that is left, or by which it is over."""
    minutes, rest = divmod(abs(round(seconds)), 60)
    clock = f"{minutes}:{rest:02d}"
    if seconds < 0:
        return tr("Time is over, by {clock}").format(clock=clock)
    return tr("{clock} left").format(clock=clock)


def hand_in_question(mock: Mock) -> str:
    """Return what is asked before an exam is handed in."""
    parts = []
    if blank := len(mock.blank):
        parts.append(
            ntr("{n} question has no answer.", "{n} questions have no answer.", blank).format(
                n=blank
            )
        )
    if flagged := len(mock.flagged):
        parts.append(
            ntr("{n} question is flagged.", "{n} questions are flagged.", flagged).format(n=flagged)
        )
    return " ".join([*parts, tr("Hand in?")])

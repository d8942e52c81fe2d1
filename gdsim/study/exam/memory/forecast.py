"""What is foretold for the exam: recall and mastery by topic, and the mark with its range."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from datetime import timedelta

from msgspec import Struct

from gdsim.study.exam.blueprint import BLUEPRINT
from gdsim.study.exam.memory.cards import credit
from gdsim.study.exam.memory.mastery import SHARE, Mastery
from gdsim.study.exam.memory.standing import Standing
from gdsim.study.exam.memory.syllabus import CardKey

Z_80 = 1.2815515655446004
"""Standard deviations that 80 of 100 samples of a normal distribution lie within."""


class TopicFigure(Struct, frozen=True):
    """How a topic stands.

    Attributes
    ----------
    cards, asked
        Kinds of questions by level: all, and those of which something was shown.
    mastery
        From 0 to 1: the mean of what each card fills of a bar; see `SHARE`.
    recall
        The mean chance that what was asked is known on the exam's day; None where nothing was.
    marks
        The share of a topic's marks that is to be expected: what was never asked counts as 0.
    levels
        How many cards there are of each mastery.
    """

    topic: str
    title: str
    cards: int
    asked: int
    mastery: float
    recall: float | None
    marks: float
    levels: dict[Mastery, int]


class Unasked(Struct, frozen=True):
    """What is to be expected of cards that were never asked.

    Attributes
    ----------
    questions
        Those of mock exams that asked a card for the first time, and those that were left open.
    chance
        The share of their marks that were got, as if two more had got none; 0 where there are none.
    """

    questions: int
    chance: float

    @property
    def variance(self) -> float:
        """How far the chance itself may be off: the variance of a share of so few answers."""
        return self.chance * (1 - self.chance) / (self.questions + CAUTION + 1)


CAUTION = 2
"""Questions without a mark that are added to those on what is new: so few tell little."""


class ExpectedMark(Struct, frozen=True):
    """The mark to be expected of an exam: in 80 of 100 it lies between `low` and `high`.

    Attributes
    ----------
    unasked
        What it takes for granted of the cards that were never asked.
    """

    mark: float
    low: float
    high: float
    most: int
    unasked: Unasked = Unasked(0, 0.0)


def topic_figures(standing: Standing) -> tuple[TopicFigure, ...]:
    """Return how each topic stands, in the order of the lecture; those without kinds are not."""
    return tuple(_topic_figure(topic, standing) for topic in standing.syllabus.with_kinds)


def _topic_figure(topic: str, standing: Standing) -> TopicFigure:
    keys = standing.syllabus.of_topic(topic)
    shares = {key: SHARE[level] for key, level in standing.mastery.items()}
    filled = [credit(shares, key, standing.syllabus) for key in keys]
    recalls = [standing.recalls[key] for key in keys if key in standing.recalls]
    levels = dict.fromkeys(Mastery, 0)
    for key in keys:
        levels[standing.mastery.get(key, Mastery.NEW)] += 1
    return TopicFigure(
        topic,
        standing.syllabus.topics.get(topic, topic),
        len(keys),
        len(recalls),
        sum(filled) / len(filled),
        sum(recalls) / len(recalls) if recalls else None,
        _share_of_marks(keys, standing, standing.recalls),
        levels,
    )


def _share_of_marks(
    keys: tuple[CardKey, ...], standing: Standing, recalls: Mapping[CardKey, float]
) -> float:
    """Return the mean of `recalls` over cards, weighed as an exam has their levels."""
    weights = [BLUEPRINT.weight(key.level) for key in keys]
    known = [credit(recalls, key, standing.syllabus) for key in keys]
    return sum(w * p for w, p in zip(weights, known, strict=True)) / sum(weights)


def expected_mark(standing: Standing) -> ExpectedMark:
    """Return the mark to be expected of an exam that asks every topic alike.

    What was asked gets its recall on the exam's day, or on the next where none is ahead: what was
    just read, and answered wrongly before, is known for an hour. What was never asked gets as much
    as mock exams show of it. Items are right or wrong as chance has it, so that their marks add up
    about normally; how well the chance of what was never asked is known widens the range.
    """
    topics, unasked = standing.syllabus.with_kinds, unasked_of(standing)
    if not topics:
        return ExpectedMark(0.0, 0.0, 0.0, BLUEPRINT.marks)
    later = max(standing.horizon, standing.day + timedelta(days=1))
    recalls = {key: standing.cards[key].recall(later) for key in standing.recalls}
    known = [
        _share_of_marks(standing.syllabus.of_topic(topic), standing, recalls) for topic in topics
    ]
    new = sum(_share_never_asked(topic, standing) for topic in topics) / len(topics)
    chance = sum(known) / len(topics) + new * unasked.chance
    of_items = chance * (1 - chance) * sum(worth**2 for worth in BLUEPRINT.worths)
    of_new = (BLUEPRINT.marks * new) ** 2 * unasked.variance
    mark, half = chance * BLUEPRINT.marks, Z_80 * math.sqrt(of_items + of_new)
    low, high = max(0.0, mark - half), min(float(BLUEPRINT.marks), mark + half)
    return ExpectedMark(mark, low, high, BLUEPRINT.marks, unasked)


def unasked_of(standing: Standing) -> Unasked:
    """Return what is to be expected of cards that were never asked.

    Only mock exams show it: elsewhere a working is read before what is new. What was left open in
    one is kept as no answer, and got no mark.
    """
    seen: set[CardKey] = set()
    shares: list[float] = []
    exams: Counter[str] = Counter()
    for one in standing.in_order:
        if one.session_form == "mock":
            exams[one.session] += 1
            if one.key not in seen and one.most:
                shares.append(one.marks / one.most)
        seen.add(one.key)
    shares += [0.0] * sum(max(0, BLUEPRINT.items - count) for count in exams.values())
    chance = sum(shares) / (len(shares) + CAUTION) if shares else 0.0
    return Unasked(len(shares), chance)


def _share_never_asked(topic: str, standing: Standing) -> float:
    """Return the share of a topic's marks on cards of which nothing is known."""
    keys = standing.syllabus.of_topic(topic)
    weights = {key: BLUEPRINT.weight(key.level) for key in keys}
    known = dict.fromkeys(standing.recalls, 1.0)
    new = sum(w for key, w in weights.items() if not credit(known, key, standing.syllabus))
    return new / sum(weights.values())

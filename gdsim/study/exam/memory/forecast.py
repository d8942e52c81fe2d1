"""What is foretold for the exam: recall and mastery by topic, and the mark with its range."""

from __future__ import annotations

import math
from dataclasses import dataclass

from gdsim.study.exam.blueprint import BLUEPRINT
from gdsim.study.exam.memory.cards import credit
from gdsim.study.exam.memory.mastery import SHARE, Mastery
from gdsim.study.exam.memory.standing import Standing
from gdsim.study.exam.memory.syllabus import CardKey

Z_80 = 1.2815515655446004
"""Standard deviations that 80 of 100 samples of a normal distribution lie within."""


@dataclass(frozen=True)
class TopicFigure:
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


@dataclass(frozen=True)
class Unasked:
    """What is to be expected of cards that were never asked.

    Attributes
    ----------
    answers
        The answers in mock exams to cards that were asked there for the first time.
    chance
        The share of their marks that were got, as if two more answers had got none; 0 where there
        are no such answers.
    """

    answers: int
    chance: float

    @property
    def variance(self) -> float:
        """How far the chance itself may be off: the variance of a share of so few answers."""
        return self.chance * (1 - self.chance) / (self.answers + CAUTION + 1)


CAUTION = 2
"""Answers without a mark that are added to those to what is new: so few tell little."""


@dataclass(frozen=True)
class ExpectedMark:
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
    topics = {kind.topic: None for kind in standing.syllabus.kinds}
    order = [topic for topic in standing.syllabus.topics if topic in topics]
    order += [topic for topic in topics if topic not in standing.syllabus.topics]
    return tuple(_topic_figure(topic, standing) for topic in order)


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
        _share_of_marks(keys, standing),
        levels,
    )


def _share_of_marks(keys: tuple[CardKey, ...], standing: Standing) -> float:
    """Return the mean recall of cards, weighed as an exam has their levels."""
    weights = [BLUEPRINT.weight(key.level) for key in keys]
    known = [credit(standing.recalls, key, standing.syllabus) for key in keys]
    return sum(w * p for w, p in zip(weights, known, strict=True)) / sum(weights)


def expected_mark(standing: Standing) -> ExpectedMark:
    """Return the mark to be expected of an exam that asks every topic alike.

    What was asked gets its recall on the exam's day, what was never asked as much as mock exams
    show of it. Items are right or wrong as chance has it, so that their marks add up about
    normally; how well the chance of what was never asked is known widens the range.
    """
    figures, unasked = topic_figures(standing), unasked_of(standing)
    if not figures:
        return ExpectedMark(0.0, 0.0, 0.0, BLUEPRINT.marks)
    new = sum(_share_never_asked(one.topic, standing) for one in figures) / len(figures)
    chance = sum(one.marks for one in figures) / len(figures) + new * unasked.chance
    of_items = chance * (1 - chance) * sum(worth**2 for worth in BLUEPRINT.worths)
    of_new = (BLUEPRINT.marks * new) ** 2 * unasked.variance
    mark, half = chance * BLUEPRINT.marks, Z_80 * math.sqrt(of_items + of_new)
    low, high = max(0.0, mark - half), min(float(BLUEPRINT.marks), mark + half)
    return ExpectedMark(mark, low, high, BLUEPRINT.marks, unasked)


def unasked_of(standing: Standing) -> Unasked:
    """Return what is to be expected of cards that were never asked.

    Only mock exams show it: elsewhere a working is read before what is new.
    """
    seen: set[CardKey] = set()
    shares: list[float] = []
    for one in standing.in_order:
        if one.session_form == "mock" and one.key not in seen and one.most:
            shares.append(one.marks / one.most)
        seen.add(one.key)
    chance = sum(shares) / (len(shares) + CAUTION) if shares else 0.0
    return Unasked(len(shares), chance)


def _share_never_asked(topic: str, standing: Standing) -> float:
    """Return the share of a topic's marks on cards of which nothing is known."""
    keys = standing.syllabus.of_topic(topic)
    weights = {key: BLUEPRINT.weight(key.level) for key in keys}
    known = dict.fromkeys(standing.recalls, 1.0)
    new = sum(w for key, w in weights.items() if not credit(known, key, standing.syllabus))
    return new / sum(weights.values())

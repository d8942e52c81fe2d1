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
class ExpectedMark:
    """The mark to be expected of an exam: in 80 of 100 it lies between `low` and `high`."""

    mark: float
    low: float
    high: float
    most: int


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

    Its items are right or wrong as chance has it, so that their marks add up about normally.
    """
    shares = [figure.marks for figure in topic_figures(standing)]
    chance = sum(shares) / len(shares) if shares else 0.0
    spread = math.sqrt(chance * (1 - chance) * sum(worth**2 for worth in BLUEPRINT.worths))
    mark, half = chance * BLUEPRINT.marks, Z_80 * spread
    low, high = max(0.0, mark - half), min(float(BLUEPRINT.marks), mark + half)
    return ExpectedMark(mark, low, high, BLUEPRINT.marks)

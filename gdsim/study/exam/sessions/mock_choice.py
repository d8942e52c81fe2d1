"""Which questions a mock exam asks: every topic in turn, as hard as an exam, done in its time."""

from __future__ import annotations

from collections import Counter

from gdsim.study.exam.blueprint import BLUEPRINT
from gdsim.study.exam.memory.syllabus import CardKey, KindInfo, Syllabus
from gdsim.study.exam.sessions.chance import shuffled


def mock_cards(syllabus: Syllabus, seed: int) -> tuple[CardKey, ...]:
    """Return what a mock exam asks, the easiest first; the same for the same seed.

    Topics take turns and kinds come twice only where there are too few. A kind without the level
    that is wanted is asked at the nearest that it has. Where the whole would take too long, the
    slowest questions give way to a quicker level or kind.
    """
    if not syllabus.kinds:
        return ()
    kinds = _kinds_in_turn(syllabus, seed)
    cards = [_nearest(kind, level) for kind, level in zip(kinds, BLUEPRINT.levels, strict=True)]
    cards = _within_time(cards, syllabus)
    return tuple(sorted(cards, key=lambda key: key.level))


def _kinds_in_turn(syllabus: Syllabus, seed: int) -> list[KindInfo]:
    by_topic: dict[str, list[KindInfo]] = {}
    for kind in shuffled(syllabus.kinds, seed, "kinds"):
        by_topic.setdefault(kind.topic, []).append(kind)
    topics = shuffled(by_topic, seed, "topics")
    rounds = max(len(kinds) for kinds in by_topic.values())
    turns = [
        by_topic[topic][k] for k in range(rounds) for topic in topics if k < len(by_topic[topic])
    ]
    repeated = turns * -(-BLUEPRINT.items // len(turns))
    return shuffled(repeated[: BLUEPRINT.items], seed, "order")


def _nearest(kind: KindInfo, level: int) -> CardKey:
    nearest = min(kind.levels, key=lambda own: (abs(own - level), own))
    return CardKey(kind.key, nearest)


def _within_time(cards: list[CardKey], syllabus: Syllabus) -> list[CardKey]:
    """Return cards of which the slowest are replaced until they fit into the time."""
    cards = list(cards)
    for _ in range(2 * len(cards)):
        if sum(_seconds(key, syllabus) for key in cards) <= 60 * BLUEPRINT.minutes:
            break
        slowest = max(range(len(cards)), key=lambda k: _seconds(cards[k], syllabus))
        quicker = _quicker(cards[slowest], cards, syllabus)
        if quicker is None:
            break
        cards[slowest] = quicker
    return cards


def _quicker(slow: CardKey, cards: list[CardKey], syllabus: Syllabus) -> CardKey | None:
    """Return what takes less time than a card: of its topic where possible, not asked yet."""
    asked = Counter(key.kind for key in cards)
    candidates = [
        key
        for key in syllabus.cards
        if _seconds(key, syllabus) < _seconds(slow, syllabus)
        and (key.kind == slow.kind or not asked[key.kind])
    ]
    if not candidates:
        return None
    topic = syllabus.topic(slow)
    return min(
        candidates,
        key=lambda key: (syllabus.topic(key) != topic, abs(key.level - slow.level), key),
    )


def _seconds(key: CardKey, syllabus: Syllabus) -> float:
    return syllabus.seconds(key) or 0.0

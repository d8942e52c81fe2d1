"""The drill of a topic: first a working to read, then blanks from its end, then alone, then mixed.

A worked example first helps whoever is new to a kind (Barbieri et al. 2023: g = 0.48), and blanks
that grow from the end lead over to working alone. After two right answers a kind turns up among
others, where nothing tells that it is coming (Rohrer 2015).
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from msgspec import Struct, field
from msgspec.structs import replace

from gdsim.study.exam.memory.kept_answers import SessionForm
from gdsim.study.exam.memory.mastery import Mastery
from gdsim.study.exam.memory.standing import Standing
from gdsim.study.exam.memory.syllabus import CardKey
from gdsim.study.exam.memory.unlocking import level_reached
from gdsim.study.exam.sessions.chance import number
from gdsim.study.exam.sessions.item import Attempt, Item, Shown, item

RIGHT_ALONE = 2
"""Right answers alone, one after the other, after which a kind is mixed with others."""


class Stage(IntEnum):
    """How far a kind has come in a drill."""

    WORKING = 0
    LAST_BLANK = 1
    HALF_BLANK = 2
    ALONE = 3
    MIXED = 4
    DONE = 5


_SHOWN: dict[Stage, Shown] = {
    Stage.WORKING: "everything",
    Stage.LAST_BLANK: "all-but-last",
    Stage.HALF_BLANK: "half",
}

_FIRST_STAGE: dict[Mastery, Stage] = {
    Mastery.NEW: Stage.WORKING,
    Mastery.SEEN: Stage.HALF_BLANK,
    Mastery.FAMILIAR: Stage.ALONE,
    Mastery.PROFICIENT: Stage.MIXED,
    Mastery.MASTERED: Stage.MIXED,
}
"""Where a kind begins: who can do it needs no working (the help would be in the way)."""


class Drilled(Struct, frozen=True):
    """A card in a drill.

    Attributes
    ----------
    rights
        Right answers alone, one after the other.
    asked
        How often it was asked, or its working shown.
    """

    key: CardKey
    stage: Stage
    rights: int = 0
    asked: int = 0

    def after(self, is_right: bool) -> Drilled:
        """Return what a first answer makes of it, or a working that was read."""
        stage, rights = self.stage, 0
        if self.stage < Stage.ALONE:
            # Blanks that were missed come again; a working is only read.
            stage = Stage(self.stage + 1) if is_right else self.stage
        elif self.stage is Stage.ALONE:
            rights = self.rights + 1 if is_right else 0
            if not is_right:
                stage = Stage.HALF_BLANK
            elif rights >= RIGHT_ALONE:
                stage = Stage.MIXED
        else:
            # One right answer alone leads back.
            stage, rights = (Stage.DONE, 0) if is_right else (Stage.ALONE, RIGHT_ALONE - 1)
        return replace(self, stage=stage, rights=rights, asked=self.asked + 1)


class Drill(Struct, frozen=True):
    """A drill of the kinds of a topic.

    Attributes
    ----------
    id, seed, spent, attempt
        As those of a `Queue`.
    cards
        Its kinds, each at one level, in the order in which they are learned.
    companions
        Cards of other topics that were asked before: what a kind is mixed with where its topic
        has no other.
    now
        What is asked; None at the end.
    turn
        Counts what was asked.
    is_wished
        Whether the current item was wished for: it takes no kind any further.
    """

    id: str
    topic: str
    seed: int
    cards: tuple[Drilled, ...]
    companions: tuple[CardKey, ...] = ()
    now: Item | None = None
    turn: int = 0
    is_wished: bool = False
    spent: float = 0.0
    attempt: Attempt = field(default_factory=Attempt)
    form: SessionForm = "drill"

    @property
    def current(self) -> Item | None:
        """What is asked now; None at the end."""
        return self.now

    def drafted(self, text: str) -> Drill:
        """Return the drill with what is typed."""
        return replace(self, attempt=replace(self.attempt, draft=text))

    def answered(self, is_right: bool, seconds: float) -> Drill:
        """Return the drill after an answer to the current item, which stays."""
        return replace(self, attempt=self.attempt.answered(is_right), spent=self.spent + seconds)

    def gone_on(self, seconds: float = 0.0) -> Drill:
        """Return the drill at its next item; `seconds` were spent since the last answer."""
        if self.now is None:
            return self
        cards = tuple(
            self._taken_further(card) if card.key == self.now.key else card for card in self.cards
        )
        after = replace(
            self,
            cards=cards,
            turn=self.turn + 1,
            is_wished=False,
            spent=self.spent + seconds,
            attempt=Attempt(),
        )
        return replace(after, now=_next(after))

    def _taken_further(self, card: Drilled) -> Drilled:
        """Return the current item's card as what was done with the item leaves it."""
        first = self.attempt.first_right
        is_read = self.now is not None and not self.now.is_asked
        if first is False:
            return card.after(is_right=False)
        if self.is_wished or (first is None and not is_read):
            return replace(card, asked=card.asked + 1)
        return card.after(is_right=True)

    def once_more(self, seconds: float = 0.0) -> Drill:
        """Return the drill with the same kind next, with new numbers, because it was wished."""
        after = self.gone_on(seconds)
        if self.now is None:
            return after
        again = item(self.now.key, self.seed, after.turn, False, self.now.shown)
        return replace(after, now=again, is_wished=True)


def drill(standing: Standing, topic: str, id: str, seed: int) -> Drill:  # noqa: A002
    """Return the drill of a topic, each kind at the hardest level that is open to the person."""
    kinds = [kind for kind in standing.syllabus.kinds if kind.topic == topic]
    keys = [
        CardKey(kind.key, level_reached(kind.key, standing.mastery, standing.syllabus))
        for kind in kinds
    ]
    return drill_of(standing, keys, topic, id, seed)


def drill_of(
    standing: Standing,
    keys: Sequence[CardKey],
    topic: str,
    id: str,  # noqa: A002
    seed: int,
) -> Drill:
    """Return a drill of certain cards, such as those in which a slip was made."""
    cards = tuple(
        Drilled(key, _FIRST_STAGE[standing.mastery.get(key, Mastery.NEW)]) for key in keys
    )
    drilled = {key.kind for key in keys}
    companions = tuple(key for key in sorted(standing.recalls) if key.kind not in drilled)
    begun = Drill(id, topic, seed, cards, companions)
    return replace(begun, now=_next(begun))


def _next(state: Drill) -> Item | None:
    """Return what is asked next: by turns what is being learned, and what is mixed."""
    learned = next((card for card in state.cards if card.stage < Stage.MIXED), None)
    mixed = [card for card in state.cards if card.stage is Stage.MIXED]
    last = None if state.now is None else state.now.key
    if learned is not None and (not mixed or last != learned.key or _is_followed_up(learned)):
        return _item(state, learned.key, learned.stage, is_mixed=False)
    if not mixed:
        return None
    others = [card for card in mixed if card.key != last]
    if others:
        least = min(card.asked for card in others)
        rarest = [card for card in others if card.asked == least]
        chosen = rarest[number(len(rarest), state.seed, "mixed", state.turn)]
        is_mixed = last.kind != chosen.key.kind if last else len(state.cards) > 1
        return _item(state, chosen.key, Stage.MIXED, is_mixed)
    return _companion(state, mixed[0])


def _is_followed_up(card: Drilled) -> bool:
    """Tell whether a card's own next item comes at once: after a working to read, the blanks."""
    return card.stage < Stage.ALONE


def _companion(state: Drill, alone: Drilled) -> Item:
    """Return another card that is known, before the only one that is left comes again."""
    done = [card.key for card in state.cards if card.stage is Stage.DONE]
    others = done or state.companions
    if not others:
        return _item(state, alone.key, Stage.MIXED, is_mixed=False)
    chosen = others[number(len(others), state.seed, "beside", state.turn)]
    return _item(state, chosen, Stage.MIXED, is_mixed=True)


def _item(state: Drill, key: CardKey, stage: Stage, is_mixed: bool) -> Item:
    return item(key, state.seed, state.turn, is_mixed, _SHOWN.get(stage, "nothing"))

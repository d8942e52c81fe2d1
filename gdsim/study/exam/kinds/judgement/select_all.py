"""Which of several statements on a topic hold: all of them are to be picked."""

from __future__ import annotations

from collections.abc import Sequence

from gdsim.i18n import tr
from gdsim.study.exam.draw import Draw
from gdsim.study.exam.fields import Field
from gdsim.study.exam.kind import Kind
from gdsim.study.exam.kinds.letters import lettered
from gdsim.study.exam.question import Draft
from gdsim.study.exam.statements.pool import POOL
from gdsim.study.exam.statements.statement import Statement, Variant
from gdsim.study.exam.topics import TOPICS
from gdsim.study.working.blocks import Section, Table, Text
from gdsim.texts import N_

_COUNTS = {1: 4, 2: 5, 3: 6}

_FALSE: dict[int, Sequence[Variant]] = {1: ("fails",), 2: ("fails", "near"), 3: ("near",)}
"""What the false ones are drawn from at each level."""


def draft(draw: Draw, level: int) -> Draft:
    """Return a draft: four statements (1), five (2), or six with near misses alone (3)."""
    count = _COUNTS[level]
    # At level 3 topics are mixed, so that none gives another away.
    topic = draw.pick([one for one in TOPICS if _of(one, count)]) if level < 3 else ""
    chosen = draw.sample(_of(topic, count) if topic else POOL, count)
    holding = draw.whole(1, count - 1)
    variants: list[Variant] = [
        "holds" if place < holding else draw.pick(_FALSE[level]) for place in range(count)
    ]
    return draft_of(draw.shuffled(list(zip(chosen, variants, strict=True))))


def _of(topic: str, count: int) -> tuple[Statement, ...]:
    """Return the statements of a topic, none where there are fewer than `count`."""
    found = tuple(one for one in POOL if one.topic == topic)
    return found if len(found) >= count else ()


def draft_of(statements: Sequence[tuple[Statement, Variant]]) -> Draft:
    """Return the draft that asks which of some statements hold, one at least."""
    options = lettered([tr(one.texts[variant]) for one, variant in statements])
    pairs = list(zip(options, statements, strict=True))
    right = tuple(option.key for option, (_, variant) in pairs if variant == "holds")
    field = Field(
        "holding",
        tr("The statements that hold"),
        "select",
        right,
        marks=2,
        options=options,
    )
    told = tr(
        "Which of these statements hold? Each right one counts, and each wrong one takes as much"
        " away."
    )
    shows = [one.show for one, _ in statements if one.show is not None]
    return Draft(
        stem=(Text(told),),
        facts={"statements": [[one.key, variant] for one, variant in statements]},
        fields=(field,),
        solve=lambda: _solution(statements),
        seconds=15 * len(statements),
        show=shows[0] if shows else None,
    )


def _solution(statements: Sequence[tuple[Statement, Variant]]) -> tuple[Section, ...]:
    letters = [option.key for option in lettered(["" for _ in statements])]
    rows = tuple(
        (key, tr("true") if variant == "holds" else tr("false"), tr(one.reason))
        for key, (one, variant) in zip(letters, statements, strict=True)
    )
    return (Section(tr("Why"), (Table(("", tr("It is"), tr("What decides it")), rows),)),)


KIND = Kind(
    key="select-all",
    version=1,
    name=N_("All that hold"),
    topics=tuple(TOPICS),
    lines=tuple(sorted({one.lines for one in POOL})),
    forms=("judge",),
    draft=draft,
)

"""True or false, and why: a kind for each topic that has statements."""

from __future__ import annotations

from collections.abc import Sequence

from gdsim.i18n import tr
from gdsim.study.exam.draw import Draw
from gdsim.study.exam.fields import Field, NamedSlip, Option
from gdsim.study.exam.kind import Kind
from gdsim.study.exam.kinds.letters import shuffled
from gdsim.study.exam.question import Draft
from gdsim.study.exam.statements.pool import POOL
from gdsim.study.exam.statements.statement import VARIANTS, Statement, Variant
from gdsim.study.exam.topics import TOPICS
from gdsim.study.working.blocks import Section, Text
from gdsim.texts import N_

TRUE, FALSE = "a", "b"

_VARIANTS: dict[int, Sequence[Variant]] = {
    1: ("holds", "fails"),
    2: VARIANTS,
    3: ("holds", "near", "near"),
}
"""What is drawn from at each level."""

_TITLES = {
    "idea": N_("True or false: idea and rule"),
    "variants": N_("True or false: the three methods"),
    "epochs": N_("True or false: epochs"),
    "algorithm": N_("True or false: the algorithm"),
    "batch-loss": N_("True or false: loss of a batch"),
    "bowl": N_("True or false: the elongated bowl"),
    "rates": N_("True or false: learning rates"),
    "rules": N_("True or false: momentum and adaptive rules"),
}


def kind_of(topic: str) -> Kind:
    """Return the kind that judges statements of a topic."""
    statements = tuple(one for one in POOL if one.topic == topic)

    def draft(draw: Draw, level: int) -> Draft:
        return draft_of(draw, draw.pick(statements), draw.pick(_VARIANTS[level]))

    return Kind(
        key=f"true-or-false-{topic}",
        version=1,
        name=_TITLES[topic],
        topics=(topic,),
        lines=tuple(sorted({one.lines for one in statements})),
        forms=("judge",),
        draft=draft,
    )


def draft_of(draw: Draw, statement: Statement, variant: Variant) -> Draft:
    """Return the draft that judges one statement as it is, negated, or nearly so."""
    is_true = variant == "holds"
    reasons, letters = shuffled(
        draw,
        {
            "reason": tr(statement.reason),
            "first": tr(statement.beliefs[0]),
            "second": tr(statement.beliefs[1]),
        },
    )
    reason = Field(
        "reason",
        tr("What decides it"),
        "choice",
        letters["reason"],
        options=reasons,
    )
    return Draft(
        stem=(
            Text(tr("Is this true or false? Choose also the reason that is true and decides it.")),
            Text(tr("“{statement}”").format(statement=tr(statement.texts[variant]))),
        ),
        facts={"statement": statement.key, "topic": statement.topic, "variant": variant},
        fields=(_verdict(is_true), reason),
        solve=lambda: _solution(statement, is_true),
        seconds=30,
        slips=_slips(statement, letters, is_true),
        show=statement.show,
    )


def _verdict(is_true: bool) -> Field:
    return Field(
        "verdict",
        tr("The statement is"),
        "choice",
        TRUE if is_true else FALSE,
        options=(Option(TRUE, tr("true")), Option(FALSE, tr("false"))),
        in_order=True,
    )


def _slips(statement: Statement, letters: dict[str, str], is_true: bool) -> tuple[NamedSlip, ...]:
    not_so = tr("That is not so: “{belief}”")
    first, second = (not_so.format(belief=tr(one)) for one in statement.beliefs)
    return (
        NamedSlip(
            "judged-true" if not is_true else "judged-false",
            tr("Judged the wrong way: read each word of the statement, and think of an example."),
            {"verdict": TRUE if not is_true else FALSE},
        ),
        NamedSlip(f"belief-{statement.key}-1", first, {"reason": letters["first"]}),
        NamedSlip(f"belief-{statement.key}-2", second, {"reason": letters["second"]}),
    )


def _solution(statement: Statement, is_true: bool) -> tuple[Section, ...]:
    verdict = tr("The statement is true.") if is_true else tr("The statement is false.")
    blocks = [Text(verdict), Text(tr(statement.reason))]
    if not is_true:
        blocks.append(Text(tr("What holds: {statement}").format(statement=tr(statement.holds))))
    return (Section(tr("Why"), tuple(blocks)),)


KINDS = tuple(kind_of(topic) for topic in TOPICS if topic in {one.topic for one in POOL})

"""Public questions that judge: true or false, all that hold, explanations.

Those with a choice of claims are asked claim by claim, or as statements of which all that hold are
to be picked.
"""

from __future__ import annotations

from gdsim.study.exam.draw import Draw
from gdsim.study.exam.kinds.judgement import explain, select_all, true_or_false
from gdsim.study.exam.kinds.judgement.explain import TASKS
from gdsim.study.exam.statements.pool import POOL
from gdsim.study.exam.statements.statement import Statement, Variant
from tests.study.exam.public.cases import Case


def statement(key: str) -> Statement:
    return next(one for one in POOL if one.key == key)


def judged(key: str, variant: Variant) -> Case:
    """Return a statement to be judged; only as it holds is it true."""
    of = statement(key)
    return Case(
        f"true-or-false-{of.topic}",
        lambda: true_or_false.draft_of(Draw(key), of, variant),
        {"verdict": "true" if variant == "holds" else "false", "reason": of.reason},
    )


def picked(*claims: tuple[str, Variant]) -> Case:
    """Return claims of which all that hold are to be picked."""
    pairs = [(statement(key), variant) for key, variant in claims]
    right = tuple(one.texts[variant] for one, variant in pairs if variant == "holds")
    return Case("select-all", lambda: select_all.draft_of(pairs), {"holding": right})


def explained(key: str) -> Case:
    task = next(one for one in TASKS if one.key == key)
    return Case("explain", lambda: explain.draft_of(task), {"points": task.points})


CASES: dict[str, tuple[Case, ...]] = {
    "Q14": (picked(("same-start", "holds"), ("same-start", "near"), ("start", "holds")),),
    "Q15": (picked(("same-start", "holds"), ("same-start", "fails"), ("step-size", "holds")),),
    "Q17": (
        picked(("below-the-bound", "holds"), ("at-the-bound", "holds"), ("at-the-bound", "near")),
        judged("at-the-bound", "fails"),
    ),
    "Q18": (
        judged("convex-side", "holds"),
        judged("convex-side", "fails"),
        judged("convex-side", "near"),
    ),
    "Q19": (judged("usual-choice", "fails"),),
    "Q20": (judged("logistic-moves", "fails"),),
    "Q21": (judged("convex-may-rise", "fails"),),
    "Q22": (judged("updates-needed", "fails"), judged("updates-needed", "near")),
    "Q25": (
        judged("two-examples", "holds"),
        judged("two-examples", "fails"),
        judged("two-examples", "near"),
    ),
    "Q26": (judged("variance", "near"),),
    "Q27": (picked(("jitter", "holds"), ("lower-rate-calms", "holds"), ("jitter", "near")),),
    "Q29": (picked(("cosine", "holds"), ("cosine", "near")),),
    "Q30": (judged("quartic", "holds"), judged("quartic", "near")),
    "Q33": (judged("first-updates-rise", "holds"), judged("stochastic-may-rise", "holds")),
    "Q34": (
        picked(
            ("hardware", "holds"),
            ("progress", "holds"),
            ("hardware", "near"),
            ("progress", "near"),
        ),
    ),
    "Q35": (
        picked(
            ("quicker-update", "holds"),
            ("quicker-update", "near"),
            ("hardware", "near"),
        ),
    ),
    "Q37": (picked(("start", "holds"), ("lowest", "fails"), ("what-it-needs", "holds")),),
    "Q38": (judged("chosen-before", "holds"), judged("chosen-before", "near")),
    "Q45": (judged("zero-gradient", "holds"),),
    "Q46": (judged("first-updates-rise", "holds"), judged("first-updates-rise", "fails")),
    "Q64": (
        explained("momentum"),
        explained("nesterov"),
        explained("adaptive"),
        explained("adam"),
        explained("methods"),
    ),
}

OUTSIDE = {
    "Q43": "two laws fit its words, and it has two answers; no kind asks for falling rates",
}

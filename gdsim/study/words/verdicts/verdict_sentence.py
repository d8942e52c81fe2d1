"""What a run is doing, as sentences for a person: the verdict, its evidence, and what to try."""

from __future__ import annotations

from gdsim.engine.diagnosis.diagnose import Diagnosis, diagnose
from gdsim.engine.diagnosis.situation import gain_left
from gdsim.engine.diagnosis.verdict import Verdict
from gdsim.engine.run.run import Run
from gdsim.i18n import tr
from gdsim.numbers import NumberFormat, few
from gdsim.study.words.rounded import zero_text
from gdsim.study.words.verdicts.factor_texts import factor_text, updates_to_a_tenth
from gdsim.study.words.verdicts.rate_sentences import rate_sentence
from gdsim.study.words.verdicts.sentences_of_rows import template_of
from gdsim.study.words.verdicts.uphill import eigenvalues, told_verdict
from gdsim.symbols import symbol


def verdict_lines(run: Run) -> list[str]:
    """Return the verdict on a run as it stands: its name, and then its sentences."""
    diagnosis = diagnose(run)
    sentences = [verdict_sentence(diagnosis), rate_sentence(diagnosis)]
    return [str(told_verdict(diagnosis)), *filter(None, sentences)]


def verdict_word(verdict: Verdict) -> str:
    """Return the verdict as a word or two, as over a plot."""
    return {
        Verdict.CONVERGED: tr("converged"),
        Verdict.CONVERGING: tr("converging"),
        Verdict.DIVERGING: tr("diverging"),
        Verdict.NOISY_FLOOR: tr("noisy floor"),
        Verdict.SLOW: tr("slow"),
        Verdict.OSCILLATING: tr("oscillating"),
        Verdict.ZIGZAG: tr("zigzag"),
        Verdict.SADDLE: tr("stuck at a saddle"),
        Verdict.PLATEAU: tr("on a plateau"),
        Verdict.AT_REST: tr("at rest"),
        Verdict.FALLING: tr("falling"),
        Verdict.RISING: tr("rising"),
        Verdict.UNSETTLED: tr("unsettled"),
        Verdict.TOO_EARLY: tr("too early"),
    }[verdict]


def verdict_sentence(diagnosis: Diagnosis) -> str:
    """Return what the run is doing and the numbers that say so; a local verdict says it is one."""
    return template_of(diagnosis).format(**_of_theory(diagnosis), **_of_rows(diagnosis))


def _of_theory(diagnosis: Diagnosis) -> dict[str, str]:
    """Return what the templates say of directions and factors."""

    def factor(value: float | None) -> str:
        return "" if value is None else factor_text(value)

    forecast = diagnosis.forecast
    steepest, slowest = tr("in the steepest direction"), tr("the slowest direction")
    if forecast is not None and not forecast.has_steepest:
        steepest = tr("in the steepest direction that it goes in")
    if forecast is not None and not forecast.has_slowest:
        slowest = tr("the slowest direction that it goes in")
    size = None if diagnosis.factor is None else abs(diagnosis.factor)
    return {
        "factor": factor(diagnosis.factor),
        "size": factor(size),
        "lowest_factor": factor(diagnosis.lowest),
        "downward": factor(diagnosis.downward),
        "latent": factor(diagnosis.latent),
        "steepest": steepest,
        "slowest": slowest,
        "point": _point(diagnosis),
        "updates": "" if size is None else updates_to_a_tenth(size),
        "swing": "" if diagnosis.swing is None else few(diagnosis.swing, 2),
        **eigenvalues(diagnosis),
    }


def _point(diagnosis: Diagnosis) -> str:
    """Return what the point without a slope is called."""
    if diagnosis.smallest < 0:
        return tr("saddle")
    return tr("maximum") if diagnosis.maximises else tr("minimum")


def _of_rows(diagnosis: Diagnosis) -> dict[str, str]:
    """Return the numbers of the templates that are from what was seen."""
    seen, quarters, curvature = diagnosis.seen, diagnosis.seen.quarters, diagnosis.curvature
    sign = -1 if diagnosis.maximises else 1
    losses = sign * seen.losses
    percent = NumberFormat.decimals(0).text
    changed = seen.fallen
    if diagnosis.verdict is Verdict.RISING:
        changed = seen.loss - seen.loss_before_rises
    left = (
        "" if curvature is None else few(gain_left(seen.gradient, curvature, seen.largest_gradient))
    )
    return {
        "held": ", ".join(map(symbol, diagnosis.held)),
        "first": few(sign * seen.first_loss),
        "loss": few(sign * seen.loss),
        "beyond": "" if diagnosis.beyond is None else few(sign * diagnosis.beyond),
        "earlier": few(sign * seen.earlier_loss),
        "lowest": few(float(losses.min())),
        "highest": few(float(losses.max())),
        "before_rises": few(sign * seen.loss_before_rises),
        "rises": f"{seen.rises}",
        "change": few(abs(changed), 2),
        "count": f"{seen.count}",
        "move": few(seen.next_move, 2),
        "gradient": few(seen.gradient_norm) if seen.gradient_norm else zero_text(),
        "plain_gradient": few(seen.gradient_norm),
        "rate": few(seen.learning_rate, 6),
        "alternating": percent(100 * seen.alternating),
        "straightness": percent(100 * seen.straightness),
        "before": "" if quarters is None else few(sign * quarters.before),
        "late": "" if quarters is None else few(sign * quarters.last),
        "compared": "" if quarters is None else f"{quarters.count:,}",
        "left": left,
        "scatter": "" if diagnosis.scatter is None else few(diagnosis.scatter),
        "updates_left": f"{diagnosis.updates_left}",
        "radius": "" if diagnosis.flat_radius is None else few(diagnosis.flat_radius, 2),
    }

"""What differs between runs, in few words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import PurePath

from msgspec import Struct

from gdsim.engine.descent.experiment import LIMITS, Experiment, Setting
from gdsim.engine.descent.rules import RuleSpec, rule_spec
from gdsim.engine.descent.schedule_parts import ScheduleSpec
from gdsim.engine.descent.schedules import schedule_spec
from gdsim.engine.descent.settings import split_settings
from gdsim.engine.descent.spec import resolve
from gdsim.engine.run.run import Run
from gdsim.engine.run.segment import Segment
from gdsim.i18n import tr
from gdsim.numbers import NumberFormat
from gdsim.study.words.changes import changes_of
from gdsim.study.words.extras import extra_words
from gdsim.study.words.names import limit_text, setting_sign, title_of, word_of
from gdsim.texts import N_

_WORDS: Mapping[str, str] = {
    "round_gradient": N_("gradient rounded to {value}"),
    "round_parameters": N_("parameters rounded to {value}"),
    "stop_gradient_norm": N_("until |∇L| ≤ {value}"),
    "stop_loss_change": N_("until L changes by {value}"),
    "stop_loss": N_("until L ≤ {value}"),
    "stop_step": N_("until ‖Δθ‖ ≤ {value}"),
}
"""What is said of rounding and of other stopping criteria than limits where they are used."""


class _Part(Struct, frozen=True):
    """Words for a setting, and whether it is as usual, so that they may be left out."""

    words: str
    is_usual: bool = False


def differences(runs: Sequence[Run]) -> list[str]:
    """Return for each run what not all have the same, and what was changed in the middle.

    For example ``η = 0.5, AdaGrad; from 80: B = 8``. What is as usual, such as a rule's β, is said
    only where it is different in another run with that rule.
    """
    all_parts = [dict(_parts_of(run)) for run in runs]
    values: dict[str, set[str]] = {}
    for parts in all_parts:
        for name, part in parts.items():
            values.setdefault(name, set()).add(part.words)
    common = {name for name in values if all(name in parts for parts in all_parts)}

    def is_needed(name: str, part: _Part) -> bool:
        return len(values[name]) > 1 or not (part.is_usual or name in common)

    found = []
    for run, parts in zip(runs, all_parts, strict=True):
        words = [part.words for name, part in parts.items() if is_needed(name, part)]
        changes = (
            tr("from {t}: {changes}").format(t=change.row, changes=change.short)
            for change in changes_of(run)
        )
        found.append("; ".join(filter(None, (", ".join(words), *changes))))
    return found


def _parts_of(run: Run) -> Iterator[tuple[str, _Part]]:
    """Yield the name and the words of everything that describes a run at its start."""
    first, number = run.segments[0], NumberFormat.exact().text
    experiment = first.experiment
    data, start = experiment.dataset, ", ".join(map(number, run.row(0).theta.tolist()))
    for_rule, for_schedule = split_settings(
        experiment.rule, experiment.schedule, experiment.settings
    )
    yield "objective", _Part(experiment.objective)
    for name, words in extra_words(experiment).items():
        yield name, _Part(words)
    yield "data", _Part(tr("no data") if data is None else PurePath(data.source).name)
    yield "start", _Part(tr("start ({values})").format(values=start))
    yield "learning_rate", _Part(f"η = {number(experiment.learning_rate)}")
    yield "schedule", _Part(title_of("schedule", experiment.schedule))
    yield from _settings(experiment.schedule, schedule_spec, for_schedule)
    yield "rule", _Part(title_of("rule", experiment.rule))
    yield from _settings(experiment.rule, rule_spec, for_rule)
    if run.objective.n_rows > 1:
        yield from _batches(first)
    for name in LIMITS:
        if (limit := getattr(experiment, name)) is not None:
            yield name, _Part(limit_text(name, limit))
    for name, words in _WORDS.items():
        value = getattr(experiment, name)
        if value not in (None, ""):
            is_top = name == "stop_loss" and experiment.maximise
            text = tr("until L ≥ {value}") if is_top else tr(words)
            yield name, _Part(text.format(value=_text(value)))


def _batches(first: Segment) -> Iterator[tuple[str, _Part]]:
    """Yield which rows an update takes."""
    experiment = first.experiment
    usual = Experiment(objective=experiment.objective)
    yield "method", _Part(word_of("method", experiment.method))
    if experiment.method == "mini-batch":
        yield "batch_size", _Part(f"B = {experiment.batch_size}")
    if not first.batching.is_full:
        for name, words in (
            ("order", tr("order {value}")),
            ("last_batch", tr("last batch {value}")),
            ("seed", tr("seed {value}")),
        ):
            value = getattr(experiment, name)
            is_usual = value == getattr(usual, name)
            yield name, _Part(words.format(value=_text(value)), is_usual)


def _settings(
    owner: str, spec_of: Callable[[str], RuleSpec | ScheduleSpec], given: Mapping[str, Setting]
) -> Iterator[tuple[str, _Part]]:
    """Yield the settings of a rule or schedule; those of another are no match for them."""
    specs = spec_of(owner).settings
    for spec, value in zip(specs, resolve(specs, given).values(), strict=True):
        words = f"{setting_sign(spec.name)} = {_text(value)}"
        yield f"{owner} {spec.name}", _Part(words, value == spec.default)


def _text(value: float | str) -> str:
    return value if isinstance(value, str) else NumberFormat.exact().text(value)

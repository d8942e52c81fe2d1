"""What differs between runs, in few words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import PurePath

from msgspec import Struct

from gdsim.engine.descent.experiment import Setting
from gdsim.engine.descent.rules import RuleSpec, rule_spec
from gdsim.engine.descent.schedules import ScheduleSpec, schedule_spec
from gdsim.engine.descent.settings import split_settings
from gdsim.engine.descent.spec import resolve
from gdsim.engine.run.run import Run
from gdsim.engine.run.segment import Segment
from gdsim.i18n import tr
from gdsim.numbers import NumberFormat
from gdsim.study.words.changes import changes_of
from gdsim.study.words.names import phrase_of, setting_sign, title_of

ROUNDINGS = {
    "round_gradient": "gradient rounded to {value}",
    "round_parameters": "parameters rounded to {value}",
}

LIMITS = {
    "iterations": "at most {value} iterations",
    "epochs": "at most {value} epochs",
    "stop_gradient_norm": "until |∇L| ≤ {value}",
    "stop_loss_change": "until L changes by {value}",
    "stop_loss": "until L ≤ {value}",
}


class _Told(Struct, frozen=True):
    """Words for a setting, and whether it is as usual, so that they may be left out."""

    words: str
    is_usual: bool = False


def differences(runs: Sequence[Run]) -> list[str]:
    """Return for each run what not all have the same, and what was changed in the middle.

    For example ``η = 0.5, AdaGrad; from 80: B = 8``. What is as usual, such as a rule's β, is told
    only where it is otherwise in another run with that rule.
    """
    all_told = [dict(_told(run)) for run in runs]
    values: dict[str, set[str]] = {}
    for told in all_told:
        for name, one in told.items():
            values.setdefault(name, set()).add(one.words)
    common = {name for name in values if all(name in told for told in all_told)}

    def tells(name: str, one: _Told) -> bool:
        return len(values[name]) > 1 or not (one.is_usual or name in common)

    found = []
    for run, told in zip(runs, all_told, strict=True):
        parts = [one.words for name, one in told.items() if tells(name, one)]
        changes = (
            tr("from {t}: {changes}").format(t=change.row, changes=change.short)
            for change in changes_of(run)
        )
        found.append("; ".join(filter(None, (", ".join(parts), *changes))))
    return found


def _told(run: Run) -> Iterator[tuple[str, _Told]]:
    """Yield the name and the words of everything that describes a run at its start."""
    first, number = run.segments[0], NumberFormat.exact().text
    experiment = first.experiment
    data, start = experiment.dataset, ", ".join(map(number, run.row(0).theta.tolist()))
    for_rule, for_schedule = split_settings(
        experiment.rule, experiment.schedule, experiment.settings
    )
    yield "objective", _Told(experiment.objective)
    yield "data", _Told(tr("no data") if data is None else PurePath(data.source).name)
    yield "start", _Told(tr("start ({values})").format(values=start))
    yield "learning_rate", _Told(f"η = {number(experiment.learning_rate)}")
    yield "schedule", _Told(title_of("schedule", experiment.schedule))
    yield from _settings(experiment.schedule, schedule_spec, for_schedule)
    yield "rule", _Told(title_of("rule", experiment.rule))
    yield from _settings(experiment.rule, rule_spec, for_rule)
    if run.objective.n_rows > 1:
        yield from _batches(first)
    for name, words in (ROUNDINGS | LIMITS).items():
        value = getattr(experiment, name)
        if value not in (None, ""):
            yield name, _Told(tr(words).format(value=_text(value)))


def _batches(first: Segment) -> Iterator[tuple[str, _Told]]:
    """Yield which rows an update takes."""
    experiment = first.experiment
    yield "method", _Told(phrase_of("method", experiment.method))
    if experiment.method == "mini-batch":
        yield "batch_size", _Told(f"B = {experiment.batch_size}")
    if not first.batching.is_full:
        for name, words, usual in (
            ("order", tr("order {value}"), "shuffle"),
            ("last_batch", tr("last batch {value}"), "keep"),
            ("seed", tr("seed {value}"), 0),
        ):
            value = getattr(experiment, name)
            yield name, _Told(words.format(value=_text(value)), value == usual)


def _settings(
    owner: str, spec_of: Callable[[str], RuleSpec | ScheduleSpec], given: Mapping[str, Setting]
) -> Iterator[tuple[str, _Told]]:
    """Yield the settings of a rule or schedule; those of another are no match for them."""
    specs = spec_of(owner).settings
    for spec, value in zip(specs, resolve(specs, given).values(), strict=True):
        words = f"{setting_sign(spec.name)} = {_text(value)}"
        yield f"{owner} {spec.name}", _Told(words, value == spec.default)


def _text(value: float | str) -> str:
    return tr(value) if isinstance(value, str) else NumberFormat.exact().text(value)

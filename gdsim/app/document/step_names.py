"""What a person did, told from what was there before and what is there after."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from gdsim.app.document.state import State
from gdsim.engine.descent.experiment import EXTRAS, LIMITS, Experiment
from gdsim.i18n import tr
from gdsim.models.kept_runs import KeptRun
from gdsim.numbers import few
from gdsim.study.words.extras import extra_words
from gdsim.study.words.names import limit_text, setting_sign, title_of, word_of
from gdsim.texts import N_

MOST_CHARACTERS = 48
"""Of a name in a menu."""

_VALUES: Mapping[str, str] = {
    "learning_rate": N_("learning rate {value}"),
    "batch_size": N_("batch size {value}"),
    "seed": N_("seed {value}"),
    "stop_gradient_norm": N_("stop at the gradient norm {value}"),
    "stop_loss_change": N_("stop at the change of the loss {value}"),
    "stop_loss": N_("stop at the loss {value}"),
    "stop_step": N_("stop at the step {value}"),
    "round_gradient": N_("gradient rounded to {value}"),
    "round_parameters": N_("parameters rounded to {value}"),
}
"""What a change of these fields is called."""

_WITHOUT: Mapping[str, str] = {
    "let": N_("no named constants"),
    "maximise": N_("minimise"),
    "bounds": N_("no bounds"),
    "initial": N_("nothing remembered at first"),
    "clip_norm": N_("gradient not clipped"),
    "iterations": N_("no limit on iterations"),
    "epochs": N_("no limit on epochs"),
    "stop_gradient_norm": N_("no stop at a gradient norm"),
    "stop_loss_change": N_("no stop at a change of the loss"),
    "stop_loss": N_("no stop at a loss"),
    "stop_step": N_("no stop at a step"),
    "round_gradient": N_("gradient not rounded"),
    "round_parameters": N_("parameters not rounded"),
}
"""What it is called when they are not used any more."""


def step_name(before: State, after: State) -> str:
    """Return in a few words what led from one state to the other, for the Edit menu."""
    text = _step_name(before, after)
    return text if len(text) <= MOST_CHARACTERS else f"{text[: MOST_CHARACTERS - 1]}…"


def _step_name(before: State, after: State) -> str:
    if after.opened is not before.opened:
        if after.run.segments is before.run.segments:
            return tr("title and description")
        return tr("scenario {title}").format(title=tr(after.opened.title))
    if after.run.segments is not before.run.segments:
        return _change_of_run(before, after)
    return _change_of_kept(before.kept, after.kept)


def _change_of_run(before: State, after: State) -> str:
    old, new = (one.run.experiment_at(one.cursor) for one in (before, after))
    changed = new.changed_fields(old)
    # A new loss has a start of its own, and new data a loss.
    if "dataset" in changed:
        dataset = new.dataset
        name = "" if dataset is None else Path(dataset.source.partition(" | ")[0]).name
        return tr("data {name}").format(name=name) if name else tr("no data")
    if "objective" in changed:
        return tr("objective {text}").format(text=new.objective)
    if "rule" in changed:
        return tr("update rule {name}").format(name=title_of("rule", new.rule))
    if "schedule" in changed:
        return tr("schedule {name}").format(name=title_of("schedule", new.schedule))
    for name in changed:
        return _setting(name, old, new)
    return tr("another run") if after.run.length else tr("start again")


def _setting(name: str, old: Experiment, new: Experiment) -> str:
    value: Any = getattr(new, name)
    if name == "start":
        return tr("start ({values})").format(values=", ".join(map(_text, new.start)))
    if name == "settings":
        keys = [key for key, one in new.settings.items() if one != old.settings.get(key)]
        if not keys:
            return tr("settings of the rule")
        return f"{setting_sign(keys[0])} = {_text(new.settings[keys[0]])}"
    if name in EXTRAS:
        return extra_words(new).get(name, tr(_WITHOUT[name]))
    if name in _WITHOUT and value in (None, ""):
        return tr(_WITHOUT[name])
    if name in LIMITS:
        return limit_text(name, value)
    if name in _VALUES:
        return tr(_VALUES[name]).format(value=_text(value))
    if name == "parameters":
        return tr("parameters")
    return word_of(name, value)


def _text(value: float | str) -> str:
    """Return a value as briefly as a menu wants it."""
    if isinstance(value, float):
        return few(value)
    return str(value)


def _change_of_kept(before: tuple[KeptRun, ...], after: tuple[KeptRun, ...]) -> str:
    old, new = ({one.key: one for one in runs} for runs in (before, after))
    for one in after:
        if one.key not in old:
            return tr("keep {name}").format(name=one.name)
    for one in before:
        if one.key not in new:
            return tr("remove {name}").format(name=one.name)
    for key, one in new.items():
        if one.name != old[key].name:
            return tr("rename {name}").format(name=old[key].name)
        if one.is_shown != old[key].is_shown:
            text = tr("show {name}") if one.is_shown else tr("hide {name}")
            return text.format(name=one.name)
    return tr("order of the runs")

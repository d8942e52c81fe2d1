"""Where settings were changed in the middle of a run, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from msgspec import Struct

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.run.run import Run
from gdsim.i18n import tr
from gdsim.numbers import NumberFormat
from gdsim.study.words.names import setting_sign, word_of
from gdsim.texts import N_

_WORDS: Mapping[str, tuple[str, str]] = {
    "learning_rate": (N_("η = {new}"), N_("learning rate {new}, before {old}")),
    "schedule": (N_("{new}"), N_("schedule {new}, before {old}")),
    "rule": (N_("{new}"), N_("update rule {new}, before {old}")),
    "method": (N_("{new}"), N_("method {new}, before {old}")),
    "batch_size": (N_("B = {new}"), N_("batch size {new}, before {old}")),
    "order": (N_("{new}"), N_("order of the rows {new}, before {old}")),
    "last_batch": (N_("{new}"), N_("last batch {new}, before {old}")),
    "seed": (N_("seed {new}"), N_("seed {new}, before {old}")),
    "round_gradient": (N_("rounded: {new}"), N_("gradient rounded: {new}, before {old}")),
    "clip_norm": (N_("clipped: {new}"), N_("gradient clipped: {new}, before {old}")),
    "round_parameters": (N_("rounded: {new}"), N_("parameters rounded: {new}, before {old}")),
}
"""What is said of each field that makes a difference to the updates: in a plot, and in full."""


class Change(Struct, frozen=True):
    """What is different from one update on.

    Attributes
    ----------
    row
        The first update made with the new settings.
    short
        A few words for a plot, such as ``B = 8``.
    words
        All that was changed, with what it was before.
    """

    row: int
    short: str
    words: str

    @property
    def sentence(self) -> str:
        """The words as a sentence beside the update that they are said of."""
        return tr("From here on: {changes}.").format(changes=self.words)


def changes_of(run: Run) -> tuple[Change, ...]:
    """Return the changes of a run in their order, those of its stopping criteria left out."""
    found = []
    for old, new in pairwise(run.segments):
        differences = list(_differences(old.experiment, new.experiment))
        if differences:
            short, words = zip(*differences, strict=True)
            found.append(Change(new.first, ", ".join(short), "; ".join(words)))
    return tuple(found)


def _differences(old: Experiment, new: Experiment) -> Iterator[tuple[str, str]]:
    """Yield a few words and all words for each setting that differs."""
    for name, (short, words) in _WORDS.items():
        before, after = (_value(one, name) for one in (old, new))
        counts = name != "batch_size" or new.method == "mini-batch"
        if before != after and counts:
            yield tr(short).format(new=after), tr(words).format(new=after, old=before)
    for key in sorted(old.settings.keys() | new.settings.keys()):
        before, after = (_plain(one.settings.get(key)) for one in (old, new))
        if before != after:
            name, words = setting_sign(key), tr("{name} {new}, before {old}")
            yield f"{name} = {after}", words.format(name=name, new=after, old=before)


def _value(experiment: Experiment, name: str) -> str:
    """Return a setting as it counts: only mini-batches have a size of their own."""
    if name == "batch_size" and experiment.method != "mini-batch":
        return "1" if experiment.method == "stochastic" else tr("all rows")
    value = getattr(experiment, name)
    if name == "clip_norm" and value is None:
        return tr("not at all")
    return word_of(name, value) if value and isinstance(value, str) else _plain(value)


def _plain(value: object) -> str:
    if value is None:
        return tr("as usual")
    if value == "":
        return tr("not at all")
    return NumberFormat.exact().text(value) if isinstance(value, float) else str(value)

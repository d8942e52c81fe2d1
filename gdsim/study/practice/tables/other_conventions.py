"""Runs by the other conventions that courses use: a table may be right by one of these."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from gdsim.engine.descent.batching import Batching
from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.descent.rules import rule_spec
from gdsim.engine.errors import InputError
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.run.run import Run
from gdsim.i18n import tr
from gdsim.texts import N_

CONVENTION, EPS_PLACE = "convention", "eps_place"

_FORMS = {
    ("momentum", "accumulate"): N_("the sum of gradients as velocity, v ← βv + g"),
    ("momentum", "average"): N_("the mean of gradients as velocity, v ← βv + (1 − β)g"),
    ("momentum", "rate-inside"): N_("the rate inside the velocity, v ← βv + ηg"),
    ("nesterov", "accumulate"): N_("the shifted form with the gradient at θ, v ← βv + g"),
    ("nesterov", "average"): N_("the shifted form with a mean of gradients, v ← βv + (1 − β)g"),
    ("nesterov", "rate-inside"): N_("the shifted form with the rate inside, v ← βv + ηg"),
    ("nesterov", "lookahead"): N_("the look-ahead form, v ← βv + η∇L(θ − βv)"),
}
_PLACES = {
    "outside": N_("ε outside the root, √s + ε"),
    "inside": N_("ε inside the root, √(s + ε)"),
}
_SCALINGS = {
    "standardise": N_("columns standardised with N"),
    "standardise-sample": N_("columns standardised with n − 1"),
}
_OTHER_SCALING = {"standardise": "standardise-sample", "standardise-sample": "standardise"}


class Convention(Struct, frozen=True, eq=False):
    """A run by another convention, what that is called, and what the run's own is called."""

    run: Run
    name: str
    own: str

    @property
    def sentence(self) -> str:
        """What is said of a table that is right by it."""
        told = tr("The table is right by {name}; this run uses {own}.")
        return told.format(name=self.name, own=self.own)

    @property
    def sentence_of_columns(self) -> str:
        """What is said of columns, `names`, that are right by it where all else is by either."""
        told = tr("{names}: right by {name}; this run uses {own}.")
        return told.format(names="{names}", name=self.name, own=self.own)


def other_conventions(run: Run) -> Iterator[Convention]:
    """Yield the run from its start by each other convention; none of one that was changed."""
    if len(run.segments) > 1:
        return
    own = run.experiment.with_(iterations=None, epochs=None)
    own = own.with_(start=tuple(run.row(0).theta.tolist()), parameters=run.objective.parameters)
    yield from _by_settings(run, own)
    yield from _by_scaling(own)
    yield from _by_loss(run, own)


def _by_settings(run: Run, own: Experiment) -> Iterator[Convention]:
    settings = run.segments[0].rule.settings
    for spec in rule_spec(own.rule).settings:
        here = settings[spec.name]
        for word in spec.choices:
            if word != here:
                changed = own.with_(settings={**own.settings, spec.name: word})
                names = (_form(own.rule, spec.name, str(one)) for one in (word, here))
                yield Convention(Run(changed, run.objective), *names)


def _form(rule: str, setting: str, word: str) -> str:
    if setting == CONVENTION:
        return tr(_FORMS[rule, word])
    return tr(_PLACES[word])


def _by_scaling(own: Experiment) -> Iterator[Convention]:
    data = own.dataset
    if data is None or len(data.scalings) != 1 or data.scalings[0].method not in _OTHER_SCALING:
        return
    here = data.scalings[0].method
    there = _OTHER_SCALING[here]
    changed = _run(own.with_(dataset=_rescaled(data, there)))
    if changed is not None:
        yield Convention(changed, tr(_SCALINGS[there]), tr(_SCALINGS[here]))


def _rescaled(data: Dataset, method: str) -> Dataset:
    """Return standardised data with n - 1 in the place of N, or the other way round."""
    n = len(data)
    share = np.sqrt((n - 1) / n) if method == "standardise-sample" else np.sqrt(n / (n - 1))
    values = data.values.copy()
    for name in data.scalings[0].names:
        values[:, data.names.index(name)] *= share
    return replace(data, values=values)


def _by_loss(run: Run, own: Experiment) -> Iterator[Convention]:
    """Yield the run with other factors before the sum of the rows' losses."""
    if not run.objective.columns:
        return
    batching = Batching.of(own, run.objective.n_rows)
    b = batching.batch_size
    factors = [("1/2", tr("half this loss")), ("2", tr("twice this loss"))]
    # With a last batch that is smaller a sum is no multiple of the mean.
    if b > 1 and (run.objective.n_rows % b == 0 or own.last_batch == "drop"):
        factors += [
            (f"{b}", tr("the sum of the loss over the rows")),
            (f"{b}/2", tr("half the sum of the loss over the rows")),
        ]
    for factor, name in factors:
        changed = _run(own.with_(objective=f"{factor}*({own.objective})"))
        if changed is not None:
            yield Convention(changed, name, tr("the mean of the formula as it stands"))


def _run(experiment: Experiment) -> Run | None:
    """Return the run, None where it is refused, as where a formula becomes too long."""
    try:
        return Run(experiment)
    except InputError:
        return None

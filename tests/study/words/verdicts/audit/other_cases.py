"""Runs of losses that are not quadratic, of data, of every rule and with batches."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from gdsim.engine.descent.experiment import Experiment
from tests.study.words.verdicts.audit.cases import Array, Case, Changes, Loss, case_of
from tests.study.words.verdicts.audit.losses import KINDS, Kind
from tests.study.words.verdicts.audit.updates import go_on

ADAPTIVE = ("adagrad", "rmsprop", "adadelta", "adam", "amsgrad", "adamw", "nadam")
RULES = ("gd", "gd", "gd", "momentum", "nesterov", *ADAPTIVE)


def other_cases(count: int, updates: int, seed: int) -> list[Case]:
    """Return so many cases, as many of each kind, each with a future of so many updates."""
    cases = []
    for k, kind in enumerate(KINDS):
        rng = np.random.default_rng((seed, k))
        some = [
            other_case(kind, draw(rng, kind), _updates(rng)) for _ in range(-(-count // len(KINDS)))
        ]
        go_on_with(kind, some, updates, rng)
        cases += some
    return cases[:count] if count < len(cases) else cases


def _updates(rng: np.random.Generator) -> int:
    return 0 if rng.random() < 0.05 else int(10 ** rng.uniform(0, 3.3))


def draw(rng: np.random.Generator, kind: Kind) -> Experiment:
    """Return a random experiment on a loss of a kind."""
    low, high = kind.starts
    return Experiment(
        objective=kind.text,
        dataset=None if kind.data is None else kind.data(rng),
        parameters=kind.parameters,
        start=tuple(np.round(rng.uniform(low, high, len(kind.parameters)), 3).tolist()),
        **settings_for(rng, kind),
    )


def settings_for(rng: np.random.Generator, kind: Kind) -> dict[str, Any]:
    """Return rule, rate, schedule, settings and method for a loss."""
    rule = RULES[rng.integers(len(RULES))]
    scale = 1.0 if rule in ADAPTIVE else kind.rate
    rate = float(scale * 10 ** rng.uniform(-2, 1))
    given: dict[str, float] = {}
    if rule in ("momentum", "nesterov"):
        given["beta"] = float(rng.choice([0.5, 0.9, 0.99]))
        rate *= 1 - given["beta"] if rng.random() < 0.7 else 1
    schedule = "constant"
    if rng.random() < 0.25:
        schedule = str(rng.choice(["constant", "exponential", "step", "inverse-time", "cosine"]))
        given["warmup"] = int(rng.integers(0, 40))
    method = {"method": "batch"}
    if kind.data is not None and rng.random() < 0.75:
        size = int(rng.choice([1, 8, 32]))
        method = {"method": "mini-batch", "batch_size": size, "seed": int(rng.integers(1000))}
        method["order"] = str(rng.choice(["shuffle", "reshuffle", "replacement"]))
    return {
        "rule": rule,
        "learning_rate": float(f"{rate:.3g}"),
        "settings": given,
        "schedule": schedule,
        **method,
    }


def other_case(kind: Kind, experiment: Experiment, updates: int, changes: Changes = ()) -> Case:
    """Return the case of a run on a loss of a kind."""
    loss = _whole(kind, experiment)
    return case_of(experiment, updates, loss, changes, **_quadratic(kind, loss))


def _quadratic(kind: Kind, loss: Loss) -> dict[str, Array]:
    """Return Hessian and slope at 0 of a loss that is quadratic."""
    if not kind.is_quadratic:
        return {}
    d = len(kind.parameters)
    slope = loss(np.zeros((1, d)))[1][0]
    hessian = loss(np.eye(d))[1] - slope
    return {"hessian": (hessian + hessian.T) / 2, "slope": slope}


def _data(experiment: Experiment) -> Array:
    return np.zeros((1, 1)) if experiment.dataset is None else experiment.dataset.values


def _whole(kind: Kind, experiment: Experiment) -> Loss:
    data = _data(experiment)

    def loss(points: Array) -> tuple[Array, Array]:
        losses, gradients = kind.rows(points[..., np.newaxis, :], data)
        return losses.mean(axis=-1), gradients.mean(axis=-2)

    return loss


def go_on_with(kind: Kind, cases: Sequence[Case], updates: int, rng: np.random.Generator) -> None:
    """Fill in the future of cases on losses of one kind."""
    data = np.array([_data(case.experiment) for case in cases])
    batched = [case for case in cases if case.is_noisy]
    whole = [case for case in cases if not case.is_noisy]
    if whole:
        own = data[[not case.is_noisy for case in cases]]

        def gradient(theta: Array, _k: int) -> Array:
            return kind.rows(theta[:, np.newaxis], own)[1].mean(axis=1)

        go_on(whole, updates, gradient)
    if batched:
        _go_on_in_batches(kind, batched, updates, rng)


def _go_on_in_batches(
    kind: Kind, cases: Sequence[Case], updates: int, rng: np.random.Generator
) -> None:
    """Go on with batches drawn here, of the sizes the runs have and in the order they have."""
    data = np.array([_data(case.experiment) for case in cases])
    n = data.shape[1]
    sizes = np.array([case.experiment.batch_size for case in cases])
    most = int(sizes.max())
    counted = np.arange(most) < sizes[:, np.newaxis]
    draws = [_rows(rng, case.experiment, n, updates) for case in cases]
    runs = np.arange(len(cases))[:, np.newaxis]

    def gradient(theta: Array, k: int) -> Array:
        rows = np.array([np.resize(draw[k], most) for draw in draws])
        own = np.array([min(len(draw[k]), most) for draw in draws])
        used = counted & (np.arange(most) < own[:, np.newaxis])
        gradients = kind.rows(theta[:, np.newaxis], data[runs, rows])[1]
        return (gradients * used[..., np.newaxis]).sum(axis=1) / own[:, np.newaxis]

    go_on(cases, updates, gradient)


def _rows(rng: np.random.Generator, experiment: Experiment, n: int, updates: int) -> list[Array]:
    """Return the rows of so many updates."""
    size = experiment.batch_size
    if experiment.order == "replacement":
        return list(rng.integers(n, size=(updates, size)))
    if experiment.order == "reshuffle":
        return list(rng.random((updates, n)).argpartition(size - 1, axis=1)[:, :size])
    rows: list[Array] = []
    while len(rows) < updates:
        order = rng.permutation(n)
        rows += [order[k : k + size] for k in range(0, n, size)]
    return rows[:updates]

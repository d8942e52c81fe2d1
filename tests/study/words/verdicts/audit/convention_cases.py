"""Runs by the conventions, schedules and extras that courses use."""

from __future__ import annotations

from typing import Any

import numpy as np

from gdsim.engine.descent.experiment import Experiment
from tests.study.words.verdicts.audit import other_cases, quadratics
from tests.study.words.verdicts.audit.cases import Case
from tests.study.words.verdicts.audit.losses import HALVED, KINDS, Kind
from tests.study.words.verdicts.audit.other_cases import ADAPTIVE

FORMS = (
    ("momentum", "rate-inside"),
    ("nesterov", "rate-inside"),
    ("nesterov", "lookahead"),
)
CONVEX = ("log(cosh(x))", "x^4 + y^2", "sqrt(1 + x^2) + 0.5*y^2", "log(1 + exp(-y*(w*x + b)))")
"""Losses whose slope along a line is 0 in one place at most."""


def quadratics_by_convention(count: int, updates: int, seed: int) -> list[Case]:
    """Return so many cases of runs on quadratics, each with a future of so many updates."""
    rng, cases = np.random.default_rng((seed, 3)), []
    while len(cases) < count:
        experiment, hessian, slope, made = quadratics.draw(rng)
        if not 0 < experiment.learning_rate < np.inf:
            continue
        drawn = _drawn(rng, experiment, is_searchable=True)
        if drawn.rule in ADAPTIVE:
            continue
        cases.append(quadratics.quadratic_case(drawn, hessian, slope, made))
    quadratics.go_on_with(cases, updates)
    return cases


def others_by_convention(count: int, updates: int, seed: int) -> list[Case]:
    """Return so many cases of other runs, each with a future of so many updates."""
    cases: list[Case] = []
    kinds = (*KINDS, HALVED)
    for k, kind in enumerate(kinds):
        rng, some = np.random.default_rng((seed, k, 4)), []
        for _ in range(-(-count // len(kinds))):
            experiment = _drawn(
                rng, _standardised(rng, other_cases.draw(rng, kind)), _is_convex(kind)
            )
            some.append(other_cases.other_case(kind, experiment, int(10 ** rng.uniform(0, 3.3))))
        other_cases.go_on_with(kind, some, updates, rng)
        cases += some
    return cases[:count] if count < len(cases) else cases


def _is_convex(kind: Kind) -> bool:
    return kind.is_quadratic or kind.text in CONVEX


def _standardised(rng: np.random.Generator, experiment: Experiment) -> Experiment:
    data = experiment.dataset
    if data is None or rng.random() < 0.5:
        return experiment
    return experiment.with_(dataset=data.scaled("standardise-sample", data.names[:1]))


def _drawn(rng: np.random.Generator, experiment: Experiment, is_searchable: bool) -> Experiment:
    """Return the run with some of the conventions and extras."""
    changed = _with_rule(rng, experiment)
    changed = _with_schedule(rng, changed, is_searchable)
    if rng.random() < 0.2:
        changed = changed.with_(bounds=_bounds(rng, changed))
        changed = changed.with_(start=_inside(changed))
    if rng.random() < 0.25:
        changed = changed.with_(initial=_initial(rng, changed))
    searches = changed.schedule in ("exact", "backtracking")
    if rng.random() < 0.2 and not searches:
        changed = changed.with_(clip_norm=float(f"{10 ** rng.uniform(-2, 1):.2g}"))
    if rng.random() < 0.1:
        changed = changed.with_(stop_step=float(f"{10 ** rng.uniform(-8, -1):.1g}"))
    if rng.random() < 0.25:
        changed = changed.with_(objective=f"-({changed.objective})", maximise=True)
    return changed


def _with_rule(rng: np.random.Generator, experiment: Experiment) -> Experiment:
    settings = dict(experiment.settings)
    if experiment.rule in ADAPTIVE and experiment.rule != "adadelta":
        settings["eps"] = float(rng.choice([1e-8, 1e-4, 0.01, 1.0]))
        settings["eps_place"] = str(rng.choice(["inside", "inside", "outside"]))
    elif experiment.rule != "adadelta" and rng.random() < 0.5:
        rule, settings["convention"] = FORMS[rng.integers(3)]
        settings.setdefault("beta", float(rng.choice([0.0, 0.5, 0.9])))
        return experiment.with_(rule=rule, settings=settings)
    return experiment.with_(settings=settings)


def _with_schedule(
    rng: np.random.Generator, experiment: Experiment, is_searchable: bool
) -> Experiment:
    settings: dict[str, Any] = dict(experiment.settings)
    if experiment.rule == "gd" and experiment.method == "batch" and rng.random() < 0.4:
        search = str(rng.choice(["exact", "backtracking"]))
        if search == "backtracking" or is_searchable:
            rate = experiment.learning_rate * float(rng.choice([1, 10, 100]))
            return experiment.with_(schedule=search, settings={}, learning_rate=rate)
    if rng.random() < 0.5:
        return experiment
    if rng.random() < 0.3:
        settings["warmup"] = int(rng.integers(1, 20))
    if experiment.method != "batch" or rng.random() < 0.3:
        settings["per"] = "epoch"
    kept = ("beta", "convention", "eps", "eps_place", "warmup", "per")
    settings = {name: value for name, value in settings.items() if name in kept}
    schedule = str(rng.choice(["linear", "inverse-sqrt", "cyclic"]))
    if schedule == "linear":
        settings |= {"linear_updates": int(rng.integers(5, 200)), "final_fraction": 0.2}
    if schedule == "cyclic":
        settings |= {"half_cycle": int(rng.integers(1, 30)), "lowest_fraction": 0.3}
    return experiment.with_(schedule=schedule, settings=settings)


def _bounds(rng: np.random.Generator, experiment: Experiment) -> dict[str, tuple[float, float]]:
    found = {}
    for name, here in zip(experiment.parameters, experiment.start, strict=True):
        side, width = rng.random(), abs(here) + 1
        low = round(here - rng.uniform(-0.2, 1) * width, 2)
        high = round(low + rng.uniform(0, 2) * width, 2)
        if side < 0.6:
            found[name] = (low if side < 0.4 else -np.inf, high if side > 0.2 else np.inf)
    return found


def _inside(experiment: Experiment) -> tuple[float, ...]:
    found = []
    for name, here in zip(experiment.parameters, experiment.start, strict=True):
        low, high = experiment.bounds.get(name, (-np.inf, np.inf))
        found.append(float(np.clip(here, low, high)))
    return tuple(found)


def _initial(rng: np.random.Generator, experiment: Experiment) -> dict[str, float]:
    """Return a velocity or moments to begin with, of some parameters."""
    kinds = {"momentum": ("velocity",), "nesterov": ("velocity",)}
    kinds |= {"adagrad": ("square_sum",), "rmsprop": ("square_average",)}
    moments = ("first_moment", "second_moment")
    kinds |= dict.fromkeys(("adam", "adamw", "amsgrad"), moments)
    found = {}
    for kind in kinds.get(experiment.rule, ()):
        for name in experiment.parameters:
            if rng.random() < 0.7:
                value = round(float(rng.normal() * 10 ** rng.uniform(-2, 1)), 3)
                found[f"{kind}_{name}"] = (
                    value if kind in (*moments[:1], "velocity") else abs(value)
                )
    return found

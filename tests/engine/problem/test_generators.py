"""Data made by a formula and a seed: what it is near to, and that it repeats."""

from __future__ import annotations

import numpy as np
import pytest

from gdsim.engine.problem.generated import generate
from gdsim.engine.problem.generators import GENERATORS

WITH_OUTLIERS = [name for name, generator in GENERATORS.items() if generator.spoil is not None]

CURVES = {
    "linear": lambda x: 3 * x[:, 0] - 1,
    "tanh_curve": lambda x: 1.5 * np.tanh(2 * x[:, 0]),
    "quadratic": lambda x: 2 * x[:, 0] ** 2 - x[:, 0] - 1,
    "many_features": lambda x: 2 * x[:, 0] - x[:, 1] + 0.5 * x[:, 2] + 1,
    "unlike_scales": lambda x: 2 * x[:, 0] + 0.02 * x[:, 1] - 3,
    "sparse_dense": lambda x: x[:, 0] + 2 * x[:, 1],
}
CLASSES = ["two_classes", "moons", "rings"]


@pytest.mark.parametrize(
    ("name", "second_row"),
    [
        ("linear", [-0.5263789868078006, -2.3065841990795795]),
        ("noisy_bowl", [-0.22578661322792176, 0.3526307943415954]),
        ("two_classes", [-0.6655209226193769, -1.4542156849023438, -1.0]),
        ("sparse_dense", [0.7368105065960997, 0.0, 0.764065782730482]),
        ("tanh_curve", [-1.0527579736156012, -1.4016465156644196]),
    ],
)
def test_rows_of_a_seed_stay_what_they_were(name, second_row) -> None:
    values = generate(f"{name}(rows=21, seed=3)").values
    assert values[1] == pytest.approx(second_row, rel=1e-13)


@pytest.mark.parametrize("name", CURVES)
def test_curve_lies_under_the_points(name) -> None:
    exact = generate(f"{name}(rows=300, noise=0)").values
    assert exact[:, -1] == pytest.approx(CURVES[name](exact), rel=1e-12, abs=1e-14)
    noisy = generate(f"{name}(rows=20000, noise=0.3)").values
    away = noisy[:, -1] - CURVES[name](noisy)
    assert away.std() == pytest.approx(0.3, rel=0.03)
    assert abs(away.mean()) < 0.01


def test_classes_are_where_they_should_be() -> None:
    for name in CLASSES:
        values = generate(f"{name}(rows=101, noise=0)").values
        assert sorted(set(values[:, 2])) == [-1, 1]
        assert abs(values[:, 2].sum()) == 1
    moons = generate("moons(rows=100, noise=0)").values
    upper, lower = moons[moons[:, 2] > 0, :2], moons[moons[:, 2] < 0, :2]
    assert np.hypot(*upper.T) == pytest.approx(1)
    assert np.hypot(*(lower - [1, 0.5]).T) == pytest.approx(1)
    assert (upper[:, 1] >= 0).all()
    assert (lower[:, 1] <= 0.5).all()
    rings = generate("rings(rows=100, noise=0)").values
    assert np.hypot(rings[:, 0], rings[:, 1]) == pytest.approx(1.5 - rings[:, 2] / 2)


@pytest.mark.parametrize("name", WITH_OUTLIERS)
def test_outliers_are_as_many_as_asked_for_and_leave_the_other_rows(name) -> None:
    clean, spoiled = generate(f"{name}(rows=40)"), generate(f"{name}(rows=40, outliers=0.25)")
    changed = (clean.values != spoiled.values).any(axis=1)
    assert changed.sum() == 10
    assert np.array_equal(clean.values[:, :-1], spoiled.values[:, :-1])
    moved = np.abs(clean.values[changed, -1] - spoiled.values[changed, -1])
    if name in CLASSES:
        assert (moved == 2).all()
    else:
        assert ((moved >= 5) & (moved <= 10)).all()
    assert np.array_equal(generate(spoiled.source).values, spoiled.values)
    assert "outliers" not in clean.source
    assert generate(f"{name}(rows=40, outliers=0)").source == clean.source


@pytest.mark.parametrize("name", GENERATORS)
def test_generators_make_the_rows_asked_for_and_repeat(name: str) -> None:
    data = generate(f"{name}(rows=37, seed=5)")
    assert data.values.shape == (37, len(GENERATORS[name].columns))
    assert np.array_equal(generate(data.source).values, data.values)
    assert not np.array_equal(generate(f"{name}(rows=37, seed=6)").values, data.values)


@pytest.mark.parametrize("rows", [1, 2, 99, 1000])
def test_noisy_bowl_has_offsets_with_mean_zero(rows: int) -> None:
    values = generate(f"noisy_bowl(rows={rows}, noise=2)").values
    assert np.abs(values.sum(axis=0)).max() <= 1e-12 * rows

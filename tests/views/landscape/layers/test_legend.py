"""The marks of the landscape are told apart by everybody: by their shape, or by their colour."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from msgspec.structs import replace
from numpy.typing import NDArray
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter

from gdsim.views.landscape.layers.legend import SWATCHES
from gdsim.views.style.theme import DARK, LIGHT, Theme
from tests.views.style.test_colours import SIGHT, distance

LEAST_DISTANCE = 20.0
"""Of the colours of two marks of one shape, in CIE L*a*b*."""

LEAST_PIXELS = 12
"""By how many pixels two shapes differ at least."""


def drawn(mark: str, theme: Theme) -> NDArray[np.uint8]:
    """Return the picture of a mark, shape (24, 40, 3)."""
    image = QImage(40, 24, QImage.Format.Format_RGB32)
    image.fill(QColor(theme.window))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    SWATCHES[mark](painter, QPointF(20, 12), theme)
    painter.end()
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(24, 40, 4)
    return pixels[:, :, 2::-1].copy()


def in_black(theme: Theme) -> Theme:
    """Return a theme in which everything is black on white."""
    named = {name: "#000000" for name in theme.__struct_fields__ if name not in KEPT_AS_THEY_ARE}
    return replace(theme, **named | {"window": "#ffffff", "halo": "#ffffff"})


KEPT_AS_THEY_ARE = ("name", "runs", "contour_stops")


def shape(mark: str) -> NDArray[np.bool_]:
    """Return where a mark has ink, (24, 40)."""
    return drawn(mark, in_black(LIGHT)).max(axis=-1) < 128


def colour(mark: str, theme: Theme) -> str:
    """Return the colour that most of a mark's ink has."""
    ink = drawn(mark, theme)[shape(mark)]
    colours, counts = np.unique(ink, axis=0, return_counts=True)
    return "#" + "".join(f"{part:02x}" for part in colours[counts.argmax()].tolist())


def is_one_shape(one: str, other: str) -> bool:
    return int((shape(one) != shape(other)).sum()) < LEAST_PIXELS


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_marks_of_one_shape_differ_in_colour_to_everybody(qapp: object, theme: Theme) -> None:
    alike = [pair for pair in combinations(SWATCHES, 2) if is_one_shape(*pair)]
    assert ("gradient", "step") in alike
    for one, other in alike:
        for sight in SIGHT:
            found = distance(colour(one, theme), colour(other, theme), sight)
            assert found >= LEAST_DISTANCE, (one, other, sight, found)


def test_the_full_gradient_and_the_step_differ_in_shape(qapp: object) -> None:
    assert not is_one_shape("full", "step")
    assert not is_one_shape("full", "gradient")


def test_the_colour_of_a_mark_is_that_of_the_theme(qapp: object) -> None:
    assert colour("step", DARK) == DARK.step
    assert colour("full", LIGHT) == LIGHT.full_gradient

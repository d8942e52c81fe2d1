"""Texts can be read, and marks can be told apart, by people who see colours differently too."""

from __future__ import annotations

import re
from itertools import combinations, product

import numpy as np
import pytest

from gdsim.assets import asset_path
from gdsim.engine.arrays import Array
from gdsim.views.style.theme import DARK, LIGHT, Theme

THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)

SIGHT = {
    "usual": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
"""On linear RGB, severity 1.0: Machado, Oliveira and Fernandes, "A Physiologically-based Model for
Simulation of Color Vision Deficiency", IEEE TVCG 15(6), 2009, table 1."""

TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
"""From linear sRGB to CIE XYZ (IEC 61966-2-1, D65)."""


def linear(colour: str) -> Array:
    """Undo the transfer curve of sRGB (IEC 61966-2-1); shape (3,)."""
    part = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """Contrast ratio of WCAG 2.2: (L1 + 0.05) / (L2 + 0.05), L the relative luminance."""
    dark, light = sorted(float(linear(c) @ [0.2126, 0.7152, 0.0722]) for c in (one, other))
    return (light + 0.05) / (dark + 0.05)


def lab(colour: str, sight: str) -> Array:
    """CIE L*a*b* (1976, D65) of a colour as somebody sees it; shape (3,)."""
    seen = np.clip(SIGHT[sight] @ linear(colour), 0, 1)
    ratio = TO_XYZ @ seen / np.array([0.95047, 1.0, 1.08883])
    f = np.where(ratio > (6 / 29) ** 3, np.cbrt(ratio), ratio / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def distance(one: str, other: str, sight: str) -> float:
    """CIE 1976 colour difference; about 2.3 is just noticeable side by side."""
    return float(np.linalg.norm(lab(one, sight) - lab(other, sight)))


def test_the_measures_agree_with_known_values() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert lab("#ff0000", "usual") == pytest.approx([53.24, 80.09, 67.20], abs=0.02)


@THEMES
def test_texts_have_the_contrast_that_wcag_aa_asks_for(theme: Theme) -> None:
    texts = ("text", "muted", "danger", "warning", "success", "focus")
    grounds = ("window", "surface", "raised", "hover")
    pairs = [*product(texts, grounds), ("accent_text", "accent"), ("accent_text", "accent_hover")]
    pairs.append(("plot_text", "plot_background"))
    for text, ground in pairs:
        assert contrast(getattr(theme, text), getattr(theme, ground)) >= 4.5, (text, ground)


@THEMES
def test_what_can_be_operated_stands_out_from_its_ground(theme: Theme) -> None:
    for edge, ground in product(("outline", "focus", "accent"), ("window", "surface", "raised")):
        assert contrast(getattr(theme, edge), getattr(theme, ground)) >= 3, (edge, ground)


@THEMES
@pytest.mark.parametrize("name", ["up", "down"])
def test_arrows_of_fields_serve_both_themes(theme: Theme, name: str) -> None:
    svg = asset_path(f"icons/indicator-{name}.svg").read_text(encoding="utf-8")
    (colour,) = re.findall(r"#[0-9a-f]{6}", svg)
    for ground in (theme.surface, theme.raised):
        assert contrast(colour, ground) >= 3


@THEMES
def test_lines_of_the_loss_plot_stand_out_from_its_ground(theme: Theme) -> None:
    for line in (theme.batch_loss, theme.full_loss):
        assert contrast(line, theme.plot_background) >= 3


@THEMES
@pytest.mark.parametrize("mark", ["path", "point", "gradient", "step", "start", "minimum"])
def test_marks_stand_out_from_every_contour_colour(theme: Theme, mark: str) -> None:
    for _, ground in theme.contour_stops:
        assert contrast(getattr(theme, mark), ground) >= 3


@THEMES
def test_labels_of_contours_can_be_read_on_every_contour_colour(theme: Theme) -> None:
    for ground in (*(colour for _, colour in theme.contour_stops), theme.contour_label_halo):
        assert contrast(theme.contour_label, ground) >= 4.5


@THEMES
def test_contour_lines_and_the_later_path_can_be_seen_on_every_contour_colour(theme: Theme) -> None:
    for line, (_, ground) in product((theme.contour_line, theme.path_future), theme.contour_stops):
        assert contrast(line, ground) >= 2


@THEMES
@pytest.mark.parametrize("sight", SIGHT)
def test_marks_are_told_apart_by_colour(theme: Theme, sight: str) -> None:
    # These differ in shape, too.
    least = 15 if sight == "tritanopia" else 20
    for one, other in combinations((theme.path, theme.point, theme.gradient, theme.step), 2):
        assert distance(one, other, sight) >= least
    for other in (theme.path, theme.point, theme.gradient, theme.step):
        assert distance(theme.minimum, other, sight) >= 15
    assert distance(theme.batch_loss, theme.full_loss, sight) >= 40


@THEMES
def test_contour_colours_go_one_way_in_lightness_by_even_steps(theme: Theme) -> None:
    places = [place for place, _ in theme.contour_stops]
    lightness = [lab(colour, "usual")[0] for _, colour in theme.contour_stops]
    assert places[0] == 0
    assert places[-1] == 1
    slopes = np.diff(lightness) / np.diff(places)
    assert abs(lightness[-1] - lightness[0]) >= 20
    assert abs(slopes).min() >= 0.7 * abs(slopes).max()
    assert len(set(np.sign(slopes))) == 1


@THEMES
@pytest.mark.parametrize("sight", SIGHT)
def test_no_kept_run_has_all_but_the_colour_of_the_present_one(theme: Theme, sight: str) -> None:
    least = 30 if sight == "usual" else 15
    for colour in theme.runs:
        assert distance(colour, theme.path, sight) >= least, colour

"""Icons take the theme's colours and are sharp at every size."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage
from pytestqt.qtbot import QtBot

from gdsim.assets import asset_path
from gdsim.views.style import icons
from gdsim.views.style.icons import icon
from gdsim.views.style.theme import DARK, LIGHT, Theme

INDICATORS = ("up", "down", "check", "mixed")
OWN_COLOURS = {"gdsim", *(f"indicator-{name}" for name in INDICATORS)}
NAMES = sorted({path.stem for path in asset_path("icons").glob("*.svg")} - OWN_COLOURS)


def opaque_colours(image: QImage) -> set[str]:
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {pixel.name() for pixel in pixels if pixel.alpha() == 255}


@pytest.mark.parametrize("name", NAMES)
def test_every_drawing_is_on_the_grid_and_of_one_colour(name: str) -> None:
    svg = asset_path(f"icons/{name}.svg").read_text(encoding="utf-8")
    assert 'viewBox="0 0 24 24"' in svg
    assert set(re.findall(r"#[0-9a-fA-F]+", svg)) == {"#000"}


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize("name", NAMES)
def test_every_drawing_is_seen_in_the_theme_s_text_colour(
    qtbot: QtBot, name: str, theme: Theme
) -> None:
    image = icon(name, theme, 96).pixmap(96, 96).toImage()
    wanted = QColor(theme.text)
    for colour in map(QColor, opaque_colours(image)):
        # Blending rounds.
        for part in ("red", "green", "blue"):
            assert abs(getattr(colour, part)() - getattr(wanted, part)()) <= 1
    assert theme.text in opaque_colours(image)


@pytest.mark.parametrize(
    ("mode", "state", "colour"),
    [
        (QIcon.Mode.Disabled, QIcon.State.Off, DARK.disabled),
        (QIcon.Mode.Disabled, QIcon.State.On, DARK.disabled),
        (QIcon.Mode.Normal, QIcon.State.On, DARK.focus),
        (QIcon.Mode.Active, QIcon.State.Off, DARK.text),
    ],
)
def test_modes_have_their_colours(
    qtbot: QtBot, mode: QIcon.Mode, state: QIcon.State, colour: str
) -> None:
    image = icon("play", DARK, 48).pixmap(QSize(48, 48), mode, state).toImage()
    assert opaque_colours(image) == {colour}


def test_a_colour_of_one_s_own_wins(qtbot: QtBot) -> None:
    image = icon("step", LIGHT, 96, LIGHT.accent_text).pixmap(96, 96).toImage()
    assert opaque_colours(image) == {LIGHT.accent_text}


def test_a_finer_screen_gets_a_finer_picture(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = SimpleNamespace(devicePixelRatio=lambda: 2.0)
    monkeypatch.setattr(icons, "QGuiApplication", SimpleNamespace(screens=lambda: [screen]))
    icon.cache_clear()
    fine = icon("fit", LIGHT).pixmap(QSize(20, 20), 2.0)
    assert fine.size() == QSize(40, 40)
    assert fine.devicePixelRatio() == 2.0
    assert fine.toImage() != icon("fit", LIGHT).pixmap(QSize(20, 20), 1.0).scaled(40, 40).toImage()
    icon.cache_clear()


def test_an_icon_that_is_not_there_is_an_error(qtbot: QtBot) -> None:
    with pytest.raises(FileNotFoundError):
        icon("no-such-icon", LIGHT)

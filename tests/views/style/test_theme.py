"""The look reaches the widgets."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from msgspec.structs import asdict
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gdsim.views.style.theme import (
    DARK,
    FONT,
    LIGHT,
    Theme,
    apply_theme,
    interface_font,
    number_font,
    qss,
    set_variant,
    system_theme,
)

THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)


def colours_of(widget: QWidget) -> set[str]:
    image: QImage = widget.grab().toImage()
    return {
        image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
    }


@THEMES
def test_the_style_sheet_is_whole_and_its_pictures_exist(theme: Theme) -> None:
    sheet = qss(theme, 10.0)
    assert "$" not in sheet
    assert sheet.count("{") == sheet.count("}")
    pictures = re.findall(r'url\("(.+?)"\)', sheet)
    assert pictures
    assert all(Path(picture).is_file() for picture in pictures)


@THEMES
def test_a_theme_colours_grounds_texts_and_primary_buttons(
    app: QApplication, qtbot: QtBot, theme: Theme
) -> None:
    apply_theme(app, theme)
    edit, button = QLineEdit("w1^2"), QPushButton("Step")
    set_variant(button, "primary", True)
    for widget in (edit, button):
        qtbot.addWidget(widget)
    assert {theme.surface, theme.outline, theme.text} <= colours_of(edit)
    assert {theme.accent, theme.accent_text} <= colours_of(button)


def test_a_theme_can_be_changed_while_widgets_are_there(app: QApplication, qtbot: QtBot) -> None:
    apply_theme(app, LIGHT)
    edit = QLineEdit("w1^2")
    qtbot.addWidget(edit)
    assert LIGHT.surface in colours_of(edit)
    size = app.font().pointSizeF()
    apply_theme(app, DARK)
    assert DARK.surface in colours_of(edit)
    assert LIGHT.surface not in colours_of(edit)
    assert app.font().pointSizeF() == size


def test_a_theme_that_is_there_already_leaves_widgets_alone(
    app: QApplication, qtbot: QtBot
) -> None:
    apply_theme(app, LIGHT)
    edit = Restyled()
    qtbot.addWidget(edit)
    edit.ensurePolished()
    edit.count = 0
    apply_theme(app, LIGHT)
    assert edit.count == 0
    apply_theme(app, DARK)
    assert edit.count > 0


class Restyled(QLineEdit):
    """Counts how often it gets another look."""

    count = 0

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        self.count += event.type() == QEvent.Type.StyleChange
        super().changeEvent(event)


def test_a_variant_takes_effect_on_a_widget_that_is_shown_already(
    app: QApplication, qtbot: QtBot
) -> None:
    apply_theme(app, LIGHT)
    label = QLabel("MMMM")
    qtbot.addWidget(label)
    assert LIGHT.danger not in colours_of(label)
    set_variant(label, "role", "error")
    assert LIGHT.danger in colours_of(label)


def test_a_control_that_is_off_limits_looks_so(app: QApplication, qtbot: QtBot) -> None:
    apply_theme(app, DARK)
    label = QLabel("MMMM")
    qtbot.addWidget(label)
    label.setEnabled(False)
    assert DARK.disabled in colours_of(label)
    assert DARK.text not in colours_of(label)


def test_figures_have_one_width_and_fonts_keep_their_proportions() -> None:
    metrics = QFontMetricsF(number_font())
    assert len({metrics.horizontalAdvance(figure) for figure in "0123456789"}) == 1
    body, title = interface_font(), interface_font(FONT.title)
    assert title.pointSizeF() == pytest.approx(FONT.title * body.pointSizeF())


@pytest.mark.parametrize(
    ("scheme", "theme"),
    [
        (Qt.ColorScheme.Dark, DARK),
        (Qt.ColorScheme.Light, LIGHT),
        (Qt.ColorScheme.Unknown, LIGHT),
    ],
)
def test_the_system_s_colour_scheme_chooses_the_theme(
    monkeypatch: pytest.MonkeyPatch, scheme: Qt.ColorScheme, theme: Theme
) -> None:
    class Hints:
        def colorScheme(self) -> Qt.ColorScheme:  # noqa: N802 - Qt's name
            return scheme

    monkeypatch.setattr(QGuiApplication, "styleHints", Hints)
    assert system_theme() is theme


@THEMES
def test_every_token_is_a_colour(theme: Theme) -> None:
    tokens = {key: value for key, value in asdict(theme).items() if isinstance(value, str)}
    del tokens["name"]
    tokens |= {str(place): colour for place, colour in theme.contour_stops}
    for key, colour in tokens.items():
        assert QColor(colour).name() == colour, key


def test_another_theme_styles_a_widget_as_often_however_deep_it_stands(
    app: QApplication, qtbot: QtBot
) -> None:
    apply_theme(app, LIGHT)
    outer = QWidget()
    qtbot.addWidget(outer)
    chain = [outer]
    while len(chain) < 12:
        chain.append(QPushButton(chain[-1]))
    outer.show()
    seen = dict.fromkeys(chain, 0)

    class Counter(QWidget):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
            if event.type() == QEvent.Type.StyleChange and isinstance(watched, QWidget):
                seen[watched] += 1
            return False

    counter = Counter()
    qtbot.addWidget(counter)
    for widget in chain:
        widget.installEventFilter(counter)
    apply_theme(app, DARK)
    assert 0 < seen[chain[-1]] == seen[chain[2]]
    assert {DARK.outline} <= colours_of(chain[-1])

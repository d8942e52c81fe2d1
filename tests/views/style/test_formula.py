"""Formulas are typeset, shrink, and never fail."""

from __future__ import annotations

import base64
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from gdsim.views.style.formula import FormulaLabel
from gdsim.views.style.theme import DARK, LIGHT, Theme
from gdsim.views.style.typesetting import typeset

BOWL = r"w_{1}^{2}+4w_{2}^{2}"


def inked(image: QImage, colour: str) -> list[tuple[int, int]]:
    """Return the pixels, as x and y, that have exactly `colour`."""
    return [
        (x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).name() == colour
    ]


@pytest.fixture
def label(qtbot: QtBot) -> FormulaLabel:
    """A formula on the screen, large enough for strokes of more than a pixel."""
    label = FormulaLabel(BOWL)
    qtbot.addWidget(label)
    font = label.font()
    font.setPixelSize(28)
    label.setFont(font)
    label.show()
    qtbot.waitExposed(label)
    return label


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_a_formula_is_drawn_in_the_theme_s_text_colour(label: FormulaLabel, theme: Theme) -> None:
    label.set_theme(theme)
    label.resize(label.sizeHint() * 3)
    assert typeset(label.latex, 28.0, theme.text) is not None
    assert inked(label.grab().toImage(), theme.text)


def test_the_size_follows_the_font(label: FormulaLabel) -> None:
    before = label.sizeHint()
    font = label.font()
    font.setPixelSize(2 * font.pixelSize())
    label.setFont(font)
    assert label.sizeHint().width() == pytest.approx(2 * before.width(), rel=0.1)


def test_a_formula_shrinks_before_it_is_cut(label: FormulaLabel) -> None:
    hint = label.sizeHint()
    label.resize(hint)
    whole = inked(label.grab().toImage(), LIGHT.text)
    label.resize(int(hint.width() * 0.8), hint.height())
    rows = {y for _, y in inked(label.grab().toImage(), LIGHT.text)}
    assert len(rows) < len({y for _, y in whole})


def test_a_formula_that_is_hard_to_read_is_whole_in_its_tip(label: FormulaLabel) -> None:
    width = label.sizeHint().width()
    assert label.tip() == ""
    for part in (0.7, 0.4):
        label.resize(round(part * width), label.height())
        source = re.search(r"base64,([^']+)'", label.tip())
        assert source is not None
        picture = QImage.fromData(base64.b64decode(source[1]), "PNG")
        assert picture.width() / label.devicePixelRatioF() == pytest.approx(width, abs=10)
    label.resize(width, label.height())
    assert label.tip() == ""


def test_a_cut_formula_fades_out_at_its_end(label: FormulaLabel) -> None:
    label.set_latex(" + ".join([BOWL] * 9))
    label.resize(160, label.sizeHint().height())
    image = label.grab().toImage()
    full = inked(image, LIGHT.text)
    assert full
    assert max(x for x, _ in full) < 140


def ink_width(label: FormulaLabel) -> int:
    image = label.grab().toImage()
    ground = image.pixel(0, 0)
    inked = [
        x
        for x in range(image.width())
        if any(image.pixel(x, y) != ground for y in range(image.height()))
    ]
    return inked[-1] - inked[0]


def test_labels_in_company_shrink_as_far_as_the_widest_has_to(
    qtbot: QtBot, label: FormulaLabel
) -> None:
    wide = FormulaLabel(" + ".join(["w_1^2"] * 6))
    qtbot.addWidget(wide)
    wide.setFont(label.font())
    wide.resize(round(0.8 * wide.sizeHint().width()), wide.sizeHint().height())
    wide.show()
    label.clearFocus()
    alone = ink_width(label)
    label.set_company((label, wide))
    assert ink_width(label) == pytest.approx(0.8 * alone, rel=0.05)
    wide.hide()
    assert ink_width(label) == pytest.approx(alone, rel=0.02)


@pytest.mark.parametrize("source", [r"\frac{1", "{", "a & b", r"\begin{foo}", r"\left("])
def test_what_cannot_be_typeset_is_written_out(label: FormulaLabel, source: str) -> None:
    label.set_latex(source)
    assert typeset(source, 28.0, LIGHT.text) is None
    label.resize(label.sizeHint())
    assert inked(label.grab().toImage(), LIGHT.text)


@pytest.mark.parametrize("before", ["w = ", r"8 \cdot \left(", r"w \leftarrow ", "", "= a - 3 = "])
def test_a_sign_stands_close_to_its_number_unlike_a_minus(before: str) -> None:
    """Between sign and number there is no more room than between two digits' own spaces."""

    def width(latex: str) -> float:
        drawing = typeset(latex, 40, "#000000")
        assert drawing is not None
        return drawing.viewBoxF().width()

    after = r"\right)" if "left(" in before else ""
    sign = width(f"{before}-5{after}") - width(f"{before}5{after}")
    minus = width("5-5") - width("55")
    assert sign < 0.75 * minus


@given(st.text(alphabet=r"\{}^_&%$#~ abx12+-<>fracsqt", max_size=20))
def test_no_text_makes_the_typesetter_fail(text: str) -> None:
    drawing = typeset(text, 16.0, "#000000")
    assert drawing is None or drawing.isValid()


def test_nothing_takes_no_room(label: FormulaLabel) -> None:
    label.set_latex("")
    assert label.sizeHint().isEmpty()


def test_the_source_is_told_to_screen_readers_and_can_be_copied(
    label: FormulaLabel, qtbot: QtBot
) -> None:
    assert label.accessibleName() == BOWL
    label.activateWindow()
    label.setFocus()
    qtbot.waitUntil(label.hasFocus)
    QGuiApplication.clipboard().setText("something else")
    qtbot.keyClick(label, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == BOWL

"""What answers are given with: each type takes, shows, locks and marks one by the keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QRadioButton
from pytestqt.qtbot import QtBot

from gdsim.study.exam.fields import Field, Option
from gdsim.study.exam.marking.marking import mark_question
from gdsim.views.practice.answers.choice_editor import ChoiceEditor
from gdsim.views.practice.answers.editor import Editor
from gdsim.views.practice.answers.editor_for import EDITORS, editor_for
from gdsim.views.practice.answers.line_editor import LineEditor
from gdsim.views.practice.answers.list_editor import ListEditor
from gdsim.views.practice.answers.order_editor import OrderEditor
from gdsim.views.practice.answers.points_editor import PointsEditor
from gdsim.views.style.theme import LIGHT
from tests.views.practice.samples import (
    CHOICE,
    COUNT,
    EVERY_TYPE,
    FORMULA,
    NUMBER,
    ORDER,
    PERCENT,
    POINTS,
    SELECT,
    question,
)

ALT = Qt.KeyboardModifier.AltModifier

RIGHT = {
    NUMBER.name: "2.4",
    COUNT.name: "313",
    PERCENT.name: "36",
    FORMULA.name: "w*2",
    CHOICE.name: "a",
    SELECT.name: "a, c",
    ORDER.name: "b, c, a",
    POINTS.name: "a, b",
}


def shown(qtbot: QtBot, editor: Editor) -> Editor:
    qtbot.addWidget(editor)
    with qtbot.waitActive(editor):
        editor.show()
        editor.activateWindow()
    editor.target().setFocus()
    return editor


@pytest.mark.parametrize("field", EVERY_TYPE, ids=lambda field: field.type)
def test_an_answer_that_is_shown_is_the_answer_that_is_marked(qtbot: QtBot, field: Field) -> None:
    editor = shown(qtbot, editor_for(field))
    assert editor.text == ""
    editor.set_text(RIGHT[field.name])
    assert mark_question(question(field), {field.name: editor.text}).is_right


@pytest.mark.parametrize("field", EVERY_TYPE, ids=lambda field: field.type)
def test_a_mark_is_told_by_a_sign_with_a_name_and_taken_away_by_a_change(
    qtbot: QtBot, field: Field
) -> None:
    editor = shown(qtbot, editor_for(field))
    editor.set_text(RIGHT[field.name])
    marked = mark_question(question(field), {field.name: editor.text})
    editor.show_mark(marked.mark(field.name), LIGHT)
    if field.type != "points":
        assert "right" in signs(editor)
    editor.edited.emit()
    assert "right" not in signs(editor)


def signs(editor: Editor) -> list[str]:
    return [label.accessibleName() for label in editor.findChildren(QLabel)]


def test_every_type_has_a_widget() -> None:
    assert set(EDITORS) == {field.type for field in EVERY_TYPE}


def test_typing_a_number_tells_how_it_is_read_where_that_is_not_plain(qtbot: QtBot) -> None:
    editor = shown(qtbot, LineEditor(COUNT))
    qtbot.keyClicks(editor.target(), "10,000")
    assert any("10000" in text or "10,000" in text for text in labels(editor))
    editor.set_text("313")
    assert not any("read as" in text for text in labels(editor))


def labels(editor: Editor) -> list[str]:
    return [label.text() for label in editor.findChildren(QLabel)]


def test_a_refusal_stays_until_the_answer_is_changed(qtbot: QtBot) -> None:
    editor = shown(qtbot, LineEditor(NUMBER))
    editor.show_refusal("'many' is no number")
    assert editor.refusal == "'many' is no number"
    qtbot.keyClicks(editor.target(), "2")
    assert editor.refusal == ""


def test_enter_in_a_line_says_that_it_is_done(qtbot: QtBot) -> None:
    editor = shown(qtbot, LineEditor(NUMBER))
    with qtbot.waitSignal(editor.entered):
        qtbot.keyClick(editor.target(), Qt.Key.Key_Return)


@pytest.mark.parametrize(("key", "picked"), [("b", "b"), ("2", "b"), ("3", "c")])
def test_the_key_of_an_option_or_its_number_picks_it(qtbot: QtBot, key: str, picked: str) -> None:
    editor = shown(qtbot, ChoiceEditor(CHOICE))
    with qtbot.waitSignal(editor.edited):
        qtbot.keyClicks(editor.target(), key)
    assert editor.text == picked


def test_one_of_a_choice_and_several_of_a_selection_can_be_picked(qtbot: QtBot) -> None:
    one, several = shown(qtbot, ChoiceEditor(CHOICE)), shown(qtbot, ChoiceEditor(SELECT))
    for key in "ab":
        qtbot.keyClicks(one.target(), key)
    several.target().setFocus()
    for key in "ab":
        qtbot.keyClicks(several.target(), key)
    assert (one.text, several.text) == ("b", "a, b")
    assert one.findChild(QRadioButton) and several.findChild(QCheckBox)


def test_a_locked_choice_stays_as_it_is(qtbot: QtBot) -> None:
    editor = shown(qtbot, ChoiceEditor(CHOICE))
    editor.set_text("a")
    editor.set_locked(True)
    qtbot.keyClicks(editor, "b")
    for button in editor.findChildren(QRadioButton):
        qtbot.mouseClick(
            editor, Qt.MouseButton.LeftButton, pos=button.mapTo(editor, button.rect().center())
        )
    assert editor.text == "a"
    editor.set_locked(False)
    qtbot.keyClicks(editor, "b")
    assert editor.text == "b"


def test_a_click_on_an_option_s_words_picks_it(qtbot: QtBot) -> None:
    editor = shown(qtbot, ChoiceEditor(CHOICE))
    (words,) = (one for one in editor.findChildren(QLabel) if one.text() == "It rises.")
    qtbot.mouseClick(words, Qt.MouseButton.LeftButton)
    assert editor.text == "b"


def test_alt_with_an_arrow_moves_a_line_and_enter_takes_the_order(qtbot: QtBot) -> None:
    editor = shown(qtbot, OrderEditor(ORDER))
    assert editor.text == ""
    qtbot.keyClick(editor.target(), Qt.Key.Key_Down, ALT)
    qtbot.keyClick(editor.target(), Qt.Key.Key_Down, ALT)
    assert editor.text == "b, c, a"
    untouched = shown(qtbot, OrderEditor(ORDER))
    with qtbot.waitSignal(untouched.entered):
        qtbot.keyClick(untouched.target(), Qt.Key.Key_Return)
    assert untouched.text == "a, b, c"


def test_a_locked_order_cannot_be_moved(qtbot: QtBot) -> None:
    editor = shown(qtbot, OrderEditor(ORDER))
    editor.set_text("c, b, a")
    editor.set_locked(True)
    qtbot.keyClick(editor.target(), Qt.Key.Key_Down, ALT)
    assert editor.text == "c, b, a"


def test_an_order_that_is_none_of_these_options_is_not_shown(qtbot: QtBot) -> None:
    editor = shown(qtbot, OrderEditor(ORDER))
    editor.set_text("x, a")
    assert editor.text == ""
    assert editor.lines.count() == 3


def test_points_are_seen_only_once_something_is_held_against_them(qtbot: QtBot) -> None:
    editor = shown(qtbot, PointsEditor(POINTS))
    assert not editor.points.isVisible()
    qtbot.keyClicks(editor.writing, "because it falls")
    editor.compare.click()
    assert editor.points.isVisible()
    assert editor.points.isAncestorOf(QApplication.focusWidget())
    qtbot.keyClicks(QApplication.focusWidget(), "a")
    assert editor.text == "a"


@pytest.mark.parametrize("field", [ORDER, POINTS], ids=lambda field: field.type)
def test_a_locked_answer_does_not_say_how_to_give_it(qtbot: QtBot, field: Field) -> None:
    editor = shown(qtbot, editor_for(field))
    editor.set_text(RIGHT[field.name])
    telling = hints(editor)
    assert telling
    editor.set_locked(True)
    assert not hints(editor)
    editor.set_locked(False)
    assert hints(editor) == telling


def hints(editor: Editor) -> list[str]:
    found = [one.text() for one in editor.findChildren(QLabel) if one.isVisible()]
    return [text for text in found if "Tick" in text or "Alt+" in text]


def test_room_to_write_stays_with_what_was_written_alone(qtbot: QtBot) -> None:
    editor = shown(qtbot, editor_for(POINTS))
    assert isinstance(editor, PointsEditor)
    editor.set_locked(True)
    assert not editor.writing.isVisible()
    editor.set_locked(False)
    editor.set_note("Because it falls.")
    editor.set_locked(True)
    assert editor.writing.isVisible()


def test_a_choice_in_a_table_is_a_list_unless_it_has_formulas(qtbot: QtBot) -> None:
    plain = Field("what", "What", "choice", "a", options=CHOICE.options[:2])
    for field, kind in ((plain, ListEditor), (CHOICE, ChoiceEditor)):
        editor = shown(qtbot, editor_for(field, in_table=True))
        assert type(editor) is kind
    editor = shown(qtbot, editor_for(plain, in_table=True))
    qtbot.keyClick(editor.target(), Qt.Key.Key_Down)
    assert editor.text == "a"


def test_who_hears_the_page_is_told_what_is_asked_and_how(qtbot: QtBot) -> None:
    editor = shown(qtbot, LineEditor(NUMBER))
    assert editor.target().accessibleName() == "new w"
    assert "2 figures" in editor.target().accessibleDescription()


def test_short_options_stand_side_by_side_and_long_ones_below_each_other(qtbot: QtBot) -> None:
    short = Field("s", "S", "choice", "a", options=(Option("a", "true"), Option("b", "false")))
    long = Field("l", "L", "choice", "a", options=(Option("a", "a" * 40), Option("b", "no")))
    for field, are_level in ((short, True), (long, False)):
        editor = shown(qtbot, ChoiceEditor(field))
        first, second = editor.findChildren(QRadioButton)
        tops = [one.mapTo(editor, one.rect().topLeft()).y() for one in (first, second)]
        assert (tops[0] == tops[1]) == are_level


def test_a_file_is_no_answer_and_left_to_the_window(qtbot: QtBot) -> None:
    fields = shown(qtbot, LineEditor(NUMBER)).edit, shown(qtbot, PointsEditor(POINTS)).writing
    assert not any(field.acceptDrops() for field in fields)

"""The table of pages: whatever all of them may be given reaches every one."""

from __future__ import annotations

import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gdsim.app.desk import Desk
from gdsim.app.pages import PAGES, TABLE
from gdsim.numbers import NumberFormat
from gdsim.views.pages.page import Page
from gdsim.views.pages.tabs import PageSpec
from gdsim.views.style.theme import DARK
from tests.app.opening import opened

SETTERS = ("set_theme", "set_number_format", "set_snapshot", "set_kept_runs", "set_veiled")

Heard = dict[str, list[tuple[str, object]]]


def overheard(spec: PageSpec[Page], heard: Heard) -> PageSpec[Page]:
    """Return a row of the table whose page writes down what its setters are given."""

    def make() -> Page:
        page = spec.make()
        for name in SETTERS:
            setattr(page, name, partial(hear, name, getattr(page, name)))
        return page

    def hear(name: str, setter: Callable[[object], None], value: object) -> None:
        heard[spec.key].append((name, value))
        setter(value)

    return replace(spec, make=make)


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Heard:
    heard: Heard = defaultdict(list)
    told = tuple(overheard(spec, heard) for spec in PAGES)
    monkeypatch.setattr("gdsim.app.places.explore.PAGES", told)
    return heard


@pytest.fixture
def desk(qtbot: QtBot, heard: Heard) -> Iterator[Desk]:
    desk = opened(qtbot)
    yield desk
    desk.looks.set_theme("light")


def change_everything(desk: Desk) -> None:
    desk.looks.set_theme("dark")
    desk.looks.set_number_format(NumberFormat.significant(7))
    desk.keeping.keep_present()
    for _ in range(3):
        desk.session.step()
    desk.session.change({"learning_rate": 0.2})


def build_all(desk: Desk) -> None:
    for index in range(desk.window.pages.count()):
        desk.window.pages.setCurrentIndex(index)
        QApplication.processEvents()


Work = Callable[[Desk], None]


def in_order(change: Work, built: str) -> tuple[Work, Work]:
    """Return the building of all pages before the change, or after it."""
    return (build_all, change) if built == "before" else (change, build_all)


@pytest.mark.parametrize("built", ["before", "after"])
def test_everything_reaches_every_page_built_before_it_changes_or_after(
    desk: Desk, heard: Heard, built: str
) -> None:
    for work in in_order(change_everything, built):
        work(desk)
    assert set(heard) == {spec.key for spec in PAGES}
    for key, given in heard.items():
        last = dict(given)
        assert last["set_theme"] is DARK, key
        assert last["set_number_format"] == NumberFormat.significant(7), key
        assert last["set_snapshot"].run is desk.session.run, key
        assert last["set_snapshot"].cursor == 3, key
        assert [kept.name for kept in last["set_kept_runs"]] == ["Gradient descent, η = 0.1"], key
        assert last["set_veiled"] is False, key


@pytest.mark.parametrize("built", ["before", "after"])
def test_what_comes_next_is_hidden_on_every_page(desk: Desk, heard: Heard, built: str) -> None:
    def veil(desk: Desk) -> None:
        desk.keeping.keep_present()
        desk.session.set_veiled(True)

    for work in in_order(veil, built):
        work(desk)
    for key, given in heard.items():
        last = dict(given)
        assert last["set_veiled"] is True, key
        assert last["set_snapshot"].is_veiled, key
        # Runs that were kept tell what comes next as well.
        assert tuple(last.get("set_kept_runs", ())) == (), key


def test_a_page_is_dressed_before_it_is_given_a_run(desk: Desk, heard: Heard) -> None:
    desk.session.step()
    build_all(desk)
    for key, given in heard.items():
        order = [name for name, _ in given]
        assert order.index("set_theme") < order.index("set_snapshot"), key


def test_keys_and_titles_are_told_apart() -> None:
    assert len({spec.key for spec in PAGES}) == len(PAGES)
    assert len({spec.title for spec in PAGES}) == len(PAGES)


def test_every_row_of_the_table_makes_a_page_of_its_own(qtbot: QtBot) -> None:
    made = [spec.make() for spec in PAGES]
    for page in made:
        qtbot.addWidget(page)
    assert all(isinstance(page, Page) for page in made)
    assert len({type(page) for page in made}) == len(PAGES)


def test_pages_that_are_not_seen_first_are_imported_later() -> None:
    code = (
        "import sys, gdsim.app.desk\n"
        "late = ('check', 'predict', 'steps', 'runs.page', 'data.page', 'working.page')\n"
        "print([name for name in late if 'gdsim.views.pages.' + name in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
    assert PAGES[0] is TABLE

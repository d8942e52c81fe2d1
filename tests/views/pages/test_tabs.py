"""Tabs made from a table of pages, which are built when they are first looked at."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from gdsim.numbers import NumberFormat
from gdsim.views.pages.page import Page
from gdsim.views.pages.tabs import PageSpec, PageTabs
from gdsim.views.style.theme import DARK, LIGHT, Theme


class Sample(Page):
    """A page that follows the theme and nothing else."""

    def __init__(self) -> None:
        super().__init__()
        self.themes: list[Theme] = []
        self.is_complete = False

    def set_theme(self, theme: Theme) -> None:
        self.themes.append(theme)

    def complete(self) -> None:
        self.is_complete = True


FIRST = PageSpec("first", "First", "", Sample)
SECOND = PageSpec("second", "Second", "Keep it ({keys})", Sample, "keep")
THIRD = PageSpec("third", "Third", "Without a key", Sample)


@pytest.fixture
def tabs(qtbot: QtBot) -> PageTabs:
    tabs = PageTabs((FIRST, SECOND, THIRD))
    qtbot.addWidget(tabs)
    return tabs


def test_tabs_say_what_the_table_says_with_the_keys(tabs: PageTabs) -> None:
    assert [tabs.tabText(i) for i in range(3)] == ["First", "Second", "Third"]
    assert [tabs.tabToolTip(i) for i in range(3)] == ["", "Keep it (Ctrl+B)", "Without a key"]


def test_the_first_page_is_there_at_once_and_the_others_when_they_are_seen(
    tabs: PageTabs,
) -> None:
    tabs.show()
    assert (tabs.page(FIRST) is None, tabs.page(SECOND)) == (False, None)
    tabs.turn_to(THIRD)
    assert tabs.built() == [tabs.page(FIRST), tabs.page(THIRD)]
    assert tabs.build(THIRD) is tabs.page(THIRD)


def test_a_page_built_later_gets_what_the_others_were_given_last(tabs: PageTabs) -> None:
    tabs.set_theme(LIGHT)
    tabs.set_theme(DARK)
    tabs.set_number_format(NumberFormat.exact())
    assert tabs.build(FIRST).themes == [LIGHT, DARK]
    assert tabs.build(SECOND).themes == [DARK]
    tabs.set_theme(LIGHT)
    assert tabs.build(SECOND).themes == [DARK, LIGHT]


def test_whoever_waits_for_a_page_hears_of_it_once_it_has_been_dressed(tabs: PageTabs) -> None:
    heard: list[list[Theme]] = []
    tabs.set_theme(DARK)
    tabs.when_built(FIRST, lambda page: heard.append(list(page.themes)))
    assert heard == [[DARK]]
    tabs.when_built(SECOND, lambda page: heard.append(list(page.themes)))
    assert heard == [[DARK]]
    tabs.build(SECOND)
    assert heard == [[DARK], [DARK]]


def test_turning_goes_round(tabs: PageTabs) -> None:
    seen = []
    for _ in range(4):
        seen.append(tabs.tabText(tabs.currentIndex()))
        tabs.turn()
    assert seen == ["First", "Second", "Third", "First"]


def test_what_is_put_off_is_done_on_the_pages_that_there_are(tabs: PageTabs) -> None:
    tabs.build(THIRD)
    tabs.complete()
    assert tabs.build(FIRST).is_complete
    assert tabs.build(THIRD).is_complete
    assert not tabs.build(SECOND).is_complete


def test_a_page_can_take_all_of_its_side_and_give_it_back(tabs: PageTabs, qtbot: QtBot) -> None:
    for is_tall in (True, False):
        with qtbot.waitSignal(tabs.heightRequested) as asked:
            tabs.expand.click()
        assert asked.args == [is_tall]

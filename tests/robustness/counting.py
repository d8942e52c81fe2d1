"""How many objects of Qt's there are in the same place, whatever was done before."""

from __future__ import annotations

import gc
from collections import Counter

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QComboBox, QDateEdit, QWidget

from gdsim.app.desk import Desk
from gdsim.app.pages import PAGES, TABLE, WORKING
from gdsim.app.places.table import EXPLORE, NOTES, PLACES, PRACTICE
from gdsim.engine.descent.rules import RULES
from gdsim.files.scenario.listing import builtin_scenarios
from gdsim.views.pages.working.page import NEXT
from gdsim.views.practice.question.stem import StemView
from gdsim.views.tools.map_legend import MapLegend


def released() -> None:
    """Let what was thrown away go."""
    for _ in range(3):
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def everything_built(desk: Desk) -> None:
    """Build what is built when it is first looked at."""
    for place in (*PLACES, EXPLORE):
        desk.window.places.turn_to(place)
    desk.window.places.build(PRACTICE).home.progress.click()
    for day in desk.window.findChildren(QDateEdit):
        # Qt makes the calendar when it is asked for.
        day.calendarWidget()
    for page in PAGES:
        desk.window.pages.build(page)
    for name in ("sweep", "start_map", "side_by_side", "open_data"):
        desk.actions.trigger(name)
    for rule in RULES:
        desk.session.change({"rule": rule, "clip_norm": 1.0})
    for name, _title in builtin_scenarios():
        desk.scenarios.show_builtin(name)
        QApplication.processEvents()


def on_first_document(desk: Desk) -> None:
    """Show the first document on the first page, with nothing beside it, at its beginning."""
    desk.session.pause()
    desk.tools.close()
    desk.documents.new()
    desk.session.set_veiled(False)
    desk.window.places.build(NOTES).topics.setCurrentRow(0)
    desk.window.places.turn_to(EXPLORE)
    desk.window.pages.build(WORKING).which.choose(NEXT)
    # Each shows the first document by then, whatever it showed before.
    for page in (*PAGES, TABLE):
        desk.window.pages.turn_to(page)
        QApplication.processEvents()
    released()


def widgets_of(desk: Desk) -> Counter[str]:
    """Return how many widgets of each kind there are in each, with the first document.

    Without those of a map of starts, which shows what was found last, and of the question that was
    asked last: each has as many as it needs. A list makes what it opens when it is first opened.
    """
    on_first_document(desk)
    practice = desk.window.places.place(PRACTICE)
    if practice is not None:
        for stem in practice.findChildren(StemView):
            # Menus of its plots stand in nothing, and go when Python collects them.
            stem.set_stem(())
        released()
        gc.collect()
    pairs = (
        (one, one.parentWidget())
        for one in QApplication.allWidgets()
        if practice is None or not practice.isAncestorOf(one)
    )
    return Counter(
        f"{type(one).__name__} in {type(parent).__name__}"
        for one, parent in pairs
        if not _is_within(one, (MapLegend, QComboBox))
    )


def _is_within(one: QWidget, kinds: tuple[type[QWidget], ...]) -> bool:
    parent = one.parentWidget()
    return parent is not None and (isinstance(parent, kinds) or _is_within(parent, kinds))


def objects_of(desk: Desk) -> Counter[str]:
    """Return how many objects of Qt's there are of each kind, with the first document."""
    on_first_document(desk)
    tops = [one for one in QApplication.topLevelWidgets() if one.parent() is None]
    return Counter(type(one).__name__ for top in tops for one in (top, *top.findChildren(QObject)))

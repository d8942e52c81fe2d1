"""The tabs that the pages stand behind, made from a table of pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar, cast

from msgspec import Struct
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QTabWidget, QToolButton, QWidget

from gdsim.i18n import tr
from gdsim.models.kept_runs import KeptRun
from gdsim.models.snapshot import Snapshot
from gdsim.numbers import NumberFormat
from gdsim.shortcuts import keys_of
from gdsim.views.lazy.shelf import Shelf
from gdsim.views.pages.page import Page
from gdsim.views.style.icons import icon
from gdsim.views.style.theme import LIGHT, Theme, set_variant

LEAST_SIZE = (368, 170)
"""Pixels of the narrowest and lowest room for a page with its tab."""

P = TypeVar("P", bound=Page)
P_co = TypeVar("P_co", bound=Page, covariant=True)


class PageSpec(Struct, Generic[P_co], frozen=True):
    """One page.

    Attributes
    ----------
    key
        A name of its own.
    title, tip
        What its tab says, and says when it is pointed at; `{keys}` in the tip stands for the key
        of the command named `command`.
    make
        Builds it; what it is made of is imported then.
    """

    key: str
    title: str
    tip: str
    make: Callable[[], P_co]
    command: str = ""


class PageTabs(QTabWidget):
    """The pages, each built when it is first looked at; the first one at once.

    What one of its setters is given goes to every page that is built, and later to those built
    then, so that a page needs no further introduction.

    Parameters
    ----------
    specs
        The pages in the order of their tabs.

    Signals
    -------
    heightRequested(bool)
        The pages should take all of their side, or share it again.
    """

    heightRequested = Signal(bool)

    def __init__(self, specs: Sequence[PageSpec[Page]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shelf: Shelf[Page] = Shelf()
        self.setDocumentMode(True)
        for spec in specs:
            index = self.addTab(self._shelf.add(spec.key, spec.make), tr(spec.title))
            keys = keys_of(spec.command) if spec.command else ""
            self.setTabToolTip(index, tr(spec.tip).format(keys=keys))
        self.expand = QToolButton()
        self.expand.setCheckable(True)
        self.expand.setAutoRaise(True)
        self.expand.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        set_variant(self.expand, "flat", True)
        self.expand.setToolTip(tr("Let the page take the place of the loss plot, too"))
        self.expand.setAccessibleName(tr("Tall page"))
        self.expand.toggled.connect(self._ask_for_height)
        self.setCornerWidget(self.expand)
        self._theme = LIGHT
        # It is seen first, and the Tab key is to reach it where it stands.
        self.build(specs[0])

    # Pages.

    def page(self, spec: PageSpec[P]) -> P | None:
        """Return a page, or None as long as nobody looked at it."""
        return cast("P | None", self._shelf.get(spec.key))

    def build(self, spec: PageSpec[P]) -> P:
        """Return a page, built if need be."""
        return cast(P, self._shelf.build(spec.key))

    def built(self) -> list[Page]:
        """Return the pages that somebody has looked at, in the order of their tabs."""
        return self._shelf.built()

    def when_built(self, spec: PageSpec[P], do: Callable[[P], object]) -> None:
        """Call `do` with a page once it is built: now, where it is."""
        self._shelf.when_built(spec.key, cast("Callable[[Page], object]", do))

    @property
    def current(self) -> str:
        """The key of the page that is shown."""
        return self._shelf.key_of(self.currentWidget())

    def turn_to(self, spec: PageSpec[Page]) -> None:
        """Show a page."""
        self.setCurrentWidget(self._shelf.holder(spec.key))

    def turn(self) -> None:
        """Show the next page, after the last one the first."""
        self.setCurrentIndex((self.currentIndex() + 1) % self.count())

    def _ask_for_height(self, is_tall: bool) -> None:
        self._draw_expand()
        self.heightRequested.emit(is_tall)

    def _draw_expand(self) -> None:
        name = "chevron-down" if self.expand.isChecked() else "chevron-up"
        self.expand.setIcon(icon(name, self._theme))

    def minimumSizeHint(self) -> QSize:
        """Return the same size whichever page is shown, so that nothing moves; every page fits."""
        return QSize(*LEAST_SIZE)

    def settle(self) -> None:
        """Let every page take over what is still being typed."""
        for page in self.built():
            page.settle()

    # What every page may be given.

    def set_snapshot(self, snapshot: Snapshot) -> None:
        """Give every page the run to be shown."""
        self._shelf.give("snapshot", lambda page: page.set_snapshot(snapshot))

    def set_veiled(self, is_veiled: bool) -> None:
        """Let every page hide what comes next, or show it again."""
        self._shelf.give("veil", lambda page: page.set_veiled(is_veiled))

    def set_kept_runs(self, runs: Sequence[KeptRun]) -> None:
        """Give every page the kept runs to be compared with the present one."""
        self._shelf.give("kept runs", lambda page: page.set_kept_runs(runs))

    def set_number_format(self, number_format: NumberFormat) -> None:
        """Let every page write numbers in this format."""
        self._shelf.give("number format", lambda page: page.set_number_format(number_format))

    def set_theme(self, theme: Theme) -> None:
        """Let every page use the colours of `theme`."""
        self._theme = theme
        self._draw_expand()
        self._shelf.give("theme", lambda page: page.set_theme(theme))

    def complete(self) -> None:
        """Let every page do at once what it puts off until the window is idle."""
        for page in self.built():
            page.complete()

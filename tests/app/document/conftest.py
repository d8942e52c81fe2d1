"""What the tests of documents share: dialogs that are answered."""

from __future__ import annotations

import pytest

from tests.app.document.choosing import Chooser


@pytest.fixture
def chooser(monkeypatch: pytest.MonkeyPatch) -> Chooser:
    return Chooser(monkeypatch)

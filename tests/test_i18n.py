"""Texts in the person's language."""

from __future__ import annotations

import gettext

import pytest

from gdsim import i18n
from gdsim.engine.errors import InputError

GERMAN = {
    "{option}: {sentence}": "{option}: {sentence}",
    "line {line}: {sentence}": "Zeile {line}: {sentence}",
    "the key {key} is unknown": "den Schlüssel {key} gibt es nicht",
}


@pytest.fixture
def _german(monkeypatch: pytest.MonkeyPatch) -> None:
    catalogue = gettext.NullTranslations()
    monkeypatch.setattr(catalogue, "gettext", lambda text: GERMAN.get(text, text))
    monkeypatch.setattr(i18n, "_catalogue", lambda: catalogue)


@pytest.mark.usefixtures("_german")
def test_a_refusal_within_another_is_translated_too() -> None:
    inner = InputError("the key {key} is unknown", key="rull")
    line = InputError("line {line}: {sentence}", line=3, sentence=inner)
    error = InputError("{option}: {sentence}", option="--rule", sentence=line)
    assert i18n.tr_error(error) == "--rule: Zeile 3: den Schlüssel rull gibt es nicht"
    assert str(error) == "--rule: line 3: the key rull is unknown"

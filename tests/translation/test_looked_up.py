"""Whatever is looked up while the program runs is what translators are given."""

from __future__ import annotations

import gettext

import pytest

from gdsim import i18n
from gdsim.cli.main import main
from gdsim.engine.descent.rules import RULES
from gdsim.engine.errors import InputError
from gdsim.files.scenario.listing import builtin_scenarios
from gdsim.files.scenario.scenario import load_scenario
from gdsim.i18n import ntr, tr_error
from gdsim.study.words.names import state_name
from tests.translation.sources import LETTERS, extracted


class Recorder(gettext.NullTranslations):
    """Keeps the texts that were looked up."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: set[str] = set()

    def gettext(self, message: str) -> str:
        self.texts.add(message)
        return message

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        self.texts |= {singular, plural}
        return singular if n == 1 else plural


@pytest.fixture
def recorder(monkeypatch: pytest.MonkeyPatch) -> Recorder:
    recorder = Recorder()
    monkeypatch.setattr(i18n, "_catalogue", lambda: recorder)
    return recorder


def texts_of_scenarios() -> set[str]:
    scenarios = [load_scenario(name) for name, _ in builtin_scenarios()]
    return {text for one in scenarios for text in (one.title, one.description)}


@pytest.mark.parametrize("options", [("toy-bowl",), ("linear-regression", "--at", "3")])
def test_whatever_the_window_looks_up_is_extracted(options, recorder, qapp, tmp_path) -> None:
    assert main(["screenshot", *options, "-o", str(tmp_path / "window.png")]) == 0
    looked_up = {text for text in recorder.texts - texts_of_scenarios() if LETTERS.search(text)}
    assert len(looked_up) > 200
    assert sorted(looked_up - extracted()) == []


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("scenario", ["toy-bowl", "logistic-regression"])
def test_whatever_a_working_looks_up_is_extracted(rule, scenario, recorder, capsys) -> None:
    options = ["--rule", rule, "--at", "1", "--blanks", "--format", "txt"]
    assert main(["working", scenario, *options]) == 0
    assert recorder.texts
    assert sorted(recorder.texts - texts_of_scenarios() - extracted()) == []


def test_every_state_of_a_rule_has_a_name_to_be_translated(recorder) -> None:
    states = {state for spec in RULES.values() for state in spec.states}
    names = {state_name(state) for state in states}
    assert names == recorder.texts
    assert names <= extracted()


def test_a_plural_form_goes_with_its_count() -> None:
    assert [ntr("one", "{n} of them", n) for n in (0, 1, 2)] == [
        "{n} of them",
        "one",
        "{n} of them",
    ]


def test_a_refusal_within_another_is_translated_too(monkeypatch) -> None:
    german = {
        "{reason} (line {n})": "{reason} (Zeile {n})",
        "{x} is no number": "{x} ist keine Zahl",
    }
    catalogue = Recorder()
    monkeypatch.setattr(catalogue, "gettext", german.__getitem__)
    monkeypatch.setattr(i18n, "_catalogue", lambda: catalogue)
    error = InputError("{reason} (line {n})", reason=InputError("{x} is no number", x="a"), n=3)
    assert tr_error(error) == "a ist keine Zahl (Zeile 3)"
    assert str(error) == "a is no number (line 3)"

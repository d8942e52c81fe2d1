"""``gdsim exam``: what is due, what is kept, and taking it elsewhere."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from gdsim.cli.commands.exam import PARTS
from gdsim.cli.main import main
from gdsim.clock import Clock
from gdsim.files.exam.opening import open_store
from gdsim.study.exam.memory.figures import FIGURES
from tests.cli.tables import table
from tests.refusals import assert_refused
from tests.study.exam.learner import answer

NOW = "2026-11-09T18:00:00+01:00"


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GDSIM_CLOCK", NOW)


@pytest.fixture
def answers():
    ones = [
        answer(0, question='{"stem": "=1+1"}'),
        answer(0, kind="largest-rate", is_right=False, slip="sign", confidence=3),
        answer(2),
    ]
    with open_store(clock=Clock(lambda: datetime(2026, 11, 4, 18, tzinfo=UTC))) as store:
        store.add(ones)
    return ones


def said(capture, *words: str, status: int = 0) -> tuple[bytes, str]:
    """Return what the command wrote to standard output, and to standard error."""
    assert main(["exam", *words]) == status
    out, err = capture.readouterr()
    return out, err.decode()


def test_what_is_due_is_a_table_and_a_sentence(answers, capfdbinary) -> None:
    out, err = said(capfdbinary, "due")
    row, *new = table(out)
    assert (row["kind"], row["level"], row["reason"]) == ("largest-rate", "1", "due")
    assert row["due_day"] == "2026-11-03"
    assert 0 < float(row["recall"]) < 1
    # What was not asked yet is begun, with nothing to recall of it.
    assert new and {one["reason"] for one in new} == {"new"}
    assert {one["recall"] for one in new} == {""}
    assert err.startswith(f"Do {1 + len(new)} questions from ")
    assert err.endswith("No exam ahead is known: say when yours is.\n")


def test_the_day_of_the_exam_is_set_and_changes_what_is_due(answers, capfdbinary) -> None:
    out, _ = said(capfdbinary, "settings", "--exam-day", "2026-11-10", "--minutes", "20")
    assert out.decode().splitlines() == [
        "exam-day  2026-11-10",
        "minutes  20",
        "thorough  no",
        "extra-time  1.0",
    ]
    out, err = said(capfdbinary, "due")
    assert [row["reason"] for row in table(out)] == ["weakest", "weakest"]
    assert err.endswith("The exam is tomorrow.\n")
    out, _ = said(capfdbinary, "settings", "--exam-day", "none", "--thorough")
    assert out.decode().splitlines()[::2] == ["exam-day  none", "thorough  yes"]


def test_the_history_has_every_answer_in_order(answers, capfdbinary) -> None:
    out, _ = said(capfdbinary, "history", "--format", "csv")
    rows = table(out)
    assert [row["id"] for row in rows] == [
        one.id for one in sorted(answers, key=lambda one: one.order)
    ]
    assert {row["slip"] for row in rows} == {"", "sign"}
    assert "question" not in rows[0]
    out, _ = said(capfdbinary, "history", "--whole")
    assert sorted(row["question"] for row in table(out)) == sorted(one.question for one in answers)


@pytest.mark.parametrize("figure", FIGURES)
def test_every_figure_is_a_table(figure: str, answers, capfdbinary) -> None:
    out, _ = said(capfdbinary, "progress", figure)
    rows = table(out)
    assert rows
    assert list(rows[0]) == list(FIGURES[figure].columns)


def test_a_copy_and_an_export_bring_everything_back(answers, capfdbinary, tmp_path) -> None:
    before, _ = said(capfdbinary, "history", "--whole")
    said(capfdbinary, "backup", str(tmp_path / "copy.db"))
    _, err = said(capfdbinary, "export", str(tmp_path / "answers.json"))
    assert err == "3 answers written.\n"
    assert len(json.loads((tmp_path / "answers.json").read_text(encoding="utf-8"))["answers"]) == 3
    for name in ("copy.db", "answers.json"):
        said(capfdbinary, "forget", "--yes")
        assert table(said(capfdbinary, "history")[0]) == []
        _, err = said(capfdbinary, "import", str(tmp_path / name))
        assert err == "3 answers read, 3 of which were new.\n"
        assert said(capfdbinary, "history", "--whole")[0] == before


def test_forgetting_is_to_be_meant(answers, capfdbinary) -> None:
    assert_refused("exam forget", "give --yes where that is meant", capfdbinary)
    assert len(table(said(capfdbinary, "history")[0])) == 3


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("exam", "PART"),
        ("exam nothing", "nothing"),
        ("exam settings --exam-day tomorrow", "--exam-day: tomorrow is no day to come"),
        ("exam settings --exam-day 2026-11-08", "2026-11-08 is no day to come"),
        ("exam settings --extra-time 3", "3.0 times the usual"),
        ("exam settings --minutes 0", "--minutes"),
        ("exam due --minutes 0", "--minutes"),
        ("exam progress luck", "luck"),
        ("exam import no-such-file", "cannot read no-such-file"),
    ],
)
def test_what_cannot_be_done_is_refused_in_a_line(words: str, named: str, capfdbinary) -> None:
    assert_refused(words, named, capfdbinary)


def test_a_clock_that_cannot_be_read_is_refused(monkeypatch, capfdbinary) -> None:
    monkeypatch.setenv("GDSIM_CLOCK", "noon")
    assert_refused("exam due", "GDSIM_CLOCK is noon", capfdbinary)


def test_what_was_put_right_is_said(answers, capfdbinary) -> None:
    with open_store() as store:
        path = store.path
    path.write_bytes(b"garbage" * 1000)
    _, err = said(capfdbinary, "due")
    assert err.startswith("gdsim: the file of your answers was damaged and is now called exam-")
    assert len(err.splitlines()) == 2


@pytest.mark.parametrize("name", PARTS)
def test_every_part_says_what_it_does(name: str, capfdbinary) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["exam", name, "--help"])
    assert caught.value.code == 0
    assert capfdbinary.readouterr().out.startswith(f"usage: gdsim exam {name}".encode())


def test_a_week_before_an_exam_slips_are_found_and_gone(monkeypatch, capfdbinary) -> None:
    """Four days' work by a clock that is set: a slip is made, comes back, and is not made again."""
    for number in range(4):
        monkeypatch.setenv("GDSIM_CLOCK", f"2026-11-{9 + number:02}T18:00:00+01:00")
        if number == 0:
            said(capfdbinary, "settings", "--exam-day", "2026-11-16")
        else:
            due = {
                (row["kind"], row["level"]): row["due_day"]
                for row in table(said(capfdbinary, "due")[0])
            }
            assert due["one-update", "1"] == f"2026-11-{9 + number:02}"
        is_right = number > 1
        with open_store() as store:
            moment = store.clock.moment()
            store.add(
                [
                    answer(
                        is_right=is_right,
                        slip=None if is_right else "sign",
                        at_utc=moment.at_utc,
                        utc_offset=moment.utc_offset,
                        local_day=moment.local_day,
                    )
                ]
            )
        (slip,) = table(said(capfdbinary, "progress", "slips")[0])
        assert (slip["slip"], slip["count"]) == ("sign", str(min(number + 1, 2)))
    assert slip["right_since"] == "2"
    (mark,) = table(said(capfdbinary, "progress", "mark")[0])
    assert mark["day"] == "2026-11-16"

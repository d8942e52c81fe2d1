"""Questions asked and marked from the command line."""

from __future__ import annotations

import json

import pytest

from gdsim.cli.main import main
from gdsim.study.exam.catalogue import KINDS


def told(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    status = main(["exam", *words])
    written = capsys.readouterr()
    return status, written.out, written.err


def asked(capsys: pytest.CaptureFixture[str], kind: str) -> dict[str, dict[str, float]]:
    _, out, _ = told(capsys, "question", kind, "--seed", "3", "--format", "json")
    found: dict[str, dict[str, float]] = json.loads(out)
    return found


def test_every_kind_is_listed_with_its_title(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = told(capsys, "kinds")
    assert status == 0
    assert [line.split("  ")[0] for line in out.splitlines()] == list(KINDS)
    assert all(len(line.split("  ")) == 2 for line in out.splitlines())


def test_right_answers_end_with_status_0(capsys: pytest.CaptureFixture[str]) -> None:
    answers = asked(capsys, "one-update")["answers"]
    text = "; ".join(f"{value:.10g}" for value in answers.values())
    status, out, err = told(capsys, "question", "one-update", "--seed", "3", "--answer", text)
    assert (status, err) == (0, "")
    assert out.count("Right.") == len(answers)


def test_a_slip_is_named_with_status_1(capsys: pytest.CaptureFixture[str]) -> None:
    question = asked(capsys, "updates-per-epoch")
    answers = {
        **question["answers"],
        "updates_per_epoch": question["answers"]["updates_per_epoch"] - 1,
    }
    text = "; ".join(f"{value:.10g}" for value in answers.values())
    status, out, _ = told(capsys, "question", "updates-per-epoch", "--seed", "3", "--answer", text)
    assert status == 1
    assert "forgotten" in out


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["question", "one-upd", "--seed", "3"], "one-upd is unknown; give one of "),
        (
            ["question", "one-update", "--seed", "3", "--level", "9"],
            "no level 9; give one of 1, 2, 3",
        ),
        (["question", "one-update", "--seed", "3", "--answer", "1"], "put semicolons between"),
        (
            ["question", "updates-per-epoch", "--seed", "3", "--answer", "1; x; 3"],
            "'x' is no count",
        ),
        (["question", "one-update"], "--seed"),
        (["question", "one-update", "--seed", "-1"], "--seed"),
    ],
)
def test_what_cannot_be_read_ends_with_status_2_and_a_sentence(
    capsys: pytest.CaptureFixture[str], words: list[str], reason: str
) -> None:
    status, out, err = told(capsys, *words)
    assert (status, out) == (2, "")
    assert reason in err
    assert len(err.splitlines()) == 1


def test_a_worked_solution_holds_the_answers(capsys: pytest.CaptureFixture[str]) -> None:
    count = asked(capsys, "updates-per-epoch")["answers"]["updates_per_epoch"]
    _, out, _ = told(capsys, "question", "updates-per-epoch", "--seed", "3", "--solution")
    assert f"= {count:.0f}" in out

"""A seed asks what it always has, on every system, as long as its kind's version is the same."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import gdsim.study.exam
from gdsim.study.exam.catalogue import KINDS
from gdsim.study.exam.forms.json import question_json
from gdsim.study.exam.kind import Kind
from tests.study.exam.golden.golden import FOLDER, file_of, golden, name_of, stored


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_a_question_changes_with_the_version_of_its_kind_alone(kind: Kind) -> None:
    content = stored(file_of(kind))
    assert name_of(kind) in content, f"write it: python -m {golden.__module__}"
    assert golden(kind) == content[name_of(kind)], "a kind that asks other questions: count it up"


def test_files_hold_questions_of_kinds_that_there_are() -> None:
    keys = {name.split(" version ")[0] for path in FOLDER.glob("*.json") for name in stored(path)}
    assert keys <= set(KINDS)


ALL_ONCE = """
import sys
from gdsim.study.exam.catalogue import KINDS
from gdsim.study.exam.forms.json import question_json
sys.stdout.reconfigure(encoding="utf-8")
for kind in KINDS.values():
    print(question_json(kind.make(7, kind.levels[-1])))
"""


def test_questions_do_not_depend_on_how_python_hashes() -> None:
    here = "".join(f"{question_json(kind.make(7, kind.levels[-1]))}\n" for kind in KINDS.values())
    there = subprocess.run(
        [sys.executable, "-c", ALL_ONCE],
        env={**os.environ, "PYTHONHASHSEED": "12345"},
        capture_output=True,
        check=True,
    )
    assert there.stdout.decode("utf-8").splitlines() == here.splitlines()
    assert json.loads(here[: here.index("\n}\n") + 2])["seed"] == 7


def test_questions_are_drawn_from_the_raw_stream_alone() -> None:
    sources = Path(gdsim.study.exam.__path__[0]).rglob("*.py")
    drawing = re.compile(r"default_rng|RandomState|np\.random|^import random|^from random", re.M)
    found = {path.name for path in sources if drawing.search(path.read_text(encoding="utf-8"))}
    assert not found

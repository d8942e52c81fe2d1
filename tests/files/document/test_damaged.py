"""Files that are no documents, damaged ones, and those of other versions."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import numpy as np
import pytest

from gdsim.engine.errors import InputError
from gdsim.files.document.manifest import FORMAT, MANIFEST
from gdsim.files.document.reading import load_document
from gdsim.files.document.writing import save_document
from tests.files.document.documents import (
    KEYS,
    REGRESSION,
    VERSIONS,
    VIEW,
    document_of,
    keys_of_the_manifest,
)

SAMPLES = sorted(VERSIONS.glob("*.gdsim"), key=lambda path: int(path.stem))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    target = tmp_path / "it.gdsim"
    save_document(target, document_of(REGRESSION))
    return target


def rewrite(path: Path, change: Callable[[dict[str, Any]], object], kind: int = ZIP_STORED) -> None:
    """Write the file again with another manifest, or otherwise compressed."""
    with ZipFile(path) as archive:
        entries = {info.filename: archive.read(info) for info in archive.infolist()}
    manifest = json.loads(entries[MANIFEST])
    change(manifest)
    entries[MANIFEST] = json.dumps(manifest).replace("Infinity", "1e999").encode()
    with ZipFile(path, "w", kind) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)


def refusal(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        load_document(path)
    sentence = str(caught.value)
    assert "\n" not in sentence and len(sentence) < 300
    return sentence


@pytest.mark.parametrize("version", SAMPLES, ids=lambda path: path.stem)
def test_documents_of_every_version_open(version: Path) -> None:
    found, expected = load_document(version), document_of(REGRESSION)
    assert (found.run.length, found.cursor) == (expected.run.length, expected.cursor)
    assert [one.name for one in found.kept] == [one.name for one in expected.kept]
    theta = expected.run.columns(0, expected.run.length).theta
    # Not to the bit: it was written on another machine than this may be.
    assert np.allclose(found.run.columns(0, found.run.length).theta, theta, rtol=1e-9)
    assert found.view == (None if version.stem == "1" else VIEW)


def test_there_is_a_document_of_every_version() -> None:
    assert [path.stem for path in SAMPLES] == [f"{k}" for k in range(1, FORMAT + 1)]


def test_the_version_is_raised_with_every_new_key() -> None:
    version, _, keys = KEYS.read_text(encoding="utf-8").partition("\n")
    assert keys == keys_of_the_manifest(), (
        "A key was added or removed: documents of the version before must still open, and one that"
        " has it must be refused by a program that does not know it. Raise FORMAT, and run"
        " python -m tests.files.document.documents, which writes the sample."
    )
    assert int(version) == FORMAT


def test_a_document_of_a_newer_version_is_refused_with_what_made_it(path: Path) -> None:
    rewrite(path, lambda manifest: manifest.update(format=FORMAT + 1, program="7.1", unknown={}))
    assert "version 7.1" in refusal(path)


@pytest.mark.parametrize(
    "content", [b"", b"PK", b"PK\x05\x06" + bytes(18), b"title = 'a'", bytes(10_000)]
)
def test_what_is_no_document_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "it.gdsim"
    path.write_bytes(content)
    assert "it.gdsim" in refusal(path)


def test_folders_and_missing_files_are_refused(tmp_path: Path) -> None:
    (tmp_path / "folder.gdsim").mkdir()
    for name in ("folder", "missing"):
        assert f"{name}.gdsim" in refusal(tmp_path / f"{name}.gdsim")


@pytest.mark.skipif(os.name != "posix", reason="pipes in the file system")
def test_pipes_are_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.gdsim")
    assert "pipe.gdsim" in refusal(tmp_path / "pipe.gdsim")


def test_compressed_rows_are_refused_since_they_could_be_of_any_size(path: Path) -> None:
    rewrite(path, lambda manifest: None, ZIP_DEFLATED)
    refusal(path)


def test_a_manifest_that_bursts_is_refused(path: Path) -> None:
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr(MANIFEST, b" " * 200_000_000)
    assert path.stat().st_size < 1_000_000
    refusal(path)


def view_part() -> dict[str, Any]:
    return {
        "axes": [0, 1],
        "x": [0.0, 1.0],
        "y": [0.0, 1.0],
        "is_by_hand": True,
        "is_square": True,
        "gradient_part": 0.5,
        "scale": "log",
        "unit": "epoch",
        "overlays": [],
    }


def test_a_view_that_fits_is_taken(path: Path) -> None:
    rewrite(path, lambda manifest: manifest.update(view=view_part()))
    assert load_document(path).view is not None


CHANGES: dict[str, Callable[[dict[str, Any]], object]] = {
    "unknown key": lambda m: m.update(more=1),
    "cursor beyond the end": lambda m: m.update(cursor=10**6),
    "cursor before the start": lambda m: m.update(cursor=-1),
    "longer than its rows": lambda m: m["run"].update(length=10**9),
    "segment that is not there": lambda m: m["run"].update(segments=[0, 99]),
    "no segment": lambda m: m["run"].update(segments=[]),
    "segment twice": lambda m: m["run"].update(segments=[0, 0]),
    "more rows than there are": lambda m: m["segments"][0].update(n_rows=10**12),
    "negative rows": lambda m: m["segments"][0].update(n_rows=-1),
    "another rule": lambda m: m["segments"][0]["experiment"].update(rule="adam"),
    "unknown rule": lambda m: m["segments"][0]["experiment"].update(rule="no such"),
    "another loss": lambda m: m["segments"][0]["experiment"].update(objective="x*w^2"),
    "data that are not there": lambda m: m["segments"][0]["experiment"].update(data=7),
    "fewer columns": lambda m: m["data"][0].update(names=["x"]),
    "a name twice": lambda m: m["data"][0].update(names=["x", "x"]),
    "too many rows of data": lambda m: m["data"][0].update(n_rows=10**15),
    "epoch before the first": lambda m: m["segments"][0].update(epoch_first=-1),
    "look below 0": lambda m: m["kept"][0].update(look=-1),
    "view of parameters that are not there": lambda m: m.update(
        view=view_part() | {"axes": [0, 7]}
    ),
    "view of one parameter twice": lambda m: m.update(view=view_part() | {"axes": [0, 0]}),
    "view of nothing": lambda m: m.update(view=view_part() | {"x": [1.0, 1.0]}),
    "file without a place": lambda m: m["data"][0].update(
        file={"path": "here.csv", "steps": [], "size": 1, "sha256": ""}
    ),
    "stop that is no number": lambda m: m["run"].update(
        stop={"reason": "diverged", "t": 1, "value": "much", "limit": "1"}
    ),
    "value that no number reaches": lambda m: m["scenario"].update(minima=[[1e999, 0.0]]),
    "format that is no number": lambda m: m.update(format="1"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_parts_that_do_not_go_together_are_refused(
    change: Callable[[dict[str, Any]], object], path: Path
) -> None:
    rewrite(path, change)
    refusal(path)


def test_damaged_bytes_are_refused_or_make_no_difference(path: Path, full: bool) -> None:
    whole, chance = path.read_bytes(), random.Random(5)  # noqa: S311 - damage, not a secret
    right, refused = load_document(path), 0
    for _ in range(8_000 if full else 150):
        damaged = bytearray(whole)
        for _ in range(chance.randint(1, 8)):
            damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
        if chance.random() < 0.2:
            del damaged[chance.randrange(len(damaged)) :]
        path.write_bytes(damaged)
        try:
            found = load_document(path)
        except InputError:
            refused += 1
        else:
            assert found.run.length == right.run.length
            assert (found.run.columns(0, 10).theta == right.run.columns(0, 10).theta).all()
    assert refused


FULL = """
import resource, sys
from pathlib import Path
from gdsim.engine.errors import InputError
from gdsim.files.document.writing import save_document
from tests.files.document.documents import REGRESSION, document_of
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2)
try:
    save_document(Path(sys.argv[1]), document_of(REGRESSION))
except InputError as error:
    print(error)
"""


@pytest.mark.skipif(os.name != "posix", reason="limits of the size of files")
@pytest.mark.parametrize("room", [0, 100, 2_000, 9_000])
def test_a_full_disk_is_told_in_a_sentence_and_the_old_file_stays(room: int, path: Path) -> None:
    old = path.read_bytes()
    command = [sys.executable, "-c", FULL, str(path), str(room)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("cannot write") and done.stdout.count("\n") == 1
    assert done.stderr == ""
    assert path.read_bytes() == old
    assert list(path.parent.iterdir()) == [path]

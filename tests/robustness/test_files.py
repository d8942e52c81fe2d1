"""Damaged files of every kind: each is read, or refused in one sentence."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from time import perf_counter

import numpy as np
import polars as pl
import pytest
from msgspec.structs import replace

from gdsim.assets import asset_path
from gdsim.engine.errors import InputError
from gdsim.files.data.candidates import Preparation, from_file
from gdsim.files.document.manifest import MANIFEST
from gdsim.files.document.reading import load_document
from gdsim.files.document.writing import save_document
from gdsim.files.scenario.run import known_minima
from gdsim.files.scenario.scenario import load_scenario
from gdsim.study.data import first_choice
from tests.files.data.written import read_all, workbook
from tests.files.document.documents import REGRESSION, document_of

SHORT = {"csv": 60, "tsv": 60, "toml": 60, "gdsim": 100, "xlsx": 4, "parquet": 4}
LONG = {"csv": 200, "tsv": 200, "toml": 250, "gdsim": 250, "xlsx": 25, "parquet": 80}
"""Files of each kind, by default and in each part with ``--full``: 20,100 in all."""

MOST_SECONDS = 60.0
"""Of one file, on a machine that does other things as well."""

MOST_CHARACTERS = 2500
"""Of a refusal: the longest name every key that a scenario file may have."""

Damage = Callable[[random.Random, bytes], bytes]


def _bits_flipped(source: random.Random, content: bytes) -> bytes:
    damaged = bytearray(content)
    for _ in range(source.randint(1, 20)):
        damaged[source.randrange(len(damaged))] ^= 1 << source.randrange(8)
    return bytes(damaged)


def _truncated(source: random.Random, content: bytes) -> bytes:
    return content[: source.randrange(len(content))]


def _shuffled(source: random.Random, content: bytes) -> bytes:
    """Cut a piece out, and put it in elsewhere, once or many times."""
    start = source.randrange(len(content))
    piece = content[start : start + source.randint(1, 200)]
    place = source.randrange(len(content))
    return content[:place] + piece * source.choice([0, 1, 1, 2, 50]) + content[place:]


def _with_odd_cell(source: random.Random, content: bytes) -> bytes:
    odd = [b"\0", b"\xff", b'"', b"\r", b",,,,", b"1e999", b"nan", b"\xef\xbb\xbf", b"=", b"[["]
    odd += [b"\n#", b"\n\n", b"  ", b"\t", b"|", b"sep=;\n", b"$", b"%", b"1,234", b"1.234,5", b"?"]
    odd += [
        b"\n2024-01-01,",
        "\u2212".encode(),
        b"yes",
        b"True",
        b"-",
        b"\xff\xfe",
        b";" * 300,
        b" " * 5000,
    ]
    place = source.randrange(len(content))
    return content[:place] + source.choice(odd) + content[place:]


def _with_stray_reference(source: random.Random, content: bytes) -> bytes:
    """Move a cell of a workbook far away, or damage the text of its sheet."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    far = [b"XFD1048576", b"XFD3", b"A1048576", b"ZZZ9", b"A0", b"", b"B99999999999"]
    where = source.choice(far)
    old = source.choice([b'r="A2"', b'r="B3"', b'r="2"', b'r="C1"'])
    moved = sheet.replace(old, b'r="' + where + b'"', 1)
    if source.random() < 0.5:
        moved = _bits_flipped(source, moved)
    parts["xl/worksheets/sheet1.xml"] = moved
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return buffer.getvalue()


def _with_odd_manifest(source: random.Random, content: bytes) -> bytes:
    """Damage what a document says of itself, in an archive that is whole."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    text = parts[MANIFEST].decode()
    numbers = list(re.finditer(r"-?\d+(\.\d+)?", text))
    for _ in range(source.randint(1, 3)):
        match = source.choice(numbers)
        odd = source.choice(
            ["-1", "0", "1", "7", "1e999", "1e18", "99999999999", "null", '"x"', ""]
        )
        text = text[: match.start()] + odd + text[match.end() :]
        if source.random() < 0.5:
            break
    if source.random() < 0.3:
        text = _shuffled(source, text.encode()).decode("utf-8", "ignore")
    parts[MANIFEST] = text.encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return buffer.getvalue()


ANY: tuple[Damage, ...] = (_bits_flipped, _truncated, _shuffled)
DAMAGES: Mapping[str, tuple[Damage, ...]] = {
    "csv": (*ANY, _with_odd_cell),
    "tsv": (*ANY, _with_odd_cell),
    "toml": (*ANY, _with_odd_cell),
    "xlsx": (*ANY, _with_stray_reference, _with_stray_reference),
    "parquet": (_bits_flipped, _bits_flipped, *ANY),
    "gdsim": (*ANY, _with_odd_manifest, _with_odd_manifest),
}


def _open_and_work_on(path: Path) -> None:
    """Open a document; what was accepted must be of use, without a word of refusal later."""
    document = load_document(path)
    try:
        for run in (document.run, *(one.run for one in document.kept)):
            going_on = run.twin()
            going_on.row(min(document.cursor, run.length))
            going_on.advance(5)
        known_minima(document.run.objective, document.scenario, document.run.experiment)
        save_document(path, document)
    except InputError as error:
        raise AssertionError(error) from error


def _look_and_read(path: Path) -> None:
    """Look at a table, take what is proposed of it, and take all of its columns."""
    preparation = Preparation(from_file(path))
    look = preparation.candidate.preview
    choice = first_choice(look)
    if choice.target is not None:
        taken = preparation.reading(replace(choice, skip_bad=True)).dataset
        assert np.isfinite(taken.values).all()
    assert np.isfinite(read_all(path).dataset.values).all()


READERS: Mapping[str, Callable[[Path], object]] = {
    "toml": load_scenario,
    "gdsim": _open_and_work_on,
    **dict.fromkeys(("csv", "tsv", "xlsx", "parquet"), _look_and_read),
}


def _good(kind: str, folder: Path) -> list[bytes]:
    rows = [(k, 0.5 * k, k % 2) for k in range(40)]
    if kind == "toml":
        return [path.read_bytes() for path in sorted(asset_path("scenarios").glob("*.toml"))]
    if kind == "gdsim":
        save_document(folder / "good.gdsim", document_of(REGRESSION))
        return [(folder / "good.gdsim").read_bytes()]
    if kind == "xlsx":
        return [workbook(folder / "good.xlsx", [["x", "y", "t"], *map(list, rows)]).read_bytes()]
    if kind == "csv":
        return [*map(str.encode, _forms(rows)), _forms(rows)[0].encode("utf-16")]
    frame = pl.DataFrame(rows, schema=["x", "y", "t"], orient="row")
    buffer = io.BytesIO()
    if kind == "parquet":
        frame.write_parquet(buffer)
    else:
        frame.write_csv(buffer, separator="\t" if kind == "tsv" else ",")
    return [buffer.getvalue()]


def _forms(rows: Sequence[tuple[float, ...]]) -> list[str]:
    """Return one table in forms in which people have it."""
    lines = [[f"{k + 1}", f"{x}", f"{y}", "yes" if t else "no"] for k, (x, y, t) in enumerate(rows)]
    header = ["", "x", "my y (m)", "passed"]
    return [
        "\n".join(map(",".join, [header[1:], *(line[1:] for line in lines)])),
        "sep=;\n" + "\n".join(map(";".join, [header, *lines])).replace(".", ","),
        "# measured\n# x y t\n" + "\n".join("   ".join(line[1:]) for line in lines),
        "\n".join(f'"{line[0]}" {line[1]}\t{line[2]}   "{line[3]}"' for line in lines),
        "\n\n".join(
            f"{line[1]}|${line[2]}|{line[2]} %|2024-01-{k % 28 + 1:02}|"
            for k, line in enumerate(lines)
        ),
        "x,y\n" + "\n".join(f'"{1000 * float(line[1]):,.2f}","{line[2]}",' for line in lines),
    ]


@pytest.mark.parametrize("kind", DAMAGES)
def test_a_damaged_file_is_read_or_refused(
    kind: str, fuzz_part: int, tmp_path: Path, full: bool
) -> None:
    source = random.Random(f"damaged {kind} {fuzz_part}")
    good = _good(kind, tmp_path)
    path = tmp_path / f"damaged.{kind}"
    refused = longest = 0
    for k in range((LONG if full else SHORT)[kind]):
        damage = DAMAGES[kind][k % len(DAMAGES[kind])]
        path.write_bytes(damage(source, source.choice(good)))
        began = perf_counter()
        try:
            READERS[kind](path)
        except InputError as error:
            refused += 1
            longest = max(longest, len(str(error)))
        except BaseException as error:
            kept = path.with_name(f"{k}.{kind}")
            path.rename(kept)
            error.add_note(f"file {k} of {kind}, kept as {kept}")
            raise
        assert perf_counter() - began < MOST_SECONDS, f"file {k} of {kind}"
    assert longest < MOST_CHARACTERS
    assert refused, "no damage was seen, so little was tested"

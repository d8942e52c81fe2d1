"""Trying every part: what works is said, and so is what does not, even where it ends a process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from gdsim import assets
from gdsim.app.self_test import checks, disk, running
from gdsim.app.self_test.parts import PLUGINS, Group, NotNeeded, groups
from gdsim.assets import asset_path
from gdsim.cli.main import main
from gdsim.files.scenario.listing import builtin_groups
from gdsim.files.tables import FORMATS
from gdsim.files.workings import SHEET_FORMS

Capture = pytest.CaptureFixture[str]

ENDS_AT_B = """
import os, sys
for name in sys.argv[2:]:
    if name == "b":
        sys.stderr.write("first\\nno library for b\\n")
        sys.stderr.flush()
        os.{how}
    print(f"{name}  works", flush=True)
"""


def tried(name: str) -> str:
    """Return the line on a part that is tried in this process."""
    lines: list[str] = []
    running.test_parts([name], lines.append)
    return lines[0]


def test_every_part_works_here_and_is_said_on_a_line_of_its_own(capsys: Capture) -> None:
    assert main(["--self-test"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("  ")[0] for line in lines] == [p for one in groups() for p in one.parts]
    needless = [
        line.split("  ")[0] for line in lines if not line.split("  ")[1].startswith("works")
    ]
    assert all("wayland" in name or name == "screen" for name in needless)


def test_there_is_a_part_for_every_format_and_every_data_set() -> None:
    parts = {part for group in groups() for part in group.parts}
    assert {f"table {ending}" for ending in FORMATS} <= parts
    assert {f"working {ending}" for ending in SHEET_FORMS} <= parts
    assert set(disk.DATA) == {path.name for path in asset_path("data").glob("*.csv")}


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("_exit(3)", "its process ended with status 3 (no library for b)"),
        ("abort()", "its process was ended by SIGABRT (no library for b)"),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="no process is ended by a signal there")
def test_a_part_that_ends_its_process_is_told_and_the_others_are_tried(
    monkeypatch: pytest.MonkeyPatch, how: str, said: str
) -> None:
    program = ENDS_AT_B.replace("{how}", how)
    monkeypatch.setattr(running, "_program", lambda: [sys.executable, "-c", program])
    monkeypatch.setattr(running, "groups", lambda: [Group(("a", "b", "c")), Group(("d",))])
    lines: list[str] = []
    assert not running.test_all(lines.append)
    assert lines == ["a  works", f"b  does not work: {said}", "c  works", "d  works"]


@pytest.mark.parametrize(
    ("part", "module"),
    [
        ("engine", "symengine"),
        ("table parquet", "polars"),
        ("table xlsx", "xlsxwriter"),
        ("working html", "latex2mathml.converter"),
        ("store", "sqlite3"),
        ("plot", "pyqtgraph"),
    ],
)
def test_a_missing_library_is_named(part: str, module: str) -> None:
    program = (
        f"import sys; sys.modules[{module!r}] = None\n"
        f"import gdsim.cli.main as m; m.main(['--self-test', {part!r}])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    line = done.stdout.decode()
    assert line.startswith(f"{running.FAILED}{part}  does not work: ")
    assert module.partition(".")[0] in line


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere fonts are had in another way")
def test_a_system_without_fonts_where_boxes_would_be_drawn_is_noticed(tmp_path: Path) -> None:
    none = tmp_path / "fonts.conf"
    none.write_text("<fontconfig></fontconfig>")
    done = subprocess.run(
        [sys.executable, "-m", "gdsim", "--self-test", "fonts"],
        capture_output=True,
        check=False,
        env={**os.environ, "FONTCONFIG_FILE": str(none)},
    )
    assert "fonts  does not work" in done.stdout.decode()


@pytest.mark.parametrize("part", ["scenarios", "data"])
def test_missing_resources_are_noticed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, part: str
) -> None:
    builtin_groups.cache_clear()
    monkeypatch.setattr(assets, "_root", lambda: tmp_path)
    try:
        assert "does not work" in tried(part)
    finally:
        builtin_groups.cache_clear()


def test_a_plugin_that_is_not_there_is_told_unless_only_wayland_needs_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert "does not work" in tried("plugin platforms/nowhere")
    with pytest.raises(NotNeeded):
        checks.check("plugin platforms/wayland-nowhere")
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert "does not work" in tried("plugin platforms/wayland-nowhere")


def test_each_system_has_a_way_to_show_a_window() -> None:
    assert all(any(one.startswith("platforms/") for one in names) for names in PLUGINS.values())


def test_a_window_is_opened_on_the_screen_that_there_is() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "gdsim", "--self-test", "screen"],
        capture_output=True,
        check=True,
        env={**os.environ, "QT_QPA_PLATFORM": "minimal"},
    )
    assert done.stdout.decode().strip() == "screen  works: minimal"

"""Start the built program as a person would, and look at what it gives.

Run with ``python packaging/smoke_test.py FOLDER``, FOLDER being what PyInstaller made. Without a
screen everything is tried that needs none; with one (``xvfb-run`` gives one) the window, too.
"""

from __future__ import annotations

import os
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

from carried import lacking

SIZE = (1280, 800)

ENDING = ".exe" if sys.platform == "win32" else ""


class MissingError(Exception):
    """Something that the program should do, it does not; carries what."""


def expect(holds: bool, what: str) -> None:
    """Raise `MissingError` with what does not hold."""
    if not holds:
        raise MissingError(what)


def run(program: Path, *words: str, **variables: str) -> str:
    """Return what the program prints, run outside the checkout, by default without a screen."""
    done = subprocess.run(
        [program, *words],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
        cwd=tempfile.gettempdir(),
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **variables},
    )
    expect(
        done.returncode == 0,
        f"{' '.join(words)} exited with {done.returncode}: {done.stdout}{done.stderr}",
    )
    return done.stdout


def check_parts(program: Path, has_screen: bool) -> None:
    """Let the program try every part of itself: here none may be missing, needed or not."""
    environment = dict(os.environ)
    if not has_screen:
        environment["QT_QPA_PLATFORM"] = "offscreen"
    done = subprocess.run(
        [program, "--self-test"],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=1200,
        cwd=tempfile.gettempdir(),
        env=environment,
    )
    lines = done.stdout.splitlines()
    print(done.stdout, end="")
    broken = [
        line
        for line in lines
        if not line.partition("  ")[2].startswith("works")
        and (has_screen or not line.startswith("screen  "))
    ]
    expect(not broken, "; ".join(broken))
    expect(done.returncode == 0 and len(lines) > 20, f"--self-test ended so: {done.stderr}")


def check_picture(path: Path) -> None:
    """Raise unless the file is a PNG of the right size with something on it."""
    content = path.read_bytes()
    size = struct.unpack(">II", content[16:24])
    expect(content[:8] == b"\x89PNG\r\n\x1a\n" and size == SIZE, f"no PNG of {SIZE}")
    # One colour alone would compress to a few kilobytes.
    expect(len(content) > 40_000, f"the picture of {len(content)} bytes looks empty")


def check_commands(program: Path, place: Path) -> None:
    """Try version, scenarios, a run, data from a workbook, a picture and the store of answers."""
    expect(run(program, "--version").startswith("gdsim "), "no version")
    expect("toy-bowl  " in run(program, "scenarios"), "no scenarios")
    bowl = ("run", "toy-bowl", "--iterations", "4")
    table = run(program, *bowl, "--decimals", "4").splitlines()
    expect(len(table) == 5 and ",4.1953," in table[4], f"not the elongated bowl: {table}")
    workbook, picture = place / "table.xlsx", place / "window.png"
    run(program, *bowl, "-o", str(workbook))
    fit = ("--objective", "(a*loss + b - w1)^2", "--data", str(workbook), "--start", "0,0")
    expect(
        len(run(program, "run", *fit, "--iterations", "2").splitlines()) == 3, "no workbook read"
    )
    run(program, "screenshot", "rosenbrock", "--at", "5", "-o", str(picture))
    check_picture(picture)
    due = run(program, "exam", "due", GDSIM_DATA_DIR=str(place))
    expect(due.startswith("kind,level,"), "no list of what is due")


def check_folder(folder: Path, has_screen: bool) -> None:
    """Try the built folder.

    Raises
    ------
    MissingError
        If something does not work.
    """
    program = folder / f"gdsim{ENDING}"
    window = folder / f"gdsim-window{ENDING}"
    expect(program.is_file() and window.is_file(), f"not both programs are in {folder}")
    if sys.platform == "linux":
        needs = [f"{name} (for {path})" for name, path in lacking(folder).items()]
        expect(not needs, f"libraries are not carried: {', '.join(needs)}")
    check_parts(program, has_screen)
    with tempfile.TemporaryDirectory() as place:
        check_commands(program, Path(place))
        # What is made for double clicks starts as well; a terminal is not needed for a picture.
        picture = Path(place) / "again.png"
        run(window, "screenshot", "toy-bowl", "-o", str(picture))
        check_picture(picture)


def main() -> None:
    """Try the folder that is named, and say how that went."""
    has_screen = sys.platform != "linux" or bool(os.environ.get("DISPLAY"))
    try:
        check_folder(Path(sys.argv[1]).resolve(), has_screen)
    except (MissingError, OSError, subprocess.SubprocessError) as error:
        sys.exit(f"the built program does not work: {error}")
    print(
        f"the built program works{'' if has_screen else ', as far as can be seen without a screen'}"
    )


if __name__ == "__main__":
    main()

"""Start the built program as a person would, and look at what it gives.

Run with ``python packaging/smoke_test.py FOLDER``, FOLDER being what PyInstaller made.
"""

from __future__ import annotations

import os
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

SIZE = (1280, 800)


def run(program: Path, *words: str) -> str:
    """Return what the program prints, run without a screen and outside the checkout."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [program, *words],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        cwd=tempfile.gettempdir(),
        env=environment,
    )
    if done.returncode:
        sys.exit(f"{' '.join(words)} exited with {done.returncode}: {done.stderr}")
    return done.stdout


def check_picture(path: Path) -> None:
    """Exit unless the file is a PNG of the right size with something on it."""
    content = path.read_bytes()
    size = struct.unpack(">II", content[16:24])
    if content[:8] != b"\x89PNG\r\n\x1a\n" or size != SIZE:
        sys.exit(f"the picture is not a PNG of {SIZE}")
    # One colour alone would compress to a few kilobytes.
    if len(content) < 40_000:
        sys.exit(f"the picture of {len(content)} bytes looks empty")


def main() -> None:
    """Try version, scenarios, a run, a screenshot and the store of answers."""
    folder = Path(sys.argv[1]).resolve()
    program = folder / ("gdsim.exe" if sys.platform == "win32" else "gdsim")
    if not run(program, "--version").startswith("gdsim "):
        sys.exit("no version")
    if "toy-bowl  " not in run(program, "scenarios"):
        sys.exit("no scenarios")
    table = run(program, "run", "toy-bowl", "--iterations", "4", "--decimals", "4").splitlines()
    if len(table) != 5 or ",4.1953," not in table[4]:
        sys.exit(f"not the table of the elongated bowl: {table}")
    with tempfile.TemporaryDirectory() as place:
        picture = Path(place) / "window.png"
        run(program, "screenshot", "rosenbrock", "--at", "5", "-o", str(picture))
        check_picture(picture)
        os.environ["GDSIM_DATA_DIR"] = place
        if not run(program, "exam", "due").startswith("kind,level,"):
            sys.exit("no list of what is due")
    print("the built program works")


if __name__ == "__main__":
    main()

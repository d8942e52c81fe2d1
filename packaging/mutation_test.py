"""Take each part of the built program away, and see whether the smoke test notices.

Run with ``python packaging/mutation_test.py FOLDER [NAME ...]``; FOLDER is what PyInstaller made on
Linux, and stays as it is. With a screen (``xvfb-run``) every part is tried on it as well.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PARTS = {
    "platform plugin xcb": ["**/plugins/platforms/libqxcb*"],
    "platform plugin wayland": ["**/plugins/platforms/libqwayland*"],
    "platform plugin offscreen": ["**/plugins/platforms/libqoffscreen*"],
    "libxcb-cursor": ["**/libxcb-cursor.so*"],
    "SVG icon engine": ["**/plugins/iconengines/libqsvgicon*"],
    "SVG pictures": ["**/plugins/imageformats/libqsvg*"],
    "input contexts": ["**/plugins/platforminputcontexts/*"],
    "data sets": ["**/resources/data/*.csv"],
    "scenarios": ["**/resources/scenarios"],
    "icons": ["**/resources/icons"],
    "reader of workbooks": ["_internal/fastexcel"],
    "tables": ["_internal/_polars_runtime_32"],
    "fonts of formulas": ["**/ziamath/fonts"],
    "formulas as MathML": ["**/latex2mathml"],
    "OpenGL part": ["**/PySide6/QtOpenGL.abi3.so"],
    "SQLite": ["**/libsqlite3.so*"],
    "licences": ["**/resources/licences/*.txt"],
    "engine": ["_internal/symengine.libs/libflint*"],
}
"""What is taken away, as patterns of files and folders in the built folder.

What is written in Python alone (the writer of workbooks, say) is inside the program itself and
cannot be lost.
"""

TRIES = Path(__file__).with_name("smoke_test.py")


def copied(folder: Path, place: Path) -> Path:
    """Return a copy that shares its files with the original."""
    copy = place / "gdsim"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(folder, copy, copy_function=os.link, symlinks=True)
    return copy


def take_away(folder: Path, patterns: list[str]) -> None:
    """Delete what the patterns name; something must be there."""
    found = [path for pattern in patterns for path in sorted(folder.glob(pattern))]
    if not found:
        sys.exit(f"nothing is called {', '.join(patterns)} in {folder}")
    for path in found:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def smoke(folder: Path, has_screen: bool) -> subprocess.CompletedProcess[str]:
    """Run the smoke test on a folder."""
    environment = dict(os.environ)
    if not has_screen:
        environment.pop("DISPLAY", None)
    return subprocess.run(
        [sys.executable, TRIES, folder],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )


def main() -> None:
    """Take each part away, say whether it was noticed, and exit with 1 if one was not."""
    folder, wanted = Path(sys.argv[1]).resolve(), sys.argv[2:] or list(PARTS)
    screens = [False, True] if os.environ.get("DISPLAY") else [False]
    missed = 0
    # Beside the folder, so that files can be shared.
    with tempfile.TemporaryDirectory(dir=folder.parent) as place:
        for has_screen in screens:
            where = "on a screen" if has_screen else "without a screen"
            whole = smoke(copied(folder, Path(place)), has_screen)
            if whole.returncode:
                sys.exit(f"whole, {where}: {whole.stderr}")
            print(f"whole, {where}: works", flush=True)
            caught = 0
            for name in wanted:
                copy = copied(folder, Path(place))
                take_away(copy, PARTS[name])
                done = smoke(copy, has_screen)
                caught += done.returncode != 0
                said = (done.stderr.strip() or "NOT NOTICED").splitlines()[-1]
                print(f"{name}, {where}: {said[:150]}", flush=True)
            print(f"{where}: {caught} of {len(wanted)} noticed", flush=True)
            missed += len(wanted) - caught
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()

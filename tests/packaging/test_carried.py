"""What the built program carries: which files are kept, what is left of a library, which icons."""

from __future__ import annotations

import importlib
import struct
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtGui import QImage

FOLDER = Path(__file__).parents[2] / "packaging"


@pytest.fixture
def load(monkeypatch: pytest.MonkeyPatch):
    """Return what imports a file of the folder, which is no package."""
    monkeypatch.syspath_prepend(str(FOLDER))

    def loaded(name: str) -> ModuleType:
        monkeypatch.delitem(sys.modules, name, raising=False)
        return importlib.import_module(name)

    return loaded


@pytest.mark.parametrize(
    ("name", "is_kept"),
    [
        ("PySide6/Qt/plugins/platforms/libqxcb.so", True),
        ("PySide6/plugins/platforms/qwindows.dll", True),
        ("PySide6/Qt/plugins/platforms/libqcocoa.dylib", True),
        ("PySide6/Qt/plugins/platforms/libqvnc.so", False),
        ("PySide6/Qt/plugins/platformthemes/libqgtk3.so", False),
        ("PySide6\\plugins\\imageformats\\qsvg.dll", True),
        ("PySide6/plugins/imageformats/qtiff.dll", False),
        ("PySide6/Qt/lib/libQt6Gui.so.6", True),
        ("PySide6/Qt/lib/libQt6Network.so.6", False),
        ("PySide6/Qt/lib/QtQuick.framework/Versions/A/Resources/Info.plist", False),
        ("PySide6/Qt/lib/QtWidgets.framework/Versions/A/QtWidgets", True),
        ("PySide6/Qt6Qml.dll", False),
        ("libxcb-cursor.so.0", True),
        ("gdsim/resources/data/penguins.csv", True),
    ],
)
def test_what_is_used_is_kept_and_nothing_else(load, name: str, is_kept: bool) -> None:
    assert load("carried").is_kept(name) is is_kept


@pytest.mark.skipif(sys.platform != "linux", reason="libraries have another form there")
def test_a_library_of_its_loaded_parts_alone_works_as_before(load, tmp_path: Path) -> None:
    import symengine

    libraries = Path(symengine.__file__).parents[1] / "symengine.libs"
    for source in libraries.iterdir():
        load("elf").write_loaded_parts(source, tmp_path / source.name)
    sizes = [sum(one.stat().st_size for one in place.iterdir()) for place in (tmp_path, libraries)]
    assert sizes[0] < sizes[1] / 2
    program = (
        "import ctypes, sys\n"
        "library = ctypes.CDLL(sys.argv[1])\n"
        "library.fmpz_init.argtypes = library.fmpz_clear.argtypes = [ctypes.c_void_p]\n"
        "library.n_is_prime.argtypes = [ctypes.c_ulong]\n"
        "print([n for n in range(30) if library.n_is_prime(n)])"
    )
    (flint,) = tmp_path.glob("libflint*")
    done = subprocess.run(
        [sys.executable, "-c", program, str(flint)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[2, 3, 5, 7, 11, 13, 17, 19, 23, 29]"


@pytest.mark.skipif(sys.platform != "linux", reason="libraries have another form there")
def test_a_library_that_is_not_carried_is_named_though_the_system_has_it(
    load, tmp_path: Path
) -> None:
    import symengine

    libraries = Path(symengine.__file__).parents[1] / "symengine.libs"
    for source in libraries.iterdir():
        load("elf").write_loaded_parts(source, tmp_path / source.name)
    assert load("carried").lacking(tmp_path) == {}
    (gmp,) = tmp_path.glob("libgmp*")
    gmp.unlink()
    assert list(load("carried").lacking(tmp_path)) == [gmp.name]


def test_icons_hold_the_drawing_in_every_size(load, tmp_path: Path) -> None:
    icons = load("icons")
    folder = icons.make_icons(tmp_path)
    for size in icons.SIZES:
        picture = QImage(str(folder / f"{size}.png"))
        assert (picture.width(), picture.height()) == (size, size)
        # The ring of the point stands out of the ground in every size.
        assert len({picture.pixel(x, x) for x in range(size)}) > 3
    content = (folder / "gdsim.ico").read_bytes()
    count = struct.unpack_from("<H", content, 4)[0]
    entries = [struct.unpack_from("<BBBBHHII", content, 6 + 16 * k) for k in range(count)]
    assert [entry[0] or 256 for entry in entries] == list(icons.ICO_SIZES)
    for entry in entries:
        picture = QImage.fromData(content[entry[7] : entry[7] + entry[6]])
        assert picture.width() == (entry[0] or 256)
    content = (folder / "gdsim.icns").read_bytes()
    assert struct.unpack_from(">I", content, 4)[0] == len(content)


def test_versions_are_four_numbers_for_windows(load) -> None:
    assert load("version_info").four_numbers("1.20.3rc1") == (1, 20, 3, 1)
    assert load("version_info").four_numbers("0.1") == (0, 1, 0, 0)


def test_the_picture_of_the_readme_is_left_out_of_the_wheel(load) -> None:
    hook = load("readme_hook").CustomMetadataHook(str(FOLDER.parent), {})
    metadata: dict[str, dict[str, str]] = {}
    hook.update(metadata)
    text = metadata["readme"]["text"]
    assert text.startswith("# gdsim\n")
    assert "](.github/" not in text
    assert "## Start it" in text

"""The program finds its own files from a checkout and from an installed wheel.

That the built program finds them is tested by ``packaging/smoke_test.py``.
"""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

from gdsim.assets import asset_path
from gdsim.i18n import tr

ROOT = Path(__file__).parent.parent


def test_checkout_has_its_resources_beside_the_package() -> None:
    assert asset_path("scenarios/toy-bowl.toml").is_file()
    assert asset_path("icons/gdsim.svg").is_file()
    assert asset_path("data/penguins.csv").is_file()


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with what the wheel installs, built from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    (wheel,) = WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"])
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def run_installed(site: Path, *words: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(site), "PYTHONSAFEPATH": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "gdsim", *words],
        capture_output=True,
        text=True,
        check=True,
        cwd=site,
        env=environment,
    )
    return done.stdout


def test_installed_wheel_finds_scenarios_and_data(installed: Path) -> None:
    assert "toy-bowl  " in run_installed(installed, "scenarios")
    table = run_installed(installed, "run", "linear-regression", "--epochs", "1")
    assert len(table.splitlines()) == 12


def test_installed_wheel_draws_its_window(installed: Path, tmp_path: Path) -> None:
    picture = tmp_path / "window.png"
    run_installed(installed, "screenshot", "--size", "1100x700", "-o", str(picture))
    content = picture.read_bytes()
    assert content[16:24] == (1100).to_bytes(4, "big") + (700).to_bytes(4, "big")
    assert len(content) > 40_000


def test_wheel_holds_every_resource(installed: Path) -> None:
    shipped = {
        path.relative_to(ROOT / "resources")
        for path in (ROOT / "resources").rglob("*")
        if path.is_file()
    }
    held = {
        path.relative_to(installed / "gdsim" / "resources")
        for path in (installed / "gdsim" / "resources").rglob("*")
        if path.is_file()
    }
    assert held == shipped


def test_text_without_a_translation_stays_as_it_is() -> None:
    assert tr("Step") == "Step"
    assert tr("") == ""

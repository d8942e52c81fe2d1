"""What Windows shows of the programs in Explorer's list of properties."""

from __future__ import annotations

import re
from pathlib import Path

TEMPLATE = """VSVersionInfo(
  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3f, flags=0x0, OS=0x40004,
                    fileType=0x1, subtype=0x0, date=(0, 0)),
  kids=[
    StringFileInfo([StringTable('040904B0', [
      StringStruct('CompanyName', 'gdsim'),
      StringStruct('FileDescription', 'gdsim: step through gradient descent'),
      StringStruct('FileVersion', {version!r}),
      StringStruct('InternalName', {name!r}),
      StringStruct('LegalCopyright', 'MIT licence'),
      StringStruct('OriginalFilename', {file!r}),
      StringStruct('ProductName', 'gdsim'),
      StringStruct('ProductVersion', {version!r})])]),
    VarFileInfo([VarStruct('Translation', [0x409, 1200])])
  ]
)
"""


def four_numbers(version: str) -> tuple[int, ...]:
    """Return a version as the four numbers that Windows takes: 0.1.0 as 0, 1, 0, 0."""
    numbers = [int(part) for part in re.findall(r"\d+", version)[:4]]
    return tuple(numbers + [0] * (4 - len(numbers)))


def windows_version(path: Path, version: str, name: str) -> str:
    """Write the resource of a program into a file, and return its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    content = {"numbers": four_numbers(version), "version": version, "name": name}
    path.write_text(TEMPLATE.format(**content, file=f"{name}.exe"), encoding="utf-8")
    return str(path)

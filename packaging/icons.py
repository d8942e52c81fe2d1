"""The program's icon in every size and form that systems ask for, made from its one SVG drawing.

Run with ``python packaging/icons.py FOLDER``.
"""

from __future__ import annotations

import os
import struct
import sys
from pathlib import Path

SIZES = (16, 24, 32, 48, 64, 128, 256, 512, 1024)
"""Sides in pixels of the PNG pictures."""

ICO_SIZES = (16, 24, 32, 48, 64, 128, 256)

ICNS_TYPES = {
    b"icp4": 16, b"icp5": 32, b"icp6": 64, b"ic07": 128, b"ic08": 256, b"ic09": 512,
    b"ic10": 1024, b"ic11": 32, b"ic12": 64, b"ic13": 256, b"ic14": 512,
}  # fmt: skip
"""What Apple calls each size; those from ic10 on are twice as dense."""

DRAWING = Path(__file__).parents[1] / "resources" / "icons" / "gdsim.svg"


def make_icons(folder: Path) -> Path:
    """Write ``gdsim.ico``, ``gdsim.icns``, ``gdsim.svg`` and ``SIZE.png`` into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    pictures = {size: _png(size) for size in SIZES}
    for size, content in pictures.items():
        (folder / f"{size}.png").write_bytes(content)
    (folder / "gdsim.ico").write_bytes(_ico({size: pictures[size] for size in ICO_SIZES}))
    (folder / "gdsim.icns").write_bytes(_icns(pictures))
    (folder / "gdsim.svg").write_bytes(DRAWING.read_bytes())
    return folder


def _png(size: int) -> bytes:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(DRAWING)).render(painter)
    painter.end()
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(content.data())


def _ico(pictures: dict[int, bytes]) -> bytes:
    """Return an icon of Windows that holds PNG pictures of at most 256 pixels."""
    head, offset = struct.pack("<HHH", 0, 1, len(pictures)), 6 + 16 * len(pictures)
    for size, content in pictures.items():
        side = size % 256  # 0 stands for 256
        head += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(content), offset)
        offset += len(content)
    return head + b"".join(pictures.values())


def _icns(pictures: dict[int, bytes]) -> bytes:
    """Return an icon of macOS: parts that each say their name and length."""
    parts = b"".join(
        name + struct.pack(">I", 8 + len(pictures[size])) + pictures[size]
        for name, size in ICNS_TYPES.items()
    )
    return b"icns" + struct.pack(">I", 8 + len(parts)) + parts


if __name__ == "__main__":
    print(make_icons(Path(sys.argv[1])))

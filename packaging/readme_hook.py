"""The README as a package index shows it: without the picture, which is a file of the project."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

PICTURE = re.compile(r"^!\[[^\]]*\]\(\.github/[^)]*\)\n+", re.MULTILINE)


class CustomMetadataHook(MetadataHookInterface):
    """Gives the text; hatchling finds it by this name."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Put the text where the project says that it is worked out."""
        text = (Path(self.root) / "README.md").read_text(encoding="utf-8")
        metadata["readme"] = {"content-type": "text/markdown", "text": PICTURE.sub("", text)}

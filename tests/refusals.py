"""What every refusal of the command line has in common."""

from __future__ import annotations

import pytest

from gdsim.cli.main import main


def assert_refused(words: str, named: str, capture: pytest.CaptureFixture[bytes]) -> None:
    """Assert that the command line refuses in one line that names what was wrong."""
    assert main(words.split()) == 2
    out, err = capture.readouterr()
    assert out == b""
    assert err.count(b"\n") == 1
    assert named in err.decode()
    assert b"Traceback" not in err

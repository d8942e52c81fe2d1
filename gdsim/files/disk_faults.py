"""What libraries say of a full disk or a closed pipe, as the error that Python has for it."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def faults_as_os_error() -> Iterator[None]:
    """Raise what polars says of a full disk or a closed pipe as an OSError."""
    from polars.exceptions import PolarsError

    try:
        yield
    except (OSError, PolarsError) as error:
        number = re.search(r"\(os error (\d+)\)", str(error))
        if isinstance(error, OSError) and error.errno is not None:
            raise
        if number:
            raise OSError(int(number[1]), os.strerror(int(number[1]))) from error
        if "broken pipe" in str(error).lower():
            raise BrokenPipeError(errno.EPIPE, os.strerror(errno.EPIPE)) from error
        raise OSError(str(error).splitlines()[0] if str(error) else "I/O error") from error


def os_error_within(error: Exception) -> OSError:
    """Return what the system said, of an error of XlsxWriter."""
    cause = error.args[0] if error.args else error
    return OSError(getattr(cause, "errno", None), getattr(cause, "strerror", str(cause)))

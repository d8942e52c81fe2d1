"""How each part is tried: a function that raises where its part does not work."""

from __future__ import annotations

from gdsim.app.self_test import disk


def check(name: str) -> str:
    """Try a part, and return what is worth knowing of it, or nothing.

    Raises
    ------
    NotNeeded
        If it is not there, and this machine does without it.
    Exception
        Of any kind, if it does not work.
    """
    kind, _, which = name.partition(" ")
    if name in disk.CHECKS:
        return disk.CHECKS[name]()
    if kind == "table":
        return disk.table(which)
    if kind == "working" and which != "pdf":
        return disk.working_text(which)
    # Qt is imported here and no sooner: without it, what is on disk can be tried all the same.
    from gdsim.app.self_test import drawing, plugins

    if kind == "plugin":
        return plugins.plugin(which)
    return drawing.CHECKS[name]()

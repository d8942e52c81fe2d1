"""Judging the present run: at a pace at which it is read, and not before the window is seen."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from gdsim.models.session import Session
from gdsim.views.verdict_line import VerdictLine

MOST_ROWS_AT_ONCE = 100_000
"""Most rows whose loss is worked out with every update: that of more takes too long."""

REST_MS = 250
"""How long the cursor has to rest until a run of more rows is judged."""

APART_MS = 100
"""Time from one verdict to the next while the cursor moves on: nobody reads faster."""


class Judging(QObject):
    """Says what the present run does up to the cursor.

    Signals
    -------
    judged()
        It is time to say the same of other runs.
    """

    judged = Signal()

    def __init__(self, line: VerdictLine, session: Session) -> None:
        super().__init__(line)
        self._line, self._session = line, session
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._judge)
        self._since_last = QElapsedTimer()

    def judge_soon(self) -> None:
        """Judge at the next pause; many rows, once the cursor rests; nothing before all is seen."""
        if not self._line.window().isVisible():
            return
        if self._session.run.objective.n_rows > MOST_ROWS_AT_ONCE:
            self._line.set_verdict("", "")
            self._timer.start(REST_MS)
        elif not self._timer.isActive():
            self._timer.start(self._pause())

    def _pause(self) -> int:
        since = self._since_last
        return max(0, APART_MS - since.elapsed()) if since.isValid() else 0

    def complete(self) -> None:
        """Judge at once if that is put off: for a picture to be saved."""
        if self._timer.isActive():
            self._timer.stop()
            self._judge()

    def _judge(self) -> None:
        from gdsim.engine.diagnosis.diagnose import diagnose
        from gdsim.study.words.verdicts.rate_sentences import rate_sentence
        from gdsim.study.words.verdicts.verdict_sentence import verdict_sentence

        self._since_last.start()
        snapshot = self._session.snapshot()
        if snapshot.is_veiled:
            self._line.set_verdict("", "")
            return
        diagnosis = diagnose(snapshot.run.until(snapshot.cursor))
        self._line.set_verdict(verdict_sentence(diagnosis), rate_sentence(diagnosis))
        self.judged.emit()

"""Threads that play people and look on: begun and ended together, and none fails unheard."""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable
from types import TracebackType
from typing import Self

Work = Callable[[threading.Event], None]
"""Until the event is set."""


class Crew:
    """Use as a context: at its end everybody is sent home."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._threads: list[threading.Thread] = []
        self._failures: list[str] = []

    def begin(self, name: str, work: Work) -> None:
        """On a thread of its own."""
        thread = threading.Thread(target=self._run, args=(work,), name=name, daemon=True)
        self._threads.append(thread)
        thread.start()

    def check(self) -> None:
        """Raises ``AssertionError`` with what any of them failed by."""
        assert not self._failures, "\n".join(self._failures)

    def is_well(self) -> bool:
        """Nobody has failed; raises ``AssertionError`` as ``check`` does."""
        self.check()
        return True

    def go_home(self) -> None:
        """Everybody ends what they are about, however long that takes."""
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.go_home()
        if error is None:
            self.check()

    def _run(self, work: Work) -> None:
        try:
            work(self._stop)
        except Exception:  # noqa: BLE001  whoever looks on fails by it instead
            self._failures.append(f"{threading.current_thread().name}: {traceback.format_exc()}")

"""The two things of the standard library that must stay native where gevent has replaced them.

Voices work on native threads. There a lock that gevent has replaced may park a whole event loop, and its subprocess
does not start at all ("child watchers are only available on the default loop").
"""

import importlib.util
import subprocess
from _queue import SimpleQueue  # the C class itself: gevent replaces only the name in the module ``queue``
from types import ModuleType, TracebackType


class NativeLock:
    """A mutual exclusion of native threads: who holds the one token may go on."""

    def __init__(self) -> None:
        self._token: SimpleQueue[None] = SimpleQueue()
        self._token.put(None)

    def __enter__(self) -> None:
        self._token.get()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._token.put(None)


def native_subprocess() -> ModuleType:
    """A fresh copy of the standard library's module, as it is on disk; ``sys.modules`` is not touched.

    Use files for its input and output: its ``communicate`` would wait by gevent's selectors.
    """
    spec = importlib.util.spec_from_file_location("subprocess", subprocess.__file__)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module

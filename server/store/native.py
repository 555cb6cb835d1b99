"""Threads and locks as the interpreter made them, whatever gevent has patched since.

A writer that shared a patched lock or queue with the server's loop would wait for the loop, and the loop for it.
"""

import importlib
import sys
from collections.abc import Callable
from typing import Any


def original(module: str, name: str) -> Any:
    """``module.name`` before gevent; gevent is never imported for it."""
    monkey = sys.modules.get("gevent.monkey")
    if monkey is None:
        return getattr(importlib.import_module(module), name)
    return monkey.get_original(module, name)


def start_thread(run: Callable[[], None], name: str) -> None:
    """Runs ``run`` on a thread of the operating system that does not keep the process alive."""
    monkey = sys.modules.get("gevent.monkey")
    if monkey is not None and monkey.is_module_patched("threading"):
        original("_thread", "start_new_thread")(run, ())
    else:
        original("threading", "Thread")(target=run, name=name, daemon=True).start()

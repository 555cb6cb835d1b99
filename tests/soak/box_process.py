"""A box as a process of its own: killed, started anew, its disk filled, and what it costs."""

from __future__ import annotations

import resource
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.browser.hall import DEADLINE_SECONDS, ROOT

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one process at a moment."""

    rss_mb: float
    threads: int


class BoxProcess:
    """``python -m module`` with the settings in ``config``."""

    def __init__(self, module: str, config: Path) -> None:
        self._module = module
        self._config = config
        self._log = config.with_suffix(".log")
        self._process: subprocess.Popen[bytes] | None = None
        self._writing: threading.Thread | None = None

    @property
    def log(self) -> str:
        """What it has said so far."""
        return self._log.read_text("utf-8", errors="replace") if self._log.exists() else ""

    def start(self, *arguments: str) -> None:
        """Returns at once."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", self._module, "--config", str(self._config), *arguments],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        # Through a pipe: the box's full disk must not be the log's.
        self._writing = threading.Thread(target=self._write_log, args=(self._process,), name="log", daemon=True)
        self._writing.start()

    def end(self, how: signal.Signals) -> None:
        """SIGKILL is what a power cut does."""
        process, self._process = self._process, None
        if process is None:
            return
        assert process.poll() is None, f"the box has ended by itself:\n{self.log}"
        process.send_signal(how)
        process.wait(DEADLINE_SECONDS)
        if self._writing is not None:
            self._writing.join()

    def fill_disk(self) -> None:
        """No file of it can grow any more."""
        self._limit_files(0)

    def empty_disk(self) -> None:
        """There is room again."""
        self._limit_files(resource.RLIM_INFINITY)

    def cost(self) -> Cost:
        """Memory in use and threads, as the kernel counts them."""
        assert self._process is not None
        kernels = psutil.Process(self._process.pid)
        return Cost(kernels.memory_info().rss / MEGABYTE, kernels.num_threads())

    def _limit_files(self, size: int) -> None:
        assert self._process is not None
        _, most = resource.prlimit(self._process.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(self._process.pid, resource.RLIMIT_FSIZE, (size, most))

    def _write_log(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdout is not None
        with process.stdout, self._log.open("ab", buffering=0) as log:
            for line in process.stdout:
                log.write(line)

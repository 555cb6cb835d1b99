"""One Chromium that fills a screen: found, started on a profile of its own, and ended with all its processes."""

import fcntl
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from hardware.errors import BrowserMissing, ScreenMissing
from hardware.page_watch import PageWatch

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
KIOSK_FLAGS = (
    "--kiosk",
    "--noerrdialogs",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-pinch",
    "--overscroll-history-navigation=0",
    "--disable-session-crashed-bubble",
    "--disable-features=Translate",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--password-store=basic",
    "--autoplay-policy=no-user-gesture-required",
    # The profile lies in memory, and a page that runs for weeks must not fill it.
    "--disk-cache-size=33554432",
)
END_SECONDS = 4.0

# The browser talks on its descriptors 3 and 4. This process has threads, so it may not run code of its own between fork
# and exec: another program moves them there.
_HAND_OVER = """
import os, sys
heard, said = int(sys.argv[1]), int(sys.argv[2])
os.dup2(heard, 3); os.dup2(said, 4); os.close(heard); os.close(said)
os.execv(sys.argv[3], sys.argv[3:])
"""


def find_browser(named: Path | None = None) -> Path:
    """The browser that the settings name, else the first there is; raises ``BrowserMissing``."""
    if named is not None:
        found = shutil.which(named)
    else:
        found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        raise BrowserMissing(named)
    return Path(found)


def window_flags(environment: Mapping[str, str], test_flags: Sequence[str] = ()) -> tuple[str, ...]:
    """How to reach the screen of this session; raises ``ScreenMissing`` where there is none.

    ``test_flags`` are for tests alone: a browser without a screen, or as root without its sandbox.
    """
    if any(flag.startswith("--headless") for flag in test_flags):
        platform: tuple[str, ...] = ()
    elif environment.get("WAYLAND_DISPLAY"):
        platform = ("--ozone-platform=wayland",)
    elif environment.get("DISPLAY"):
        platform = ("--ozone-platform=x11",)
    else:
        raise ScreenMissing
    return (*KIOSK_FLAGS, *platform, *test_flags)


class Browser:
    """Running from its making on, with a new profile: a browser that died half-way leaves nothing to the next."""

    def __init__(
        self, path: Path, flags: Sequence[str], address: str, *, landmark: str | None, look_seconds: float
    ) -> None:
        """``landmark`` is a selector of what the right page always has; None leaves the page unwatched.
        It is looked for every ``look_seconds``.

        Raises ``OSError`` when it cannot be started.
        """
        self._profile = Path(tempfile.mkdtemp(prefix="cherha-screen-", dir=_memory()))
        self._watch: PageWatch | None = None
        command = [str(path), f"--user-data-dir={self._profile}", *flags]
        try:
            if landmark is None:
                self._process = _spawn([*command, address])
            else:
                self._process, heard, said = _spawn_with_pipe([*command, "--remote-debugging-pipe", address])
                self._watch = PageWatch(heard, said, landmark, every_seconds=look_seconds)
        except OSError:
            shutil.rmtree(self._profile, ignore_errors=True)
            raise

    def exit_status(self) -> int | None:
        """None while it runs."""
        return self._process.poll()

    def silence_seconds(self) -> float | None:
        """How long the page has not been itself; None where that is not watched or not known."""
        return None if self._watch is None else self._watch.silence_seconds()

    def end(self) -> None:
        """Ask it to end, then end it, with every process it started."""
        _signal_group(self._process.pid, signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(END_SECONDS)
        _signal_group(self._process.pid, signal.SIGKILL)
        self._process.wait()
        if self._watch is not None:
            self._watch.close()
        _remove(self._profile)


def _spawn(command: Sequence[str], pass_fds: Sequence[int] = ()) -> "subprocess.Popen[bytes]":
    # A session of its own, so that all its processes can be ended together. What it writes is endless and of no use.
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        pass_fds=pass_fds,
        start_new_session=True,
    )


def _spawn_with_pipe(command: Sequence[str]) -> "tuple[subprocess.Popen[bytes], int, int]":
    """The process, and our ends of its debugging pipe: where it is heard, and where it is told."""
    its_in, told = os.pipe()
    heard, its_out = os.pipe()
    # Above 3 and 4, so that moving one there does not close the other.
    theirs = [fcntl.fcntl(each, fcntl.F_DUPFD_CLOEXEC, 10) for each in (its_in, its_out)]
    os.close(its_in)
    os.close(its_out)
    try:
        process = _spawn([sys.executable, "-IS", "-c", _HAND_OVER, *map(str, theirs), *command], pass_fds=theirs)
    except OSError:
        os.close(told)
        os.close(heard)
        raise
    finally:
        for each in theirs:
            os.close(each)
    return process, heard, told


def _memory() -> str | None:
    """A folder in memory where the system gives one to this user; else the ordinary place for what is temporary."""
    folder = os.environ.get("XDG_RUNTIME_DIR", "")
    return folder if os.access(folder, os.W_OK) else None


def _signal_group(pid: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError):  # all of them are gone already
        os.killpg(pid, number)


def _remove(folder: Path) -> None:
    """Its last processes may still be writing for a moment after they were ended."""
    deadline = time.monotonic() + 2.0
    while folder.exists() and time.monotonic() < deadline:
        shutil.rmtree(folder, ignore_errors=True)

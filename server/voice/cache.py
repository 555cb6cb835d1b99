"""A folder of files named by what is in them: made once, written whole or not at all, old ones cleared away."""

import fcntl
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

_STRIPES = 16
_PARTIAL = ".part"
_STALE_PART_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much is kept, beside all files used in the last ``fresh_seconds``: a board may be fetching one of those."""

    most_files: int = 800
    most_bytes: int = 256 * 1024 * 1024
    fresh_seconds: float = 900.0


class Cache:
    """Safe among threads and among processes that share the folder, by locks of the file system."""

    def __init__(self, folder: Path, *, suffix: str, bounds: Bounds) -> None:
        """Creates the folder. Raises OSError when that is not possible."""
        self.folder = folder
        self._suffix = suffix
        self._bounds = bounds
        folder.mkdir(parents=True, exist_ok=True)

    def path(self, name: str) -> Path:
        return self.folder / name

    def get_or_make(self, name: str, make: Callable[[], bytes]) -> Path:
        """The file of this name, made by the first who asks. Raises OSError, and what ``make`` does."""
        path = self.path(name)
        if not _touch(path):
            with self._making(name):
                if not _touch(path):  # another may have made it while this one waited
                    self._write(path, make())
                    self.prune()
        return path

    def prune(self) -> None:
        """Takes away those used longest ago, until number and size are within bounds."""
        now = time.time()
        kept = sorted(self._files(now), key=lambda file: file[1], reverse=True)
        total = 0
        for number, (path, used_at, size) in enumerate(kept, start=1):
            total += size
            is_over = number > self._bounds.most_files or total > self._bounds.most_bytes
            if is_over and now - used_at > self._bounds.fresh_seconds:
                path.unlink(missing_ok=True)

    def _files(self, now: float) -> Iterator[tuple[Path, float, int]]:
        for entry in os.scandir(self.folder):
            with suppress(FileNotFoundError):  # another process may be pruning too
                stat = entry.stat()
                if entry.name.endswith(_PARTIAL) and now - stat.st_mtime > _STALE_PART_SECONDS:
                    Path(entry.path).unlink()  # left by a blackout in the middle of writing
                elif entry.name.endswith(self._suffix):
                    yield Path(entry.path), stat.st_mtime, stat.st_size

    def _write(self, path: Path, content: bytes) -> None:
        """On disk before it has its name: after a blackout a file is whole or not there."""
        descriptor, partial = tempfile.mkstemp(suffix=_PARTIAL, dir=self.folder)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(partial).chmod(0o644)  # a web server of another user may hand it out
            Path(partial).replace(path)
        finally:
            Path(partial).unlink(missing_ok=True)

    @contextmanager
    def _making(self, name: str) -> Iterator[None]:
        """A few locks for all names: two names rarely share one, and no lock file outlives its use by name."""
        stripe = sum(name.encode()) % _STRIPES
        with (self.folder / f".making-{stripe}").open("wb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def _touch(path: Path) -> bool:
    """Marks a file as used now; False when it is not there."""
    try:
        os.utime(path)
    except FileNotFoundError:
        return False
    return True

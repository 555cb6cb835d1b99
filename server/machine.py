"""What the machine gives: its clocks, its chance and its secret. The real adapters of ``Clock`` and ``Chance``."""

import os
import secrets
import time
import uuid
from datetime import UTC, datetime
from pathlib import Path

from server.domain.moment import Reading

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


class SystemClock:
    """The wall clock, and a monotonic one that goes on through suspend and is shared by all processes of one start."""

    def __init__(self) -> None:
        self._boot = _BOOT_ID.read_text().strip() if _BOOT_ID.exists() else str(uuid.uuid4())

    def read(self) -> Reading:
        """Both clocks, now."""
        return Reading(datetime.now(UTC), time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1_000_000, self._boot)


class SystemChance:
    """The kernel's random numbers."""

    def new_id(self) -> str:
        """A UUID of version 4."""
        return str(uuid.uuid4())

    def new_secret(self) -> str:
        """128 bits in 22 characters."""
        return secrets.token_urlsafe(16)


def kept_secret(path: Path) -> str:
    """The server's own secret, made at the first start; without it every open form would be lost at a restart.

    It is on the disk before it is used; an empty file is what an earlier power cut may have left of one.
    """
    key = path.read_text(encoding="ascii").strip() if path.exists() else ""
    if key:
        return key
    key = secrets.token_urlsafe(32)
    draft = path.with_name(f".{path.name}.new")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(key)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    return key

"""What the machine gives: its clocks and its chance. The real adapters of ``Clock`` and ``Chance``."""

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

"""The bytes' way to panels and displays, as their adapters need it."""

from typing import Protocol


class Openable(Protocol):
    """Has one owner."""

    address: str

    def open(self) -> None:
        """Open or reopen; raises ``WireUnreachable``."""
        ...

    def close(self) -> None:
        """Let go of it."""
        ...


class Wire(Openable, Protocol):
    """Bytes both ways."""

    def read(self) -> bytes:
        """What has come within a short time; raises ``WireBroke``."""
        ...

    def write(self, data: bytes) -> None:
        """Raises ``WireBroke``."""
        ...

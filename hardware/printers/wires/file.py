"""A file that takes the bytes of every slip, one after another: for training, and to look at what would be sent."""

import os
from pathlib import Path

from hardware.errors import WireBroke, WireUnreachable
from hardware.printers.wires.wire import Transfer


class FileWire:
    """An open file; nothing ever comes back."""

    def __init__(self, descriptor: int, path: Path) -> None:
        self._descriptor = descriptor
        self._path = path

    def transfer(self, outgoing: memoryview, *, timeout_seconds: float) -> Transfer:
        """See ``Wire``."""
        try:
            return Transfer(os.write(self._descriptor, outgoing) if outgoing else 0, b"")
        except OSError as error:
            raise WireBroke(str(self._path), error.strerror or str(error)) from error

    def fileno(self) -> int | None:
        """See ``Wire``: a file is always readable, which says nothing."""
        return None

    def close(self) -> None:
        """See ``Wire``."""
        os.close(self._descriptor)

    def abort(self) -> None:
        """See ``Wire``: what is written stays."""
        os.close(self._descriptor)


def open_file(path: Path) -> FileWire:
    """Made if need be, written on at its end; raises ``WireUnreachable``."""
    try:
        return FileWire(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), path)
    except OSError as error:
        raise WireUnreachable(str(path), error.strerror or str(error)) from error

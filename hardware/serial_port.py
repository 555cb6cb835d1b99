"""Serial lines by pyserial: a device path, ``socket://host:port`` or ``rfc2217://host:port``."""

import os
from collections.abc import Mapping
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

import serial

OVER_TCP = "socket://"
OVER_TELNET = "rfc2217://"


class Flow(StrEnum):
    """How the other end says that it can take no more."""

    NONE = "none"
    HARDWARE = "hardware"
    """Printers pull their DTR, which their makers' cables lead to our CTS."""
    SOFTWARE = "software"


_FLOWS: Mapping[Flow, Mapping[str, Any]] = {
    Flow.NONE: {},
    Flow.HARDWARE: {"rtscts": True},
    Flow.SOFTWARE: {"xonxoff": True},
}


def why_not_an_address(address: str) -> str | None:
    """Why no serial line can have this address, None when one can; opens nothing."""
    try:
        serial.serial_for_url(address, do_not_open=True)
        # pyserial looks at host and port only when it opens the line.
        place = urlsplit(address)
        is_whole = not address.startswith((OVER_TCP, OVER_TELNET)) or (place.hostname and place.port)
        why = None if is_whole else "host and port must be named"
    except ValueError as error:
        why = str(error)
    if why is None:
        return None
    return f"{why}; it must be a device, such as /dev/serial/by-id/…, or socket://host:port, or rfc2217://host:port"


def why_not_opened(error: Exception) -> str:
    """The reason alone: pyserial's own sentence names the line and the reason twice."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, BlockingIOError):
            return "another program holds it"
        if isinstance(cause, OSError) and not isinstance(cause, serial.SerialException):
            return cause.strerror or str(cause)
        cause = cause.__cause__ or cause.__context__
    # Some errors of pyserial keep the number alone.
    number = error.errno if isinstance(error, OSError) else None
    return str(error) if number is None else os.strerror(number)


def open_port(
    address: str, *, baud: int, read_seconds: float, write_seconds: float, flow: Flow = Flow.NONE
) -> serial.SerialBase:
    """The open line; raises ``OSError`` and ``ValueError``."""
    return serial.serial_for_url(
        address,
        baudrate=baud,
        timeout=read_seconds,
        # For rfc2217 pyserial refuses the option; its socket has a time limit of its own.
        write_timeout=None if address.startswith(OVER_TELNET) else write_seconds,
        # Two programs on one wire would steal each other's bytes. Sockets know no such lock.
        exclusive=None if "://" in address else True,
        **_FLOWS[flow],
    )

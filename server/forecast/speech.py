"""An outlook as one line of JSON, between the forecast's process and the server's."""

import json
from collections.abc import Mapping
from typing import TypeVar

from server.contract.terms import ServiceId, TicketId
from server.domain.forecast import UNKNOWN, Unknown, Wait
from server.domain.outlook import Outlook
from server.domain.place import LineClass

_Key = TypeVar("_Key", ServiceId, TicketId)
_Told = Mapping[_Key, Wait | Unknown]


def said(outlook: Outlook | None) -> bytes:
    """One line, without its end; null: nothing can be said of that hall."""
    if outlook is None:
        return b"null"
    newcomers = {line_class.value: _pairs(waits) for line_class, waits in outlook.newcomers.items()}
    return json.dumps([newcomers, _pairs(outlook.tickets)], separators=(",", ":")).encode()


def heard(line: bytes) -> Outlook | None:
    """The same as a value; ``ValueError`` when it is no such line."""
    told = json.loads(line)
    if told is None:
        return None
    newcomers, tickets = told
    return Outlook({LineClass(name): _waits(pairs) for name, pairs in newcomers.items()}, _waits(tickets))


def _pairs(told: _Told[_Key]) -> dict[_Key, list[int] | None]:
    return {key: [wait.p50_ms, wait.p80_ms] if isinstance(wait, Wait) else None for key, wait in told.items()}


def _waits(pairs: Mapping[_Key, list[int] | None]) -> dict[_Key, Wait | Unknown]:
    return {key: Wait(*pair) if pair else UNKNOWN for key, pair in pairs.items()}

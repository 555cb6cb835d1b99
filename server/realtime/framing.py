"""Engine.IO packets as websocket frames, ready for the wire."""

from wsproto.connection import Connection, ConnectionType
from wsproto.events import BytesMessage, TextMessage

# A server's frames carry no mask and, without extensions, no state: one framer serves every client.
_FRAMER = Connection(ConnectionType.SERVER)


def frame(encoded: str | bytes) -> bytes:
    """One whole message in one frame: text for ``str``, binary for ``bytes``."""
    if isinstance(encoded, str):
        return bytes(_FRAMER.send(TextMessage(data=encoded)))
    return bytes(_FRAMER.send(BytesMessage(data=encoded)))

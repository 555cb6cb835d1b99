"""A box gives itself a new key, by the one it has: cut off at any point, one of the two lets it in.

The server hears only the new key's hash and keeps both until the new one is used. So the box first writes the new key
down, in place of the old one, and only then uses it: before that the old key is good, after it the new one.
"""

import hashlib
import secrets
import uuid
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from hardware.enrolment import keep, load
from hardware.link import Link
from server.contract.catalogue import BoxEnrolled, BoxWelcome
from server.contract.commands import RotateBoxKey
from server.contract.terms import RequestId

KEY_BYTES = 32


def rotate(
    server_url: str, state_folder: Path, *, new_key: Callable[[], str] = lambda: secrets.token_urlsafe(KEY_BYTES)
) -> BoxEnrolled:
    """The box with its new key, which is on disk and has been used once; raises ``LinkError``, and then the key that
    stands on disk is good."""
    changed = replace(load(state_folder), device_key=new_key())
    offer(server_url, load(state_folder).device_key, changed.device_key)
    keep(state_folder, changed)
    use(server_url, changed.device_key)
    return changed


def offer(server_url: str, old_key: str, new_key: str) -> None:
    """Tell the server what to know the new key by; nothing changes for the old one."""
    link = Link(server_url, old_key)
    try:
        key_hash = hashlib.sha256(new_key.encode()).hexdigest()
        link.send(RotateBoxKey(request_id=RequestId(str(uuid.uuid4())), key_hash=key_hash))
    finally:
        link.close()


def use(server_url: str, key: str) -> None:
    """Ask something by a key, which takes it up when it is new."""
    link = Link(server_url, key)
    try:
        link.ask("/v1/boxes/me", BoxWelcome)
    finally:
        link.close()

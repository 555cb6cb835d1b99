"""A box gives itself a new key, by the one it has: cut off at any point, one of the two lets it in.

The server hears only the new key's hash and keeps both until the new one is used. So the box first writes the new key
down, in place of the old one, and only then uses it: before that the old key is good, after it the new one.
"""

import hashlib
import logging
import secrets
import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from hardware.enrolment import keep, key_made_at, load
from hardware.errors import LinkError
from hardware.link import Link
from hardware.settings import BoxSettings
from server.contract.box_commands import RotateBoxKey
from server.contract.catalogue import BoxEnrolled, BoxWelcome
from server.contract.terms import RequestId

KEY_BYTES = 32
PAUSES_SECONDS = (0.2, 0.6)

log = logging.getLogger(__name__)


def renewed(settings: BoxSettings, now: datetime) -> BoxEnrolled:
    """The box, by a new key when its own is older than ``key_days``; with the server away, by the one it has.

    Tried once: a hall that comes back from an outage must not wait for this. ``now`` is aware.
    """
    folder = settings.state_folder
    # A key from the future was made while this box's clock was wrong: nobody knows how old it is.
    age = abs(now - key_made_at(folder))
    if not settings.key_days or age < timedelta(days=settings.key_days):
        return load(folder)
    try:
        changed = rotate(settings.server_url, folder, pauses_seconds=())
    except (LinkError, OSError) as error:
        log.warning("this box's key is %d days old, and is to be changed at the next start: %s", age.days, error)
        return load(folder)
    log.info("this box's key was %d days old, and is changed", age.days)
    return changed


def rotate(
    server_url: str,
    state_folder: Path,
    *,
    new_key: Callable[[], str] = lambda: secrets.token_urlsafe(KEY_BYTES),
    pauses_seconds: Sequence[float] = PAUSES_SECONDS,
) -> BoxEnrolled:
    """The box with its new key, which is on disk and has been used once; raises ``LinkError``, and then the key that
    stands on disk is good."""
    former = load(state_folder)
    changed = replace(former, device_key=new_key())
    offer(server_url, former.device_key, changed.device_key, pauses_seconds=pauses_seconds)
    keep(state_folder, changed)
    use(server_url, changed.device_key, pauses_seconds=pauses_seconds)
    return changed


def offer(server_url: str, old_key: str, new_key: str, *, pauses_seconds: Sequence[float] = PAUSES_SECONDS) -> None:
    """Tell the server what to know the new key by; nothing changes for the old one."""
    link = Link(server_url, old_key, pauses_seconds=pauses_seconds)
    try:
        key_hash = hashlib.sha256(new_key.encode()).hexdigest()
        link.send(RotateBoxKey(request_id=RequestId(str(uuid.uuid4())), key_hash=key_hash))
    finally:
        link.close()


def use(server_url: str, key: str, *, pauses_seconds: Sequence[float] = PAUSES_SECONDS) -> None:
    """Ask something by a key, which takes it up when it is new."""
    link = Link(server_url, key, pauses_seconds=pauses_seconds)
    try:
        link.ask("/v1/boxes/me", BoxWelcome)
    finally:
        link.close()

"""Small files that survive a power cut: whole as before, or whole as after."""

import fcntl
import os
import pwd
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hardware.errors import AlreadyRunning, SettingsRefused

PRIVATE = 0o600
LOCK_FILE = ".running"


def write_durably(path: Path, text: str) -> None:
    """Replace the file; on return it is on the disk, readable by the folder's owner alone, whoever wrote it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.new")
    # Made anew: root must not write through a link that the box's user has laid there.
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        _give_to_owner(file.fileno(), path.parent)
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    _sync_folder(path.parent)


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Two programs with one key would tear each other's notes apart; raises ``AlreadyRunning``, or ``SettingsRefused``
    where the folder is closed to this user."""
    with may_be_closed(folder):
        descriptor = os.open(folder / LOCK_FILE, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, PRIVATE)
    try:
        _give_to_owner(descriptor, folder)
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(descriptor)
        raise AlreadyRunning(folder) from error
    try:
        yield
    finally:
        os.close(descriptor)


@contextmanager
def may_be_closed(folder: Path) -> Iterator[None]:
    """What another user has made in a box's folder, and did not give to its owner, is told with the way out."""
    try:
        yield
    except PermissionError as error:
        user = _name_of(os.geteuid())
        owner = _name_of(_owner_of(folder)) if _owner_of(folder) else user
        why = (
            f"is closed to the user {user}; run this as the box's user (runuser -u {owner} -- …), "
            f"or give everything back to it: chown -R {owner}: {folder}"
        )
        raise SettingsRefused(str(error.filename or folder), why) from error


def _give_to_owner(descriptor: int, folder: Path) -> None:
    """A trial run by root must leave nothing that the box's own user cannot open."""
    if os.geteuid() == 0:
        there = folder.stat()
        os.fchown(descriptor, there.st_uid, there.st_gid)


def _owner_of(folder: Path) -> int:
    """0, as of root's own, where there is no folder."""
    try:
        return folder.stat().st_uid
    except OSError:
        return 0


def _name_of(user: int) -> str:
    try:
        return pwd.getpwuid(user).pw_name
    except KeyError:
        return str(user)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

"""What can be said of a database's files and their disk."""

import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from server.store.findings import Finding, Say, fault, warning, well

_MEGABYTE = 1024 * 1024
_SCARCE_BYTES = 1024 * _MEGABYTE
_TOO_LITTLE_BYTES = 100 * _MEGABYTE
_LONG_LOG_BYTES = 64 * _MEGABYTE


def examine(path: Path) -> Iterator[Finding]:
    """Free space, permissions and the length of the write-ahead log."""
    yield _space(path)
    yield _permissions(path)
    yield _log(path.with_name(f"{path.name}-wal"))


def _space(path: Path) -> Finding:
    free = shutil.disk_usage(path.parent).free
    what = Say(f"Вільно на диску: {free // _MEGABYTE} МБ.", f"{free // _MEGABYTE} MB are free on the disk.")
    remedy = Say(
        "Звільніть місце: коли диск заповниться, талони не видаватимуться.",
        "Make room: when the disk is full, no ticket can be given.",
    )
    if free < _TOO_LITTLE_BYTES:
        return fault("space", str(path.parent), what, remedy)
    if free < _SCARCE_BYTES:
        return warning("space", str(path.parent), what, remedy)
    return well("space", str(path.parent), uk=what.uk, en=what.en)


def _permissions(path: Path) -> Finding:
    open_to_all = [
        each
        for each in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm"))
        if each.exists() and each.stat().st_mode & (stat.S_IROTH | stat.S_IWOTH)
    ]
    if not open_to_all:
        return well("permissions", str(path), uk="Чужі базу не прочитають.", en="Strangers cannot read the database.")
    names = " ".join(map(str, open_to_all))
    return warning(
        "permissions",
        names,
        Say(
            "Базу може прочитати будь-хто на цій машині; у ній відбитки паролів і ключів.",
            "Anybody on this machine can read the database; hashes of passwords and keys are in it.",
        ),
        Say(f"Виконайте: chmod o-rwx {names}", f"Run: chmod o-rwx {names}"),
    )


def _log(log: Path) -> Finding:
    length = log.stat().st_size if log.exists() else 0
    what = Say(f"Журнал упередження: {length // _MEGABYTE} МБ.", f"The write-ahead log has {length // _MEGABYTE} MB.")
    if length <= _LONG_LOG_BYTES:
        return well("log", str(log), uk=what.uk, en=what.en)
    return warning(
        "log",
        str(log),
        what,
        Say(
            "Якась програма довго читає базу й не дає його згорнути: закрийте її або перезапустіть сервер.",
            "Some program has been reading the database for long, so it cannot shrink: end it, or restart the server.",
        ),
    )

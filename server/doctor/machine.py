"""The machine: the folder, the port, the knowledge of time zones."""

import http.client
import json
import os
import shutil
import socket
import stat
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from server.bootstrap import own_version
from server.settings import Settings
from server.store.findings import Finding, Say, fault, warning, well

_ANSWERS_WITHIN_SECONDS = 3.0
_MEGABYTE = 1024 * 1024
_TOO_LITTLE_BYTES = 100 * _MEGABYTE
_ANY_ADDRESS = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}
_HOME_ZONE = "Europe/Kyiv"


def examined(settings: Settings) -> Iterator[Finding]:
    """What has to hold before any hall can be served."""
    yield from _folder(settings.folder.absolute())
    yield _port(settings)
    yield time_zone(_HOME_ZONE)


def time_zone(name: str) -> Finding:
    """Whether this machine knows the zone; a hall without it cannot tell whether it is open."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return fault(
            "time-zone",
            name,
            Say("Машина не знає цього часового поясу.", "This machine does not know the time zone."),
            Say("Встановіть часові пояси: apt install tzdata", "Install the time zones: apt install tzdata"),
        )
    return well("time-zone", name, uk="Часовий пояс відомий.", en="The time zone is known.")


def _folder(folder: Path) -> Iterator[Finding]:
    if not folder.is_dir():
        yield fault(
            "folder",
            str(folder),
            Say("Теки сервера немає.", "There is no folder of the server."),
            Say(
                "Перевірте «folder» у налаштуваннях або запустіть сервер: він її створить.",
                "Check “folder” in the settings, or start the server, which makes it.",
            ),
        )
        return
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        yield fault(
            "folder",
            str(folder),
            Say(f"У теку не можна писати: {error.strerror}.", f"The folder cannot be written: {error.strerror}."),
            Say(
                "Запустіть цю команду від імені користувача сервера; інакше перевірте власника теки й диск.",
                "Run this as the server's user; else see to the folder's owner and the disk.",
            ),
        )
        return
    yield well("folder", str(folder), uk="У теку можна писати.", en="The folder can be written.")
    yield _room(folder)
    yield from _secret(folder / "secret-key")


def _room(folder: Path) -> Finding:
    free = shutil.disk_usage(folder).free
    what = Say(f"Вільно на диску: {free // _MEGABYTE} МБ.", f"{free // _MEGABYTE} MB are free on the disk.")
    if free >= _TOO_LITTLE_BYTES:
        return well("room", str(folder), uk=what.uk, en=what.en)
    return fault(
        "room",
        str(folder),
        what,
        Say("Звільніть місце: сервер не зможе писати.", "Make room: the server will not be able to write."),
    )


def _secret(path: Path) -> Iterator[Finding]:
    if path.exists() and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        yield warning(
            "secret",
            str(path),
            Say("Секрет сервера може прочитати хтось інший.", "Others can read the server's secret."),
            Say(f"Виконайте: chmod 600 {path}", f"Run: chmod 600 {path}"),
        )


def _port(settings: Settings) -> Finding:
    which = f"{settings.host}:{settings.port}"
    said = _health(_ANY_ADDRESS.get(settings.host, settings.host), settings.port)
    if said is None:
        return _free(settings, which)
    if said.get("status") != "ready":
        return fault(
            "port",
            which,
            Say("На порту сервера відповідає щось інше.", "Something else answers on the server's port."),
            Say(
                f"Зупиніть його (хто це: ss -ltnp | grep :{settings.port}) або змініть «port» у налаштуваннях.",
                f"Stop it (who it is: ss -ltnp | grep :{settings.port}), or change “port” in the settings.",
            ),
        )
    if said.get("version") != own_version():
        return warning(
            "port",
            which,
            Say(
                f"Працює версія {said.get('version')}, а встановлено {own_version()}.",
                f"Version {said.get('version')} is running, but {own_version()} is installed.",
            ),
            Say("Перезапустіть сервер.", "Restart the server."),
        )
    return well("port", which, uk="Сервер працює й відповідає.", en="The server runs and answers.")


def _free(settings: Settings, which: str) -> Finding:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as trying:
            trying.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trying.bind((settings.host, settings.port))
    except OSError as error:
        said = error.strerror or os.strerror(error.errno or 0)
        return fault(
            "port",
            which,
            Say(f"Сервер не зможе тут слухати: {said}.", f"The server could not listen here: {said}."),
            Say("Змініть «host» або «port» у налаштуваннях.", "Change “host” or “port” in the settings."),
        )
    return warning(
        "port",
        which,
        Say("Сервер не працює; порт вільний.", "The server does not run; its port is free."),
        Say(
            "Запустіть його: systemctl start cherha-server (або cherha serve).",
            "Start it: systemctl start cherha-server (or cherha serve).",
        ),
    )


def _health(host: str, port: int) -> dict[str, Any] | None:
    """What the health page says; None when nobody listens, an empty answer when it is not ours."""
    name = f"[{host}]" if ":" in host else host
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(
            f"http://{name}:{port}/v1/health", timeout=_ANSWERS_WITHIN_SECONDS
        ) as reply:
            said = json.loads(reply.read(4096))
            return said if isinstance(said, dict) else {}
    except urllib.error.HTTPError as error:
        error.close()
        return {}
    except urllib.error.URLError as error:
        return None if isinstance(error.reason, ConnectionRefusedError | socket.gaierror) else {}
    except (OSError, ValueError, http.client.HTTPException):
        return {}

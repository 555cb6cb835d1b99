"""A real server of the sample hall, in its own process and folder, and what tests need to do in it without a page."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import requests
from playwright.sync_api import Page

from server.bootstrap import Core, build_core
from server.contract.terms import BoxKind, RequestId
from server.demo import sample
from server.demo.seed import HALL_ID, fresh_codes, seed
from server.settings import Settings
from server.usecases.actor import SystemActor
from server.usecases.office import SaveHall
from tests.ports import free_port

ROOT = Path(__file__).parents[2]
DEADLINE_SECONDS = 60.0
HALL_ZONE = ZoneInfo(f"Etc/GMT{(datetime.now(UTC).hour + 3) % 24 - 12:+d}")
"""Of the sample hall in tests: where it is morning now, so that no midnight ends its day while they run."""
PLAIN = {"CHERHA_VOICE": "none", "CHERHA_FORECAST": "false"}
"""A server whose tests need neither voice nor forecast: both take seconds to start, and a forecast moves by itself."""


@dataclass(slots=True, kw_only=True)
class Hall:
    """The running server; ``folder`` holds its database and its log."""

    url: str
    folder: Path
    codes: dict[BoxKind, str] = field(default_factory=dict)
    """One-time codes of the sample boxes, none of them used yet."""
    environment: dict[str, str] = field(default_factory=dict)
    password: str = sample.PASSWORD
    hall_id: str = HALL_ID
    process: subprocess.Popen[str] | None = None
    _sessions: dict[str, requests.Session] = field(default_factory=dict)

    def start(self) -> None:
        """Serve, at the same address as before; returns when the server answers."""
        port = self.url.rpartition(":")[2]
        environment = os.environ | {
            "CHERHA_FOLDER": str(self.folder),
            "CHERHA_PORT": port,
            "CHERHA_LOG_LEVEL": "warning",
        }
        with (self.folder / "server.log").open("a", encoding="utf-8") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "server", "serve"],
                cwd=ROOT,
                env=environment | self.environment,
                stdout=log,
                stderr=log,
                text=True,
            )
        wait_until(self._answers, f"the server answers; its log:\n{self.log()}")

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """End the process; SIGKILL is what a power cut does."""
        assert self.process is not None
        self.process.send_signal(how)
        try:
            self.process.wait(DEADLINE_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise AssertionError(f"the server did not stop by {how.name}") from None

    def log(self) -> str:
        """What the server has said so far."""
        path = self.folder / "server.log"
        return path.read_text("utf-8") if path.exists() else ""

    def sign_in(self, page: Page, login: str) -> None:
        """Through the page, as a person does; stays where the server leads."""
        page.goto(f"{self.url}/sign-in")
        page.locator("input[name=login]").fill(login)
        page.locator("input[name=password]").fill(self.password)
        page.locator("main button").click()
        page.wait_for_url(lambda url: "/sign-in" not in url)

    def session(self, login: str) -> requests.Session:
        """Somebody signed in over HTTP; commands of it need ``csrf(session)``."""
        if login not in self._sessions:
            session = requests.Session()
            token = csrf_in(session.get(f"{self.url}/sign-in", timeout=DEADLINE_SECONDS).text)
            form = {"login": login, "password": self.password, "csrf_token": token}
            reply = session.post(f"{self.url}/sign-in", form, timeout=DEADLINE_SECONDS, allow_redirects=False)
            assert reply.status_code == 303, reply.text
            session.headers["X-CSRFToken"] = token
            self._sessions[login] = session
        return self._sessions[login]

    def forget_sessions(self) -> None:
        """Close the connections of everybody who signed in over HTTP."""
        for session in self._sessions.values():
            session.close()
        self._sessions.clear()

    def command(self, login: str, name: str, members: dict[str, Any] | None = None) -> dict[str, Any]:
        """A command by somebody, accepted; the answer with its ``kind``."""
        body = {"request_id": str(uuid.uuid4()), **(members or {})}
        reply = self.session(login).post(f"{self.url}/v1/commands/{name}", json=body, timeout=DEADLINE_SECONDS)
        assert reply.status_code == 200, reply.text
        answer: dict[str, Any] = reply.json()
        return answer

    def enrol(self, kind: BoxKind) -> str:
        """The device key of the sample box of this kind; once in a hall."""
        reply = requests.post(
            f"{self.url}/v1/boxes/enrol", json={"code": self.codes.pop(kind)}, timeout=DEADLINE_SECONDS
        )
        assert reply.status_code == 200, reply.text
        key: str = reply.json()["device_key"]
        return key

    def box_command(self, key: str, name: str, members: dict[str, Any] | None = None) -> dict[str, Any]:
        """A command by a box, accepted."""
        reply = requests.post(
            f"{self.url}/v1/commands/{name}",
            json={"request_id": str(uuid.uuid4()), **(members or {})},
            headers={"Authorization": f"Box {key}"},
            timeout=DEADLINE_SECONDS,
        )
        assert reply.status_code == 200, reply.text
        answer: dict[str, Any] = reply.json()
        return answer

    @contextmanager
    def core(self) -> Iterator[Core]:
        """The same database from the test's own process, for looking and for what no page can bring about."""
        core = build_core(Settings(folder=self.folder, database=self.environment.get("CHERHA_DATABASE", "")))
        try:
            yield core
        finally:
            core.store.close()

    def decide(self, **decisions: Any) -> None:
        """As the office would: settings of the hall, such as ``missed_after_seconds=0``."""
        with self.core() as core:
            hall = core.store.read(HALL_ID, lambda records: records.halls.get())
            assert hall is not None
            command = SaveHall(
                request_id=RequestId(str(uuid.uuid4())),
                name=hall.name,
                time_zone=hall.time_zone,
                hours=decisions.pop("hours", hall.hours),
                exceptions=decisions.pop("exceptions", hall.exceptions),
                settings=replace(hall.settings, **decisions),
            )
            core.bus.handle(SystemActor(hall_id=HALL_ID, name="test"), command)

    def window_ids(self) -> dict[str, str]:
        """Ids of the windows, by name."""
        with self.core() as core:
            return core.store.read(
                HALL_ID, lambda records: {window.name: window.id for window in records.windows.all()}
            )

    def service_ids(self) -> dict[str, str]:
        """Ids of the services, by Ukrainian name."""
        with self.core() as core:
            return core.store.read(
                HALL_ID, lambda records: {service.name["uk"]: service.id for service in records.catalogue.services()}
            )

    def _answers(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, f"the server has ended:\n{self.log()}"
        try:
            return requests.get(f"{self.url}/v1/health", timeout=DEADLINE_SECONDS).status_code == 200
        except requests.ConnectionError:
            return False


def seeded_folder(folder: Path, database: str = "") -> dict[BoxKind, str]:
    """The sample hall's database in a folder, or at an address; the codes that enrol its boxes."""
    core = build_core(Settings(folder=folder, database=database))
    seed(core, time_zone=HALL_ZONE.key)
    codes = fresh_codes(core).codes
    core.store.close()
    return codes


@contextmanager
def running_hall(folder: Path, codes: dict[BoxKind, str] | None = None, **environment: str) -> Iterator[Hall]:
    """A server on the database of a folder (made if there is none), with further settings of its environment."""
    folder.mkdir(parents=True, exist_ok=True)
    url = f"http://127.0.0.1:{free_port()}"
    hall = Hall(url=url, folder=folder, codes=dict(codes or {}), environment=PLAIN | environment)
    try:
        hall.start()
        yield hall
    finally:
        hall.forget_sessions()
        if hall.process is not None and hall.process.poll() is None:
            hall.stop()


def copy_of(template: Path, folder: Path) -> Path:
    """A fresh hall of an already seeded one; passwords are slow to hash, so it is seeded only once a run."""
    shutil.copytree(template, folder, dirs_exist_ok=True)
    return folder


def csrf_in(html: str) -> str:
    """The token of a page of ours."""
    found = re.search(r'<meta name="csrf" content="([^"]+)">', html)
    assert found, html
    return found[1]


def wait_until(is_so: Callable[[], bool], what: str, seconds: float = DEADLINE_SECONDS) -> None:
    """Returns as soon as it is so; fails after the deadline."""
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, f"did not happen within {seconds} s: {what}"
        time.sleep(0.02)

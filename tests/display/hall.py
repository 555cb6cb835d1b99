"""The steered hall for tests of the board: starts the server beside this file and makes what it is to show."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import requests

from server.contract import wire
from server.contract.messages import Announcement, AudioClip, BoardCall, BoardSnapshot, BoardWaiting, Proclamation
from server.contract.terms import CallId, HallId, Intake, TicketId, TicketState
from tests.ports import free_port

SERVER = Path(__file__).with_name("hall_server.py")
ROOT = SERVER.parents[2]
NAME = {"uk": "Центр надання адміністративних послуг «Прозорий офіс»", "en": "Center for Administrative Services"}
NOTICE = {
    "uk": "Особи з інвалідністю мають право на обслуговування позачергово. Скажіть про це рецепції.",
    "en": "Persons with disabilities have the right to be served out of turn. Please tell the reception.",
}
SPHERES = (
    ("Реєстрація місця проживання", "Place of residence", ("Р",)),
    ("Паспортні послуги", "Passports", ("П", "Ф")),
    ("Соціальні послуги", "Social services", ("Ц",)),
    ("Земля", "Land", ("З",)),
    ("Бізнес і нерухомість", "Business and property", ("Б", "Д")),
    ("Видача готових документів", "Collecting documents", ("Л",)),
)


@dataclass(slots=True)
class Hall:
    """A running server and the calls of its hall; ``call`` and ``announce`` are what a desk would cause."""

    port: int = field(default_factory=free_port)
    calls: list[BoardCall] = field(default_factory=list)
    version: str = "1"
    process: subprocess.Popen[str] | None = None
    numbers: Any = field(default_factory=lambda: count(1))

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Listen, at the same port as before."""
        self.process = subprocess.Popen(
            [sys.executable, SERVER, str(self.port)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT), "HALL_VERSION": self.version},
        )
        assert self.process.stdout is not None
        assert int(self.process.stdout.readline()) == self.port

    def begin_anew(self) -> None:
        """As if it had just started: with nobody called and nothing published."""
        if self.process is None or self.process.poll() is not None or self.version != "1":
            self.end()
            self.version = "1"
            self.start()
        self.calls.clear()
        self._steer("forget", None)

    def signal(self, number: signal.Signals) -> None:
        """SIGSTOP freezes the server with its connections open."""
        assert self.process is not None
        self.process.send_signal(number)

    def end(self) -> None:
        """As a blackout would."""
        if self.process is None:
            return
        self.process.kill()
        self.process.wait()
        assert self.process.stdout is not None
        self.process.stdout.close()

    def call(self, label: str, window: str, state: TicketState = TicketState.CALLED, *, ago: float = 0) -> BoardCall:
        """One more call, at the head of the board."""
        ticket = f"ticket-{next(self.numbers)}"
        row = BoardCall(
            ticket_id=TicketId(ticket),
            call_id=CallId(f"{ticket}/1"),
            label=label,
            window_name=window,
            state=state,
            called_at=datetime.now(UTC) - timedelta(seconds=ago),
        )
        self.calls.insert(0, row)
        return row

    def recall(self, row: BoardCall) -> BoardCall:
        """The same ticket once more, with a new id."""
        self.calls.remove(row)
        again = BoardCall(
            ticket_id=row.ticket_id,
            call_id=CallId(f"{row.ticket_id}/2"),
            label=row.label,
            window_name=row.window_name,
            state=row.state,
            called_at=datetime.now(UTC),
        )
        self.calls.insert(0, again)
        return again

    def snapshot(self, **changes: Any) -> BoardSnapshot:
        """The board as the server would build it now."""
        waiting = tuple(
            BoardWaiting(name={"uk": uk, "en": en}, letters=letters, people=(7 * index + 3) % 12)
            for index, (uk, en, letters) in enumerate(SPHERES)
        )
        members: dict[str, Any] = {
            "hall_name": NAME,
            "time_zone": "Europe/Kyiv",
            "now": datetime.now(UTC),
            "calls": tuple(self.calls),
            "waiting": waiting,
            "waiting_total": sum(sphere.people for sphere in waiting),
            "notice": NOTICE,
            "intake": Intake.OPEN,
        }
        return BoardSnapshot(**{**members, **changes})

    def publish(self, **changes: Any) -> str:
        """Send the board to whoever has joined; its revision as the page writes it."""
        revision = self._steer("board", wire.to_json(self.snapshot(**changes)))
        return f"{revision['sequence']}.{revision['refresh']}"

    def announce(self, row: BoardCall, *, tenths: int = 12, expires_in: float = 60, name: str = "uk") -> None:
        """Have a call said, by a sound of so many tenths of a second; 0 for no sound at all."""
        clips = (AudioClip(language="uk", path=f"/audio/{name}-{tenths}.wav", seconds=tenths / 10),) if tenths else ()
        said = Announcement(
            id=row.call_id,
            hall_id=HallId("hall-1"),
            ticket_id=row.ticket_id,
            label=row.label,
            window_name=row.window_name,
            texts={"uk": f"Талон {row.label}"},
            audio=clips,
            called_at=row.called_at,
            expires_at=datetime.now(UTC) + timedelta(seconds=expires_in),
        )
        self._steer("announcement", wire.to_json(said))

    def proclaim(self, words: str, *, tenths: int = 12, expires_in: float = 60) -> None:
        """Have words said to the whole hall."""
        said = Proclamation(
            id=f"proclamation-{next(self.numbers)}",
            hall_id=HallId("hall-1"),
            texts={"uk": words},
            audio=(AudioClip(language="uk", path=f"/audio/words-{tenths}.wav", seconds=tenths / 10),),
            expires_at=datetime.now(UTC) + timedelta(seconds=expires_in),
        )
        self._steer("proclamation", wire.to_json(said))

    def enrolled(self, answer: str) -> None:
        """``yes`` or ``no``: whether the server knows the screen."""
        self._steer(f"enrolled/{answer}", None)

    def _steer(self, what: str, body: wire.Json) -> Any:
        reply = requests.post(f"{self.address}/steer/{what}", json=body, timeout=60)
        reply.raise_for_status()
        return reply.json()

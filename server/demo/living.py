"""``cherha demo --live``: the simulator's play in real time, over HTTP like everybody, so that a newcomer sees a hall
that lives.
"""

import logging
import random
import re
import threading
import time
from collections.abc import Mapping
from datetime import datetime
from itertools import count

import requests

from server.contract import wire
from server.contract.answers import Answer, Done, NobodyWaiting
from server.contract.catalogue import BoxEnrolled
from server.contract.commands import CallNext
from server.contract.problems import Problem
from server.contract.terms import PersonId, ProblemCode
from server.demo.living_cast import PEOPLE, Cast
from server.domain.errors import Refusal
from server.machine import SystemChance
from server.simulate.asking import working_days
from server.simulate.playing import Play
from server.simulate.stage import Stage
from server.usecases.actor import Actor, PersonActor
from server.usecases.bus import AnyAnswer, AnyCommand

log = logging.getLogger(__name__)

_NOT_COME_SECONDS = 125
"""The server lets nobody be marked missed earlier, and it knows no other speed than that of the clock."""
_LOOKS_EVERY_SECONDS = 5
_TIMEOUT_SECONDS = 10.0


class PacedClock:
    """A play's time, so many times as fast as the wall's."""

    def __init__(self, speed: float) -> None:
        self._speed = speed
        self._began: tuple[datetime, float] | None = None

    def go_on_to(self, wall: datetime) -> None:
        """Waits until then; the first time it is asked is when the play begins."""
        if self._began is None:
            self._began = wall, time.monotonic()
        first, began = self._began
        due = began + (wall - first).total_seconds() / self._speed
        time.sleep(max(0.0, due - time.monotonic()))


class HttpDoor:
    """Gives commands to a server, each as who gives it: people by their session, boxes by their key."""

    def __init__(self, server_url: str, device_key: str, sessions: Mapping[PersonId, str]) -> None:
        self._url = server_url
        self._box = _connection({"Authorization": f"Box {device_key}"})
        self._people = {person_id: self._signed_in(secret) for person_id, secret in sessions.items()}

    def handle(self, actor: Actor, command: AnyCommand) -> AnyAnswer:
        """A citizen's refusal is the play's affair; at a window somebody else, who looks at the demo, may have been
        quicker: then nobody was called, or there is nothing left to do.
        """
        if not isinstance(actor, PersonActor):
            return self._give(self._box, command)
        try:
            return self._give(self._people[actor.person_id], command)
        except Refusal as refusal:
            log.debug("%s at a window was refused: %s", type(command).__name__, refusal.code)
            return NobodyWaiting() if isinstance(command, CallNext) else Done()

    def _give(self, connection: requests.Session, command: AnyCommand) -> AnyAnswer:
        address = f"{self._url}/v1/commands/{wire.kind_of(type(command))}"
        body = wire.dumps(command).encode()
        try:
            reply = connection.post(
                address, data=body, headers={"Content-Type": "application/json"}, timeout=_TIMEOUT_SECONDS
            )
        except requests.RequestException as error:
            raise Refusal(ProblemCode.SERVER_AWAY) from error
        if reply.ok:
            answer: Answer = wire.loads(Answer, reply.content)
            return answer
        refused: Problem = wire.loads(Problem, reply.content)
        raise Refusal(refused.code)

    def _signed_in(self, secret: str) -> requests.Session:
        connection = _connection({})
        connection.cookies.set("cherha_session", secret)
        page = connection.get(f"{self._url}/sign-in", timeout=_TIMEOUT_SECONDS).text
        connection.headers["X-CSRFToken"] = re.findall(r'<meta name="csrf" content="([^"]+)">', page)[0]
        return connection


def live_words(speed: float) -> str:
    """What a newcomer should know."""
    windows = ", ".join(PEOPLE)
    return (
        f"    Живий зал: люди приходять, вікна {windows} працюють, у {speed:g} разів швидше; решта вікон ваші\n"
        f"    A living hall: people come, windows {windows} work, {speed:g} times as fast; the others are yours\n"
    )


def begin_living(server_url: str, players: Cast, speed: float) -> None:
    """Sets the play going aside; it ends with the process."""
    threading.Thread(target=_live, args=(server_url, players, speed), name="living-hall", daemon=True).start()


def _live(server_url: str, players: Cast, speed: float) -> None:
    """One day after another, each beginning with the morning's rush."""
    door = HttpDoor(server_url, enrolled(server_url, players.kiosk_code), players.sessions)
    for number in count():
        stage = Stage(bus=door, clock=PacedClock(speed), chance=SystemChance())
        play = Play(
            stage,
            players.plan,
            players.hall,
            seed=random.randrange(1_000_000),
            not_come_ms=round(_NOT_COME_SECONDS * 1000 * speed),
            looks_every_ms=round(_LOOKS_EVERY_SECONDS * 1000 * speed),
        )
        (day,) = working_days(1)
        play.day(day, number)


def enrolled(server_url: str, code: str) -> str:
    """The device key for a one-time code."""
    reply = requests.post(f"{server_url}/v1/boxes/enrol", json={"code": code}, timeout=_TIMEOUT_SECONDS)
    enrolled: BoxEnrolled = wire.loads(BoxEnrolled, reply.content)
    return enrolled.device_key


def _connection(headers: Mapping[str, str]) -> requests.Session:
    """Without a proxy of the environment: the server is on this machine."""
    connection = requests.Session()
    connection.trust_env = False
    connection.headers.update(headers)
    return connection

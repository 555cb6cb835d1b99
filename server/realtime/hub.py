"""Who is connected, who may join which topic, and the first snapshot."""

import logging
from collections.abc import Callable, Iterable
from typing import Any, Protocol

from flask import Request, request
from flask_socketio import SocketIO
from socketio.exceptions import ConnectionRefusedError as SocketRefused

from server.contract import wire
from server.contract.problems import problem
from server.contract.terms import BoxId, BoxKind, ProblemCode, Role
from server.contract.topics import (
    BoardTopic,
    BoxesTopic,
    BoxTopic,
    DeskTopic,
    KioskTopic,
    QueueTopic,
    TicketTopic,
    Topic,
    topic_at,
)
from server.usecases.actor import BoxActor, PersonActor

log = logging.getLogger(__name__)

Client = PersonActor | BoxActor | None
_TOPICS_A_STRANGER = 16
_TOPICS_A_CLIENT = 128
"""A box with the buttons of every window looks at each window's desk."""


class Doorkeeper(Protocol):
    """Knows clients by their cookies, headers or device key."""

    def recheck(self, asking: Request, device_key: str | None) -> Callable[[], Client]:
        """Tells who the client is now, each time it is called; None without valid credentials."""


class Joined:
    """Which clients look at which topic; for the hub's own thread only."""

    def __init__(self) -> None:
        self._sids: dict[Topic, set[str]] = {}
        self._topics: dict[str, set[Topic]] = {}
        self._clients: dict[str, Client] = {}
        self._rechecks: dict[str, Callable[[], Client]] = {}
        self._boxes_here: dict[BoxId, set[str]] = {}

    def arrive(self, sid: str, client: Client, recheck: Callable[[], Client]) -> None:
        """A client has connected; ``recheck`` tells later whether it still is who it was."""
        self._clients[sid] = client
        self._rechecks[sid] = recheck
        self._topics[sid] = set()
        if isinstance(client, BoxActor):
            self._boxes_here.setdefault(client.box_id, set()).add(sid)

    def leave(self, sid: str) -> None:
        """A client has gone."""
        for topic in self._topics.pop(sid, ()):
            self._sids[topic].discard(sid)
            if not self._sids[topic]:
                del self._sids[topic]
        self._rechecks.pop(sid, None)
        client = self._clients.pop(sid, None)
        if isinstance(client, BoxActor):
            self._boxes_here[client.box_id].discard(sid)
            if not self._boxes_here[client.box_id]:
                del self._boxes_here[client.box_id]

    def join(self, sid: str, topic: Topic) -> bool:
        """False when the client has gone meanwhile or looks at too much."""
        topics = self._topics.get(sid)
        most = _TOPICS_A_STRANGER if self._clients.get(sid) is None else _TOPICS_A_CLIENT
        if topics is None or len(topics) >= most:
            return False
        topics.add(topic)
        self._sids.setdefault(topic, set()).add(sid)
        return True

    def client(self, sid: str) -> Client:
        """Who the client is."""
        return self._clients.get(sid)

    def topics(self) -> Iterable[Topic]:
        """Every topic that somebody looks at."""
        return tuple(self._sids)

    def sids(self, topic: Topic) -> set[str]:
        """Who looks at a topic; a live set."""
        return self._sids.get(topic, set())

    def is_here(self, box_id: BoxId) -> bool:
        """Whether a box is connected this moment, as far as anybody has hung up."""
        return box_id in self._boxes_here

    def sids_of(self, box_id: BoxId) -> tuple[str, ...]:
        """A box's sockets: its own, and its page's."""
        return tuple(self._boxes_here.get(box_id, ()))

    def strangers(self) -> list[str]:
        """Clients who are no longer who they were: signed out, archived, or with other roles."""
        known = [(sid, client) for sid, client in self._clients.items() if client is not None]
        return [sid for sid, client in known if sid in self._rechecks and self._rechecks[sid]() != client]


class Snapshots(Protocol):
    """Builds the present snapshot of a topic, as JSON of ``Published``."""

    def present(self, topic: Topic) -> wire.Json | None:
        """None when there is no such hall, window, box or ticket."""

    def greet(self, sid: str, topic: Topic) -> None:
        """Tells a client that has just joined what was said a moment before."""

    def has_panel_at(self, box_id: BoxId, topic: DeskTopic) -> bool:
        """Whether a panel of the box stands at the window."""


def attach(socketio: SocketIO, doorkeeper: Doorkeeper, joined: Joined, snapshots: Snapshots) -> None:
    """Puts the three handlers in place; sockets only speak, so there is no other."""

    def connect(auth: Any = None) -> None:
        key = auth.get("device_key") if isinstance(auth, dict) else None
        recheck = doorkeeper.recheck(request, key if isinstance(key, str) else None)
        client = recheck()
        if key is not None and client is None:
            said = problem(ProblemCode.UNKNOWN_DEVICE_KEY)
            raise SocketRefused(said.code, {"problem": wire.to_json(said)})
        joined.arrive(_sid(), client, recheck)

    def disconnect(_reason: Any = None) -> None:
        joined.leave(_sid())

    def join(asked: Any = None) -> wire.Json:
        path = asked.get("topic") if isinstance(asked, dict) else None
        topic = topic_at(path) if isinstance(path, str) else None
        if topic is None:
            return _refused(ProblemCode.NOT_FOUND)
        if not may_join(joined.client(_sid()), topic, snapshots.has_panel_at):
            return _refused(ProblemCode.FOREIGN_TOPIC)
        # Joined before the snapshot is built, so that nothing is missed between; what comes twice is not newer.
        if not joined.join(_sid(), topic):
            return _refused(ProblemCode.BUSY)
        snapshot = snapshots.present(topic)
        snapshots.greet(_sid(), topic)
        return _refused(ProblemCode.NOT_FOUND) if snapshot is None else snapshot

    _hear_nothing_but_join(socketio)
    socketio.on_event("connect", connect)
    socketio.on_event("disconnect", disconnect)
    socketio.on_event("join", join)


def _hear_nothing_but_join(socketio: Any) -> None:
    """python-socketio hands an event that a client names «connect» to the very handler that lets clients in.

    The hook is ``Server._handle_event``, not public: the packages are pinned and the tests hold the rest.
    """
    handle = socketio.server._handle_event

    def heard(eio_sid: str, namespace: str | None, number: int | None, said: Any) -> None:
        match said:
            case ["join", _]:
                handle(eio_sid, namespace, number, said)
            case _:
                log.debug("a client said what no client says")

    socketio.server._handle_event = heard


def may_join(client: Client, topic: Topic, has_panel_at: Callable[[BoxId, DeskTopic], bool]) -> bool:
    """Who a topic is for: the table of ``server/contract/topics.py``."""
    if isinstance(topic, TicketTopic):
        return True
    if client is None or client.hall_id != topic.hall_id:
        return False
    if isinstance(client, PersonActor):
        return _may_person_join(client, topic)
    match topic:
        case BoardTopic():
            return client.kind is BoxKind.DISPLAY
        case KioskTopic():
            return client.kind is BoxKind.KIOSK
        case DeskTopic():
            return client.kind is BoxKind.BUTTONS or (
                client.kind is not BoxKind.DISPLAY and has_panel_at(client.box_id, topic)
            )
        case BoxTopic(_, box_id):
            return client.box_id == box_id
        case QueueTopic() | BoxesTopic():
            return False


def _may_person_join(person: PersonActor, topic: Topic) -> bool:
    match topic:
        case BoxesTopic():
            return bool(person.roles & {Role.RECEPTIONIST, Role.SUPERVISOR, Role.IT})
        case BoxTopic() | KioskTopic():
            return Role.IT in person.roles
        case _:
            return bool(person.roles)


def _refused(code: ProblemCode) -> wire.Json:
    log.debug("join refused: %s", code)
    return {"problem": wire.to_json(problem(code))}


def _sid() -> str:
    sid: str = request.sid  # type: ignore[attr-defined]  # flask-socketio adds it
    return sid

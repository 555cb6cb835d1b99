"""The one place where ports meet adapters."""

import logging
import os
import secrets
import shlex
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TypeVar

import gevent
from flask import Flask
from flask_socketio import SocketIO
from gevent.threadpool import ThreadPool

from server.contract.terms import BoxId, HallId, Language, RequestId
from server.domain.errors import Refusal
from server.domain.events import Event
from server.forecast.child import Child
from server.forecast.keeper import Foresight, Keeper
from server.forecast.latest import Latest
from server.i18n.catalogue import translate
from server.identity import Identity
from server.machine import SystemChance, SystemClock, kept_secret
from server.realtime.fanout import Fanout
from server.realtime.farewell import CHANGES_OF_RIGHTS
from server.realtime.hub import Joined, attach
from server.realtime.presence import PresenceWatch
from server.realtime.publisher import Publisher
from server.realtime.websocket import SOCKETIO_OPTIONS, install
from server.settings import BadSetting, Settings
from server.simulate.stage import OwnStage, PlayedClock, SeededChance
from server.store.gevent_wait import GeventWaiting
from server.store.inline_store import InlineStore
from server.store.opening import open_store
from server.store.sql_store import SqlStore
from server.usecases.actor import SystemActor
from server.usecases.bus import CommandBus
from server.usecases.office import LetTimePass, NoteStart
from server.voice.announcer import StudioAnnouncer
from server.voice.clips import ClipVoice
from server.voice.command import CommandVoice
from server.voice.espeak import EspeakVoice
from server.voice.ports import Voice
from server.voice.studio import Studio
from server.web.factory import create_app
from server.web.guards import Doorkeeper
from server.web.parts import Parts

T = TypeVar("T")

log = logging.getLogger(__name__)

_THREADS = 4
_VOICE_TIMEOUT_SECONDS = 5.0
_TICK_SECONDS = 1.0


class CatalogueWording:
    """The gettext catalogues as the port ``Wording``."""

    def text(self, language: Language, english: str) -> str:
        """A fixed text in a language."""
        return translate(language, english)


class Newsdesk:
    """The port ``Newsroom``: hands commits on to publisher and forecasts, once there are any."""

    def __init__(self) -> None:
        self.identity: Identity | None = None
        self.publisher: Publisher | None = None
        self.keeper: Keeper | None = None

    def committed(self, hall_id: HallId, sequence: int, events: Sequence[Event]) -> None:
        """Tells the publisher first: people look at what it shows. Yet a right that has ended is forgotten before."""
        if self.identity is not None and any(isinstance(event, CHANGES_OF_RIGHTS) for event in events):
            self.identity.changed()
        if self.publisher is not None:
            self.publisher.committed(hall_id, sequence, events)
        if self.keeper is not None:
            self.keeper.committed(hall_id)


@dataclass(slots=True, kw_only=True)
class Welcome:
    """The one-time link of the first start: valid while there is no hall."""

    store: SqlStore | InlineStore
    code: str = field(default_factory=lambda: secrets.token_urlsafe(16))

    def __call__(self) -> str | None:
        """The code, or None once a hall is founded."""
        return None if self.store.read_house(lambda house: house.halls()) else self.code


@dataclass(frozen=True, slots=True, kw_only=True)
class Core:
    """The server without its network: what the command line and the demo's seed work with."""

    store: SqlStore | InlineStore
    bus: CommandBus
    identity: Identity
    newsdesk: Newsdesk
    latest: Latest


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """Everything that serves."""

    core: Core
    app: Flask
    publisher: Publisher
    keeper: Keeper | None
    """None: simple ranges are told."""
    welcome: Welcome
    presence_watch: PresenceWatch

    def begin(self) -> None:
        """Notes the start in every hall, and sets publisher, forecasts and ticker going; for gevent's thread."""
        for hall_id in self._halls():
            self.core.bus.handle(
                SystemActor(hall_id=hall_id), NoteStart(request_id=_request_id(), version=own_version())
            )
        self.publisher.start()
        if self.keeper is not None:
            self.keeper.start(self._halls())
        gevent.spawn(self._tick)

    def _tick(self) -> None:
        is_well = True
        while True:
            gevent.sleep(_TICK_SECONDS)
            try:
                self._let_time_pass()
            except Exception:
                # The outermost loop: without it no slip is given up and no day ends until the next start.
                if is_well:
                    log.exception("time could not pass; it is tried again every second")
                is_well = False
            else:
                is_well = True

    def _let_time_pass(self) -> None:
        for hall_id in self._halls():
            # The disk or the lock is away: commands say so, and the next tick tries again.
            with suppress(Refusal):
                self.core.bus.handle(SystemActor(hall_id=hall_id), LetTimePass(request_id=_request_id()))
                self.presence_watch.look_at(hall_id)

    def _halls(self) -> list[HallId]:
        return self.core.store.read_house(lambda house: [hall.id for hall in house.halls()])


def build_core(settings: Settings, *, is_gevent: bool = False) -> Core:
    """Store, bus and identity on the migrated database of the settings."""
    folder_of(settings)
    store = open_store(settings.database_url, waiter=GeventWaiting) if is_gevent else open_store(settings.database_url)
    store.migrate()
    newsdesk = Newsdesk()
    clock, chance = SystemClock(), SystemChance()
    latest = Latest(clock)
    bus = CommandBus(
        store=store,
        clock=clock,
        chance=chance,
        wording=CatalogueWording(),
        newsroom=newsdesk,
        public_url=settings.base_url,
        prospects=latest,
    )
    aside = _thread_pool() if is_gevent else at_once
    identity = Identity(store=store, bus=bus, clock=clock, chance=chance, aside=aside)
    newsdesk.identity = identity
    return Core(store=store, bus=bus, identity=identity, newsdesk=newsdesk, latest=latest)


def build_stage(clock: PlayedClock, chance: SeededChance, database_url: str = "sqlite://") -> OwnStage:
    """A store that no real hall knows, in memory unless said otherwise, and the bus on it, for the simulator."""
    store = open_store(database_url)
    store.migrate()
    bus = CommandBus(
        store=store,
        clock=clock,
        chance=chance,
        wording=CatalogueWording(),
        newsroom=Newsdesk(),
        public_url="https://hall.example",
    )
    return OwnStage(store=store, bus=bus, clock=clock, chance=chance)


def build_server(settings: Settings) -> Server:
    """The whole server for gevent, not yet listening; the process must be monkey-patched already."""
    core = build_core(settings, is_gevent=True)
    clock, joined = SystemClock(), Joined()
    welcome, studio = Welcome(store=core.store), _studio(settings)
    app = create_app(
        Parts(
            store=core.store,
            bus=core.bus,
            identity=core.identity,
            clock=clock,
            chance=SystemChance(),
            version=own_version(),
            base_url=settings.base_url,
            is_https=settings.is_https,
            sound=lambda name: None if studio is None else studio.find(name),
            is_here=joined.is_here,
            welcome_code=welcome,
            prospects=core.latest,
        ),
        kept_secret(folder_of(settings) / "secret-key"),
        proxies=settings.proxies,
    )
    socketio = SocketIO(app, manage_session=False, **SOCKETIO_OPTIONS)
    install(socketio)
    fanout = Fanout(socketio)
    publisher = Publisher(
        store=core.store,
        clock=clock,
        joined=joined,
        fanout=fanout,
        announcer=StudioAnnouncer(studio, spoken=(Language.UKRAINIAN,), path="/audio"),
        aside=_thread_pool(),
        prospects=core.latest,
    )
    keeper = Keeper(_foresight(settings, core), core.latest, publisher.foreseen) if settings.forecast else None
    attach(socketio, Doorkeeper(core.identity), joined, publisher)
    core.newsdesk.publisher, core.newsdesk.keeper = publisher, keeper
    watch = _presence_watch(core, joined, fanout)
    return Server(core=core, app=app, publisher=publisher, keeper=keeper, welcome=welcome, presence_watch=watch)


def _presence_watch(core: Core, joined: Joined, fanout: Fanout) -> PresenceWatch:
    def heard_at(box_id: BoxId) -> float | None:
        moments = map(fanout.heard_at, joined.sids_of(box_id))
        return max((at for at in moments if at is not None), default=None)

    return PresenceWatch(store=core.store, bus=core.bus, clock=SystemClock(), heard_at=heard_at, new_id=_request_id)


def own_version() -> str:
    """As installed."""
    try:
        return version("cherha")
    except PackageNotFoundError:
        return "0"


def folder_of(settings: Settings) -> Path:
    """The folder of the settings, made if need be; refuses with ``BadSetting`` when it cannot be written."""
    folder = settings.folder.absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadSetting(f"folder: {folder} cannot be made: {error.strerror}") from error
    if not os.access(folder, os.W_OK):
        raise BadSetting(f"folder: {folder} cannot be written by this user")
    return folder


def at_once(work: Callable[[], T]) -> T:
    """The port ``Aside`` where nobody else waits."""
    return work()


def voice_of(settings: Settings) -> Voice | None:
    """The voice that the settings choose; None for ``none``."""
    name, _, rest = settings.voice.partition(":")
    match name:
        case "espeak":
            return EspeakVoice()
        case "clips" if rest:
            return ClipVoice(Path(rest))
        case "command" if rest:
            return CommandVoice(shlex.split(rest), timeout_seconds=_VOICE_TIMEOUT_SECONDS)
        case "none":
            return None
        case _:
            raise BadSetting(f"voice: «{settings.voice}» is unknown; use espeak, clips:<folder>, command:<…> or none")


def _studio(settings: Settings) -> Studio | None:
    voice = voice_of(settings)
    return None if voice is None else Studio(voice, folder_of(settings) / "sounds")


def _foresight(settings: Settings, core: Core) -> Foresight:
    """In a process of its own, but where the database is in this one's memory."""
    if isinstance(core.store, InlineStore):
        from server.forecast.foreseeing import Foreseer  # here, for the other process alone does sums

        return Foreseer(core.store, SystemClock())
    environment = {
        "CHERHA_DATABASE": settings.database_url,
        "CHERHA_FOLDER": str(settings.folder.absolute()),
        "CHERHA_LOG_LEVEL": settings.log_level,
        # Its sums are too small to be shared out, and each thread would take memory.
        "OPENBLAS_NUM_THREADS": "1",
    }
    return Child([sys.executable, "-m", "server", "forecast"], environment)


def _thread_pool() -> "_Threads":
    return _Threads(ThreadPool(_THREADS))


@dataclass(frozen=True, slots=True)
class _Threads:
    """The port ``Aside`` under gevent."""

    pool: ThreadPool

    def __call__(self, work: Callable[[], T]) -> T:
        result: T = self.pool.apply(work)
        return result


def _request_id() -> RequestId:
    return RequestId(SystemChance().new_id())

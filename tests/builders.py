"""A hall to test in: the real store in memory, set up and used through the command bus alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

from server.contract.answers import TicketGiven
from server.contract.box_commands import ClaimPrintJob, ReportPrint
from server.contract.commands import CallNext, StartServing, TakeTicket, TakeWindow
from server.contract.panel_commands import PanelReport, PressCallButton, ReportPanels
from server.contract.terms import (
    BoxKind,
    HallId,
    PanelMake,
    PersonId,
    PrintOutcome,
    Purpose,
    RequestId,
    Role,
    ServiceId,
    SphereId,
    TicketId,
    WindowId,
)
from server.domain.calendar import OpenDay
from server.domain.events import Event
from server.domain.hall import Hall, HallSettings
from server.domain.outlook import Outlook
from server.domain.panel import USUAL
from server.domain.ticket import Ticket
from server.forecast.foreseeing import Foreseer
from server.forecast.latest import Latest
from server.store.opening import open_store
from server.usecases.actor import Actor, BoxActor, PersonActor, SystemActor
from server.usecases.bus import CommandBus
from server.usecases.office import (
    AssignPanel,
    FoundHall,
    SaveBox,
    SaveHall,
    SavePerson,
    SaveService,
    SaveSphere,
    SaveWindow,
)
from server.usecases.ports import Records
from server.usecases.views import HallView, look
from tests.fakes import FakeChance, FakeClock, FakeNewsroom, FakeWording

T = TypeVar("T")
WEEK = tuple(OpenDay(weekday, 8 * 60, 16 * 60, 17 * 60) for weekday in range(5))
PUBLIC_URL = "https://hall.example"


class HallBuilder:
    """One hall, by hand: ``give`` any command, or say shortly what people do all day."""

    def __init__(self, store: Any = None, hall_id: str = "hall-1", founder: str = "olha") -> None:
        self.id = HallId(hall_id)
        self.store = store or _new_store()
        self.clock, self.chance, self.newsroom = FakeClock(), FakeChance(hall_id), FakeNewsroom()
        self.latest = Latest(self.clock)
        self.bus = self.new_bus()
        self.server = SystemActor(hall_id=self.id)
        self.give(
            self.server,
            FoundHall,
            name={"uk": "Прозорий офіс", "en": "Open Office"},
            time_zone="Europe/Kyiv",
            hours=WEEK,
            login=founder,
            person_name=founder.title(),
            password_hash="hash",
        )
        self.founder = self.actor_of(founder)

    def new_bus(self) -> CommandBus:
        """A server that has just started: it remembers nothing but what is on disk."""
        return CommandBus(
            store=self.store,
            clock=self.clock,
            chance=self.chance,
            wording=FakeWording(),
            newsroom=self.newsroom,
            public_url=PUBLIC_URL,
            prospects=self.latest,
        )

    def give(self, actor: Actor, command: Callable[..., Any], **members: Any) -> Any:
        """The answer to a command with a fresh request id, unless one is given."""
        members.setdefault("request_id", RequestId(self.chance.new_id()))
        return self.bus.handle(actor, command(**members))

    # What the office sets up

    def sphere(self, name: str, position: int = 1) -> SphereId:
        return SphereId(self.give(self.founder, SaveSphere, name={"uk": name}, position=position).id)

    def service(self, sphere: SphereId, name: str, letter: str, **more: Any) -> ServiceId:
        members = {"name": {"uk": name}, "letter": letter, "purposes": tuple(Purpose), "position": 1} | more
        return ServiceId(self.give(self.founder, SaveService, sphere_id=sphere, **members).id)

    def window(self, name: str, *services: ServiceId) -> WindowId:
        return WindowId(self.give(self.founder, SaveWindow, name=name, position=1, service_ids=services).id)

    def person(self, login: str, *roles: Role) -> PersonActor:
        self.give(
            self.founder, SavePerson, login=login, name=login.title(), roles=frozenset(roles), password_hash="hash"
        )
        return self.actor_of(login)

    def box(self, name: str, kind: BoxKind, *, has_printer: bool = False) -> BoxActor:
        saved = self.give(self.founder, SaveBox, name=name, kind=kind, has_printer=has_printer, code_hash=name)
        return BoxActor(box_id=saved.id, hall_id=self.id, name=name, kind=kind)

    def decide(self, **settings: Any) -> None:
        """The office decides otherwise than the defaults."""
        hall = self.hall()
        self.give(
            self.founder,
            SaveHall,
            name=hall.name,
            time_zone=hall.time_zone,
            hours=settings.pop("hours", hall.hours),
            exceptions=settings.pop("exceptions", hall.exceptions),
            settings=replace(HallSettings(), **settings),
        )

    # What people do all day

    def sit(self, person: PersonActor, window: WindowId) -> PersonActor:
        self.give(person, TakeWindow, window_id=window)
        return person

    def take(self, actor: Actor, service: ServiceId, **more: Any) -> TicketGiven:
        given = self.give(actor, TakeTicket, service_id=service, **({"purpose": Purpose.HAND_IN} | more))
        assert isinstance(given, TicketGiven)
        return given

    def call(self, actor: Actor, window: WindowId) -> Any:
        return self.give(actor, CallNext, window_id=window)

    def start(self, actor: Actor, window: WindowId) -> Any:
        return self.give(actor, StartServing, window_id=window)

    def panel(self, box: BoxActor, window: WindowId | None, address: str = "1", **more: Any) -> None:
        """A panel of a box, which the office puts at a window; with all its keys as they usually are."""
        make = more.get("make", PanelMake.CHERHA)
        controls = tuple(USUAL[make])
        report = PanelReport(wire="/dev/panels", address=address, make=make, controls=controls)
        self.give(box, ReportPanels, panels=(report,))
        if window is not None:
            actions = dict(USUAL[make])
            where = {"box_id": box.box_id, "wire": "/dev/panels", "address": address}
            self.give(self.founder, AssignPanel, **where, window_id=window, actions=actions)

    def press(self, box: BoxActor, key: str, address: str = "1", **more: Any) -> Any:
        """A key of one of these panels."""
        return self.give(box, PressCallButton, wire="/dev/panels", address=address, key=key, **more)

    def claim(self, box: BoxActor) -> Any:
        return self.give(box, ClaimPrintJob)

    def printed(self, box: BoxActor, job_id: str, outcome: PrintOutcome = PrintOutcome.PRINTED, **more: Any) -> Any:
        return self.give(box, ReportPrint, job_id=job_id, outcome=outcome, **more)

    # What can be seen of it

    def read(self, work: Callable[[Records], T]) -> T:
        result: T = self.store.read(self.id, work)
        return result

    def see(self, tell: Callable[[HallView], T]) -> T:
        """What a page is told: ``hall.see(board)``."""

        def told(records: Records) -> T:
            view = look(records, self.clock.read(), self.latest)
            assert view is not None
            return tell(view)

        return self.read(told)

    def foresee(self) -> Outlook:
        """The forecast's turn: what it says of the hall as it stands, published."""
        outlook = Foreseer(self.store, self.clock).outlook(self.id)
        assert outlook is not None
        self.latest.publish(self.id, outlook)
        return outlook

    def hall(self) -> Hall:
        hall = self.read(lambda records: records.halls.get())
        assert hall is not None
        return hall

    def ticket(self, ticket_id: TicketId) -> Ticket:
        ticket = self.read(lambda records: records.tickets.get(ticket_id))
        assert ticket is not None
        return ticket

    def events(self) -> list[Event]:
        """The whole journal's events."""
        return [entry.event for entry in self.read(lambda records: records.journal.entries(after=0, limit=10_000))]

    def sequence(self) -> int:
        return self.read(lambda records: records.journal.sequence())

    def actor_of(self, login: str) -> PersonActor:
        person = self.read(lambda records: records.people.by_login(login))
        assert person is not None
        return PersonActor(person_id=PersonId(person.id), hall_id=self.id, name=person.name, roles=person.roles)


class SampleHall(HallBuilder):
    """Two spheres, three services, two windows, people of each role, boxes of each kind; nobody sits yet.

    Window 1 serves passports and residence, window 2 passports and business.
    """

    def __init__(self, store: Any = None) -> None:
        super().__init__(store)
        papers, trade = self.sphere("Документи", 1), self.sphere("Бізнес", 2)
        self.passport = self.service(papers, "Паспорт", "Ж")
        self.residence = self.service(papers, "Місце проживання", "Д")
        self.business = self.service(trade, "Реєстрація ФОП", "Ц")
        self.one = self.window("1", self.passport, self.residence)
        self.two = self.window("2", self.passport, self.business)
        self.olena = self.person("olena", Role.ADMINISTRATOR)
        self.taras = self.person("taras", Role.ADMINISTRATOR)
        self.rita = self.person("rita", Role.RECEPTIONIST)
        self.kiosk = self.box("kiosk", BoxKind.KIOSK, has_printer=True)
        self.bare_kiosk = self.box("bare kiosk", BoxKind.KIOSK)
        self.buttons = self.box("buttons", BoxKind.BUTTONS)
        self.display = self.box("display", BoxKind.DISPLAY)
        self.papers, self.trade = papers, trade
        self.newsroom.heard.clear()


def _new_store() -> Any:
    store = open_store("sqlite://")
    store.migrate()
    return store

"""A soak from beginning to end: people and faults at once, then everything healed, then the reckoning."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import requests

from server.contract.slip import Slip
from server.contract.terms import PrintJobId, TicketId
from server.demo.seed import HALL_ID
from server.domain.events import SlipOrdered
from server.domain.print_job import PrintJob
from server.usecases.kept import JournalEntry
from server.usecases.ports import Records
from tests.browser.hall import wait_until
from tests.soak import reckoning
from tests.soak.box_process import BoxProcess, Cost
from tests.soak.crew import Crew
from tests.soak.insisting import poster
from tests.soak.page_watch import PageWatch
from tests.soak.papers import Papers, read_papers
from tests.soak.people import AtPanel, Desk, Reception, Seen, Taker, journal_after
from tests.soak.plan import BoxName, Device, Fault, Kind, Place
from tests.soak.playing import Played, Playing
from tests.soak.reckoning import Reckoning
from tests.soak.rig import DESKS, LOGINS, PANELS, STUCK, Box, Rig, rig

CALM_SECONDS = 300.0
LOOKS = 7
LOOK_SECONDS = 0.3
SETTLING_SECONDS = 20.0
"""After a fault the box may still be on its way back to the server, with pauses of up to nine seconds."""
MENDING_SECONDS = 2.0
"""After a place is known to be well, what its box had begun just before is still on its way."""
LIVING = (BoxName.KIOSK, BoxName.RECEPTION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Soaked:
    """What came of it."""

    played: tuple[Played, ...]
    found: Reckoning
    before: Mapping[BoxName, Cost]
    after: Mapping[BoxName, Cost]
    page_ms: Mapping[Kind, float]
    """The longest answer of the living kiosk's page while something of this kind was wrong anywhere."""
    page_answers: int
    page_failures: tuple[str, ...]
    tickets: int
    presses: Mapping[tuple[BoxName, int], int]
    """Of each panel: how many called somebody, and the lamp said so."""
    papers: Papers
    copies: int

    @property
    def untold(self) -> tuple[Fault, ...]:
        """Faults that nobody was told of who ought to have been."""
        return tuple(each.fault for each in self.played if each.is_untold)

    @property
    def rss_growth_mb(self) -> float:
        """Of the box that grew most."""
        return max(self.after[name].rss_mb - self.before[name].rss_mb for name in self.before)

    @property
    def thread_growth(self) -> int:
        """The same."""
        return max(self.after[name].threads - self.before[name].threads for name in self.before)


class _People:
    """Everybody in the hall."""

    def __init__(self, hall: Rig, seed: int) -> None:
        self._hall = hall

        def chance(what: object) -> random.Random:
            return random.Random(f"{seed} {what}")

        url = hall.hall.url
        self.takers = [
            Taker(
                poster(self._sender(box), f"{_door(box, url)}/v1/commands/take-ticket"),
                hall.service_id,
                chance(box.name),
            )
            for box in hall.boxes.values()
        ]
        self.desks = {
            login: Desk(hall.hall.session(login), url, hall.crowd.windows[login], chance(login)) for login in DESKS
        }
        self.at_panels = {
            (name, address): AtPanel(panels, address, chance(address))
            for name, addresses in PANELS.items()
            if (panels := hall.boxes[name].panels) is not None
            for address in addresses
            if address != STUCK[name]
        }
        self.reception = Reception(
            hall.core,
            poster(_as(hall, "oksana"), f"{url}/v1/commands/reprint-ticket"),
            lambda: hall.office.is_ready(BoxName.RECEPTION, Device.PRINTER),
        )

    def begin(self, crew: Crew) -> None:
        """They come in."""
        for number, taker in enumerate(self.takers):
            crew.begin(f"citizens {number}", taker.run)
        for login, desk in self.desks.items():
            crew.begin(login, desk.run)
        for (_, address), panel in self.at_panels.items():
            crew.begin(f"panel {address}", panel.run)

    def are_busy(self) -> bool:
        """Everybody has done something that went well."""
        have_called = all(
            any(press.seen is Seen.CALLED for press in panel.presses) for panel in self.at_panels.values()
        )
        return (
            have_called and all(taker.got for taker in self.takers) and all(desk.called for desk in self.desks.values())
        )

    def _sender(self, box: Box) -> requests.Session:
        if box.page is None:
            return _as(self._hall, "oksana")
        session = requests.Session()
        session.trust_env = False
        return session


def _as(hall: Rig, login: str) -> requests.Session:
    """A session of one's own of somebody who has signed in: it is used on a thread of its own."""
    signed_in = hall.hall.session(login)
    session = requests.Session()
    session.headers.update(signed_in.headers)
    session.cookies.update(signed_in.cookies)
    return session


def _door(box: Box, server_url: str) -> str:
    """Where a ticket is taken: the kiosk's own page, or reception's, which is the server's."""
    return box.page_url if box.page is not None else server_url


def soaked(plan: Sequence[Fault], *, warm_up_hours: float, seconds_an_hour: float, seed: int) -> Soaked:
    """Plays the plan; memory and threads are compared from the end of the warm-up on."""
    with rig() as hall, _looking_on(hall):
        wait_until(lambda: _is_calm(hall), "every box is there and well", CALM_SECONDS)
        people = _People(hall, seed)
        playing = Playing(hall, seconds_an_hour=seconds_an_hour, seed=seed)
        with Crew() as copies:
            copies.begin("reception", people.reception.run)
            with Crew() as crew:
                people.begin(crew)
                wait_until(lambda: crew.is_well() and people.are_busy(), "everybody is at work", CALM_SECONDS)
                played = playing.play([fault for fault in plan if fault.hour < warm_up_hours])
                before = _costs(hall)
                played += playing.play([fault for fault in plan if fault.hour >= warm_up_hours])
            wait_until(lambda: _is_calm(hall), "all is healed", CALM_SECONDS)
            wait_until(lambda: not _open_jobs(hall), "every slip is told of", CALM_SECONDS)
        after = _costs(hall, before)
        return _told(hall, people, played, before, after)


@contextmanager
def _looking_on(hall: Rig) -> Iterator[None]:
    with Crew() as crew:
        crew.begin("office", hall.office.run)
        for box in hall.boxes.values():
            if box.page is not None:
                crew.begin(f"{box.name}: page", box.page.ask)
                crew.begin(f"{box.name}: news", box.page.hear)
        yield


def _is_calm(hall: Rig) -> bool:
    return all(
        hall.office.is_here(box.name)
        and hall.office.is_ready(box.name, Device.PRINTER)
        and (box.panels is None or hall.office.is_ready(box.name, Device.BUTTONS))
        and (box.page is None or box.page.is_linked)
        for box in hall.boxes.values()
    )


def _open_jobs(hall: Rig) -> Sequence[PrintJob]:
    return hall.core.store.read(HALL_ID, lambda records: records.print_jobs.open_jobs())


def _costs(hall: Rig, before: Mapping[BoxName, Cost] | None = None) -> dict[BoxName, Cost]:
    """Of the boxes that live through everything, when all is calm; threads that are about to end are waited for, until
    there are as few as ``before``."""
    wait_until(lambda: _is_calm(hall), "all is calm", CALM_SECONDS)
    former = before or {}
    return {name: _cost(hall.boxes[name].process, former.get(name)) for name in LIVING}


def _cost(process: BoxProcess, before: Cost | None) -> Cost:
    deadline = time.monotonic() + SETTLING_SECONDS
    looks: list[Cost] = []
    while len(looks) < LOOKS or (before is not None and time.monotonic() < deadline):
        looks.append(process.cost())
        if before is not None and len(looks) >= LOOKS and min(each.threads for each in looks) <= before.threads:
            break
        time.sleep(LOOK_SECONDS)
    return Cost(statistics.median(each.rss_mb for each in looks), min(each.threads for each in looks))


def _told(
    hall: Rig,
    people: _People,
    played: Sequence[Played],
    before: Mapping[BoxName, Cost],
    after: Mapping[BoxName, Cost],
) -> Soaked:
    journal = _journal(hall)
    jobs = _jobs(hall, journal)
    papers = read_papers(
        [slip for box in hall.boxes.values() for slip in box.printer.slips],
        {ticket_id: _original(slips) for ticket_id, slips in jobs.items()},
    )
    found = reckoning.of_slips(jobs, papers)
    unprinted = reckoning.unprinted_slips(
        [job for slips in jobs.values() for job in slips],
        reckoning.print_times(journal),
        {box.box_id: _troubles(name, played) for name, box in hall.boxes.items()},
    )
    found.calm_slips, found.excused_slips = unprinted.calm_slips, unprinted.excused_slips
    found.lost += [*unprinted.lost, *_lost(hall, people, journal, played)]
    page = hall.boxes[BoxName.KIOSK].page
    assert page is not None
    return Soaked(
        played=tuple(played),
        found=found,
        before=before,
        after=after,
        page_ms=_longest_ms(page, played),
        page_answers=len(page.answers),
        page_failures=tuple(page.failures),
        tickets=sum(len(taker.got) for taker in people.takers),
        presses={
            place: sum(press.seen is Seen.CALLED for press in panel.presses)
            for place, panel in people.at_panels.items()
        },
        papers=papers,
        copies=people.reception.copies.total(),
    )


def _longest_ms(page: PageWatch, played: Sequence[Played]) -> dict[Kind, float]:
    longest: dict[Kind, float] = {}
    for each in played:
        milliseconds = page.longest_ms(each.began, each.ended)
        longest[each.fault.kind] = max(longest.get(each.fault.kind, 0.0), milliseconds)
    return longest


def _lost(hall: Rig, people: _People, journal: Sequence[JournalEntry], played: Sequence[Played]) -> list[str]:
    windows = hall.crowd.windows
    told = [ticket for taker in people.takers for ticket in taker.got]
    boxed = frozenset(f"box:{box.box_id}" for box in hall.boxes.values())
    said = reckoning.lost_tickets(journal, told, boxed)
    said += reckoning.unordered_slips(journal, boxed)
    for login, desk in people.desks.items():
        said += reckoning.lost_calls(journal, windows[login], desk.called)
    for (name, address), panel in people.at_panels.items():
        window_id = windows[LOGINS[PANELS[name][address]]]
        said += reckoning.lost_presses(journal, window_id, panel.presses, _disturbed(name, played))
    for name, address in STUCK.items():
        times = sum(each.fault.kind is Kind.STUCK_KEY and each.fault.box is name for each in played)
        said += reckoning.stuck_calls(journal, windows[LOGINS[PANELS[name][address]]], times)
    return said


def _troubles(name: BoxName, played: Sequence[Played]) -> list[reckoning.Span]:
    """When something was wrong with the printer of a box, its house, or the server."""
    now, clock = datetime.now(UTC), time.monotonic()

    def wall(moment: float) -> datetime:
        return now + timedelta(seconds=moment - clock)

    concerned = {Place.KIOSK_PRINTER, Place.SECOND_PRINTER, Place.RECEPTION_PRINTER, Place.HOUSE}
    return [
        (wall(each.began), wall(min(each.over, clock) + MENDING_SECONDS))
        for each in played
        if each.fault.kind in (Kind.SERVER_KILLED, Kind.SERVER_AWAY)
        or (each.fault.box is name and each.fault.place in concerned)
    ]


def _disturbed(name: BoxName, played: Sequence[Played]) -> list[tuple[float, float]]:
    """When something was wrong with the panels of a box, its network, or the server."""
    concerned = {Place.KIOSK_PANELS, Place.RECEPTION_PANELS}
    return [
        (each.began, each.ended + SETTLING_SECONDS)
        for each in played
        if each.fault.kind in (Kind.SERVER_KILLED, Kind.SERVER_AWAY)
        or (each.fault.box is name and (each.fault.place in concerned or each.fault.place is Place.HOUSE))
    ]


def _journal(hall: Rig) -> list[JournalEntry]:
    entries: list[JournalEntry] = []
    while more := journal_after(hall.core, entries[-1].sequence if entries else 0):
        entries += more
    return entries


def _jobs(hall: Rig, journal: Sequence[JournalEntry]) -> dict[TicketId, list[PrintJob]]:
    """The slips of each ticket, in the order they were ordered."""
    ordered = [entry.event.job_id for entry in journal if isinstance(entry.event, SlipOrdered)]

    def look(records: Records) -> list[PrintJob]:
        return [job for job in map(records.print_jobs.get, map(PrintJobId, ordered)) if job is not None]

    found = hall.core.store.read(HALL_ID, look)
    assert len(found) == len(ordered)
    jobs: dict[TicketId, list[PrintJob]] = {}
    for job in found:
        jobs.setdefault(job.ticket_id, []).append(job)
    return jobs


def _original(slips: Sequence[PrintJob]) -> Slip:
    return next(job.slip for job in slips if not job.slip.is_copy)

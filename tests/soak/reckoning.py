"""What was lost, and what was doubled: the hall's own journal beside what people were told and what came out. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from server.contract.terms import PaperState, TicketId, WindowId
from server.domain.events import TicketCalled, TicketTaken
from server.domain.print_job import PrintJob
from server.usecases.kept import JournalEntry
from tests.soak.papers import Papers
from tests.soak.people import Press, Seen, Ticket


@dataclass(slots=True)
class Reckoning:
    """Each line is a sentence about one ticket or one press."""

    lost: list[str] = field(default_factory=list)
    unmarked_doubles: list[str] = field(default_factory=list)
    untrue: list[str] = field(default_factory=list)
    """Slips of which the server thinks what the paper gives the lie to."""

    @property
    def is_clean(self) -> bool:
        """Nothing to tell."""
        return not (self.lost or self.unmarked_doubles or self.untrue)


def lost_tickets(journal: Iterable[JournalEntry], told: Sequence[Ticket], boxed: frozenset[str]) -> list[str]:
    """Tickets that citizens were told of and the hall does not know, numbers that were given twice, and tickets that
    were made for nobody. ``boxed``: the actors of the journal whose tickets are all in ``told``."""
    taken = [(entry.event, entry.actor) for entry in journal if isinstance(entry.event, TicketTaken)]
    known = {event.ticket_id: event.label for event, _ in taken}
    labels = Counter(event.label for event, _ in taken)
    answers = Counter(ticket.ticket_id for ticket in told)
    return [
        *(f"{each.label} was given and is not in the hall" for each in told if known.get(each.ticket_id) != each.label),
        *(f"{label} was given {count} times" for label, count in labels.items() if count > 1),
        *(f"{known.get(each)} was given to {count} people" for each, count in answers.items() if count > 1),
        *(
            f"{event.label} was made for nobody"
            for event, actor in taken
            if actor in boxed and event.ticket_id not in answers
        ),
    ]


def lost_calls(journal: Iterable[JournalEntry], window_id: WindowId, answered: Sequence[TicketId]) -> list[str]:
    """Of a desk: each call that was answered was made once, and no other one was."""
    made = [call.ticket_id for call, _ in _calls(journal, window_id)]
    return [] if made == list(answered) else [f"a desk was told of {list(answered)}, and called were {made}"]


def lost_presses(
    journal: Iterable[JournalEntry],
    window_id: WindowId,
    presses: Sequence[Press],
    disturbed: Iterable[tuple[float, float]],
) -> list[str]:
    """Of a panel: no press called twice, none that the lamp said had called did not, and none came to nothing without a
    word while nothing was wrong. ``disturbed``: from when to when something was, by the monotonic clock."""
    calls = [at for _, at in _calls(journal, window_id)]
    spans = list(disturbed)
    said: list[str] = []
    ends: list[datetime | None] = [press.at for press in presses[1:]]
    is_late = False
    for press, end in zip(presses, [*ends, None], strict=True):
        made = sum(call >= press.at and (end is None or call < end) for call in calls)
        if made > 1:
            said.append(f"the press at {press.at} called {made} times")
        # A lamp behind a disturbed wire may show only now what the press before has called.
        if made == 0 and press.seen is Seen.CALLED and not is_late:
            said.append(f"the press at {press.at} called nobody, and the lamp said that it had")
        if made == 0 and press.seen is Seen.NOTHING and not _overlaps(press, spans):
            said.append(f"the press at {press.at} came to nothing, and nothing was wrong")
        is_late = made == 1 and press.seen is not Seen.CALLED
    first = presses[0].at if presses else None
    said += [f"a call at {call} without a press" for call in calls if first is None or call < first]
    return said


def stuck_calls(journal: Iterable[JournalEntry], window_id: WindowId, times: int) -> list[str]:
    """A key that was stuck so many times has called at most so many citizens."""
    made = len(_calls(journal, window_id))
    return [] if made <= times else [f"a key stuck {times} times has called {made} times"]


def of_slips(jobs: Mapping[TicketId, Sequence[PrintJob]], papers: Papers) -> Reckoning:
    """Slips that wait for ever, doubles without a mark, and outcomes that are not true."""
    found = Reckoning()
    for ticket_id, slips in jobs.items():
        label = slips[0].slip.label
        for job in slips:
            if job.state in (PaperState.WAITING, PaperState.PRINTING):
                found.lost.append(f"a slip of {label} is still {job.state}")
        if papers.unmarked[ticket_id] > 1:
            found.unmarked_doubles.append(f"{label} came out {papers.unmarked[ticket_id]} times without a mark")
        _compare(found, label, [job for job in slips if not job.slip.is_copy], papers.whole_unmarked[ticket_id])
        _compare(found, label, [job for job in slips if job.slip.is_copy], papers.whole_marked[ticket_id])
    return found


def _compare(found: Reckoning, label: str, jobs: Sequence[PrintJob], whole: int) -> None:
    states = Counter(job.state for job in jobs)
    if states[PaperState.PRINTED] > whole:
        found.lost.append(f"{label}: {states[PaperState.PRINTED]} told as printed, {whole} came out")
    if whole > states[PaperState.PRINTED] + states[PaperState.UNKNOWN]:
        found.untrue.append(f"{label}: told as not printed, and {whole} came out ({dict(states)})")


def _calls(journal: Iterable[JournalEntry], window_id: WindowId) -> list[tuple[TicketCalled, datetime]]:
    """Of a window, with their moments."""
    return [
        (entry.event, entry.moment.wall)
        for entry in journal
        if isinstance(entry.event, TicketCalled) and entry.event.window_id == window_id
    ]


def _overlaps(press: Press, spans: Iterable[tuple[float, float]]) -> bool:
    return any(press.began <= end and press.ended >= begin for begin, end in spans)

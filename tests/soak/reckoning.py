"""What was lost, and what was doubled: the hall's own journal beside what people were told and what came out. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from server.contract.terms import BoxId, PaperState, PrintFault, PrintJobId, TicketId, WindowId
from server.domain.events import SlipOrdered, SlipReported, TicketCalled, TicketTaken
from server.domain.print_job import PrintJob
from server.usecases.kept import JournalEntry
from tests.soak.papers import Papers
from tests.soak.people import Press, Seen, Ticket

Span = tuple[datetime, datetime]

MOST_SILENT = 6
MOST_SILENT_SHARE = 20
"""One in so many."""


@dataclass(slots=True)
class Reckoning:
    """Each line is a sentence about one ticket or one press."""

    lost: list[str] = field(default_factory=list)
    unmarked_doubles: list[str] = field(default_factory=list)
    untrue: list[str] = field(default_factory=list)
    """Slips of which the server thinks what the paper gives the lie to."""
    calm_slips: int = 0
    """Slips that were ordered and told of while nothing was wrong, and judged: each had to be printed."""
    excused_slips: int = 0
    """Beside them: not printed for want of an answer, which a busy machine may have caused."""

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


def unordered_slips(journal: Sequence[JournalEntry], boxed: frozenset[str]) -> list[str]:
    """Tickets that were taken at one of these boxes, and no slip was ever ordered for them."""
    ordered = {entry.event.ticket_id for entry in journal if isinstance(entry.event, SlipOrdered)}
    return [
        f"no slip of {entry.event.label} was ordered"
        for entry in journal
        if isinstance(entry.event, TicketTaken) and entry.actor in boxed and entry.event.ticket_id not in ordered
    ]


def print_times(journal: Iterable[JournalEntry]) -> dict[PrintJobId, Span]:
    """Of each slip that was told of: when it was ordered, and when it was last told of."""
    times: dict[PrintJobId, Span] = {}
    for entry in journal:
        if isinstance(entry.event, SlipOrdered):
            times[entry.event.job_id] = entry.moment.wall, datetime.max.replace(tzinfo=UTC)
        elif isinstance(entry.event, SlipReported):
            times[entry.event.job_id] = times[entry.event.job_id][0], entry.moment.wall
    return times


def unprinted_slips(
    jobs: Iterable[PrintJob], times: Mapping[PrintJobId, Span], troubles: Mapping[BoxId, Sequence[Span]]
) -> Reckoning:
    """Slips that were not printed though nothing was wrong with their box from their order to their end.

    ``troubles``: of each box, its printer, its network, or the server. A printer that gives no answer is excused
    ``MOST_SILENT`` times, or once in ``MOST_SILENT_SHARE`` slips: the boxes of the soak wait a second for an answer,
    and a printer that shares a busy machine's two cores with them may need longer. Nothing else is excused.
    """
    found, silent = Reckoning(), list[str]()
    for job in jobs:
        begin, end = times[job.id]
        if any(begin <= over and end >= began for began, over in troubles[job.box_id]):
            continue
        found.calm_slips += 1
        if job.state is not PaperState.PRINTED:
            said = silent if job.fault is PrintFault.NO_ANSWER else found.lost
            said.append(f"{job.slip.label} was not printed ({job.state}, {job.fault}), and nothing was wrong")
    if len(silent) > max(MOST_SILENT, found.calm_slips // MOST_SILENT_SHARE):
        found.lost += silent
    else:
        found.calm_slips -= len(silent)
        found.excused_slips = len(silent)
    return found


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
    """Of a panel: no press called twice, none that the lamp said had called did not, and while nothing was wrong none
    came to nothing without a word, and none called though the lamp said no. ``disturbed``: from when to when something
    was, by the monotonic clock."""
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
        if made == 1 and press.seen is Seen.TOLD_NO and not _overlaps(press, spans):
            said.append(f"the press at {press.at} called somebody, and the lamp said that it had not")
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

"""What a phone page says of a ticket. The page's own script, static/phone_words.js, says the very same."""

from dataclasses import dataclass

from server.contract.catalogue import LocalText
from server.contract.messages import PhoneSnapshot
from server.contract.slip import WaitRange
from server.contract.suspension_news import SuspensionNow
from server.contract.terms import Language, TicketState
from server.i18n.catalogue import translate, translate_count

_KEPT = frozenset({TicketState.WAITING, TicketState.PARKED})
"""Whoever is at a window is told there what to do."""


@dataclass(frozen=True, slots=True)
class PhoneWords:
    """The one thing that matters now, and a line under it."""

    headline: str
    detail: str
    kept: str = ""
    """In an alert, that nothing is lost by going to the shelter."""


def words_of(ticket: PhoneSnapshot, language: Language) -> PhoneWords:
    """For the state that the ticket is in."""

    def _(text: str, **fields: str | int) -> str:
        return translate(language, text, **fields)

    window = ticket.window_name or ""
    if ticket.suspension is not None and ticket.state in _KEPT:
        return _suspended(ticket, ticket.suspension, language)
    match ticket.state:
        case TicketState.WAITING if ticket.valid_on is not None:
            return PhoneWords(
                _("Valid on {day} only", day=f"{ticket.valid_on:%d.%m.%Y}"),
                _("Come when we open: you will be among the first."),
            )
        case TicketState.EXPIRED if ticket.goes_on is not None:
            return PhoneWords(
                _("You will be served on {day}", day=f"{ticket.goes_on.day:%d.%m.%Y}"),
                _("Your new number is {label}, before all who come then.", label=ticket.goes_on.label),
            )
        case TicketState.WAITING:
            return PhoneWords(_place(ticket.people_before or 0, language), _wait(ticket.wait, language))
        case TicketState.CALLED:
            return PhoneWords(_("Go to window {window}", window=window), _("You have been called"))
        case TicketState.SERVING:
            return PhoneWords(_("You are being served"), _("Window {name}", name=window))
        case TicketState.PARKED:
            return PhoneWords(
                _("Your ticket is set aside"), _("When you are ready, come to window {name}", name=window)
            )
        case TicketState.DONE:
            return PhoneWords(_("Your visit is over"), _("Thank you for coming"))
        case TicketState.MISSED:
            return PhoneWords(_("You were called and did not come"), _("Please ask at reception"))
        case TicketState.EXPIRED:
            return PhoneWords(_("This ticket is no longer valid"), _("It was valid on its day only. Take a new one."))
        case TicketState.CANCELLED:
            return PhoneWords(_("This ticket was cancelled"), _("Take a new one if you still want to come."))


def _suspended(ticket: PhoneSnapshot, suspension: SuspensionNow, language: Language) -> PhoneWords:
    place = "" if ticket.people_before is None else _place(ticket.people_before, language)
    kept = translate(language, "Your place in line is kept.")
    return PhoneWords(_of(suspension.titles, language), _of(suspension.texts, language), f"{kept} {place}".strip())


def _of(text: LocalText, language: Language) -> str:
    return text.get(language.value) or text.get("uk", "")


def _place(people: int, language: Language) -> str:
    if people == 0:
        return translate(language, "You are next")
    return translate_count(language, "{count} person is before you", "{count} people are before you", people)


def _wait(wait: WaitRange | None, language: Language) -> str:
    if wait is None:
        return translate(language, "Waiting time is not known yet")
    if wait.low_minutes == wait.high_minutes:
        return translate(language, "About {minutes} minutes", minutes=wait.high_minutes)
    return translate(language, "About {low} to {high} minutes", low=wait.low_minutes, high=wait.high_minutes)

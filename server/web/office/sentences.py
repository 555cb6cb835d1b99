"""Every event of the journal as a sentence."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from types import MappingProxyType
from typing import Any

from server.contract.terms import (
    BreakReason,
    DeviceState,
    OutOfOrder,
    PrintFault,
    PrintOutcome,
    Purpose,
    Role,
    SuspensionReason,
)
from server.domain import events, office_events
from server.domain.events import Event
from server.domain.suspension import TITLES
from server.web.office.names import Names
from server.web.office.office_sentences import of_office
from server.web.office.people import ROLES
from server.web.office.service_form import PURPOSES
from server.web.office.setting_words import told_changes
from server.web.office.window_sentences import AND_BACK, AT_WINDOWS, BREAKS, varied
from server.web.office.words import later

_PLAIN: Mapping[type[Event], str] = MappingProxyType(
    {
        **AT_WINDOWS,
        events.TicketTaken: later("Ticket {label} was given: {service} · {purpose}{booked}"),
        events.TicketContinued: later("{ticket} goes on as {label} on {day}"),
        events.RouteChanged: later("{ticket} waits for other services: {services}"),
        events.TicketCalled: later("{label} was called to window {window} after {waited}"),
        events.TurnOvertaken: later("{ticket} is called to window {window} before its turn: {reason}"),
        events.TicketRecalled: later("{label} was called once more to window {window}"),
        events.TicketStarted: later("{ticket}: service began at window {window}"),
        events.TicketFinished: later("{ticket}: service ended at window {window} after {served}"),
        events.TicketWentOn: later("{ticket} goes on to the next service: {service}"),
        events.TicketMissed: later("{ticket} did not come to window {window}"),
        events.TicketReturned: later("{ticket} was returned to its place in line"),
        events.TicketCancelled: later("{ticket} was cancelled"),
        events.TicketParked: later("{ticket} was set aside at window {window} for {minutes} min"),
        events.TicketUnparked: later("{ticket} was put back in line from window {window}"),
        events.IntakeStopped: later("No more tickets are given that day"),
        events.IntakeReopened: later("Tickets are given again"),
        events.HallSuspended: later("The hall was suspended: {suspension}"),
        events.HallResumed: later("The hall was resumed after {suspended}: {suspension}"),
        events.TicketSteppedBack: later("{ticket} stepped back to the head of the line from window {window}"),
        events.TicketExpired: later("{ticket} expired"),
        events.WindowStaffed: later("{person} took window {window}"),
        events.WindowLeft: later("{person} left window {window}"),
        events.SlipOrdered: later("Slip of {ticket} ordered at {box}"),
        events.SlipClaimed: later("{box} is printing the slip of {ticket}"),
        events.SlipReported: later("Slip of {ticket} at {box}: {outcome}{why}"),
        events.SlipDropped: later("Slip of {ticket} was not needed any more"),
        events.RollStarted: later("{box}: a new roll of paper, {length} m ({device})"),
        events.RollRanLow: later("{box}: the roll of paper is near its end ({device}), {left} m are left"),
        events.BoxHealthChanged: later("{box}: {device} {state}{why}"),
        events.BoxLost: later("{box} is silent"),
        events.BoxReturned: later("{box} is there again, after {away}"),
        events.ServerStarted: later("The server started, version {version}"),
        office_events.HallFounded: later("The Center was founded: {name}"),
        office_events.HallSaved: later("The Center’s card was changed: {name}"),
        office_events.CategoriesSaved: later("Who may come out of turn: {names}"),
        office_events.SphereSaved: later("Sphere saved: {name}"),
        office_events.ServiceSaved: later("Service saved: {name}, letter {letter}"),
        office_events.WindowSaved: later("Window {name} saved, services: {count}"),
        office_events.PersonSaved: later("Person saved: {login}; roles: {roles}"),
        office_events.BoxSaved: later("Box saved: {name}"),
        office_events.BoxJoined: later("{box} was enrolled"),
        office_events.BoxKeyChanged: later("{box} has changed its key"),
        office_events.PanelFound: later("{box} has found panel {address} on {wire}"),
        office_events.PanelAssigned: later("Panel {address} of {box} is at window {window}"),
    }
)
_REASONS: Mapping[OutOfOrder, str] = MappingProxyType(
    {
        OutOfOrder.PAPERS_BROUGHT: later("the missing papers were brought"),
        OutOfOrder.AGREED_BEFORE: later("agreed before"),
        OutOfOrder.OUR_MISTAKE: later("a mistake of the Center"),
        OutOfOrder.SUPERVISOR_DECIDED: later("the supervisor’s decision"),
    }
)
_OUTCOMES: Mapping[PrintOutcome, str] = MappingProxyType(
    {
        PrintOutcome.PRINTED: later("printed"),
        PrintOutcome.FAILED: later("not printed"),
        PrintOutcome.UNKNOWN: later("not known whether printed"),
    }
)
_FAULTS: Mapping[PrintFault, str] = MappingProxyType(
    {
        PrintFault.PAPER_OUT: later("no paper"),
        PrintFault.COVER_OPEN: later("cover open"),
        PrintFault.CUTTER: later("cutter jammed"),
        PrintFault.OFFLINE: later("switched off line"),
        PrintFault.NO_ANSWER: later("does not answer"),
        PrintFault.UNREACHABLE: later("cannot be reached"),
        PrintFault.BROKE_OFF: later("connection broke off"),
        PrintFault.LEASE_ENDED: later("no report in time"),
        PrintFault.UNRECOVERABLE: later("broken"),
        PrintFault.NOT_TAKEN: later("a slip was not taken"),
        PrintFault.PAPER_LOW: later("the paper is running out"),
        PrintFault.SLIP_REFUSED: later("such a slip cannot be printed"),
        PrintFault.DISK: later("the box cannot write to its disk"),
        PrintFault.KEY_STUCK: later("a key is stuck"),
    }
)
_DEVICES: Mapping[str, str] = MappingProxyType(
    {
        "printer": later("Printer"),
        "spare": later("Spare printer"),
        "screen": later("Screen"),
        "page": later("Picture"),
        "buttons": later("Window buttons"),
        "displays": later("Window displays"),
        "disk": later("Disk"),
    }
)
_STATES: Mapping[DeviceState, str] = MappingProxyType(
    {
        DeviceState.READY: later("is ready"),
        DeviceState.WARNING: later("asks for attention"),
        DeviceState.FAULT: later("is out of order"),
        DeviceState.UNKNOWN: later("is in an unknown state"),
    }
)


def sentence(event: Event, names: Names) -> str:
    """In the language of the names."""
    return names.say(varied(event) or of_office(event) or _text_of(event), **_filling(event, names))


def _text_of(event: Event) -> str:
    """Those that say something else when a flag is set."""
    match event:
        case events.WindowStaffed(taken_over_from=former) if former is not None:
            return later("{person} took over window {window} from {former}")
        case events.TicketTaken(is_paper=True, given_at=str()):
            return later("Number {label}, given by hand at {given_at}, was entered: {service} · {purpose}")
        case events.TicketTaken(is_paper=True):
            return later("Number {label}, given by hand, was entered: {service} · {purpose}")
        case events.TicketTaken(further=(_, *_)):
            return later("Ticket {label} was given: {service} and {count} more · {purpose}{booked}")
        case events.RouteChanged(is_any_order=True):
            return later("{ticket} waits for other services, in any order: {services}")
        case events.TicketReturned(is_at_end=True):
            return later("{ticket} was returned to the end of the line")
        case events.TicketParked(minutes=None):
            return later("{ticket} was set aside at window {window}")
        case events.TicketUnparked(window_id=None):
            return later("{ticket} came back in line by itself: its time was up")
        case events.RollStarted(former_used_mm=int()):
            return later("{box}: a new roll of paper, {length} m ({device}); of the former {former_used} m are used")
        case events.SlipOrdered(is_copy=True):
            return later("A copy of the slip of {ticket} ordered at {box}")
        case _:
            return _PLAIN[type(event)]


def _filling(event: Event, names: Names) -> dict[str, str]:
    """What stands in the sentence: names for ids, words for codes."""
    filled = {"why": "", "booked": ""}
    for field in fields(event):
        name, value = field.name, getattr(event, field.name)
        match name, value:
            case "name", dict():
                filled[name] = names.local(value)
            case "fault", PrintFault():
                filled["why"] = f" ({names.say(_FAULTS[value])})" if value in _FAULTS else ""
            case "device", str():
                filled[name] = _device(value, names)
            case "state", DeviceState():
                filled[name] = names.say(_STATES[value])
            case _, tuple():
                filled |= _listed(name, value, names)
            case "booked_for", str():
                filled["booked"] = names.say(later(", for the appointment at {time}"), time=value)
            case "window_name" | "taken_over_from" | "waited_ms" | "served_ms" | "lasted_ms" | "day", _:
                filled |= _special(name, value, names)
            case "purpose", Purpose():
                filled[name] = names.say(PURPOSES[value])
            case "reason", OutOfOrder() | BreakReason():
                filled[name] = names.say(BREAKS[value] if isinstance(value, BreakReason) else _REASONS[value])
            case "is_coming_back", bool():
                filled["back"] = names.say(AND_BACK) if value else ""
            case "reason", SuspensionReason():
                filled["suspension"] = names.local(dict(TITLES[value]))
            case "suspended_seconds" | "away_seconds", int():
                filled[name.removesuffix("_seconds")] = _length(value, names)
            case _, int() if name.endswith("_mm"):
                filled[name.removesuffix("_mm")] = str(round(value / 1000))
            case "outcome", PrintOutcome():
                filled[name] = names.say(_OUTCOMES[value])
            case _ if name.endswith("_id"):
                filled.setdefault(name.removesuffix("_id"), names.of(value))
            case _:
                filled[name] = str(value)
    return filled


def _listed(name: str, values: Sequence[Any], names: Names) -> dict[str, str]:
    match name:
        case "roles":
            return {name: ", ".join(names.say(ROLES[Role(role)][0]) for role in values)}
        case "service_ids" | "further":
            return {"count": str(len(values)), "services": "; ".join(map(names.of, values))}
        case "helper_ids":
            return {"helpers": "; ".join(map(names.of, values))}
        case "names":
            return {name: "; ".join(map(names.local, values))}
        case "changes":
            return {name: told_changes(values, names)}
        case _:
            return {}


def device_name(told: str, names: Names) -> str:
    """Of a device as its box calls it: a second wire of buttons is ``buttons-2``."""
    kind, _dash, number = told.partition("-")
    return f"{names.say(_DEVICES[kind])} {number}".rstrip() if kind in _DEVICES else told


def _device(told: str, names: Names) -> str:
    said = device_name(told, names)
    return said if said == told else f"{said[0].lower()}{said[1:]}"


def _special(name: str, value: object, names: Names) -> dict[str, str]:
    """A window as it was called then; how long something took."""
    if name == "window_name":
        return {"window": str(value)}
    if name == "day":
        return {name: ".".join(reversed(str(value).split("-")))}
    if name == "taken_over_from":
        return {"former": names.of(None if value is None else str(value))}
    return {name.removesuffix("_ms"): _length(int(str(value)) // 1000, names)}


def _length(seconds: int, names: Names) -> str:
    if seconds >= 3600:
        hours, minutes = str(seconds // 3600), f"{seconds % 3600 // 60:02d}"
        return names.say(later("{hours} h {minutes} min"), hours=hours, minutes=minutes)
    return names.say(later("{minutes}:{seconds} min"), minutes=str(seconds // 60), seconds=f"{seconds % 60:02d}")
